"""The script of a flow does what the trainer does, and stands alone."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn.utils import vector_to_parameters

from playground.density.load import load_target
from playground.flow.config import FlowConfig
from playground.flow.trainer import FlowTrainer
from playground.script.script import script_of

BINARY, ZIG = load_target("binary"), load_target("zig")
SMALL = FlowConfig(batch_size=32, hidden=16, features=8, iterations=3, sampler_steps=3, schedule=4)
CFLOW = replace(SMALL, model="cflow")
CASES = {
    "flow": (SMALL, ZIG),
    "flow on two layers": (replace(SMALL, sampler="rk4", final_rate=1.0), BINARY),
    "cflow": (replace(CFLOW, label_drop=0.5, sampler="midpoint"), BINARY),
    "guided": (replace(CFLOW, guidance=2.0, optimizer="stable-adam"), BINARY),
    "transport": (replace(SMALL, coupling="transport", times="uniform", sampler="euler"), ZIG),
    "transport across layers": (replace(SMALL, coupling="transport"), BINARY),
    "transport in layers": (replace(CFLOW, coupling="transport", quasi_random=False), BINARY),
    "uniform": (replace(SMALL, base="uniform", times="logit-normal", optimizer="sgd"), BINARY),
    "a base": (replace(SMALL, base="moons"), ZIG),
    "a base of layers": (replace(CFLOW, base="formula:x*y", quasi_random=False), BINARY),
    "stochastic": (replace(SMALL, sampler="stochastic", schedule=0), ZIG),
}


@pytest.fixture(params=CASES.values(), ids=CASES)
def case(request):
    return request.param


def twins(config, target):
    """The names of the script, run up to its training, and a trainer with the same network."""
    script = {"__name__": "script"}
    exec(compile(script_of(config, target), "script", "exec"), script)
    trainer = FlowTrainer(config, target)
    velocity = trainer._model.velocity
    script["frequencies"] = velocity.inputs.frequencies.T
    weights = trainer._model.network.weights.clone()
    vector_to_parameters(weights, script["network"].parameters())
    return script, trainer


def test_the_loss_and_a_step_are_the_trainers(case):
    config, target = case
    script, trainer = twins(config, target)
    phases = trainer.phases()
    real = next(phases)
    streams = {name: one.get_state() for name, one in trainer._streams.items()}
    for _ in phases:
        pass
    for name, state in streams.items():
        trainer._streams[name].set_state(state)
    layer = real.layer if config.is_conditional else None
    moments = trainer._model.paths.moments(
        real.points * 2 - 1, layer, trainer._streams["latent"], quasi_random=config.quasi_random
    )
    told = trainer._told(real.layer, trainer._pacing())
    condition = () if told is None else (told.T,)
    points = 2 * real.points.T - 1
    if config.coupling == "transport":
        layer = (real.layer.numpy(),) if config.is_conditional else ()
        again = script["transported"](moments.base.T, points, *layer)
        assert torch.allclose(again, moments.base.T)
    loss = script["flow_loss"](points, moments.base.T, moments.t[:, None], *condition)
    assert loss.item() == pytest.approx(trainer.snapshot().g_loss, rel=1e-4)
    script["update"](script["optimizer"], loss, config.lr)
    stepped = torch.cat([one.detach().flatten() for one in script["network"].parameters()])
    assert torch.allclose(stepped, trainer._model.network.weights, atol=2e-5)


def test_points_are_the_samplers(case):
    config, target = case
    if config.sampler == "stochastic":
        pytest.skip("it draws its own noise")
    script, trainer = twins(config, target)
    random = torch.Generator().manual_seed(0)
    noise = trainer._model.paths.base(50, random)
    layer = torch.arange(50) % 2 if config.is_conditional else torch.zeros(50, dtype=torch.int64)
    weights = trainer._model.network.weights
    wanted = trainer._model.sample(config, weights, noise, layer, random)
    found = script["generate"](noise.T, *([layer] if config.is_conditional else []))
    assert torch.allclose(found.T, wanted, atol=1e-5)


def test_draws_have_the_trainers_distributions(case):
    config, target = case
    script, trainer = twins(config, target)
    moments = trainer._model.paths.moments(
        torch.zeros(2, 4000), torch.zeros(4000, dtype=torch.int64),
        torch.Generator().manual_seed(0), quasi_random=config.quasi_random,
    ) if config.coupling == "independent" else None  # fmt: skip
    if moments is None:
        return
    noise, t = script["draw_moments"](4000)
    for one, other in ((noise[:, 0], moments.base[0]), (t[:, 0], moments.t)):
        quantiles = np.linspace(0.05, 0.95, 10)
        assert np.allclose(np.quantile(one, quantiles), np.quantile(other, quantiles), atol=0.1)


def test_scripts_are_formatted_and_hold_nothing_unused(tmp_path, case):
    path = tmp_path / "train.py"
    path.write_text(script_of(*case), encoding="utf-8")
    rules = ["--isolated", "--select", "E,F,I,B,UP", "--line-length", "120", str(path)]
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", *rules], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_a_script_runs_without_the_package(tmp_path):
    (tmp_path / "train.py").write_text(script_of(*CASES["cflow"]), encoding="utf-8")
    subprocess.run([sys.executable, "-I", "train.py"], cwd=tmp_path, check=True)
    table = np.loadtxt(tmp_path / "samples.csv", delimiter=",", skiprows=1)
    assert table.shape == (10_000, 3) and set(table[:, 2]) == {0, 1}

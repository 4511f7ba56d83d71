"""The scripts do what the trainer does, and stand alone."""

import ast
import subprocess
import sys
import textwrap
from dataclasses import replace
from typing import get_args, get_type_hints

import numpy as np
import pytest
import torch
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from playground.density.load import load_target
from playground.density.sampler import Sampler
from playground.density.target import FULL, Layer, Target
from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.gan.losses import nearby
from playground.gan.presets import BATCHGAN, CLASSIC, INFOGAN, STABLE
from playground.gan.trainer import Trainer
from playground.script import pixels
from playground.script.script import script_of

BINARY, ZIG, CLOUD = (load_target(name) for name in ("binary", "zig", "cloud"))
LOSSES = get_args(get_type_hints(GanConfig)["loss"])
OPTIMIZERS = get_args(get_type_hints(GanConfig)["optimizer"])
SMALL = {"d_hidden": 16, "g_hidden": 16, "batch_size": 64, "iterations": 3, "schedule": 4}
CLASSIC_SMALL = {"d_hidden": 16, "g_hidden": 16, "batch_size": 64, "iterations": 3}


def _cgan(config, **settings):
    return replace(config, model="cgan", **settings)


CASES = {
    "stable gan": (replace(STABLE, **SMALL), ZIG),
    "stable gan on two layers": (replace(STABLE, **SMALL), BINARY),
    "stable cgan": (_cgan(STABLE, **SMALL), BINARY),
    "classic gan": (replace(CLASSIC, **CLASSIC_SMALL), ZIG),
    "classic cgan": (_cgan(CLASSIC, **CLASSIC_SMALL), BINARY),
    "infogan": (replace(INFOGAN, codes=3, **SMALL), ZIG),
    "batchgan": (replace(BATCHGAN, d_hidden=16, g_hidden=16, batch_size=32, iterations=3), ZIG),
    **{loss: (replace(CLASSIC, loss=loss, **CLASSIC_SMALL), ZIG) for loss in LOSSES},
    **{name: (replace(STABLE, optimizer=name, **SMALL), ZIG) for name in OPTIMIZERS},
    "penalties everywhere": (replace(STABLE, penalty_every=1, **SMALL), BINARY),
    "penalties at few": (_cgan(STABLE, penalty_every=5, r2=0.0, **SMALL), BINARY),
    "packs": (
        _cgan(STABLE, pack=4, batch_differences=True, r2=0.0, gradient_penalty=10.0, **SMALL),
        BINARY,
    ),
    "spectral": (replace(STABLE, spectral_norm=True, r1=0.0, g_steps=2, d_steps=2, **SMALL), ZIG),
    "normal latents": (
        replace(STABLE, latent="normal", latent_dim=5, square_features=False, **SMALL),
        ZIG,
    ),
    "one latent": (replace(CLASSIC, latent_dim=1, quasi_random=True, **CLASSIC_SMALL), BINARY),
    "two normal latents": (replace(STABLE, latent="normal", **SMALL | {"schedule": 0}), ZIG),
    "five latents": (replace(STABLE, latent_dim=5, d_features=0, final_rate=1.0, **SMALL), ZIG),
    "differences alone": (replace(CLASSIC, batch_differences=True, **CLASSIC_SMALL), ZIG),
    "codes only": (replace(INFOGAN, continuous_codes=0, info_slope=0.0, **SMALL), BINARY),
    "codes unread": (
        replace(INFOGAN, info_slope=0.0, info_balance=0.0, loss="hinge", **SMALL),
        BINARY,
    ),
}


@pytest.fixture(params=CASES)
def case(request):
    return CASES[request.param]


class Twin:
    """A script with the weights and waves of a trainer, which tells what it draws."""

    def __init__(self, config, target):
        self.config = config
        self.trainer = trainer = Trainer(config, target)
        self.space = {"__name__": "script"}
        exec(script_of(config, target), self.space)
        self.model, steps = trainer._model, trainer._steps
        self._draw_real, self._draw_fake = steps.draw_real, steps.draw_fake
        steps.draw_real, steps.draw_fake = self._noted_real, self._noted_fakes
        self.gradients = {}
        for who, network in self.model.networks.items():
            network.step = self._noted_step(who, network.step)
        for network, name in (
            (self.model.generator, "g_frequencies"),
            (self.model.discriminator, "d_frequencies"),
        ):
            frequencies = network.rows.frequencies
            if len(frequencies):
                assert self.space[name].shape == frequencies.T.shape
                self.space[name] = frequencies.T
        self.take_weights()

    def take_weights(self):
        for who, mine in self.networks.items():
            vector_to_parameters(self.ours(who), mine.parameters())
        if "average" in self.space:
            self.space["average"].copy_(self.model.g.eval_weights[: self.model.g.weights.numel()])

    @property
    def networks(self):
        names = {"generator": "g", "discriminator": "d", "code_reader": "reader"}
        return {who: self.space[names[who]] for who in self.model.networks}

    def ours(self, who):
        """The trainer's weights in the script's order: in packs it goes point by point."""
        return self._reordered(who, self.model.networks[who].weights.detach())

    def _reordered(self, who, weights):
        pack = self.config.pack_size
        if who != "discriminator" or pack == 1:
            return weights.clone()
        first = self.networks[who][0].weight
        head = weights[: first.numel()].view(len(first), -1, pack)
        return torch.cat([head.transpose(1, 2).flatten(), weights[first.numel() :]])

    def _noted_real(self, config):
        self.real, self.layer = self._draw_real(config)
        return self.real, self.layer

    def _noted_fakes(self, config, layer):
        sampler, random = self.model.sampler, _copied(self.trainer._streams["latent"])
        self.condition = sampler.conditioning.draw(layer, random)
        draw = sampler.quasi_random_latent if self.config.draws_quasi_random else sampler.latent
        self.latent = draw(len(layer), random)
        if self.model.table:
            given = (self.latent, self.condition.layer)
            self.latent = sampler.bent(*given, self.model.table.inverse)
            bent = self.space["bend"](given[0].T, given[1], self.model.table.log_density)
            assert torch.allclose(bent, self.latent.T, atol=1e-4)
        return self._draw_fake(config, layer)

    def _noted_step(self, who, step):
        def noted(gradient, pace):
            self.gradients[who] = self._reordered(who, gradient)
            step(gradient, pace)

        return noted

    def generate(self):
        condition = [self.condition.generator_input.T] if self.config.has_layers else []
        return self.space["generate"](self.latent.T.contiguous(), *condition)

    @property
    def d_condition(self):
        return [self.condition.discriminator_input.T] if self.config.model == "cgan" else []

    def use_penalty_stream(self, monkeypatch, *batches):
        """The script's next neighbours and shares are those that the trainer will draw."""
        random = _copied(self.trainer._streams["penalty"])
        if self.config.r1 or self.config.r2 or self.config.model == "infogan":
            near = nearby(torch.cat(batches).T, random).T.split(len(batches[0]))
            known = list(zip(batches, near, strict=True))
            self.space["nearby"] = lambda points: next(
                there for here, there in known if torch.equal(here, points)
            )
        rand = torch.rand
        monkeypatch.setattr(torch, "rand", lambda n, _: rand(n, generator=random)[:, None])

    def update(self, optimizer, loss, rate):
        """As the script's own loop does it."""
        space = self.space
        factor = space["rate_factor"](self.trainer.iteration) if "rate_factor" in space else 1
        rates = [space[rate] * factor] if "rate" in _arguments(space["update"]) else []
        space["update"](space[optimizer], loss, *rates)

    def close(self, who):
        """How far the script's newest gradient is from the trainer's, relatively."""
        grads = [weight.grad for weight in self.networks[who].parameters()]
        mine, ours = parameters_to_vector(grads), self.gradients[who]
        return float((mine - ours).norm() / ours.norm())


def _copied(stream):
    copy = torch.Generator()
    copy.set_state(stream.get_state())
    return copy


def _d_step(twin, monkeypatch):
    space, trainer = twin.space, twin.trainer
    real, fake = twin.real.T.contiguous(), twin.generate().detach()
    with monkeypatch.context() as patch:
        some = space.get("some", lambda points: points[:: space.get("PENALTY_EVERY", 1)])
        twin.use_penalty_stream(patch, some(real), some(fake))
        iteration = [trainer.iteration] if "iteration" in _arguments(space["d_loss"]) else []
        loss = space["d_loss"](real, fake, *twin.d_condition, *iteration)
    twin.update("d_optimizer", loss, "D_RATE")


def _g_step(twin, monkeypatch):
    space, trainer = twin.space, twin.trainer
    fake = twin.generate()
    real = [twin.real.T.contiguous()] if "real" in _arguments(space["g_loss"]) else []
    if "learn" in space:
        space["table"].copy_(twin.model.table.log_density)
        at_fake = space["discriminate"](fake, *twin.d_condition).detach()
        space["learn"](twin.latent.T, twin.condition.layer, at_fake)
    loss = space["g_loss"](*real, fake, *twin.d_condition)
    if twin.config.model == "infogan":
        given = {"real": twin.real.T.contiguous(), "iteration": trainer.iteration}
        beside = [given[name] for name in _arguments(space["info_loss"])[2:]]
        with monkeypatch.context() as patch:
            twin.use_penalty_stream(patch, given["real"])
            info = space["info_loss"](fake, twin.condition.generator_input.T, *beside)
        twin.update("g_optimizer", loss + info, "G_RATE")
        info = space["info_loss"](fake.detach(), twin.condition.generator_input.T, *beside)
        twin.update("reader_optimizer", info, "D_RATE")
    else:
        twin.update("g_optimizer", loss, "G_RATE")
    if "update_average" in space:
        space["update_average"](trainer.iteration)


def _arguments(function):
    return function.__code__.co_varnames[: function.__code__.co_argcount]


def test_steps_are_the_trainers(case, monkeypatch):
    monkeypatch.setattr("playground.gan.course._TABLE_BEGINS", 0)
    twin = Twin(*case)
    for _ in range(3):
        fakes = 0
        for phase in twin.trainer.phases():
            if phase.name == "draw fake":
                made = twin.generate().detach()
                assert torch.allclose(made, phase.points.T, atol=1e-4)
                (_d_step if fakes < twin.config.d_steps else _g_step)(twin, monkeypatch)
                fakes += 1
            elif phase.name.endswith("step"):
                _check(twin)
                is_last = phase.name == "D's step" and fakes == twin.config.d_steps
                if is_last and twin.config.reuse_batch:
                    _g_step(twin, monkeypatch)
        twin.take_weights()


def _check(twin):
    """Gradients, and what the optimizer made of them: of a tiny one any sign may come."""
    for who in twin.gradients:
        assert twin.close(who) < 0.01, who
        mine = parameters_to_vector(twin.networks[who].parameters()).detach()
        assert float((mine - twin.ours(who)).abs().quantile(0.9)) < 1e-5, who
    if "average" in twin.space:
        average, ours = twin.space["average"], twin.model.g.eval_weights
        assert float((average - ours[: len(average)]).abs().quantile(0.9)) < 1e-5
    if "generator" in twin.gradients and "table" in twin.space:
        assert twin.space["table"].abs().max() > 1e-6
        table = twin.model.table.log_density
        assert torch.allclose(twin.space["table"], table, rtol=0.02, atol=1e-6)
    twin.gradients.clear()


def test_points_are_the_samplers():
    wide = np.zeros((5, 8), np.uint16)
    wide[1, 2:7], wide[3, 0] = FULL, 60 * 257
    for target in (ZIG, BINARY, Target("wide", (Layer("a", wide), Layer("b", wide.T, 3.0)))):
        space = {"__name__": "script"}
        exec(script_of(STABLE, target), space)
        uniform = torch.rand(2, 2000, dtype=torch.float64)
        uniform[:, :2] = torch.tensor([[0.0, 1.0], [0.0, 1.0]])
        uniform = uniform.numpy()
        for index, layer in enumerate(space["target"]):
            found = layer.points(uniform)
            known = Sampler(target).points(uniform, np.full(2000, index))
            assert np.allclose(found, known, atol=1e-5)
        assert np.allclose(space.get("SHARES", 1), target.shares)


@pytest.mark.parametrize("loss", ["pairing", "hinge"])
def test_packs_are_of_one_layer_where_the_trainers_are(loss):
    space = {"__name__": "script"}
    exec(script_of(_cgan(STABLE, pack=4, loss=loss, **SMALL | {"batch_size": 12}), BINARY), space)
    counts = []
    for _ in range(20):
        real, told = space["draw_real"](12)
        assert ((real[:, 0] < 0.5) == (told[:, 0] == 1)).all()
        packs = space["draw_layers"](12).reshape(-1, 4)
        assert (packs == packs[:, :1]).all()
        counts.append(int(told[:, 0].sum()))
    assert set(counts) == {4, 8}
    exec(script_of(replace(STABLE, pack=4, **SMALL), BINARY), space)
    left = (space["draw_real"](64)[:, 0] < 0.5).view(-1, 4).sum(dim=1)
    assert len(set(left.tolist())) > 2


def test_draws_are_even_where_the_trainers_are():
    space = {"__name__": "script"}
    exec(script_of(_cgan(STABLE), BINARY), space)
    real, told = space["draw_real"](512)
    assert told.sum(dim=0).tolist() == [256, 256]
    assert ((real[:, 0] < 0.5) == (told[:, 0] == 1)).all()
    latent = space["draw_latent"](400)
    cells = torch.histogramdd(latent, bins=[10, 10], range=[-1.0, 1.0, -1.0, 1.0]).hist
    assert latent.shape == (400, 2)
    assert cells.min() >= 2 and cells.max() <= 6


def test_large_pictures_are_reduced_and_keep_their_mass():
    packed = pixels.PackedPixels.of(CLOUD)
    assert packed.reduced == 200 and packed.shapes == ((200, 200),)
    space = {"__name__": "script"}
    source = script_of(STABLE, CLOUD)
    exec(source, space)
    assert "reduced to 200 pixels" in source and len(source) < 30_000
    mass = np.diff(space["target"][0].mass).reshape(200, 200)[::-1]
    assert np.abs(mass / mass.sum() - CLOUD.masses(200)).sum() < 0.02


@pytest.mark.parametrize("name", ['"""\n\\', "数据", "x" * 300, "a\ud800b", ""])
def test_any_name_gives_a_script(name):
    source = script_of(STABLE, Target(name, ZIG.layers))
    ast.parse(source.encode())
    assert max(map(len, source.splitlines())) <= 88


def test_what_cannot_be_trained_is_said():
    with pytest.raises(InputError, match="'zig' cannot be learned"):
        script_of(_cgan(STABLE), ZIG)
    with pytest.raises(InputError, match="two codes"):
        script_of(INFOGAN, ZIG)


def test_scripts_are_formatted_short_and_hold_nothing_unused(tmp_path):
    for name, (config, target) in CASES.items():
        source = script_of(config, target)
        (tmp_path / f"{name.replace(' ', '_')}.py").write_text(source, encoding="utf-8")
        code = source[: source.index("# The target.")].splitlines()
        limit = {"classic": 105, "stable": 205}.get(name.split()[0], 215)
        assert len([line for line in code if line]) < limit, name
    ruff = [sys.executable, "-m", "ruff"]
    for width in ("88", "100"):
        subprocess.run(
            [*ruff, "format", "--isolated", "--check", "--line-length", width, tmp_path],
            check=True,
        )
    rules = "E,F,W,I,B,UP,C4,SIM,PTH"
    subprocess.run([*ruff, "check", "--isolated", "--select", rules, tmp_path], check=True)


def test_scripts_run_without_the_package(tmp_path):
    """All of them in one process, which does not know the package, and soon no matplotlib."""
    for place, (config, target) in enumerate(CASES.values()):
        (tmp_path / f"{place}").mkdir()
        source = script_of(config, target).replace("10_000", "500")
        (tmp_path / f"{place}" / "train.py").write_text(source, encoding="utf-8")
    driver = """
        import os, runpy, sys
        sys.modules["playground"] = None
        for place in sorted(os.listdir(), key=int):
            os.chdir(place)
            if place == "2":
                sys.modules["matplotlib.figure"] = None  # a picture takes longer than all the rest
            runpy.run_path("train.py", run_name="__main__")
            os.chdir("..")
    """
    said = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", textwrap.dedent(driver)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not said.returncode, said.stderr
    assert said.stdout.count("3 of 3: D ") == len(CASES)
    for place, (config, _) in enumerate(CASES.values()):
        folder = tmp_path / f"{place}"
        table = np.loadtxt(folder / "samples.csv", delimiter=",", skiprows=1)
        assert table.shape == (500, 3 if config.has_layers else 2)
        assert (folder / "samples.png").is_file() == (place < 2)


def test_a_script_learns(tmp_path):
    """A small CGAN on the two discs: each layer's points come to its own disc."""
    config = _cgan(
        STABLE, iterations=400, schedule=400, batch_size=128,
        d_hidden=48, g_hidden=48, g_features=32, d_features=32,
    )  # fmt: skip
    space = {"__name__": "script"}
    exec(script_of(config, BINARY), space)
    space["train"]()
    asked = torch.eye(2).repeat_interleave(1000, dim=0)
    latent = 2 * torch.rand(2000, 2) - 1
    vector_to_parameters(space["average"], space["g"].parameters())
    points = space["generate"](latent, asked).detach().numpy()
    for layer, mine in enumerate(np.split(points, 2)):
        density = BINARY.layer_masses(400)[layer]
        row, column = ((1 - mine[:, 1]) * 400).astype(int), (mine[:, 0] * 400).astype(int)
        inside = density[row.clip(0, 399), column.clip(0, 399)] > 0
        assert inside.mean() > 0.75
        centre = np.average(mine, axis=0)
        y, x = np.indices((400, 400)) + 0.5
        known = [(density * x).sum() / 400, 1 - (density * y).sum() / 400]
        assert np.abs(centre - known).max() < 0.03

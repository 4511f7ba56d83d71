"""A flow repeats itself, resumes exactly, sees the GANs' points, and reaches the floor."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from playground.density.load import load_target
from playground.errors import Diverged, InputError
from playground.flow.config import FlowConfig
from playground.flow.layer_sizes import STREAMS, snapshot_weights, state_shapes
from playground.flow.trainer import FlowTrainer
from playground.gan.config import GanConfig
from playground.gan.trainer import Trainer
from playground.metrics.exact_velocity import ExactVelocity
from playground.metrics.training_metrics import CurveEvaluator

BINARY, ZIG = load_target("binary"), load_target("zig")
SMALL = FlowConfig(batch_size=64, hidden=16, features=8, sampler_steps=4, iterations=20)
CASES = {
    "flow": SMALL,
    "cflow": replace(SMALL, model="cflow"),
    "transport": replace(SMALL, model="cflow", coupling="transport"),
    "density": replace(SMALL, model="cflow", base="penta"),
    "uniform": replace(SMALL, base="uniform", times="uniform", quasi_random=False),
    "stochastic": replace(SMALL, sampler="stochastic", optimizer="stable-adam"),
}


def trained(config, steps, target=BINARY):
    trainer = FlowTrainer(config, target)
    for _ in range(steps):
        trainer.step()
    return trainer


def same(one, other):
    return one.keys() == other.keys() and all(
        np.array_equal(one[name], other[name]) for name in one if name != "seconds"
    )


@pytest.fixture(params=CASES.values(), ids=CASES)
def config(request):
    return request.param


def test_a_run_repeats_itself_and_resumes_exactly(config):
    whole, first = trained(config, 12), trained(config, 5)
    resumed = FlowTrainer(config, BINARY)
    resumed.load(first.state())
    assert resumed.continues and resumed.iteration == 5
    for _ in range(7):
        resumed.step()
    assert same(whole.state(), resumed.state())
    assert np.array_equal(whole.snapshot().generated, resumed.snapshot().generated)


def test_looking_moves_nothing(config):
    one, other = trained(config, 3), trained(config, 3)
    one.snapshot()
    one.sample(50, seed=3)
    assert same(one.state(), other.state())
    assert np.array_equal(one.sample(50, seed=3)[0], other.sample(50, seed=3)[0])
    assert not np.array_equal(one.sample(50, seed=3)[0], one.sample(50, seed=4)[0])


def test_its_arrays_are_those_that_are_announced(config):
    trainer = trained(config, 1)
    state = {k: v for k, v in trainer.state().items() if not k.startswith("stream.")}
    assert {name: array.shape for name, array in state.items()} == state_shapes(config, 2)
    assert {k for k in trainer.state() if k.startswith("stream.")} == {
        f"stream.{name}" for name in STREAMS
    }
    snapshot = trainer.snapshot()
    for field, count in snapshot_weights(config, 2).items():
        assert getattr(snapshot, field).shape == (count,)
    sampled, _ = trainer.sample(20, weights=snapshot.g_weights)
    assert np.array_equal(sampled, trainer.sample(20)[0])


def test_it_sees_the_real_points_of_a_gan_of_its_seed():
    gan = Trainer(GanConfig(seed=4, batch_size=64, d_hidden=8, g_hidden=8), BINARY)
    flow = FlowTrainer(replace(SMALL, seed=4), BINARY)
    for _ in range(3):
        real = [
            next(phase for phase in one.phases() if phase.name == "draw real")
            for one in (gan, flow)
        ]
        assert torch.equal(real[0].points, real[1].points)
        for one in (gan, flow):
            for _ in one.phases():
                break
    assert np.array_equal(gan.snapshot().real, flow.snapshot().real)


def test_phases_make_an_iteration(config):
    whole, parts = trained(config, 2), FlowTrainer(config, BINARY)
    for _ in range(2):
        names = [phase.name for phase in parts.phases()]
    assert names == ["draw real", "draw paths", "velocity's gradient", "velocity's step"]
    assert same(whole.state(), parts.state())


def test_the_gradient_is_that_of_autograd():
    trainer = trained(replace(SMALL, model="cflow", optimizer="sgd", lr=1.0, average=0.0), 2)
    model = trainer._model
    before = model.network.weights.clone().requires_grad_()
    phases = trainer.phases()
    real = next(phases)
    streams = {name: stream.get_state() for name, stream in trainer._streams.items()}
    for _ in phases:
        pass
    step = before.detach() - model.network.weights
    for name, state in streams.items():
        trainer._streams[name].set_state(state)
    moments = model.paths.moments(
        real.points * 2 - 1, real.layer, trainer._streams["latent"], quasi_random=True
    )
    told = trainer._told(real.layer, trainer._pacing())
    inputs = model.velocity.inputs(moments.x, moments.t, told)
    outputs = model.velocity.body.outputs(before, inputs)
    loss = (outputs - moments.velocity).square().sum(0).mean()
    (gradient,) = torch.autograd.grad(loss, before)
    rate = trainer._course.row()[0]
    assert torch.allclose(step, gradient * rate, rtol=1e-3, atol=1e-6)
    assert trainer.snapshot().g_loss == pytest.approx(loss.item(), rel=1e-5)


def test_layers_can_be_requested():
    trainer = trained(CASES["cflow"], 2)
    _, layers = trainer.sample(40)
    assert set(layers) == {0, 1} and (np.diff(layers) >= 0).all()
    assert set(trainer.sample(40, layer=1)[1]) == {1}
    assert set(trained(SMALL, 1).sample(10)[1]) == {0}


def test_guidance_of_1_is_none_and_of_0_forgets_the_layer():
    trainer = trained(CASES["cflow"], 3)
    plain = trainer.sample(30, layer=1)[0]
    trainer.apply(replace(trainer.config, guidance=0.0))
    assert np.allclose(trainer.sample(30, layer=0)[0], trainer.sample(30, layer=1)[0], atol=1e-6)
    trainer.apply(replace(trainer.config, guidance=3.0))
    assert not np.allclose(trainer.sample(30, layer=1)[0], plain, atol=1e-4)
    assert trainer.config.evaluations == 2 * 2 * 4


def test_live_settings_only():
    trainer = trained(SMALL, 2)
    trainer.apply(replace(SMALL, lr=0.0, sampler="rk4", sampler_steps=3, batch_size=32))
    before = trainer.state()["velocity.layer0.weight"]
    trainer.step()
    assert np.array_equal(trainer.state()["velocity.layer0.weight"], before)
    with pytest.raises(InputError, match="--base applies after a reset only"):
        trainer.apply(replace(SMALL, base="uniform"))


def test_what_does_not_fit_is_said():
    with pytest.raises(InputError, match="stochastic needs --base normal"):
        FlowConfig(base="uniform", sampler="stochastic")
    with pytest.raises(InputError, match="has only one"):
        FlowTrainer(CASES["cflow"], ZIG)
    with pytest.raises(InputError, match="another network"):
        FlowTrainer(replace(SMALL, hidden=8), BINARY).load(trained(SMALL, 1).state())
    with pytest.raises(InputError, match="another number of layers"):
        trained(CASES["cflow"], 1).retarget(ZIG)
    with pytest.raises(Diverged, match="the flow's loss"):
        trained(replace(SMALL, lr=1000.0, optimizer="sgd"), 20).snapshot()


def test_it_goes_on_with_another_target():
    trainer = trained(SMALL, 3)
    trainer.retarget(ZIG)
    trainer.step()
    assert trainer.target is ZIG and trainer.iteration == 4
    assert trainer.state()["since"] == 3


@pytest.mark.slow
def test_it_comes_near_the_exact_velocity_and_the_floor():
    config = replace(SMALL, hidden=64, features=32, batch_size=256, iterations=600, schedule=600)
    trainer = trained(replace(config, sampler_steps=8), 600, BINARY)
    target = load_target("binary")
    points, _ = trainer.sample(2000)
    figures = CurveEvaluator(target, "", 2000).figures(trainer.snapshot().real, points)
    assert figures.sliced_wasserstein < 2
    exact = ExactVelocity(target, "normal")
    x = np.random.default_rng(0).normal(0, 0.6, (500, 2))
    told = torch.from_numpy(x.T.astype(np.float32)), torch.full((500,), 0.5)
    weights = trainer._model.network.eval_weights
    learned = trainer._model.velocity(weights, *told, None).numpy().T
    assert np.median(np.hypot(*(learned - exact.at(0.5, x)).T)) < 0.15

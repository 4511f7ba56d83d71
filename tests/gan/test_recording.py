"""An iteration can be recorded and replayed at any moment of a run, with the same numbers.

On a CPU a recorder of operations stands in for CUDA graphs (`tests/operations.py`).
"""

import weakref
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
import torch

from playground.density.load import load_target
from playground.density.target import FULL, Layer, Target
from playground.gan.config import GanConfig
from playground.gan.losses import LOSSES
from playground.gan.presets import BATCHGAN, CLASSIC, INFOGAN, STABLE
from playground.gan.trainer import Trainer
from playground.nn import real_data, recording
from playground.nn.activations import ACTIVATIONS
from playground.nn.optimizers import UPDATE_RULES
from playground.nn.recording import Recording
from tests.operations import Operations, counted, recorder

BINARY = load_target("binary")
SMALL = {"batch_size": 16, "d_hidden": 8, "g_hidden": 8, "schedule": 30}
CASES = {
    "stable gan": replace(STABLE, **SMALL),
    "stable cgan": replace(STABLE, model="cgan", **SMALL),
    "infogan": replace(INFOGAN, **SMALL),
    "infogan reusing": replace(INFOGAN, reuse_batch=True, continuous_codes=2, **SMALL),
    "batchgan": replace(BATCHGAN, **SMALL),
    "classic gan": replace(CLASSIC, **SMALL),
    "classic cgan": replace(CLASSIC, model="cgan", **SMALL),
    "without penalties": replace(STABLE, r1=0.0, r2=0.0, **SMALL),
    "one penalty": replace(STABLE, r1=0.0, **SMALL),
    "gradient penalty": replace(STABLE, gradient_penalty=1.0, **SMALL),
    "spectral": replace(STABLE, spectral_norm=True, **SMALL),
    "packs": replace(STABLE, pack=2, batch_differences=True, **SMALL),
    "packs of layers": replace(STABLE, model="cgan", pack=2, **SMALL),
    "many steps": replace(STABLE, d_steps=2, g_steps=3, **SMALL),
    "normal latents": replace(STABLE, latent="normal", latent_dim=3, **SMALL),
    "no schedule": replace(STABLE, **SMALL | {"schedule": 0}, average=0.0),
    **{name: replace(STABLE, loss=name, **SMALL) for name in LOSSES},
    **{name: replace(STABLE, optimizer=name, **SMALL) for name in UPDATE_RULES},
    **{name: replace(STABLE, activation=name, **SMALL) for name in ACTIVATIONS},
}


@pytest.fixture(autouse=True)
def _device_tables(monkeypatch):
    """Tables as on a GPU: the host's search is NumPy's."""
    monkeypatch.setattr(real_data, "HostInverse", real_data.DeviceInverse)


@pytest.fixture
def recordings(monkeypatch):
    """Lets trainers record, and counts how often they do."""
    made = []
    monkeypatch.setattr(recording, "recorder_of", counted(made))
    return made


def both(config, target=BINARY):
    """A trainer that records and one that does not."""
    recorded, eager = Trainer(config, target), Trainer(config, target)
    eager._recording = None
    return recorded, eager


def check(recorded, eager, iterations=1):
    for _ in range(iterations):
        recorded.step()
        eager.step()
    mine, theirs = recorded.state(), eager.state()
    for name in mine.keys() - {"seconds"}:
        assert np.array_equal(mine[name], theirs[name]), name
    assert np.array_equal(recorded.snapshot().generated, eager.snapshot().generated)


@pytest.mark.parametrize("config", CASES.values(), ids=CASES)
def test_a_recorded_run_is_the_eager_one(config, recordings):
    recorded, eager = both(config)
    check(recorded, eager)
    check(recorded, eager, 49)
    assert len(recordings) == 1


@pytest.mark.parametrize("config", CASES.values(), ids=CASES)
def test_an_iterations_operations_know_nothing_of_the_moment(config):
    one = Trainer(config, BINARY)
    described = []
    for changes in ({}, {"d_lr": 0.01, "r2": 0.4, "average": 0.9, "beta1": 0.3}):
        if changes.get("r2") and not config.r1 + config.r2:
            changes["r2"] = 0.0  # a penalty that begins is another form
        one.apply(replace(one.config, **changes))
        for _ in range(9):
            one.step()
        one._course.prepare()
        with Operations() as operations:
            for _ in one._iteration():
                pass
        one._course.passed()
        described.append(operations.described())
    assert described[0] == described[1]
    assert len(described[0]) > 50


@pytest.mark.parametrize(
    ("change", "again"),
    [
        ({"d_lr": 0.05, "r1": 0.5, "schedule": 0, "average": 0.0, "beta2": 0.9}, False),
        ({"batch_size": 24}, True),
        ({"d_steps": 2}, True),
        ({"g_steps": 2}, True),
        ({"quasi_random": False}, True),
        ({"reuse_batch": False}, True),
        ({"r1": 0.0, "r2": 0.0}, True),
        ({"gradient_penalty": 1.0}, True),
    ],
    ids=str,
)
def test_live_settings_take_effect_and_only_another_form_is_recorded_anew(
    change, again, recordings
):
    recorded, eager = both(CASES["stable cgan"])
    check(recorded, eager, 3)
    for one in (recorded, eager):
        one.apply(replace(one.config, **change))
    check(recorded, eager, 3)
    assert len(recordings) == 1 + again


def test_states_are_loaded_into_a_recorded_run(recordings):
    recorded, eager = both(CASES["infogan"])
    check(recorded, eager, 2)
    early = recorded.state()
    check(recorded, eager, 3)
    recorded.load(early)
    eager.load(early)
    check(recorded, eager, 4)
    fork, whole = both(CASES["infogan"])
    fork.load(early)
    for _ in range(4):
        fork.step()
    assert np.array_equal(fork.snapshot().g_weights, recorded.snapshot().g_weights)
    assert len(recordings) == 2
    del whole


def _square(side):
    pixels = np.zeros((16, 16), np.uint16)
    pixels[:side, :side] = FULL
    return Target("square", (Layer("square", pixels),))


def test_a_target_is_taken_over_in_place_while_there_is_room(recordings):
    recorded, eager = both(CASES["stable gan"], _square(5))
    for side, made in ((5, 1), (4, 1), (12, 2), (11, 2)):
        for one in (recorded, eager):
            one.retarget(_square(side))
        check(recorded, eager, 2)
        assert len(recordings) == made
        real = recorded.snapshot().real
        assert real[:, 0].max() < side / 16 and real[:, 1].min() > 1 - side / 16


def test_single_steps_and_phases_go_on_between_replays(recordings):
    recorded, eager = both(CASES["stable gan"])
    check(recorded, eager, 2)
    for one in (recorded, eager):
        one.d_step()
        one.g_step()
        for _ in one.phases():
            pass
    check(recorded, eager, 2)


def test_recording_leaves_everything_as_it_was():
    values, stream = torch.ones(3), torch.Generator().manual_seed(0)

    def work():
        values.mul_(2).add_(torch.rand(3, generator=stream))

    recorded = Recording(recorder, [stream], lambda: [values])
    expected, twin = torch.ones(3), torch.Generator().manual_seed(0)
    for _ in range(3):
        recorded.run("form", work)
        expected = expected * 2 + torch.rand(3, generator=twin)
        assert torch.equal(values, expected)


def test_a_recording_is_there_until_the_next_one_is_made():
    made, before = [], []

    def noting(work, streams):
        before.append([replay() is not None for replay in made])
        replay = recorder(work, streams)
        made.append(weakref.ref(replay))
        return replay

    values = torch.ones(3)
    recorded = Recording(noting, [], lambda: [values])
    for form in ("one", "one", "two", "three"):
        recorded.run(form, lambda: values.mul_(2))
    assert before == [[], [True], [False, True]]
    assert torch.equal(values, torch.full((3,), 16.0))


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (lambda x: x.mul_(x.sum().item()), "reads a value back"),
        (lambda x: x.add_(torch.tensor([1.0, 2.0, 3.0])), "from the host's data"),
        (lambda x: x[x > 0].sum(), "depends on data"),
    ],
)
def test_what_cannot_be_recorded_is_refused(work, reason):
    with pytest.raises(AssertionError, match=reason):
        recorder(partial(work, torch.ones(3)), [])


def test_a_number_of_the_hosts_is_frozen():
    """The recorder would show a rate that does not come from the device."""
    values, rate = torch.ones(3), [0.5]
    replay = recorder(lambda: values.mul_(rate[0]), [])
    values.fill_(1)
    rate[0] = 0.1
    replay()
    assert torch.equal(values, torch.full((3,), 0.5))


@pytest.mark.gpu
@pytest.mark.parametrize("config", CASES.values(), ids=CASES)
def test_on_a_gpu_captured_is_eager(config):
    captured, eager = (Trainer(config, BINARY, "cuda") for _ in range(2))
    eager._recording = None
    for _ in range(50):
        captured.step()
        eager.step()
    mine, theirs = captured.snapshot(), eager.snapshot()
    assert np.allclose(mine.g_weights, theirs.g_weights, rtol=1e-3, atol=1e-4)


@pytest.mark.gpu
def test_on_a_gpu_a_resumed_run_is_the_uninterrupted_one_and_memory_stays_flat():
    config = GanConfig(model="cgan", batch_size=64)
    whole, first, second = (Trainer(config, BINARY, "cuda") for _ in range(3))
    for _ in range(20):
        whole.step()
    for _ in range(9):
        first.step()
    second.load(first.state())
    for _ in range(11):
        second.step()
    assert np.array_equal(second.snapshot().g_weights, whole.snapshot().g_weights)
    used = []
    for index in range(12):
        whole.apply(replace(whole.config, batch_size=64 + 64 * (index % 2)))
        whole.step()
        used.append(torch.cuda.memory_reserved())
    assert max(used[4:]) == max(used[:4])


@pytest.mark.gpu
def test_on_a_gpu_live_changes_and_new_targets_take_effect():
    captured, eager = (Trainer(CASES["stable gan"], _square(5), "cuda") for _ in range(2))
    eager._recording = None
    for side, rate in ((5, 2e-3), (4, 1e-2), (12, 1e-3)):
        for one in (captured, eager):
            one.retarget(_square(side))
            one.apply(replace(one.config, g_lr=rate))
            for _ in range(5):
                one.step()
        mine, theirs = captured.snapshot(), eager.snapshot()
        assert np.allclose(mine.g_weights, theirs.g_weights, rtol=1e-3, atol=1e-4)
        assert np.array_equal(mine.real, theirs.real)

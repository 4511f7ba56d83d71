"""Runs that train as one are those that train alone, each with its own seed and numbers."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from playground.density.load import load_target
from playground.errors import Diverged
from playground.gan.losses import LOSSES
from playground.gan.presets import CLASSIC, STABLE
from playground.gan.stack import TrainerStack
from playground.gan.trainer import Trainer
from playground.nn import real_data, recording
from playground.nn.optimizers import UPDATE_RULES
from tests.operations import Operations, counted

BINARY = load_target("binary")
# Products of fewer numbers are summed up in another order where there are several of them.
SMALL = {"batch_size": 64, "d_hidden": 8, "g_hidden": 8, "schedule": 30}
CASES = {
    "stable gan": replace(STABLE, **SMALL),
    "stable cgan": replace(STABLE, model="cgan", **SMALL),
    "classic gan": replace(CLASSIC, **SMALL),
    "classic cgan": replace(CLASSIC, model="cgan", **SMALL),
    "many steps": replace(STABLE, d_steps=2, g_steps=3, **SMALL),
    "normal latents": replace(STABLE, latent="normal", latent_dim=3, quasi_random=False, **SMALL),
    "three latents": replace(STABLE, latent_dim=3, **SMALL),
    "without penalties": replace(STABLE, r1=0.0, r2=0.0, loss="hinge", **SMALL),
    # Plain descent, which does not enlarge float32's noise.
    **{
        name: replace(STABLE, loss=name, reuse_batch=False, optimizer="sgd", **SMALL)
        for name in LOSSES
    },
    **{name: replace(STABLE, optimizer=name, **SMALL) for name in UPDATE_RULES},
}


def differing(config, count=3):
    """Settings that differ in all that may differ in a stack."""
    for index in range(count):
        yield replace(
            config, seed=index, r1=config.r1 * (1 + index), d_lr=config.d_lr * (1 + index / 5),
            g_lr=config.g_lr / (1 + index), average=0.9 + index / 50, beta1=index / 10,
            schedule=20 * index, final_rate=0.5, penalty_fade=1.0 + index, latent_rate=0.1 * index,
            octaves=1 + index, gain=1.0 + index / 3,
        )  # fmt: skip


def trainers(config, count=3, device="cpu"):
    return [Trainer(one, BINARY, device) for one in differing(config, count)]


def run(trainer, iterations):
    for _ in range(iterations):
        trainer.step()


def check(stacked, alone, near=1e-3):
    """The same states, and all that is shown of them.

    But for D's last bias, where only differences of logits count: its gradient is nothing but
    noise, which Adam makes as large as any other.
    """
    mine, theirs = stacked.state(), alone.state()
    idle = {f"discriminator.layer{alone.config.layers}.bias"} if near else set()
    for name in theirs.keys() - {"seconds"} - idle:
        assert mine[name].shape == theirs[name].shape and mine[name].dtype == theirs[name].dtype
        assert np.allclose(mine[name], theirs[name], rtol=near, atol=near), name
    assert np.allclose(stacked.snapshot().generated, alone.snapshot().generated, atol=near)
    assert np.allclose(stacked.sample(50)[0], alone.sample(50)[0], atol=near)
    assert stacked.iteration == alone.iteration


@pytest.mark.parametrize("config", CASES.values(), ids=CASES)
def test_a_run_in_a_stack_is_the_one_that_is_trained_alone(config):
    for one in differing(config):
        assert one.stack_form == config.stack_form
    alone, stacked = trainers(config), trainers(config)
    stack = TrainerStack(stacked)
    iterations = 8 if config.optimizer == "rmsprop" or config.d_steps == 2 else 30
    run(stack, iterations)
    for mine, theirs in zip(stacked, alone, strict=True):
        run(theirs, iterations)
        check(mine, theirs)
        assert mine.seconds > 0
    assert len({one.snapshot().d_loss for one in stacked}) == 3


def test_runs_leave_and_join_at_iterations_of_their_own():
    config = CASES["stable cgan"]
    alone, stacked = trainers(config), trainers(config)
    first = TrainerStack(stacked[:2])
    run(first, 15)
    first.drop(stacked[0])
    kept = stacked[0].state()
    run(first, 5)
    assert first.rows == 2 and first.trainers == [stacked[1]]
    second = TrainerStack([stacked[1], stacked[2]])
    run(second, 10)
    for theirs, iterations in zip(alone, (15, 30, 10), strict=True):
        run(theirs, iterations)
    for mine, theirs in zip(stacked[1:], alone[1:], strict=True):
        check(mine, theirs)
    again = Trainer(stacked[0].config, BINARY)
    again.load(kept)
    check(again, alone[0])


def test_a_state_goes_from_alone_into_a_stack_and_back():
    config = CASES["stable gan"]
    alone, early = trainers(config), trainers(config)
    for one in early:
        run(one, 7)
    stacked = trainers(config)
    for mine, theirs in zip(stacked, early, strict=True):
        mine.load(theirs.state())
    run(TrainerStack(stacked), 8)
    late = trainers(config)
    for mine, theirs in zip(late, stacked, strict=True):
        mine.load(theirs.state())
        assert mine.continues
        run(mine, 5)
    for mine, theirs in zip(late, alone, strict=True):
        run(theirs, 20)
        check(mine, theirs)


def test_chunks_of_random_numbers_go_on_where_they_were_saved():
    """On a GPU numbers are drawn for many iterations at once; any device can do that."""
    config = CASES["classic cgan"]
    whole, saved, resumed = (trainers(config) for _ in range(3))
    run(TrainerStack(whole, chunk=8), 30)
    first = TrainerStack(saved, chunk=8)
    run(first, 13)
    for mine, theirs in zip(resumed, saved, strict=True):
        mine.load(theirs.state())
    run(TrainerStack(resumed[::-1], chunk=8), 17)
    for mine, theirs in zip(resumed, whole, strict=True):
        check(mine, theirs, near=1e-5)
    assert len({one.snapshot().generated.tobytes() for one in whole}) == 3


def test_chunks_are_fair_numbers():
    alone, chunked = trainers(CASES["stable gan"]), trainers(CASES["stable gan"])
    run(TrainerStack(chunked, chunk=16), 40)
    run(TrainerStack(alone), 40)
    for mine, theirs in zip(chunked, alone, strict=True):
        assert abs(mine.snapshot().d_loss - theirs.snapshot().d_loss) < 0.1


def test_a_run_that_diverges_disturbs_no_other():
    config = replace(CASES["wasserstein"], optimizer="sgd", r1=0.0, r2=0.0, latent_cells=0)
    configs = [replace(config, seed=1), replace(config, d_lr=1000.0, g_lr=1000.0), config]
    alone, stacked = ([Trainer(one, BINARY) for one in configs] for _ in range(2))
    run(TrainerStack(stacked), 40)
    for mine, theirs in zip(stacked, alone, strict=True):
        run(theirs, 40)
        if theirs is alone[1]:
            with pytest.raises(Diverged) as told:
                theirs.snapshot()
            with pytest.raises(Diverged, match=str(told.value)):
                mine.snapshot()
        else:
            check(mine, theirs)


def test_rows_that_left_stay_within_their_numbers():
    """They count on: beyond all that was computed for them."""
    stacked = trainers(replace(CASES["stable gan"], batch_size=2), 2)
    stack = TrainerStack(stacked)
    stack.drop(stacked[0])
    stack._course.position += 3000
    run(stack, 2)
    assert np.isfinite(stacked[1].snapshot().d_loss)


@pytest.mark.parametrize(
    ("change", "stacks"),
    [
        ({"seed": 9, "iterations": 7, "snapshot_every": 3, "r1": 0.5, "final_rate": 0.3}, True),
        ({"schedule": 0, "octaves": 2}, True),
        ({"r1": 0.0, "r2": 0.0}, False),
        ({"d_hidden": 9}, False),
        ({"optimizer": "adam"}, False),
        ({"batch_size": 32}, False),
        ({"model": "cgan"}, False),
    ],
    ids=str,
)
def test_what_may_differ_in_a_stack(change, stacks):
    config = CASES["stable gan"]
    assert (replace(config, **change).stack_form == config.stack_form) == stacks


@pytest.mark.parametrize(
    "change",
    [
        {"model": "infogan"},
        {"model": "batchgan"},
        {"spectral_norm": True},
        {"pack": 2},
        {"batch_differences": True},
        {"gradient_penalty": 1.0},
    ],
    ids=str,
)
def test_what_does_not_stack(change):
    assert replace(CASES["stable gan"], **change).stack_form is None


def test_a_larger_run_takes_more_memory():
    small, large = (Trainer(c, BINARY) for c in (CASES["stable gan"], STABLE))
    assert (
        2**20 < TrainerStack.bytes_of(small) < 2**22 < 2**23 < TrainerStack.bytes_of(large) < 2**26
    )


@pytest.fixture
def device_tables(monkeypatch):
    monkeypatch.setattr(real_data, "HostInverse", real_data.DeviceInverse)


RECORDED = ("stable gan", "stable cgan", "classic gan", "three latents", "pairing")


@pytest.mark.usefixtures("device_tables")
@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_stack_is_the_eager_one(name, monkeypatch):
    made = []
    eager = trainers(CASES[name])
    run(TrainerStack(eager, chunk=4), 11)
    monkeypatch.setattr(recording, "recorder_of", counted(made))
    recorded = trainers(CASES[name])
    run(TrainerStack(recorded, chunk=4), 11)
    for mine, theirs in zip(recorded, eager, strict=True):
        check(mine, theirs, near=0)
    assert len(made) == 1


@pytest.mark.usefixtures("device_tables")
@pytest.mark.parametrize("name", RECORDED)
def test_a_stacks_operations_know_nothing_of_the_moment(name):
    stack = TrainerStack(trainers(CASES[name]), chunk=4)
    described = []
    for _ in range(2):
        run(stack, 9)
        with Operations() as operations:
            stack._iteration()
        described.append(operations.described())
    assert described[0] == described[1]
    assert len(described[0]) > 50


@pytest.mark.gpu
@pytest.mark.parametrize("name", RECORDED)
def test_on_a_gpu_a_captured_stack_is_the_eager_one(name):
    captured, eager = (trainers(CASES[name], 3, "cuda") for _ in range(2))
    stacks = [TrainerStack(captured), TrainerStack(eager)]
    stacks[1]._recording = None
    for stack in stacks:
        run(stack, 50)
    for mine, theirs in zip(captured, eager, strict=True):
        assert np.allclose(mine.snapshot().g_weights, theirs.snapshot().g_weights, atol=1e-4)


@pytest.mark.gpu
def test_on_a_gpu_a_resumed_stack_is_the_uninterrupted_one():
    whole, saved, resumed = (trainers(STABLE, 3, "cuda") for _ in range(3))
    run(TrainerStack(whole), 100)
    run(TrainerStack(saved), 37)
    for mine, theirs in zip(resumed, saved, strict=True):
        mine.load(theirs.state())
    run(TrainerStack(resumed), 63)
    torch.cuda.synchronize()
    for mine, theirs in zip(resumed, whole, strict=True):
        assert np.array_equal(mine.snapshot().g_weights, theirs.snapshot().g_weights)

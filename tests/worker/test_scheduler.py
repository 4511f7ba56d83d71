"""Whose turn it is, and that no way of going on changes the numbers."""

from dataclasses import replace

import numpy as np
import pytest

from playground.density.load import load_target
from playground.gan.presets import CLASSIC, STABLE
from playground.gan.trainer import Trainer
from playground.worker.protocol import Rules
from playground.worker.scheduler import TrainerScheduler

BINARY = load_target("binary")
SMALL = replace(CLASSIC, batch_size=40, d_hidden=8, g_hidden=8)
SMALL_STABLE = replace(STABLE, batch_size=16, d_hidden=8, g_hidden=8)
LEVEL = Rules("iterations", (0, 1))


def _scheduler(rules=LEVEL, config=SMALL):
    models = enumerate(("gan", "cgan"))
    trainers = {slot: Trainer(replace(config, model=model), BINARY) for slot, model in models}
    return TrainerScheduler(trainers, rules)


def _iterations(scheduler):
    return [trainer.iteration for trainer in scheduler.trainers.values()]


def _weights(trainer):
    snapshot = trainer.snapshot()
    return np.concatenate([snapshot.d_weights, snapshot.g_weights])


def test_models_stay_level_and_one_that_joins_catches_up():
    scheduler = _scheduler()
    for _ in range(7):
        scheduler.iterate()
    assert _iterations(scheduler) == [4, 3]
    scheduler.rules = Rules("iterations", (0,))
    for _ in range(5):
        scheduler.iterate()
    assert _iterations(scheduler) == [9, 3]
    scheduler.rules = LEVEL
    for _ in range(6):
        scheduler.iterate()
    assert _iterations(scheduler) == [9, 9]


def test_by_time_the_one_with_fewer_seconds_goes_next():
    scheduler = _scheduler(Rules("seconds", (0, 1)))
    scheduler.trainers[0].seconds = 1000.0
    for _ in range(4):
        scheduler.iterate()
    assert _iterations(scheduler) == [0, 4]
    scheduler.trainers[1].seconds = 2000.0
    scheduler.iterate()
    assert _iterations(scheduler) == [1, 4]


def test_settling_ends_the_round_but_lets_nobody_run_ahead():
    scheduler = _scheduler()
    for _ in range(3):
        scheduler.iterate()
    assert scheduler.finish_round() == {1}
    assert _iterations(scheduler) == [2, 2]
    assert scheduler.finish_round() == set()
    scheduler.rules = Rules("iterations", (0,))
    scheduler.iterate()
    scheduler.iterate()
    scheduler.rules = LEVEL
    assert scheduler.finish_round() == set()  # two behind: it has a way to go, and goes it in play
    assert _iterations(scheduler) == [4, 2]


@pytest.mark.parametrize("config", [SMALL, SMALL_STABLE], ids=["classic", "stable"])
def test_slow_motion_passes_the_phases_in_order_and_gives_the_same_numbers(config):
    slow, run = _scheduler(config=config), _scheduler(config=config)
    names = []
    while _is_behind(slow, 2):
        names += [phase.name for slot, phase in slow.phases() if slot == 0]
    for _ in range(4):
        run.iterate()
    assert _iterations(slow) == _iterations(run) == [2, 2]
    for mine, theirs in zip(slow.trainers.values(), run.trainers.values(), strict=True):
        assert np.array_equal(_weights(mine), _weights(theirs))
    d_part = ["draw real", "draw fake", "D's gradient", "D's step"] * config.d_steps
    g_draws = ["draw real"] * (config.loss == "pairing") + ["draw fake"]
    g_part = g_draws * (not config.reuse_batch) + ["G's gradient", "G's step"]
    assert names[: len(d_part + g_part)] == d_part + g_part


def _is_behind(scheduler, iterations):
    return scheduler.iteration < iterations


def test_an_interrupted_iteration_is_finished():
    slow, run = _scheduler(), _scheduler()
    for _ in range(3):
        list(slow.phases())
    assert slow.finish_round() == {0, 1}
    run.iterate()
    run.iterate()
    assert np.array_equal(_weights(slow.trainers[1]), _weights(run.trainers[1]))


def test_a_phase_holds_the_points_that_it_drew():
    scheduler = _scheduler()
    phases = [dict(scheduler.phases())[1] for _ in range(3)]
    assert [phase.name for phase in phases] == ["draw real", "draw fake", "D's gradient"]
    assert phases[0].points.shape == phases[1].points.shape == (2, 40)
    assert phases[2].points is None


def test_single_steps_move_their_part_only():
    scheduler = _scheduler()
    before = [trainer.snapshot() for trainer in scheduler.trainers.values()]
    scheduler.step("discriminator")
    after = [trainer.snapshot() for trainer in scheduler.trainers.values()]
    for one, other in zip(before, after, strict=True):
        assert not np.array_equal(one.d_weights, other.d_weights)
        assert np.array_equal(one.g_weights, other.g_weights)
    scheduler.step("generator")
    for one, trainer in zip(after, scheduler.trainers.values(), strict=True):
        assert np.array_equal(one.d_weights, trainer.snapshot().d_weights)
        assert not np.array_equal(one.g_weights, trainer.snapshot().g_weights)
    assert _iterations(scheduler) == [0, 0]
    scheduler.step("both")
    assert _iterations(scheduler) == [1, 1]


def test_a_slot_may_be_alone_under_its_own_id():
    scheduler = TrainerScheduler({1: Trainer(SMALL, BINARY)}, Rules("iterations", (1,)))
    assert scheduler.current == 1
    scheduler.iterate()
    assert [slot for slot, _ in scheduler.phases()] == [1]
    assert scheduler.finish_round() == {1}
    assert scheduler.iteration == 2


def test_time_between_phases_is_not_training_time():
    trainer = Trainer(SMALL, BINARY)
    phases = trainer.phases()
    next(phases)
    spent = trainer.seconds
    Trainer(SMALL, BINARY)  # something that takes a while
    assert trainer.seconds == spent > 0

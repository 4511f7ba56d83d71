"""Whose turn it is, and that no way of going on changes the numbers."""

from dataclasses import replace

import numpy as np
import pytest

from playground.density.load import load_target
from playground.gan.config import CLASSIC, STABLE
from playground.gan.trainer import Trainer
from playground.worker.protocol import Rules
from playground.worker.scheduler import TrainerScheduler

BINARY = load_target("binary")
SMALL = replace(CLASSIC, batch_size=40, d_hidden=8, g_hidden=8)
SMALL_STABLE = replace(STABLE, batch_size=16, d_hidden=8, g_hidden=8)
LEVEL = Rules("iterations", (0, 1))


def _race(rules=LEVEL, config=SMALL):
    trainers = [Trainer(replace(config, model=model), BINARY) for model in ("gan", "cgan")]
    return TrainerScheduler(trainers, rules)


def _iterations(race):
    return [trainer.iteration for trainer in race.trainers]


def _weights(trainer):
    snapshot = trainer.snapshot()
    return np.concatenate([snapshot.d_weights, snapshot.g_weights])


def test_entrants_stay_level_and_one_that_joins_catches_up():
    race = _race()
    for _ in range(7):
        race.iterate()
    assert _iterations(race) == [4, 3]
    race.rules = Rules("iterations", (0,))
    for _ in range(5):
        race.iterate()
    assert _iterations(race) == [9, 3]
    race.rules = LEVEL
    for _ in range(6):
        race.iterate()
    assert _iterations(race) == [9, 9]


def test_by_time_the_one_with_fewer_seconds_goes_next():
    race = _race(Rules("seconds", (0, 1)))
    race.trainers[0].seconds = 1000.0
    for _ in range(4):
        race.iterate()
    assert _iterations(race) == [0, 4]
    race.trainers[1].seconds = 2000.0
    race.iterate()
    assert _iterations(race) == [1, 4]


def test_settling_ends_the_round_but_lets_nobody_run_ahead():
    race = _race()
    for _ in range(3):
        race.iterate()
    assert race.settle() == {1}
    assert _iterations(race) == [2, 2]
    assert race.settle() == set()
    race.rules = Rules("iterations", (0,))
    race.iterate()
    race.iterate()
    race.rules = LEVEL
    assert race.settle() == set()  # two behind: it has a way to go, and goes it in play
    assert _iterations(race) == [4, 2]


@pytest.mark.parametrize("config", [SMALL, SMALL_STABLE], ids=["classic", "stable"])
def test_walking_passes_the_phases_in_order_and_gives_the_same_numbers(config):
    walked, run = _race(config=config), _race(config=config)
    names = []
    while race_is_on(walked, 2):
        names += [phase.name for entrant, phase in walked.walk() if entrant == 0]
    for _ in range(4):
        run.iterate()
    assert _iterations(walked) == _iterations(run) == [2, 2]
    for mine, theirs in zip(walked.trainers, run.trainers, strict=True):
        assert np.array_equal(_weights(mine), _weights(theirs))
    d_part = ["draw real", "draw fake", "D's gradient", "D's step"] * config.d_steps
    g_part = ["draw real"] * (config.loss == "pairing") + ["draw fake", "G's gradient", "G's step"]
    assert names[: len(d_part + g_part)] == d_part + g_part


def race_is_on(race, iterations):
    return race.iteration < iterations


def test_an_interrupted_walk_is_finished():
    walked, run = _race(), _race()
    for _ in range(3):
        list(walked.walk())
    assert walked.settle() == {0, 1}
    run.iterate()
    run.iterate()
    assert np.array_equal(_weights(walked.trainers[1]), _weights(run.trainers[1]))


def test_a_phase_holds_the_points_that_it_drew():
    race = _race()
    phases = [dict(race.walk())[1] for _ in range(3)]
    assert [phase.name for phase in phases] == ["draw real", "draw fake", "D's gradient"]
    assert phases[0].points.shape == phases[1].points.shape == (2, 40)
    assert phases[2].points is None


def test_single_steps_move_their_part_only():
    race = _race()
    before = [trainer.snapshot() for trainer in race.trainers]
    race.step("discriminator")
    after = [trainer.snapshot() for trainer in race.trainers]
    for one, other in zip(before, after, strict=True):
        assert not np.array_equal(one.d_weights, other.d_weights)
        assert np.array_equal(one.g_weights, other.g_weights)
    race.step("generator")
    for one, trainer in zip(after, race.trainers, strict=True):
        assert np.array_equal(one.d_weights, trainer.snapshot().d_weights)
        assert not np.array_equal(one.g_weights, trainer.snapshot().g_weights)
    assert _iterations(race) == [0, 0]
    race.step("both")
    assert _iterations(race) == [1, 1]


def test_time_between_phases_is_not_training_time():
    trainer = Trainer(SMALL, BINARY)
    phases = trainer.phases()
    next(phases)
    spent = trainer.seconds
    Trainer(SMALL, BINARY)  # something that takes a while
    assert trainer.seconds == spent > 0

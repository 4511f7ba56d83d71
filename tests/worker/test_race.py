"""Models in different processes race as those in one do; here the processes are threads."""

from threading import Thread
from time import sleep

import numpy as np
import pytest

from playground.worker import race as race_module
from playground.worker.protocol import Rules
from playground.worker.race import NOT_BEGUN, Progress, Race, RaceSeat
from playground.worker.scheduler import LEAD_SECONDS, TrainerScheduler


class Runner:
    """A trainer that does nothing, and takes its time for it."""

    def __init__(self, seconds=0.0):
        self.iteration, self.seconds, self._takes = 0, 0.0, seconds

    def step(self):
        sleep(self._takes / 100)
        self.iteration += 1
        self.seconds += self._takes

    def phases(self):
        yield "first"
        yield "second"
        self.step()


@pytest.fixture
def race():
    made = Race(2)
    yield made
    made.remove()


def _scheduler(race, slot, clock="iterations", seconds=0.0, run=1, active=(0, 1)):
    rules = Rules(clock, active)
    return TrainerScheduler({slot: Runner(seconds)}, rules, run, RaceSeat(race, slot))


def test_another_process_reads_what_was_noted(race):
    other = Race(2, race.name)
    RaceSeat(race, 0).note(7, Progress(30, 1.5))
    seat = RaceSeat(other, 1)
    assert seat.rival(7, 0) == Progress(30, 1.5)
    assert seat.rival(8, 0) == NOT_BEGUN
    assert seat.rival(7, 1) == NOT_BEGUN
    del other.rows
    other._memory.close()


def test_nobody_runs_ahead_by_iterations(race):
    one, other = _scheduler(race, 0), _scheduler(race, 1)
    assert one.iterate() and not one.iterate()
    assert other.iterate() and other.iterate() and not other.iterate()
    assert one.iterate() and one.iterate() and not one.iterate()


def test_one_that_has_not_begun_is_waited_for(race):
    one = _scheduler(race, 0, run=2)
    _scheduler(race, 1, run=1)
    assert not one.iterate()
    _scheduler(race, 1, run=2)
    assert one.iterate()


def test_one_that_does_not_train_is_not_waited_for(race):
    one = _scheduler(race, 0, active=(0,))
    assert all(one.iterate() for _ in range(5))


def test_by_seconds_the_faster_one_makes_more_iterations(race):
    fast, slow = _scheduler(race, 0, "seconds", 0.01), _scheduler(race, 1, "seconds", 0.04)
    for _ in range(400):
        fast.iterate()
        slow.iterate()
        seconds = [fast.trainers[0].seconds, slow.trainers[1].seconds]
        assert abs(seconds[0] - seconds[1]) <= LEAD_SECONDS + 0.04 + 1e-9
    assert 3.5 < fast.trainers[0].iteration / slow.trainers[1].iteration < 4.5


def test_in_slow_motion_one_that_is_done_waits(race):
    one, other = _scheduler(race, 0), _scheduler(race, 1)
    assert [phase for _, phase in [*one.phases(), *one.phases()]] == ["first", "second"]
    assert not [*one.phases()] and one.trainers[0].iteration == 1
    assert not [*one.phases()]
    for _ in range(3):
        [*other.phases()]
    assert [phase for _, phase in one.phases()] == ["first"]


@pytest.mark.parametrize("attempt", range(5))
def test_processes_meet_at_one_iteration(race, attempt):
    rng = np.random.default_rng(attempt)
    schedulers = [_scheduler(race, 0, seconds=0.01), _scheduler(race, 1, seconds=0.01)]
    found = [[], []]

    def train(slot, delays):
        for number, delay in enumerate(delays, 1):
            for _ in range(int(delay)):
                schedulers[slot].iterate()
            schedulers[slot].meet(number)
            found[slot].append(schedulers[slot].trainers[slot].iteration)

    delays = rng.integers(0, 30, (2, 20))
    threads = [Thread(target=train, args=(slot, delays[slot])) for slot in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found[0] == found[1]


def test_one_that_does_not_come_is_left_out(race, monkeypatch):
    monkeypatch.setattr(race_module, "MEETING_SECONDS", 0.01)
    one = _scheduler(race, 0, active=(0,))
    one.iterate()
    assert one.meet(1) == set()
    assert one.trainers[0].iteration == 1

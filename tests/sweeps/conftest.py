"""Small targets, quick settings, and an engine that trains where the test runs."""

from collections.abc import Iterator

import numpy as np
import pytest

from playground.density.target import FULL, Layer, Target
from playground.gan.config import GanConfig
from playground.sweeps import sweep_run
from playground.sweeps.process_engine import RunNews
from playground.sweeps.results import RunOutcome
from playground.sweeps.sweep_run import RunStopped, train_order

TINY = GanConfig(
    iterations=6, snapshot_every=3, d_hidden=4, g_hidden=4, layers=1, batch_size=16,
    d_features=4, g_features=4, latent_cells=4,
)  # fmt: skip


class InlineEngine:
    """Trains one run after the other in this process; asked to stop, it stops at an iteration."""

    def __init__(self):
        self.trained = []
        self.closed = False
        self._stopping = False

    def train(self, orders) -> Iterator[RunNews | None]:
        for order in orders:
            if self._stopping:
                return
            yield RunNews(order.name, "begun")
            try:
                outcome = train_order(order, lambda iteration: self._stopping)
                self.trained.append(order.name)
                yield RunNews(order.name, "over", outcome)
            except RunStopped:
                yield RunNews(order.name, "stopped")
            except OSError as error:
                yield RunNews(order.name, "unwritten", str(error))

    def stop(self):
        self._stopping = True

    def close(self):
        self.closed = True


@pytest.fixture
def engine():
    return InlineEngine()


@pytest.fixture
def tiny():
    return TINY


@pytest.fixture(scope="session")
def square():
    """One square of 8 × 8 pixels, whose floors are measured once."""
    pixels = np.zeros((8, 8), np.uint16)
    pixels[2:6, 2:6] = FULL
    return Target("a square", (Layer("square", pixels),))


def _quick_outcome(trainer):
    points = trainer.sample(100)[0]
    return RunOutcome("done", trainer.seconds, float(points.std()), 0.5, 1, 1)


@pytest.fixture
def quick_score(monkeypatch):
    """A score that takes no time, and tells runs apart."""
    monkeypatch.setattr(sweep_run, "outcome_of", _quick_outcome)

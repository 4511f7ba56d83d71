"""How far an image run is: a bar on a terminal, a line an epoch elsewhere, or JSON lines."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from time import monotonic
from typing import Any, Protocol

from playground.cli.output import tell, warn
from playground.cli.progress import clock
from playground.mnist.runs.metrics import EpochFigures

_BAR_EVERY = 0.1


class Show(Protocol):
    """What is told how far a run is."""

    def batch(self, iteration: int) -> None:
        """After each iteration; cheap."""

    def epoch(self, row: EpochFigures) -> None:
        """After each epoch."""


@contextmanager
def mnist_progress(
    title: str, done: int, total: int, batch_size: int, epochs: int, *, quiet: bool, as_json: bool
) -> Iterator[Show]:
    """Shows the way from iteration `done` to `total`; JSON lines go to standard output."""
    if as_json:
        yield _Json()
    elif quiet:
        yield _Nothing()
    elif sys.stderr.isatty():
        with _bar(title, done, total, batch_size) as show:
            yield show
    else:
        warn(f"{title}: {total - done:,} batches to go")
        yield _EpochLines(done, total, batch_size, epochs)


def losses_text(row: EpochFigures) -> str:
    """The losses of an epoch, and the error of the codes, in a few words."""
    parts = [f"D {row.d_loss:.3f}", f"G {row.g_loss:.3f}"]
    if row.c1_loss == row.c1_loss:
        parts += [f"c1 {row.c1_loss:.3f}", f"error of the codes {row.error:.1%}"]
    return ", ".join(parts)


class _Nothing:
    def batch(self, iteration: int) -> None:
        pass

    def epoch(self, row: EpochFigures) -> None:
        pass


class _Json(_Nothing):
    def epoch(self, row: EpochFigures) -> None:
        values = {name: None if v != v else v for name, v in asdict(row).items()}
        tell(json.dumps(values))


class _EpochLines(_Nothing):
    def __init__(self, done: int, total: int, batch_size: int, epochs: int) -> None:
        self._total, self._batch_size, self._epochs = total, batch_size, epochs

    def epoch(self, row: EpochFigures) -> None:
        left = (self._total - row.iteration) * self._batch_size / row.images_per_second
        warn(
            f"epoch {row.epoch} of {self._epochs}: {losses_text(row)}; "
            f"{row.images_per_second:,.0f} images/s, {clock(left)} left"
        )


class _Bar(_Nothing):
    def __init__(self, bar: Any, task: Any, done: int, batch_size: int) -> None:
        self._bar, self._task, self._done, self._batch_size = bar, task, done, batch_size
        self._start = self._shown = monotonic()

    def batch(self, iteration: int) -> None:
        now = monotonic()
        if now - self._shown >= _BAR_EVERY:
            self._shown = now
            rate = (iteration - self._done) * self._batch_size / (now - self._start)
            self._bar.update(self._task, completed=iteration, rate=f"{rate:,.0f}")

    def epoch(self, row: EpochFigures) -> None:
        self._bar.update(self._task, completed=row.iteration, losses=losses_text(row))


@contextmanager
def _bar(title: str, done: int, total: int, batch_size: int) -> Iterator[Show]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Left

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]} images/s", style="progress.data.speed"),
        Left(),
        TextColumn("{task.fields[losses]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=total, completed=done, rate="–", losses="")
        yield _Bar(bar, task, done, batch_size)

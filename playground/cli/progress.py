"""How far a run is: a bar on a terminal, a plain line every few seconds elsewhere, or nothing."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from playground.cli.output import warn
from playground.message import printable

Show = Callable[[int], None]
"""Called with the iteration after each; cheap, it draws only when a while has passed."""

_BAR_EVERY = 0.1
_LINE_EVERY = 5.0


@contextmanager
def progress(title: str, done: int, total: int, *, quiet: bool) -> Iterator[Show]:
    """Shows the way from iteration `done` to `total` on standard error while the block runs."""
    if quiet:
        yield lambda iteration: None
    elif sys.stderr.isatty():
        with _bar(title, done, total) as show:
            yield show
    else:
        yield _Lines(title, done, total).show


class _Lines:
    def __init__(self, title: str, done: int, total: int) -> None:
        self._total = total
        self._start = self._shown = monotonic()
        self._first = done
        warn(f"{title}: {total - done:,} iterations to go")

    def show(self, iteration: int) -> None:
        now = monotonic()
        if now - self._shown < _LINE_EVERY and iteration < self._total:
            return
        self._shown = now
        rate = (iteration - self._first) / max(now - self._start, 1e-9)
        left = (self._total - iteration) / max(rate, 1e-9)
        warn(f"iteration {iteration:,} of {self._total:,}, {rate:,.0f} it/s, {clock(left)} left")


@contextmanager
def _bar(title: str, done: int, total: int) -> Iterator[Show]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Left

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]} it/s", style="progress.data.speed"),
        Left(),
    )
    start = shown = monotonic()
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(printable(title), total=total, completed=done, rate="–")

        def show(iteration: int) -> None:
            nonlocal shown
            now = monotonic()
            if now - shown >= _BAR_EVERY or iteration == total:
                shown = now
                rate = (iteration - done) / max(now - start, 1e-9)
                bar.update(task, completed=iteration, rate=f"{rate:,.0f}")

        yield show


def clock(seconds: float) -> str:
    """`seconds` as minutes:seconds, with hours in front where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"

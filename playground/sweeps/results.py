"""What became of the runs of a sweep: `score.json` in each, and the tables over all of them."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import isfinite, nan
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np

from playground.errors import InputError
from playground.message import plain_text
from playground.runs.atomic import atomic_write, read_json, write_json
from playground.sweeps.plan import PlannedRun, SweepPlan

RunState = Literal["done", "diverged", "failed", "waiting"]
"""`failed` is a run that something from outside has ended; it is tried again when the sweep goes
on, as is one that is `waiting`."""

SCORE = "score.json"


@dataclass(frozen=True)
class RunOutcome:
    """How a run ended, and how good it is then.

    `seconds` is the time of its training, `times_floor` the sliced Wasserstein distance as a
    multiple of a perfect sampler's, `off_support` the share of points off the support, `modes` how
    many of `modes_of` were found, `leak` a CGAN's largest leak above a perfect sampler's. Figures
    are NaN where there are none. `note` says why a run is not done.
    """

    state: RunState = "waiting"
    seconds: float = nan
    times_floor: float = nan
    off_support: float = nan
    modes: int = 0
    modes_of: int = 0
    leak: float = nan
    note: str = ""


@dataclass(frozen=True)
class SweepRow:
    """A row of the table: which run it is, and what became of it.

    `run` is the name of its folder, `settings` what it has of the settings that differ.
    """

    run: str
    model: str
    target: str
    settings: Mapping[str, Any]
    seed: int
    outcome: RunOutcome

    @property
    def group(self) -> tuple[Any, ...]:
        """All but the seed: runs that are equal in that are repetitions of each other."""
        return (self.model, self.target, *self.settings.values())


FIGURES = ("times_floor", "off_support", "modes", "leak", "seconds")
"""What the summary has of each group of runs."""


def row_of(plan: SweepPlan, run: PlannedRun, target: str, outcome: RunOutcome) -> SweepRow:
    """The row of `run`."""
    config = run.config
    return SweepRow(run.name, config.model, target, plan.values(run), config.seed, outcome)


def write_outcome(run: Path, outcome: RunOutcome) -> None:
    """Write `score.json` into the run folder `run`. Raises OSError."""
    content = {
        name: None if isinstance(value, float) and not isfinite(value) else value
        for name, value in asdict(outcome).items()
    }
    write_json(run / SCORE, content)


def read_outcome(run: Path) -> RunOutcome:
    """What `score.json` in the folder `run` says; `waiting` where there is none that is whole."""
    try:
        content = read_json(run / SCORE)
        return _outcome(content)
    except (InputError, KeyError, TypeError, ValueError, OverflowError):
        return RunOutcome()


def _outcome(content: Any) -> RunOutcome:
    if content["state"] not in get_args(RunState):
        raise ValueError(content["state"])
    figures: dict[str, Any] = {
        name: nan if content[name] is None else float(content[name])
        for name in ("seconds", "times_floor", "off_support", "leak")
    }
    return RunOutcome(
        content["state"],
        modes=int(content["modes"]),
        modes_of=int(content["modes_of"]),
        note=plain_text(str(content["note"])),
        **figures,
    )


def table(rows: Sequence[SweepRow]) -> list[list[str]]:
    """The table of `rows`, its header first; figures that a run has not are empty."""
    varied = list(rows[0].settings) if rows else []
    header = ["run", "model", "target", *varied, "seed", "state", "seconds", "times_floor"]
    header += ["off_support", "modes", "modes_of", "leak", "note"]
    return [header, *(_cells(row) for row in rows)]


def _cells(row: SweepRow) -> list[str]:
    outcome = row.outcome
    counted = outcome.state == "done"
    return [
        *(row.run, row.model, row.target),
        *map(_setting_text, row.settings.values()),
        *(str(row.seed), outcome.state, _number(outcome.seconds, ".2f")),
        *(_number(outcome.times_floor), _number(outcome.off_support)),
        *((str(outcome.modes), str(outcome.modes_of)) if counted else ("", "")),
        *(_number(outcome.leak), outcome.note),
    ]


def summary_table(rows: Sequence[SweepRow]) -> list[list[str]]:
    """A line for each group of repetitions, its header first: the median of each figure over the
    seeds, and its first and third quartile.
    """
    varied = list(rows[0].settings) if rows else []
    header = ["model", "target", *varied, "runs", "done", "diverged", "failed"]
    header += [f"{name}{what}" for name in FIGURES for what in ("", "_q1", "_q3")]
    return [header, *(_summary(group) for group in groups(rows).values())]


def groups(rows: Sequence[SweepRow]) -> dict[tuple[Any, ...], list[SweepRow]]:
    """The rows by what they have in common but for the seed, in the order of the plan."""
    found: dict[tuple[Any, ...], list[SweepRow]] = {}
    for row in rows:
        found.setdefault(row.group, []).append(row)
    return found


def _summary(group: Sequence[SweepRow]) -> list[str]:
    first, states = group[0], [row.outcome.state for row in group]
    line = [first.model, first.target, *map(_setting_text, first.settings.values())]
    line += [str(len(group)), *(str(states.count(s)) for s in ("done", "diverged", "failed"))]
    done = [row.outcome for row in group if row.outcome.state == "done"]
    for name in FIGURES:
        line += _quartiles([float(getattr(outcome, name)) for outcome in done])
    return line


def _quartiles(values: Sequence[float]) -> Iterator[str]:
    """Median, first and third quartile of the numbers among `values`."""
    numbers = [value for value in values if isfinite(value)]
    for share in (0.5, 0.25, 0.75):
        yield _number(float(np.quantile(numbers, share)) if numbers else nan)


def _number(value: float, form: str = ".5g") -> str:
    return format(value, form) if isfinite(value) else ""


def _setting_text(value: Any) -> str:
    if value is None:
        return ""
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)


def csv_text(lines: Sequence[Sequence[str]]) -> str:
    """`lines` as CSV."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(lines)
    return file.getvalue()


def write_tables(folder: Path, rows: Sequence[SweepRow]) -> None:
    """Write `table.csv` and `summary.csv`. Raises OSError."""
    for name, lines in (("table.csv", table(rows)), ("summary.csv", summary_table(rows))):
        with atomic_write(folder / name) as file:
            file.write(csv_text(lines).encode(errors="backslashreplace"))

"""The pictures of a sweep, written beside its tables."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from playground.runs.atomic import atomic_write
from playground.sweeps.results import SweepRow
from playground.sweeps.sweep_folder import SweepFolder

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from playground.plots.sweep_figures import PhaseMap, RunPanel, SettingCurve

_POINTS = 1500
_MOST_PANELS = 100
_MOST_CURVES = 8
_MOST_COLUMNS = 12
_DPI = 110


def write_pictures(sweep: SweepFolder, rows: Sequence[SweepRow]) -> None:
    """Write the pictures that `rows` give. Raises OSError."""
    if not any(row.outcome.state in ("done", "diverged") for row in rows):
        return
    for name, figure in sweep_figures(sweep, rows):
        with atomic_write(sweep.path / f"{name}.png") as file:
            figure.savefig(file, format="png", dpi=_DPI)


def sweep_figures(sweep: SweepFolder, rows: Sequence[SweepRow]) -> "Iterator[tuple[str, Figure]]":
    """Each picture by its name: `runs`; `over-NAME` for each setting that differs; and for each
    two of them `phases-NAME-NAME`.
    """
    from playground.plots.sweep_figures import phase_diagram, setting_curves, small_multiples

    yield "runs", small_multiples(run_panels(sweep, rows), len(rows), columns_of(rows))
    axes = axes_of(rows)
    for name in axes:
        yield f"over-{name}", setting_curves(name, curves_over(rows, name))
    numbers = [name for name in axes if name not in ("model", "target")]
    for index, one in enumerate(numbers):
        for two in numbers[index + 1 :]:
            yield f"phases-{one}-{two}", phase_diagram(phase_maps(rows, one, two))


def axes_of(rows: Sequence[SweepRow]) -> list[str]:
    """What differs between the runs, but for the seed; the model where nothing does."""
    found = [name for name in ("model", "target") if len({getattr(r, name) for r in rows}) > 1]
    return [*found, *(rows[0].settings if rows else ())] or ["model"]


def value_of(row: SweepRow, name: str) -> Any:
    """What `row` has of a model, a target or a setting."""
    return getattr(row, name) if name in ("model", "target") else row.settings[name]


def columns_of(rows: Sequence[SweepRow]) -> int:
    """How many panels stand side by side: the seeds of one setting, 0 where that fits badly."""
    seeds = len({row.seed for row in rows})
    return seeds if 1 < seeds <= _MOST_COLUMNS and not len(rows) % seeds else 0


def run_panels(sweep: SweepFolder, rows: Sequence[SweepRow]) -> "list[RunPanel]":
    """The points of each run, at most a hundred of them from the whole of the plan."""
    from playground.plots.sweep_figures import RunPanel

    chosen = np.linspace(0, len(rows) - 1, min(len(rows), _MOST_PANELS)).round().astype(int)
    panels = []
    for row in (rows[index] for index in chosen):
        outcome = row.outcome
        points = run_points(sweep.path / row.run) if outcome.state == "done" else None
        figure = outcome.times_floor if outcome.state == "done" else None
        panels.append(RunPanel(label_of(row, rows), row.seed, points, outcome.state, figure))
    return panels


def label_of(row: SweepRow, rows: Sequence[SweepRow]) -> str:
    """What tells `row` from the others, but for its seed, in a few words: `gan, r1 0.06`."""
    axes = [name for name in axes_of(rows) if len({value_of(r, name) for r in rows}) > 1]
    return ", ".join(_named(name, value_of(row, name)) for name in axes)


def _named(name: str, value: Any) -> str:
    from playground.plots.sweep_figures import value_text

    return value_text(value) if name in ("model", "target") else f"{name} {value_text(value)}"


def run_points(run: Path) -> NDArray[np.float64] | None:
    """The first of the points [n, 2] in `samples.csv`, None where it is missing or damaged."""
    with suppress(OSError, ValueError), (run / "samples.csv").open(encoding="utf-8") as file:
        return np.loadtxt(
            file, delimiter=",", skiprows=1, usecols=(0, 1), max_rows=_POINTS, ndmin=2
        )
    return None


def curves_over(rows: Sequence[SweepRow], name: str) -> "list[SettingCurve]":
    """The runs' figures over the values of `name`, a curve for each combination of the rest.

    Where these are too many for one picture, all are one curve.
    """
    from playground.plots.sweep_figures import SettingCurve

    rest = [other for other in axes_of(rows) if other != name]
    curves = _split(rows, lambda row: tuple(value_of(row, other) for other in rest))
    if len(curves) > _MOST_CURVES:
        curves = {(): list(rows)}
    values = _values(rows, name)
    return [
        SettingCurve(
            label=", ".join(_named(other, value) for other, value in zip(rest, key, strict=False)),
            values=values,
            figures=[_figures(r for r in found if value_of(r, name) == value) for value in values],
            diverged=[
                sum(r.outcome.state == "diverged" for r in found if value_of(r, name) == value)
                for value in values
            ],
        )
        for key, found in curves.items()
    ]


def phase_maps(rows: Sequence[SweepRow], across: str, up: str) -> "list[PhaseMap]":
    """The median figure for each two values of two settings, a map for each model and target."""
    from playground.plots.sweep_figures import PhaseMap

    maps = []
    for (model, target), found in _split(rows, lambda row: (row.model, row.target)).items():
        columns, lines = _values(found, across), _values(found, up)
        cells = [
            [
                _figures(r for r in found if value_of(r, across) == x and value_of(r, up) == y)
                for x in columns
            ]
            for y in lines
        ]
        medians = np.array([[np.median(c) if len(c) else np.nan for c in line] for line in cells])
        maps.append(PhaseMap(f"{model} on {target}", across, columns, up, lines, medians))
    return maps


def _figures(rows: "Iterator[SweepRow]") -> NDArray[np.float64]:
    found = [row.outcome.times_floor for row in rows if row.outcome.state == "done"]
    return np.array(found, np.float64)


def _values(rows: Sequence[SweepRow], name: str) -> list[Any]:
    """The values of `name`, numbers in their order, others as they come."""
    found = list(dict.fromkeys(value_of(row, name) for row in rows))
    numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in found)
    return sorted(found) if numbers else found


def _split(
    rows: Sequence[SweepRow], key: Callable[[SweepRow], tuple[Any, ...]]
) -> dict[tuple[Any, ...], list[SweepRow]]:
    found: dict[tuple[Any, ...], list[SweepRow]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found

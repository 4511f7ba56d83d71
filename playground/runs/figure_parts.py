"""What is told of a run in figures, as one member of an archive."""

from collections.abc import Iterator
from dataclasses import astuple, fields
from typing import Any
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

from playground.errors import InputError
from playground.metrics.moment import CurveFigures, Moment, Scale
from playground.runs.archive import Archive, put_arrays

Figure = tuple[Moment, Scale]
"""A moment's figures, and what they are to be compared with."""

_MOST = 2000
_MOST_MODES = 10_000
_FIGURES = len(fields(CurveFigures))
_SCALES = 6
_MAY_LACK = -1  # the last of both: losses without a best discriminator have none


def put_figures(archive: ZipFile, name: str, figures: tuple[Figure, ...]) -> None:
    """Write them to the member `name`. Raises OSError."""
    arrays: dict[str, NDArray[Any]] = {
        "iteration": np.array([moment.iteration for moment, _ in figures], np.int64),
        "figures": np.array([astuple(moment.figures) for moment, _ in figures]).reshape(
            -1, _FIGURES
        ),
        "scale": np.array([_row(scale) for _, scale in figures]).reshape(-1, _SCALES),
    }
    for place, (moment, _) in enumerate(figures):
        arrays[f"modes.{place}"] = moment.modes
        arrays[f"missed.{place}"] = moment.missed
        arrays[f"leak.{place}"] = moment.leak
    put_arrays(archive, name, arrays)


def get_figures(archive: Archive, name: str, conditions: int) -> tuple[Figure, ...]:
    """They back. Raises InputError, and what `archive.reading` makes a sentence of.

    `conditions` is how many layers a CGAN is told; of others 0.
    """
    arrays = archive.arrays(name)
    count = len(arrays["iteration"])
    if count > _MOST:
        raise InputError("a run must have at most {most} figures, got {n}", most=_MOST, n=count)
    _check(arrays, "iteration", np.int64, (count,))
    _check(arrays, "figures", np.float64, (count, _FIGURES))
    _check(arrays, "scale", np.float64, (count, _SCALES))
    if (np.diff(arrays["iteration"]) <= 0).any():
        raise ValueError("its figures are not in the order of their iterations")
    return tuple(_figures(arrays, count, conditions))


def _figures(arrays: dict[str, NDArray[Any]], count: int, conditions: int) -> Iterator[Figure]:
    for place in range(count):
        modes = arrays[f"modes.{place}"]
        found = min(len(modes), _MOST_MODES)
        _check(arrays, f"modes.{place}", np.float64, (found, 2))
        _check(arrays, f"missed.{place}", np.bool_, (found,))
        leak = arrays[f"leak.{place}"]
        sides = (conditions, conditions) if leak.size else (0, 0)
        _check(arrays, f"leak.{place}", np.float64, sides)
        figures = CurveFigures(*arrays["figures"][place].tolist())
        moment = Moment(
            iteration=int(arrays["iteration"][place]),
            figures=_whole(figures),
            modes=modes,
            missed=arrays[f"missed.{place}"],
            leak=leak,
        )
        yield moment, _scale(arrays["scale"][place].tolist())


def _whole(figures: CurveFigures) -> CurveFigures:
    """With a count that is one."""
    values = {field.name: getattr(figures, field.name) for field in fields(figures)}
    return CurveFigures(**{**values, "missed_modes": int(figures.missed_modes)})


def _row(scale: Scale) -> list[float]:
    bias = np.nan if scale.least_bias is None else scale.least_bias
    return [scale.n, *scale.wasserstein_band, *scale.jensen_shannon_band, bias]


def _scale(row: list[float]) -> Scale:
    n, low, high, least, most, bias = row
    return Scale(int(n), (low, high), (least, most), None if np.isnan(bias) else bias)


def _check(arrays: dict[str, NDArray[Any]], name: str, kind: type, shape: tuple[int, ...]) -> None:
    array = arrays[name]
    if array.dtype != kind or array.shape != shape:
        raise ValueError(f"its figures have {name} {array.dtype} {list(array.shape)}")
    must = array[:, :_MAY_LACK] if name in ("figures", "scale") else array
    if not np.isfinite(must).all() or np.isinf(array).any():
        raise ValueError(f"its figures have {name} that are no finite numbers")

"""A run as the members of an archive: what it trains by, its checkpoints and its snapshots.

config.json                              the slot in the window, the settings, what there is
figures.safetensors                      distances, missed modes, leaks along the way
checkpoints/000000120.safetensors        weights, optimizers and random state
snapshots/000000130.safetensors          points and weights; what is not in there is as in the one
                                         before, so that points that hardly change are there once

Weights of snapshots are in half precision: they are looked at, and nothing goes on from them. Then
D's output changes by less than a step of its colour, and G's points by a quarter of a pixel.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, astuple, fields
from math import prod
from typing import Any
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

from playground.errors import InputError
from playground.message import Sentence
from playground.metrics.step_metrics import CurveFigures, Scale, StepMetrics
from playground.models import model_of, read_settings
from playground.nn.history import Checkpoint, Snapshot
from playground.nn.model_config import ModelConfig
from playground.runs.session.archive import ARRAYS, Archive, put_arrays, put_text
from playground.runs.session.saved_run import (
    SavedRun,
    check_ascending,
    check_state,
    check_weights,
    is_of_optimizer,
)
from playground.runs.tensors import TensorHeader

Figure = tuple[StepMetrics, Scale]
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
        moment = StepMetrics(
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


PLACES = 2
_FIGURES_FILE = f"figures{ARRAYS}"
_MOST_MOMENTS = 2000
_MOST_STATE = 2**29
_NUMBERS = ("seconds", "d_loss", "g_loss")
_POINTS = ("real", "real_layer", "generated", "generated_layer")
_WEIGHTS = ("d_weights", "g_weights", "q_weights")

Arrays = dict[str, NDArray[Any]]


def put_run(archive: ZipFile, run: SavedRun, folder: str, *, light: bool = False) -> None:
    """Write `run` into `folder` of the archive, which ends in /. Raises OSError.

    With `light` the state of its optimizers is left out: they begin anew where it is opened.
    """
    settings = asdict(run.config)
    record: dict[str, Any] = {
        **({"light": True} if light else {}),
        "place": run.place,
        "config": settings,
        "checkpoints": [
            {"iteration": int(one.state["iteration"]), "changed": _changed(settings, one.config)}
            for one in run.checkpoints
        ],
        "snapshots": [one.iteration for one in run.snapshots],
    }
    put_text(archive, f"{folder}config.json", record)
    for checkpoint in run.checkpoints:
        name = _checkpoint(folder, int(checkpoint.state["iteration"]))
        state = checkpoint.state.items()
        kept = {key: array for key, array in state if not (light and is_of_optimizer(key))}
        put_arrays(archive, name, kept)
    put_figures(archive, folder + _FIGURES_FILE, run.figures)
    known: Arrays = {}
    for snapshot in run.snapshots:
        points: Arrays = {key: getattr(snapshot, key) for key in _POINTS}
        news = {key: array for key, array in points.items() if not _same(array, known.get(key))}
        put_arrays(archive, _snapshot(folder, snapshot.iteration), news | _moving(snapshot))
        known = points


def get_run(archive: Archive, folder: str, layers: int) -> SavedRun:
    """The run back, which was on a target of so many layers.

    Raises InputError, and what `archive.reading` makes a sentence of.
    """
    record: dict[str, Any] = archive.json(f"{folder}config.json")
    place, settings = record["place"], record["config"]
    if type(place) is not int or place not in range(PLACES):
        raise InputError("a run must be in place 0 or 1, got {place}", place=place)
    moments = [one["iteration"] for one in record["checkpoints"]]
    if max(len(moments), len(record["snapshots"])) > _MOST_MOMENTS:
        raise InputError(
            "a run must have at most {most} checkpoints and snapshots", most=_MOST_MOMENTS
        )
    check_ascending(Sentence("checkpoints"), moments)
    check_ascending(Sentence("snapshots"), record["snapshots"])
    config = read_settings(settings)
    model, most = model_of(config), _MOST_STATE
    if (size := 4 * sum(map(prod, model.state_shapes(config, layers).values()))) > most:
        raise InputError(
            "its networks take {size:,} bytes, and {most:,} are allowed", size=size, most=most
        )
    conditions = layers if config.is_conditional else 0
    light = record.get("light", False)
    if type(light) is not bool:
        raise ValueError("`light` is neither true nor false")
    run = SavedRun(
        place=place,
        config=config,
        figures=get_figures(archive, folder + _FIGURES_FILE, conditions),
        snapshots=tuple(_get_snapshots(archive, folder, record["snapshots"], config, layers)),
        checkpoints=tuple(
            _get_checkpoint(archive, folder, settings, one, layers, light=light)
            for one in record["checkpoints"]
        ),
    )
    run.check(layers)
    return run


def _get_snapshots(
    archive: Archive, folder: str, iterations: list[Any], config: ModelConfig, layers: int
) -> Iterator[Snapshot]:
    weights = model_of(config).snapshot_weights(config, layers)
    known: Arrays = {}
    for iteration in iterations:

        def check(header: TensorHeader, iteration: int = iteration) -> None:
            check_weights(header.arrays, iteration, weights)

        known = known | archive.arrays(_snapshot(folder, iteration), check)
        numbers: dict[str, Any] = {key: float(known[key]) for key in _NUMBERS}
        points: dict[str, Any] = {key: known[key] for key in _POINTS}
        vectors: dict[str, Any] = {key: _doubled(known.pop(key)) for key in _WEIGHTS}
        yield model_of(config).snapshot(iteration=iteration, **numbers, **points, **vectors)


def _get_checkpoint(
    archive: Archive,
    folder: str,
    settings: Mapping[str, Any],
    entry: Mapping[str, Any],
    layers: int,
    *,
    light: bool,
) -> Checkpoint:
    iteration = entry["iteration"]
    config = read_settings({**settings, **entry["changed"]})

    def check(header: TensorHeader) -> None:
        check_state(header.arrays, iteration, config, layers, light=light)

    state = archive.arrays(_checkpoint(folder, iteration), check)
    if light:
        state |= _new_optimizers(archive, config, layers)
    if int(state["iteration"]) != iteration:
        raise InputError(
            "a checkpoint must be of iteration {iteration}, got {found}",
            iteration=iteration,
            found=state["iteration"],
        )
    return Checkpoint(config, state)


def _new_optimizers(archive: Archive, config: ModelConfig, layers: int) -> Arrays:
    """The state of optimizers before their first step, which is 0."""
    shapes = model_of(config).state_shapes(config, layers)
    wanted = {name: shape for name, shape in shapes.items() if is_of_optimizer(name)}
    archive.claim(4 * sum(map(prod, wanted.values())))
    return {name: np.zeros(shape, np.float32) for name, shape in wanted.items()}


def _changed(settings: Mapping[str, Any], config: ModelConfig) -> dict[str, Any]:
    return {key: value for key, value in asdict(config).items() if value != settings[key]}


def _moving(snapshot: Snapshot) -> Arrays:
    """What is another one in every snapshot."""
    numbers: Arrays = {key: np.array(getattr(snapshot, key), np.float64) for key in _NUMBERS}
    return numbers | {key: _halved(getattr(snapshot, key)) for key in _WEIGHTS}


def _halved(weights: NDArray[np.float32]) -> NDArray[Any]:
    """In half precision, if all of them have a place in it."""
    fits = np.abs(weights).max(initial=0) <= np.finfo(np.float16).max
    return weights.astype(np.float16) if fits else weights


def _doubled(weights: NDArray[Any]) -> NDArray[Any]:
    return weights.astype(np.float32) if weights.dtype == np.float16 else weights


def _same(array: NDArray[Any], known: NDArray[Any] | None) -> bool:
    return array is known or (known is not None and np.array_equal(array, known))


def _checkpoint(folder: str, iteration: int) -> str:
    return f"{folder}checkpoints/{iteration:09d}{ARRAYS}"


def _snapshot(folder: str, iteration: int) -> str:
    return f"{folder}snapshots/{iteration:09d}{ARRAYS}"

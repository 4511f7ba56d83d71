"""What a page holds of its runs, as JSON values: the target, moments, curves and generators."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gan.layer_sizes import generator_sizes
from playground.message import plain_text
from playground.metrics.discriminator_maps import DiscriminatorComparison
from playground.models import model_of
from playground.nn.inspection import CELLS
from playground.nn.sizes import weight_count
from playground.page.encoding import base64_of, gray_png, number, script_json
from playground.page.moments import Moment
from playground.page.recorded_run import MOST_MOMENTS
from playground.settings import settings_of

MOST_BYTES = 1_850_000
"""Of all that a page holds; the rest of its 2 MB are its own texts and programs."""

_TARGET_BYTES = 200_000
_GENERATOR_BYTES = 1_000_000  # of all generators together
_MOST_CURVE = 300
_POINTS = 1000
_TARGET_SIDE = 200
_LEAST_SIDE = 25
_MOST_LAYERS = 12  # a page with more has no buttons for them
_MOST_NAME = 60
_UNDEFINED = 255
_EDGE = 0.5  # points outside the square are kept up to here


@dataclass(frozen=True, eq=False)
class PageRun:
    """One run on a page: `moments` ascend, the last one is of `g_weights` float32 [weights].

    `losses` float [m, 3] are iteration, D's and G's; `distances` float [m, 2] are iteration and the
    sliced Wasserstein distance as a multiple of the floor. `frequencies` float32 [features,
    latent_dim] are those of the generator's features.
    """

    config: GanConfig
    moments: Sequence[Moment]
    losses: NDArray[np.float64]
    distances: NDArray[np.float64]
    g_weights: NDArray[np.float32]
    frequencies: NDArray[np.float32]


def page_content(target: Target, runs: Sequence[PageRun], versions: dict[str, str]) -> Any:
    """JSON values of all that the page shows; 1 run or 2 on one target."""
    few = len(target.layers) <= _MOST_LAYERS
    content: dict[str, Any] = {
        "target": {
            "name": plain_text(target.name, _MOST_NAME),
            "layers": _layers(target if few else _merged(target)),
        },
        "cells": CELLS,
        "models": [_model(target, run, _GENERATOR_BYTES // len(runs)) for run in runs],
        "versions": versions,
    }
    left = MOST_BYTES - len(script_json(content))
    for model, run in zip(content["models"], runs, strict=True):
        model["moments"] = _moments(target, run, left // len(runs), one_by_one=few)
    return content


def title_of(target: Target, runs: Sequence[PageRun]) -> str:
    """The page's title in English, such as "GAN, CGAN: binary"."""
    titles = ", ".join(model_of(run.config).title for run in runs)
    name = plain_text(target.name, _MOST_NAME).encode(errors="replace").decode()
    return f"{titles}: {name}"


def _merged(target: Target) -> Target:
    masses = target.masses(_TARGET_SIDE)
    pixels = np.rint(masses * (65535 / masses.max())).astype(np.uint16)
    return replace(target, layers=(replace(target.layers[0], pixels=pixels, weight=1.0),))


def _layers(target: Target) -> list[dict[str, Any]]:
    """Name, colour, share and picture of each layer; the pictures as fine as there is room."""
    side = min(_TARGET_SIDE, target.size)
    while True:
        pictures = [gray_png(_shades(masses)) for masses in target.layer_masses(side)]
        if sum(map(len, pictures)) <= _TARGET_BYTES or side // 2 < _LEAST_SIDE:
            break
        side //= 2
    return [
        {
            "name": plain_text(layer.name, _MOST_NAME),
            "color": color,
            "share": number(float(share)),
            "picture": picture,
        }
        for layer, color, share, picture in zip(
            target.layers, target.colors, target.shares, pictures, strict=True
        )
    ]


def _shades(masses: NDArray[np.float64]) -> NDArray[np.uint8]:
    shades: NDArray[np.uint8] = np.rint(masses * (255 / masses.max())).astype(np.uint8)
    return shades


def _model(target: Target, run: PageRun, most_bytes: int) -> dict[str, Any]:
    config, layers = run.config, len(target.layers)
    generator = _generator(target, run)
    fits = len(script_json(generator)) <= most_bytes
    return {
        "title": model_of(config).title,
        "conditional": config.is_conditional,
        "categories": config.condition_count(layers),
        "continuous": config.continuous_codes if config.finds_codes else 0,
        "generator": generator if fits else None,
        "losses": _curve(run.losses),
        "distances": _curve(run.distances),
        "settings": {item.flag: str(getattr(config, item.name)) for item in settings_of(config)},
        "moments": [],
    }


def _generator(target: Target, run: PageRun) -> dict[str, Any]:
    """All that the page needs to draw with the generator.

    `table` is the log density of the latents in `cells` × `cells` cells, layer by layer, if there
    are any. The matrices are in half precision; a tenth of a pixel is lost by that. Biases and
    frequencies are whole: a phase is a frequency times the latent, and where it is wrong a wave is.
    """
    config = run.config
    categories = config.condition_count(len(target.layers))
    conditions = categories + (config.continuous_codes if config.finds_codes else 0)
    sizes = generator_sizes(config, conditions)
    weights, table = np.split(run.g_weights, [weight_count(sizes)])
    matrices, biases = _split(weights, sizes)
    shares = target.shares if config.is_conditional else np.full(categories, 1 / max(categories, 1))
    return {
        "dimensions": config.latent_dim,
        "normal": config.latent == "normal",
        "categories": categories,
        "conditions": conditions,
        "shares": shares.tolist(),
        "output": config.output,
        "activation": config.activation,
        "square": config.square_features,
        "cells": config.table_shape(len(target.layers))[1],
        "table": base64_of(table),
        "frequencies": base64_of(run.frequencies.astype(np.float32)),
        "sizes": list(sizes),
        "weights": [base64_of(half_precision(matrix)) for matrix in matrices],
        "biases": [base64_of(bias) for bias in biases],
    }


def half_precision(matrix: NDArray[np.float32]) -> NDArray[np.float16]:
    """`matrix` in half precision; what is larger than any such number becomes the largest one."""
    most = float(np.finfo(np.float16).max)
    return np.clip(matrix, -most, most).astype(np.float16)


def _split(
    weights: NDArray[np.float32], sizes: Sequence[int]
) -> tuple[list[NDArray[np.float32]], list[NDArray[np.float32]]]:
    """The matrices and biases in a flat vector, as `nn.mlp.Mlp` has them."""
    matrices, biases, at = [], [], 0
    for before, after in pairwise(sizes):
        matrices.append(weights[at : at + after * before])
        at += after * before
        biases.append(weights[at : at + after])
        at += after
    return matrices, biases


def _curve(rows: NDArray[np.float64]) -> list[list[float | None]]:
    """The columns of `rows` [m, values], at most `_MOST_CURVE` of them, evenly spread."""
    if len(rows) > _MOST_CURVE:
        rows = rows[np.linspace(0, len(rows) - 1, _MOST_CURVE).round().astype(int)]
    return [[number(float(value)) for value in column] for column in rows.T]


def _moments(
    target: Target, run: PageRun, most_bytes: int, *, one_by_one: bool
) -> list[dict[str, Any]]:
    """As many of the moments, evenly spread, as there is room for; the first and the last always.

    `one_by_one` has a map of D for each layer of a CGAN, beside that of all together.
    """
    config = run.config
    comparison = DiscriminatorComparison(
        target, config.loss, CELLS, conditional=config.is_conditional
    )
    only: list[int | None] = [None]
    if one_by_one and config.is_conditional:
        only += range(len(target.layers))
    newest = _moment(run.moments[-1], comparison, only)
    room = max(most_bytes // (len(script_json(newest)) + 1), 2)
    count = min(room, MOST_MOMENTS, len(run.moments))
    chosen = np.linspace(0, len(run.moments) - 1, count).round().astype(int)[:-1]
    return [*(_moment(run.moments[index], comparison, only) for index in chosen), newest]


def _moment(
    moment: Moment, comparison: DiscriminatorComparison, only: Sequence[int | None]
) -> dict[str, Any]:
    step = max(len(moment.generated) // _POINTS, 1)
    points, layer = moment.generated[::step][:_POINTS], moment.layer[::step][:_POINTS]
    maps: list[dict[str, Any]] = []
    if len(moment.d_output):
        maps = [
            _map(comparison.maps(moment.d_output, moment.generated, moment.layer, one).d)
            for one in only
        ]
    return {
        "iteration": moment.iteration,
        "losses": [number(moment.d_loss), number(moment.g_loss)],
        "points": base64_of(_fixed(points)),
        "layers": base64_of(layer.astype(np.uint16)),
        "maps": maps,
        "bounded": comparison.has_best,
    }


def _fixed(points: NDArray[np.float32]) -> NDArray[np.uint16]:
    """Coordinates from -½ to 1½ as whole numbers; 0 and 65535 stand for those beyond."""
    share = (np.nan_to_num(points.astype(np.float64), nan=-1) + _EDGE) / (1 + 2 * _EDGE)
    fixed: NDArray[np.uint16] = np.rint(np.clip(share, 0, 1) * 65535).astype(np.uint16)
    return fixed


def _map(values: NDArray[np.float64]) -> dict[str, Any]:
    """A map in steps of a 254th between its least and largest value; `_UNDEFINED` for none."""
    defined = np.isfinite(values)
    low, high = (values[defined].min(), values[defined].max()) if defined.any() else (0.0, 0.0)
    scaled = (np.where(defined, values, low) - low) * ((_UNDEFINED - 1) / max(high - low, 1e-12))
    steps = np.where(defined, np.rint(np.clip(scaled, 0, _UNDEFINED - 1)), _UNDEFINED)
    return {
        "low": number(float(low)),
        "high": number(float(high)),
        "values": base64_of(steps.astype(np.uint8)),
    }

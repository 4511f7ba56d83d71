"""Figures of many small images: plain tiles for the animation, labelled figures, curves."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray
from PIL import Image

from playground.density.image_decoding import opened
from playground.density.raster import BYTE
from playground.errors import InputError
from playground.mnist.runs.metrics import EpochFigures
from playground.plots.letters import write_name
from playground.plots.theme import LIGHT, Theme
from playground.runs.atomic import atomic_write

if TYPE_CHECKING:
    from playground.mnist.evaluation.score import MnistScore

_GAP = 2
_ZOOM = 2
_FRAME_MS = 200
_HOLD_MS = 2000
_MOST_FRAMES = 200
_DPI = 130


def tile_images(images: NDArray[np.uint8], columns: int) -> NDArray[np.uint8]:
    """Tile images [n, s, s] row by row in so many columns, gray lines between them: one [h, w]."""
    n, side, _ = images.shape
    rows = -(-n // columns)
    step = side + _GAP
    canvas = np.full((rows * step + _GAP, columns * step + _GAP), 96, np.uint8)
    for index, image in enumerate(images):
        top, left = (_GAP + position * step for position in divmod(index, columns))
        canvas[top : top + side, left : left + side] = image
    return canvas


def save_tiles(path: Path, images: NDArray[np.uint8], columns: int) -> None:
    """Write the tiled images as a gray PNG, each pixel as 2 × 2. Raises OSError."""
    canvas = tile_images(images, columns).repeat(_ZOOM, 0).repeat(_ZOOM, 1)
    with atomic_write(path) as file:
        Image.fromarray(canvas).save(file, format="PNG")


def save_animation(path: Path, pictures: Sequence[Path]) -> None:
    """Write a GIF of `pictures`, at most 200 of them, evenly spaced. Raises OSError.

    What is damaged, or of another size than the last, is left out: it may be a stranger's.
    """
    indices = np.unique(np.linspace(0, len(pictures) - 1, _MOST_FRAMES).astype(int))
    frames: list[Image.Image] = []
    for index in reversed(indices):
        with suppress(InputError):
            frames.insert(0, _gray_picture(pictures[index], frames[0].size if frames else None))
    if not frames:
        return
    times = [_FRAME_MS] * (len(frames) - 1) + [_HOLD_MS]
    with atomic_write(path) as file:
        frames[0].save(
            file,
            format="GIF",
            save_all=True,
            append_images=frames[1:],
            duration=times if len(times) > 1 else _HOLD_MS,
            loop=0,
        )


def _gray_picture(path: Path, size: tuple[int, int] | None) -> Image.Image:
    """What `save_tiles` has written, in the mode of a GIF. Raises InputError for anything else."""
    with opened(path) as pages:
        if size not in (None, pages.size(1)):
            raise InputError("{path}: is of another size than the others", path=path)
        light, _, white, _ = pages.read(1)
    if white != BYTE:
        raise InputError("{path}: is no gray picture of 8 bits", path=path)
    return Image.fromarray(np.rint(light).astype(np.uint8)).convert("P")


def save_figure(path: Path, figure: Figure) -> None:
    """Write `figure` as a PNG. Raises OSError."""
    with atomic_write(path) as file:
        figure.savefig(file, format="png", dpi=_DPI)


def labelled_tiles(
    images: NDArray[np.uint8],
    *,
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    across: str = "",
    theme: Theme = LIGHT,
) -> Figure:
    """Images [n, s, s] row by row, labelled with the names of rows and columns."""
    canvas = tile_images(images, len(columns))
    step = images.shape[1] + _GAP
    width, height = 0.52 * len(columns), 0.52 * len(rows)
    left, right, bottom = (1.35 if any(rows) else 0.3), 0.3, 0.2
    top = 0.75 if any(columns) or across else 0.45
    size = (width + left + right, height + top + bottom)
    figure = Figure(figsize=size, facecolor=theme.figure)
    position = (left / size[0], bottom / size[1], width / size[0], height / size[1])
    axes = figure.add_axes(position)
    axes.imshow(canvas, cmap="gray", vmin=0, vmax=255, interpolation="nearest", aspect="auto")
    middle = _GAP + (step - _GAP) / 2 - 0.5
    axes.set_xticks([middle + step * i for i in range(len(columns))], columns)
    axes.set_yticks([middle + step * i for i in range(len(rows))], rows)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, labelsize=theme.tick_size, labelcolor=theme.muted)
    for spine in axes.spines.values():
        spine.set_visible(False)
    figure.suptitle(
        title, fontsize=theme.title_size, color=theme.text, y=1 - 0.1 / size[1], va="top"
    )
    if across:
        figure.text(0.02, 1 - 0.52 / size[1], across, fontsize=theme.tick_size, color=theme.muted)
    return figure


def loss_curves(rows: Sequence[EpochFigures], title: str, theme: Theme = LIGHT) -> Figure:
    """The losses over the epochs and, if there is one, the error of the codes below."""
    names = {
        "d_loss": "discriminator",
        "g_loss": "generator",
        "c1_loss": "c1",
        "values_loss": "c2, c3",
    }
    codes = any(row.error == row.error for row in rows)
    figure = Figure(
        figsize=(7, 5.6 if codes else 3.4), facecolor=theme.figure, layout="constrained"
    )
    panels = figure.subplots(2 if codes else 1, 1, squeeze=False, sharex=True)[:, 0]
    epochs = [row.epoch for row in rows]
    for index, (name, text) in enumerate(names.items()):
        if codes or index < 2:
            values = [getattr(row, name) for row in rows]
            _curve(panels[0], epochs, values, text, theme.layer_color(index))
    panels[0].set_ylabel("loss")
    panels[0].legend(frameon=False, fontsize=theme.tick_size)
    if codes:
        errors = [100 * row.error for row in rows]
        _curve(panels[1], epochs, errors, "", theme.text)
        panels[1].set(ylabel="error of the codes, %", ylim=(0, None))
    panels[-1].set_xlabel("epoch")
    panels[0].set_title(title, fontsize=theme.title_size, color=theme.text)
    for axes in panels:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.grid(color=theme.frame, alpha=0.4, linewidth=0.5)
        axes.tick_params(labelsize=theme.tick_size)
    return figure


def score_curves(scores: "Sequence[MnistScore]", title: str, theme: Theme = LIGHT) -> Figure:
    """The scores of the kept checkpoints over the epochs, in per cent."""
    figure = Figure(figsize=(7, 3.6), facecolor=theme.figure, layout="constrained")
    axes = figure.subplots()
    epochs = [score.epoch for score in scores]
    lines = {
        "total variation of the digits": [score.variation for score in scores],
        f"of {scores[0].test} digits": [score.real_variation for score in scores],
    }
    if scores[0].by_digit:
        lines["labels not recognised"] = [1 - score.recognised for score in scores]
    if scores[0].codes:
        lines["error of the codes"] = [score.codes.error for score in scores if score.codes]
    for index, (text, values) in enumerate(lines.items()):
        _curve(axes, epochs, [100 * v for v in values], text, theme.layer_color(index))
    axes.set(xlabel="epoch", ylabel="%", ylim=(0, None))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    line = axes.set_title("", fontsize=theme.title_size, color=theme.text)
    line.set_text(write_name(line, title))  # it is the name of a folder
    axes.legend(frameon=False, fontsize=theme.tick_size)
    axes.grid(color=theme.frame, alpha=0.4, linewidth=0.5)
    return figure


def _curve(axes: Any, x: list[int], y: list[float], label: str, color: str) -> None:
    axes.plot(
        x,
        y,
        label=label,
        color=color,
        linewidth=1.5,
        marker="o",
        markersize=3 if len(x) < 30 else 0,
    )

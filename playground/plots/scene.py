"""Descriptions of the models' panels, without artists, from which they can be drawn elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure, SubFigure
from matplotlib.gridspec import GridSpec
from numpy.typing import NDArray

from playground.density.target import Target
from playground.nn.history import Snapshot
from playground.nn.model_config import ModelConfig
from playground.plots.inspection_panels import InspectionPanelsState
from playground.plots.layout import LEGEND_ROW
from playground.plots.legends import legend_rows
from playground.plots.panels import Panels, share_axes
from playground.plots.theme import Theme
from playground.plots.view import View


class BlitRenderer:
    """Renders frames of a figure: the static part once, then only the animated artists over it.

    Two to three times as fast as redrawing the figure. Artists that are not animated or are among
    `still`, and the size of the figure, must not change after the first frame.
    """

    def __init__(self, figure: Figure, still: Collection[Artist] = ()) -> None:
        # Any: matplotlib leaves the methods of this canvas without types.
        self._canvas: Any = figure.canvas
        if not isinstance(figure.canvas, FigureCanvasAgg):
            self._canvas = FigureCanvasAgg(figure)
        moving = sorted(figure.findobj(_moves), key=Artist.get_zorder)
        self._moving = [artist for artist in moving if artist not in still]
        self._canvas.draw()
        for artist in still:
            figure.draw_artist(artist)
        self._still = self._canvas.copy_from_bbox(figure.bbox)

    def render(self) -> NDArray[np.uint8]:
        """The current figure: RGB [height, width, 3] in pixels, row 0 at the top."""
        self._canvas.restore_region(self._still)
        for artist in self._moving:
            self._canvas.figure.draw_artist(artist)
        return np.asarray(self._canvas.buffer_rgba())[..., :3].copy()


def _moves(artist: Artist) -> bool:
    """Whether the artist is animated and its axes are visible."""
    axes = artist.axes
    return artist.get_animated() and (axes is None or axes.get_visible())


DPI = 100
"""At this resolution a figure has one pixel per logical pixel of the screen."""


@dataclass(frozen=True, eq=False)
class Scene:
    """One model's panels: their content, and their `width` and `height` in inches.

    `state` is the data of the inspection panels. Scenes can be pickled.
    """

    title: str
    target: Target
    config: ModelConfig
    view: View
    width: float
    height: float
    snapshot: Snapshot
    state: InspectionPanelsState | None = None


def model_panels(
    figure: Figure | SubFigure, target: Target, title: str, config: ModelConfig, theme: Theme
) -> Panels:
    """The empty panels of a model in the window: stacked, with inspection."""
    return Panels(
        figure,
        target,
        title=title,
        theme=theme,
        layout="stacked",
        conditional=config.is_conditional,
        codes=config.condition_count(len(target.layers)) if config.finds_codes else 0,
        adversarial=config.is_adversarial,
        inside=config,
    )


def draw_scenes(scenes: Sequence[Scene], theme: Theme) -> tuple[Figure, list[Panels]]:
    """A figure with all scenes side by side, their panels aligned, and the panels of each."""
    height = max(scene.height for scene in scenes)
    figure = Figure((sum(scene.width for scene in scenes), height), DPI, facecolor=theme.figure)
    parts: list[Figure | SubFigure] = [figure]
    if len(scenes) > 1:
        parts = _beside(figure, scenes, height)
    drawn = []
    for part, scene in zip(parts, scenes, strict=True):
        panels = model_panels(part, scene.target, scene.title, scene.config, theme)
        panels.choose(scene.view)
        panels.update(scene.snapshot)
        if scene.state is not None and panels.inside is not None:
            panels.inside.restore(scene.state)
        drawn.append(panels)
    share_axes(drawn)
    return figure, drawn


def _beside(figure: Figure, scenes: Sequence[Scene], height: float) -> list[Figure | SubFigure]:
    """A subfigure for each scene; those with smaller legends are raised by the difference."""
    legends = [LEGEND_ROW * legend_rows(_kinds(scene), "stacked") for scene in scenes]
    edges = sorted({0.0, *(max(legends) - legend for legend in legends), height})
    rows = [upper - lower for lower, upper in pairwise(edges)][::-1]
    widths = [scene.width for scene in scenes]
    grid = GridSpec(len(rows), len(scenes), figure, height_ratios=rows, width_ratios=widths)
    return [
        figure.add_subfigure(grid[: len(rows) - edges.index(max(legends) - legend), column])
        for column, legend in enumerate(legends)
    ]


def _kinds(scene: Scene) -> int:
    """Number of layers or codes that the legend distinguishes."""
    return scene.config.condition_count(len(scene.target.layers)) or 1

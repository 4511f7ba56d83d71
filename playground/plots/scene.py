"""What is seen of models, apart from any artist, so that it can be drawn again elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.figure import Figure, SubFigure
from matplotlib.gridspec import GridSpec

from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gan.snapshot import Snapshot
from playground.plots.captions import legend_rows
from playground.plots.inside import InsidePast
from playground.plots.layout import LEGEND_ROW
from playground.plots.panels import Panels
from playground.plots.theme import Theme
from playground.plots.view import View

DPI = 100
"""A picture of this has a pixel for each logical one of the screen."""


@dataclass(frozen=True, eq=False)
class Scene:
    """One model's panels: what they show, and their `width` and `height` in inches.

    `past` is what is known beside the snapshot. Scenes can be pickled.
    """

    title: str
    target: Target
    config: GanConfig
    view: View
    width: float
    height: float
    snapshot: Snapshot
    past: InsidePast | None = None


def model_panels(
    figure: Figure | SubFigure, target: Target, title: str, config: GanConfig, theme: Theme
) -> Panels:
    """The panels of a model of the window, empty: stacked, and to be looked into."""
    return Panels(
        figure,
        target,
        title=title,
        theme=theme,
        layout="stacked",
        conditional=config.model == "cgan",
        codes=(config.codes or len(target.layers)) if config.model == "infogan" else 0,
        inside=config,
    )


def draw_scenes(scenes: Sequence[Scene], theme: Theme) -> tuple[Figure, list[Panels]]:
    """A figure with all scenes side by side, their pictures level, and the panels of each."""
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
        if scene.past is not None and panels.inside is not None:
            panels.inside.recall(scene.past)
        drawn.append(panels)
    return figure, drawn


def _beside(figure: Figure, scenes: Sequence[Scene], height: float) -> list[Figure | SubFigure]:
    """A part for each; those with shorter legends stand higher by the difference."""
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
    """How many layers or codes the legend tells apart."""
    match scene.config.model:
        case "cgan":
            return len(scene.target.layers)
        case "infogan":
            return scene.config.codes or len(scene.target.layers)
        case _:
            return 1

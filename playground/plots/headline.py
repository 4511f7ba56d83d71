"""The title of the panels, which tells how far the run is."""

import math

from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from playground.gan.snapshot import Snapshot
from playground.plots.layout import MARGIN, TITLE, Layout
from playground.plots.theme import Theme


class Headline:
    """One line in the strip kept for it, from the first panel's left edge, or the figure's."""

    def __init__(self, axes: Axes, title: str, theme: Theme, layout: Layout) -> None:
        """`title` names the model."""
        self.title = title
        self.text = _line(axes, theme, layout)
        self._words = theme.words

    def clear(self) -> None:
        """Nothing but the name."""
        self.text.set_text(self.title)

    def show(self, snapshot: Snapshot, *, past: bool = False) -> None:
        """Tell of this moment; one that is `past` is called so."""
        text = self._words("{title}   iteration {iteration:,}   losses D {d}  G {g}")
        if past:
            text = self._words("{title}   past iteration {iteration:,}   losses D {d}  G {g}")
        sentence = text.format(
            title=self.title,
            iteration=snapshot.iteration,
            d=number(snapshot.d_loss),
            g=number(snapshot.g_loss),
        )
        self.text.set_text(sentence)


def number(value: float) -> str:
    """A loss for people: three decimals, a power of ten where those say nothing, "–" for NaN."""
    if math.isnan(value):
        return "–"
    plain = value == 0 or 1e-3 <= abs(value) < 1e4 or math.isinf(value)
    return f"{value:.3f}" if plain else f"{value:.1e}"


def _line(axes: Axes, theme: Theme, layout: Layout) -> Text:
    """It belongs to the axes, since a figure's own animated texts are left out by `savefig`."""
    figure = axes.get_figure(root=False)
    assert figure is not None
    row = layout == "row"
    inset = ScaledTranslation(0 if row else MARGIN, -TITLE / 2, figure.dpi_scale_trans)
    across = axes.transAxes if row else figure.transSubfigure
    place = blended_transform_factory(across, figure.transSubfigure) + inset
    return axes.text(
        0,
        1,
        "",
        transform=place,
        fontsize=theme.title_size if row else theme.caption_size,
        color=theme.text,
        verticalalignment="center_baseline",
        animated=True,
        clip_on=False,
        parse_math=False,
    )

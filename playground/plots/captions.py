"""The words above the panels: the title that tells how far the run is, and the score."""

import math
from collections.abc import Callable, Iterator
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from playground.density.target import Target
from playground.nn.history import Snapshot
from playground.plots.layout import MARGIN, TITLE, Layout
from playground.plots.letters import write_name
from playground.plots.theme import Theme


def labels(target: Target) -> tuple[str | int, ...]:
    """What the panels say of a target in words and colours."""
    return (target.name, *(layer.name for layer in target.layers), *target.colors)


Fits = Callable[[str], bool]
"""Whether there is room for a line."""


class Headline:
    """One line in the strip kept for it, from the first panel's left edge, or the figure's.

    Where it does not fit, it says the same with fewer words, and only then less of the name. Large
    at the end of the strip stands the score.
    """

    def __init__(
        self, axes: Axes, title: str, theme: Theme, layout: Layout, *, adversarial: bool = True
    ) -> None:
        """`title` names the model; one that is `adversarial` has two losses."""
        words = theme.words
        self._now: tuple[str, ...] = (
            words("{title}   iteration {iteration:,}   losses D {d}  G {g}"),
            words("{title}   iteration {iteration:,}   D {d}  G {g}"),
            words("{title}   iteration {iteration:,}"),
            "{title}   {iteration:,}",
        )
        self._past: tuple[str, ...] = (
            words("{title}   past iteration {iteration:,}   losses D {d}  G {g}"),
            words("{title}   past iteration {iteration:,}   D {d}  G {g}"),
            words("{title}   past iteration {iteration:,}"),
            words("{title}   past {iteration:,}"),
        )
        if not adversarial:
            self._now = (
                words("{title}   iteration {iteration:,}   loss {g}"),
                words("{title}   iteration {iteration:,}"),
                "{title}   {iteration:,}",
            )
            self._past = (
                words("{title}   past iteration {iteration:,}   loss {g}"),
                words("{title}   past iteration {iteration:,}"),
                words("{title}   past {iteration:,}"),
            )
        self._words = words
        self.score = _score(axes, theme, layout)
        self.scores: tuple[str, ...] = ("",)
        """What the score says, the longest first."""
        self.text = _line(axes, theme, layout, self.fitted, self.score)
        self.title = title
        self._forms: tuple[str, ...] = ("{title}",)
        self._said: dict[str, int | str] = {}

    @property
    def title(self) -> str:
        """What names the model, in letters that can be drawn."""
        return self._title

    @title.setter
    def title(self, title: str) -> None:
        self._title = write_name(self.text, title)

    def clear(self) -> None:
        """Nothing but the name."""
        self._say(("{title}",))
        self.show_score(math.nan)

    def show_score(self, multiple: float) -> None:
        """How far the model is from the target, as a multiple of the floor; NaN is unknown."""
        known = not math.isnan(multiple)
        text = self._words("{multiple}× the floor").format(multiple=_multiple(multiple))
        self.scores = (text, f"{_multiple(multiple)}×") if known else ("",)
        self.score.set_text(self.scores[0])

    def show(self, snapshot: Snapshot, *, past: bool = False) -> None:
        """Tell of this moment; one that is `past` is called so."""
        self._say(
            self._past if past else self._now,
            iteration=snapshot.iteration,
            d=number(snapshot.d_loss),
            g=number(snapshot.g_loss),
        )

    def cuts_name(self, line: str) -> bool:
        """Whether a line that `fitted` gave lacks a part of the model's name."""
        return not line.startswith(self.title)

    def fitted(self, fits: Fits) -> str:
        """The most of what is to be said that `fits`; the shortest where nothing does."""
        line = ""
        for line in self._lines():
            if fits(line):
                break
        return line

    def _lines(self) -> Iterator[str]:
        """All that it may say, the longest first."""
        for form in self._forms:
            yield form.format(title=self.title, **self._said)
        for length in reversed(range(len(self.title))):
            yield self._forms[-1].format(title=self.title[:length].rstrip() + "…", **self._said)

    def _say(self, forms: tuple[str, ...], **said: int | str) -> None:
        self._forms, self._said = forms, said
        self.text.set_text(forms[0].format(title=self.title, **said))


class _FittedText(Text):
    """A line that asks, whenever it is drawn, for what fits between its place and `before`."""

    def __init__(
        self, *place: float, fitted: Callable[[Fits], str], before: Text, **style: Any
    ) -> None:
        super().__init__(*place, **style)
        self._fitted, self._before = fitted, before

    def draw(self, renderer: RendererBase) -> None:
        """Draw what fits."""
        start, _ = self.get_transform().transform(self.get_position())
        end = self._before.get_window_extent(renderer).x0 - renderer.points_to_pixels(_SCORE_GAP)
        font = self.get_fontproperties()

        def fits(line: str) -> bool:
            width, _, _ = renderer.get_text_width_height_descent(line, font, ismath=False)
            return bool(start + width <= end)

        self.set_text(self._fitted(fits))
        super().draw(renderer)


def _multiple(value: float) -> str:
    """One decimal, as long as that says anything."""
    return f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"


def number(value: float) -> str:
    """A loss for people: three decimals, a power of ten where those say nothing, "–" for NaN."""
    if math.isnan(value):
        return "–"
    plain = value == 0 or 1e-3 <= abs(value) < 1e4 or math.isinf(value)
    return f"{value:.3f}" if plain else f"{value:.1e}"


_SCORE_SIZE = 1.5
"""The score's letters, in those of the line before it."""
_SCORE_GAP = 6
"""Between both, in points."""


def _score(axes: Axes, theme: Theme, layout: Layout) -> Text:
    """At the right end of the strip, large."""
    figure = axes.get_figure(root=False)
    assert figure is not None
    size = theme.title_size if layout == "row" else theme.caption_size
    inset = ScaledTranslation(-MARGIN, -TITLE / 2, figure.dpi_scale_trans)
    text = Text(
        1,
        1,
        transform=figure.transSubfigure + inset,
        fontsize=_SCORE_SIZE * size,
        fontweight="bold",
        color=theme.text,
        horizontalalignment="right",
        verticalalignment="center_baseline",
        animated=True,
        clip_on=False,
        parse_math=False,
    )
    axes.add_artist(text)
    return text


def _line(
    axes: Axes, theme: Theme, layout: Layout, fitted: Callable[[Fits], str], before: Text
) -> Text:
    """It belongs to the axes, since a figure's own animated texts are left out by `savefig`."""
    figure = axes.get_figure(root=False)
    assert figure is not None
    row = layout == "row"
    inset = ScaledTranslation(0 if row else MARGIN, -TITLE / 2, figure.dpi_scale_trans)
    across = axes.transAxes if row else figure.transSubfigure
    line = _FittedText(
        0,
        1,
        fitted=fitted,
        before=before,
        transform=blended_transform_factory(across, figure.transSubfigure) + inset,
        fontsize=theme.title_size if row else theme.caption_size,
        color=theme.text,
        verticalalignment="center_baseline",
        animated=True,
        clip_on=False,
        parse_math=False,
    )
    axes.add_artist(line)
    return line

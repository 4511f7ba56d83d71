"""Curves along the iterations: the losses, and the distances as multiples of their floor."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, NullFormatter
from numpy.typing import NDArray

from playground.metrics.step_metrics import Scale, StepMetrics
from playground.plots.curve_axes import (
    FIRST_X,
    IterationLocator,
    Range,
    doubled,
    line_legend,
    linear_range,
    logarithmic_range,
)
from playground.plots.theme import Theme

ROOM = 512


class Curve:
    """Values along iterations; when there is no more room, neighbours become their mean.

    From then on each new entry is the mean of twice as many values as before, so the whole past
    is kept, evenly, at half the sharpness each time. NaN stays out of the means.
    """

    def __init__(self, width: int) -> None:
        """Starts empty, with `width` values at each place."""
        self._kept = np.zeros((ROOM, 1 + width))
        self._count = 0
        self._stride = 1
        self._pending: list[NDArray[np.float64]] = []

    def add(self, x: float, *values: float) -> None:
        """Adds the values at `x`, which must not lie before the last one."""
        self._pending.append(np.array([x, *values], np.float64))
        if len(self._pending) < self._stride:
            return
        if self._count == ROOM:
            self._halve()
            if len(self._pending) < self._stride:
                return
        self._kept[self._count] = _mean(np.stack(self._pending)[None])[0]
        self._count += 1
        self._pending = []

    def clear(self) -> None:
        """Forgets all."""
        self._count, self._stride, self._pending = 0, 1, []

    def __len__(self) -> int:
        """The number of its points."""
        return self._count + bool(self._pending)

    def points(self) -> NDArray[np.float64]:
        """What is kept: x and the values [count, 1 + width], and last the newest as it came."""
        newest = np.array(self._pending[-1:]).reshape(-1, self._kept.shape[1])
        return np.concatenate([self._kept[: self._count], newest])

    def _halve(self) -> None:
        half = ROOM // 2
        self._kept[:half] = _mean(self._kept.reshape(half, 2, -1))
        self._count, self._stride = half, 2 * self._stride


def _mean(groups: NDArray[np.float64]) -> NDArray[np.float64]:
    """The means over axis 1, of what is not NaN."""
    known = ~np.isnan(groups)
    total: NDArray[np.float64] = np.where(known, groups, 0).sum(axis=1)
    mean: NDArray[np.float64] = np.full_like(total, np.nan)
    np.divide(total, known.sum(axis=1), out=mean, where=known.any(axis=1))
    return mean


class Style(NamedTuple):
    """How a curve is named and drawn."""

    label: str
    color: str
    dashes: Any = "-"
    width: float = 1.3


Span = tuple[float, float]
"""From one iteration to another."""


class Extent(NamedTuple):
    """What axes show: from `left` to `right`, and from `low` to `high`."""

    left: float
    right: float
    low: float
    high: float

    def with_all(self, others: Iterable["Extent"]) -> "Extent":
        """The least extent that holds this one and the others."""
        lefts, rights, lows, highs = zip(self, *others, strict=True)
        return Extent(min(lefts), max(rights), min(lows), max(highs))


class CurveReading(NamedTuple):
    """The values near one iteration, by the labels of the curves; NaN is unknown."""

    iteration: int
    values: tuple[tuple[str, float], ...]


class CurvePanel:
    """Lines in `axes`, whose range goes by doubling; then `rescaled` asks for the `scales` anew.

    The curves of a group are added together and share their x. The axes hold what the curves need
    and, after `share`, what those of other panels do; after `zoom`, of a part of the iterations.
    """

    def __init__(
        self, axes: Axes, theme: Theme, groups: Sequence[Sequence[Style]], range_of: Range
    ) -> None:
        """Builds one line for each style of each group of curves."""
        self.axes = axes
        self.rescaled = False
        self.marks: list[Artist] = []
        """What stands at fixed heights behind the curves; animated."""
        self.curves = [Curve(len(group)) for group in groups]
        self.lines = [[_line(axes, style) for style in group] for group in groups]
        self._labels = [[style.label for style in group] for group in groups]
        self._range_of = range_of
        self._others: tuple[Extent, ...] = ()
        self._own = Extent(0, 0, 0, 0)
        self._span: Span | None = None
        axes.xaxis.set_major_locator(IterationLocator())
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:,.0f}"))
        axes.grid(True, axis="y", color=theme.frame, linewidth=0.5, alpha=0.5)
        axes.set_axisbelow(True)
        self._legend = line_legend(axes, self.artists, theme)
        for part in self.scales:
            part.set_animated(True)
        self.cursor = axes.axvline(0, color=theme.text, linewidth=1, animated=True, visible=False)
        self.clear()

    @property
    def scales(self) -> list[Artist]:
        """What is drawn beneath the curves, and changes with the range, in drawing order."""
        return [*self.marks, self.axes.xaxis, self.axes.yaxis, self._legend]

    @property
    def artists(self) -> list[Line2D]:
        """The curves, in drawing order."""
        return [line for group in self.lines for line in group]

    @property
    def moving(self) -> list[Line2D]:
        """The curves and, while it points at a moment, the cursor."""
        return [*self.artists, *([self.cursor] if self.cursor.get_visible() else [])]

    def point_at(self, iteration: int | None) -> None:
        """Shows where on the curves a moment is; None points at nothing."""
        self.cursor.set_visible(iteration is not None)
        if iteration is not None:
            self.cursor.set_xdata([iteration, iteration])

    def add(self, group: int, iteration: int, *values: float) -> None:
        """Adds one place to each curve of a group; NaN leaves a gap."""
        self.curves[group].add(iteration, *values)
        self._show_group(group, iteration)

    def restore(self, curves: Sequence[Curve]) -> None:
        """Shows these curves, one for each group, of another panel like this one."""
        self.clear()
        self.curves = list(curves)
        for group, curve in enumerate(self.curves):
            if len(curve):
                self._show_group(group, curve.points()[-1, 0])

    def clear(self) -> None:
        """Forgets the curves."""
        for curve, lines in zip(self.curves, self.lines, strict=True):
            curve.clear()
            for line in lines:
                line.set_data([], [])
        self._span = None
        self._show((0, FIRST_X), self._range_of(np.zeros(0), False), anew=True)

    @property
    def extent(self) -> Extent | None:
        """What its own curves need; None as long as there are none."""
        return self._own if any(map(len, self.curves)) else None

    def share(self, others: Sequence[Extent]) -> None:
        """Hold what these need as well; with none only its own curves count."""
        self._others = tuple(others)
        self._apply()

    @property
    def span(self) -> Span | None:
        """The part of the iterations that is shown; None is all of them."""
        return self._span

    @property
    def newest(self) -> float:
        """The last iteration that the curves have; 0 before there is one."""
        known = (float(curve.points()[-1, 0]) for curve in self.curves if len(curve))
        return max(known, default=0.0)

    def zoom(self, span: Span | None) -> None:
        """Show the curves from one iteration to another, or with None all of them."""
        if span == self._span:
            return
        self._span = span
        self._show(span or (0, doubled(self.newest)), self._range, anew=True)

    def read(self, x: float) -> CurveReading | None:
        """The values kept nearest to `x`; None as long as there are none."""
        first = self.curves[0].points()
        if not len(first):
            return None
        nearest = float(first[_nearest(first[:, 0], x), 0])
        values: list[tuple[str, float]] = []
        for curve, labels in zip(self.curves, self._labels, strict=True):
            points = curve.points()
            if len(points):
                row = points[_nearest(points[:, 0], nearest), 1:]
                values += zip(labels, map(float, row), strict=True)
        return CurveReading(round(nearest), tuple(values))

    def _show_group(self, group: int, newest: float) -> None:
        points = self.curves[group].points()
        for column, line in enumerate(self.lines[group], start=1):
            line.set_data(points[:, 0], points[:, column])
        span = self._span or (0, max(self._own.right, doubled(newest)))
        self._show(span, self._range)

    def _show(self, span: Span, heights: tuple[float, float], *, anew: bool = False) -> None:
        """Take over a range; one that would do with more than half of what is there stays."""
        (low, high), bottom, top = heights, self._own.low, self._own.high
        fits = bottom <= low and high <= top and top - bottom < 2 * (high - low)
        if fits and not anew:
            low, high = bottom, top
        self._own = Extent(*span, low, high)
        self._apply()

    def _apply(self) -> None:
        left, right, low, high = self._own.with_all(self._others)
        if (left, right, low, high) != (*self.axes.get_xlim(), *self.axes.get_ylim()):
            self.axes.set(xlim=(left, right), ylim=(low, high))
            self.rescaled = True

    @property
    def _range(self) -> tuple[float, float]:
        return self._range_of(self._values(), self._span is not None)

    def _values(self) -> NDArray[np.float64]:
        """All finite values of the iterations that are shown."""
        values = np.concatenate([self._seen(curve)[:, 1:].ravel() for curve in self.curves])
        finite: NDArray[np.float64] = values[np.isfinite(values)]
        return finite

    def _seen(self, curve: Curve) -> NDArray[np.float64]:
        """The points of `curve` within the span."""
        points = curve.points()
        if self._span is None:
            return points
        first, last = self._span
        return points[(points[:, 0] >= first) & (points[:, 0] <= last)]


class LossPanel:
    """Both losses and, where the loss has one, the least that any discriminator could have; of a
    flow its loss, and the least that it could have.
    """

    def __init__(
        self, axes: Axes, theme: Theme, *, has_least: bool, adversarial: bool = True
    ) -> None:
        losses = [
            Style(theme.words("D's loss"), theme.discriminator),
            Style(theme.words("G's loss"), theme.generator),
        ]
        least = [Style(theme.words("least for D"), theme.text, (0, (4, 2)))]
        if not adversarial:
            losses = [Style(theme.words("loss"), theme.generator)]
            least = [Style(theme.words("least"), theme.text, (0, (4, 2)))]
        self.curves = CurvePanel(axes, theme, [losses, least][: 1 + has_least], linear_range)
        self._has_least, self._words, self._adversarial = has_least, theme.words, adversarial

    def add(self, iteration: int, d_loss: float, g_loss: float) -> None:
        """The losses of a moment."""
        losses = (d_loss, g_loss) if self._adversarial else (g_loss,)
        self.curves.add(0, iteration, *losses)

    def add_metrics(self, moment: StepMetrics) -> None:
        """The least loss of a moment."""
        if self._has_least:
            self.curves.add(1, moment.iteration, moment.figures.least_d_loss)

    def note(self, _scale: Scale | None) -> str:
        """The caption."""
        return self._words("losses")

    def details(self, scale: Scale | None) -> str:
        """How the least loss is read, and how far off that is."""
        if scale is None or scale.least_bias is None:
            return ""
        if not self._adversarial:
            text = self._words(
                "No velocity could have less than the least loss: many paths cross at a place, and "
                "what is learned is their mean. It is the exact variance, at quasi-random moments; "
                "its standard error is {error:.3f}."
            )
            return text.format(error=scale.least_bias)
        text = self._words(
            "No discriminator could have less than the least loss for D. It is read from {n:,} "
            "generated points in 25×25 cells, which makes it {bias:.3f} too low. Where the "
            "generator is averaged, D plays against another one than is shown: while that moves "
            "fast, D's loss may be less."
        )
        return text.format(n=scale.n, bias=scale.least_bias)


SCORED = 5
"""So many distances are averaged into a score: a single one of a perfect sampler scatters by 0.3"""


class DistancePanel:
    """Two distances between real and generated points as multiples of a perfect sampler's."""

    def __init__(self, axes: Axes, theme: Theme) -> None:
        self._words = theme.words
        self.recent: tuple[tuple[int, float], ...] = ()
        """The last iterations measured against the target as it is, with their sliced Wasserstein
        distances, the newest last."""
        axes.set_yscale("log")
        styles = [
            Style(theme.words("sliced Wasserstein"), theme.text),
            Style(theme.words("Jensen–Shannon"), theme.muted, (0, (3, 1.5))),
        ]
        self.curves = CurvePanel(axes, theme, [styles], logarithmic_range)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:g}×"))
        axes.yaxis.set_minor_formatter(NullFormatter())
        self.band = axes.axhspan(1, 1, color=theme.muted, alpha=0.25, linewidth=0, animated=True)
        self.band.set_visible(False)
        self.floor = axes.axhline(1, color=theme.muted, linewidth=0.8, animated=True)
        self.curves.marks = [self.band, self.floor]

    def set_scale(self, scale: Scale) -> None:
        """Where perfect samplers lie."""
        low, high = scale.wasserstein_band
        shown = self.band.get_y(), self.band.get_height()
        if not self.band.get_visible() or shown != (low, high - low):
            self.band.set(y=low, height=high - low, visible=True)
            self.curves.rescaled = True

    def add_metrics(self, moment: StepMetrics, scale: Scale) -> None:
        """The distances of a moment."""
        self.set_scale(scale)
        figures = moment.figures
        self.curves.add(0, moment.iteration, figures.sliced_wasserstein, figures.jensen_shannon)
        self.recent = (*self.recent, (moment.iteration, figures.sliced_wasserstein))[-SCORED:]

    @property
    def score(self) -> float:
        """The mean of the last distances that are known; NaN if none is.

        Those from before nine tenths of the iterations are left out: then the model was another.
        """
        return _mean_of_last(np.reshape(self.recent, (-1, 2)))

    def score_at(self, iteration: int) -> float:
        """The same, as it was at an iteration of the past."""
        points = self.curves.curves[0].points()
        return _mean_of_last(points[points[:, 0] <= iteration][-SCORED:])

    def note(self, scale: Scale | None) -> str:
        """What 1 means."""
        if scale is None:
            return self._words("distance (measuring the floor…)")
        return self._words("distance (1× is the floor)")

    def details(self, scale: Scale | None) -> str:
        """What the distances and the floor are, and the band."""
        if scale is None:
            return ""
        text = self._words(
            "Sliced Wasserstein is how far generated points must be moved to lie like real ones, "
            "Jensen–Shannon how little both densities overlap. Each is a multiple of the floor: "
            "what a perfect sampler of {n:,} points scores. 95 % of those lie in the band, from "
            "{low:.1f}× to {high:.1f}×."
        )
        low, high = scale.wasserstein_band
        return text.format(n=scale.n, low=low, high=high)


def _mean_of_last(points: NDArray[np.float64]) -> float:
    """The mean of the distances in column 1 that are known, but for those of long ago; NaN if none
    is.
    """
    late = points[points[:, 0] >= 0.9 * points[-1, 0], 1] if len(points) else np.zeros(0)
    known = late[~np.isnan(late)]
    return float(known.mean()) if len(known) else math.nan


def _nearest(places: NDArray[np.float64], x: float) -> int:
    return int(np.abs(places - x).argmin())


def _line(axes: Axes, style: Style) -> Line2D:
    line = Line2D([], [], color=style.color, linestyle=style.dashes, label=style.label)
    line.set(linewidth=style.width, animated=True, zorder=3)
    axes.add_line(line)
    return line

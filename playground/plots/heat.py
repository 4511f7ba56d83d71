"""D, D* or D − D* under the points, with a key to the colours and a note of what it is."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from matplotlib.axes import Axes

from playground.density.reading import Reading
from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gan.look import CELLS, Look
from playground.gan.snapshot import Snapshot
from playground.metrics.judged_maps import JudgedMaps, Judgement, Map, value_at
from playground.plots.heat_overlay import HeatOverlay
from playground.plots.theme import Theme
from playground.plots.view import View

BOUNDED = ("non-saturating", "minimax", "least-squares", "pairing")
"""The losses whose D says how real a point looks, from 0 to 1."""

_NAMES = {"pairing": "σ(D−c)", "wasserstein": "D−mean"}


@dataclass(frozen=True)
class Values:
    """What there is at a place of the square; NaN is not known.

    `p` is the exact density per unit of area; `d` and `best` are as the heat maps show them,
    `d_name` says in what form D is. Without a D* `has_best` is false.
    """

    x: float
    y: float
    p: float
    d: float
    best: float
    d_name: str = "D"
    has_best: bool = True


class Heat:
    """One model's heat map. `moved` asks for a full draw, since the key stands still."""

    def __init__(
        self,
        axes: Axes,
        key: Axes,
        theme: Theme,
        target: Target,
        *,
        config: GanConfig,
    ) -> None:
        """Builds the map in `axes` and its colours in `key`, both hidden."""
        self.overlay = HeatOverlay(axes, theme)
        self.note = ""
        self.moved = False
        self._target, self._loss = target, config.loss
        self._conditional = config.model == "cgan"
        self._together = config.judged_together
        self._key = _Key(key, self.overlay, theme)
        self._top = 1.0

    def follow(self, target: Target) -> None:
        """Another target, of the same layers by name."""
        self._target = target
        for made in ("_judgement", "_reading"):
            self.__dict__.pop(made, None)

    def update(self, view: View, snapshot: Snapshot | None, look: Look | None) -> None:
        """Shows the map that `view` asks for, if all that it needs is known."""
        values = self._values(view, snapshot, look)
        self.note = self._missing(view)
        if values is None or snapshot is None or self.note:
            self.overlay.hide()
            self._show_key(None)
            return
        low, high = self._range(view, values)
        self.overlay.show(values, low, high, difference=view.heat == "difference")
        self.note = self._sentence(view, len(snapshot.generated))
        self._show_key((low, high, view.heat == "difference"))

    def values(
        self, x: float, y: float, view: View, snapshot: Snapshot | None, look: Look | None
    ) -> Values:
        """What there is at (x, y); D and D* go linearly from cell to cell."""
        d = best = math.nan
        maps = self._maps(view, snapshot, look)
        if maps is not None:
            d = value_at(maps.shown, x, y)
        has_best = self._judgement.has_best
        if snapshot is not None and has_best:
            layer = snapshot.generated_layer
            best = value_at(self._judgement.best(snapshot.generated, layer, self._only(view)), x, y)
        p = self._reading.density(x, y)
        return Values(x, y, p, d, best, _NAMES.get(self._loss, "D"), has_best)

    @cached_property
    def _judgement(self) -> Judgement:
        """Made when it is first needed: it takes longer than all the rest of a panel."""
        return Judgement(self._target, self._loss, CELLS, conditional=self._conditional)

    @cached_property
    def _reading(self) -> Reading:
        return Reading(self._target)

    def _values(self, view: View, snapshot: Snapshot | None, look: Look | None) -> Map | None:
        if view.heat == "none" or snapshot is None:
            return None
        if view.heat == "best":
            if not self._judgement.has_best:
                return None
            layer = snapshot.generated_layer
            return self._judgement.best(snapshot.generated, layer, self._only(view))
        maps = self._maps(view, snapshot, look)
        if maps is None:
            return None
        return maps.shown if view.heat == "discriminator" else maps.difference

    def _maps(self, view: View, snapshot: Snapshot | None, look: Look | None) -> JudgedMaps | None:
        if snapshot is None or look is None or look.judged_at < 0 or self._together > 1:
            return None
        return self._judgement.maps(
            look.judged,
            snapshot.generated,
            snapshot.generated_layer,
            self._only(view),
        )

    def _only(self, view: View) -> int | None:
        """The one layer that is shown, if the model is told layers."""
        return view.layer if self._conditional else None

    def _missing(self, view: View) -> str:
        """Why there can be no such map; empty where there can."""
        if view.heat == "none":
            return ""
        if view.heat != "best" and self._together > 1:
            return f"no map: D judges {self._together} points together"
        if view.heat != "discriminator" and not self._judgement.has_best:
            return f"no D*: the {self._loss} loss has none"
        return ""

    def _range(self, view: View, values: Map) -> tuple[float, float]:
        if view.heat == "difference":
            return -0.5, 0.5
        if self._loss in BOUNDED:
            return 0.0, 1.0
        reach = float(np.quantile(np.abs(values), 0.98))
        if not self._top / 4 < reach <= self._top:
            self._top = 2.0 ** math.ceil(math.log2(max(reach, 1e-6)))
        return -self._top, self._top

    def _sentence(self, view: View, n: int) -> str:
        d = _NAMES.get(self._loss, "D")
        one = (
            f" for {_short(self._target.layers[view.layer].name)}" if view.layer is not None else ""
        )
        if view.heat == "discriminator":
            ends = "0 generated, 1 real" if self._loss in BOUNDED else "high is real"
            mean = ", layers' mean" if self._conditional and not one else ""
            return f"{d}{one or mean} ({ends})"
        name = "D*" if view.heat == "best" else f"{d}−D*"
        return f"{name}{one}; q: n {n:,}, {CELLS}×{CELLS}; ±{self._judgement.floor:.2f}"

    def _show_key(self, shown: tuple[float, float, bool] | None) -> None:
        if self._key.shown != shown:
            self._key.show(shown)
            self.moved = True


class _Key:
    """The colours from the lowest value to the highest, with both in numbers."""

    def __init__(self, axes: Axes, overlay: HeatOverlay, theme: Theme) -> None:
        self.shown: tuple[float, float, bool] | None = None
        self._axes, self._overlay = axes, overlay
        self._image = axes.imshow(overlay.shades(False)[None, :-1], aspect="auto")
        self._ends = [
            axes.text(
                x,
                0.46,
                "",
                transform=axes.transAxes,
                fontsize=theme.tick_size,
                color=theme.text,
                horizontalalignment=side,
                verticalalignment="center_baseline",
            )
            for x, side in ((0.05, "left"), (0.95, "right"))
        ]
        axes.set(xticks=(), yticks=(), visible=False)

    def show(self, shown: tuple[float, float, bool] | None) -> None:
        self.shown = shown
        self._axes.set_visible(shown is not None)
        if shown is None:
            return
        low, high, difference = shown
        self._image.set_data(self._overlay.shades(difference)[None, :-1])
        for text, value in zip(self._ends, (low, high), strict=True):
            text.set_text(f"{value:g}".replace("-", "−"))


def _short(name: str) -> str:
    return name if len(name) <= 10 else f"{name[:9]}…"

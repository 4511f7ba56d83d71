"""Heat maps of D, D* or D − D* beneath the points, with a colour key and a caption."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from playground.density.target import DensityLookup, Target
from playground.metrics.discriminator_maps import (
    DiscriminatorComparison,
    DiscriminatorMaps,
    Map,
    value_at,
)
from playground.nn.history import Snapshot
from playground.nn.inspection import CELLS, Inspection
from playground.nn.model_config import ModelConfig
from playground.plots.heat_image import ColorKey, HeatImage
from playground.plots.theme import Theme
from playground.plots.view import View

BOUNDED = ("non-saturating", "minimax", "least-squares", "pairing")
"""The losses whose D lies between 0 (generated) and 1 (real)."""

_REACHES = (0.1, 0.2, 0.5)
"""How far from ½ the colours of a bounded D may reach."""
_FLAT = 0.05
"""A bounded D that is nowhere further from ½ can hardly tell real from generated."""

_NAMES = {"pairing": "σ(D−c)", "wasserstein": "D−mean"}


@dataclass(frozen=True)
class PointValues:
    """The values at a point of the square; NaN is unknown.

    `p` is the exact density per unit area; `d` and `best` are the values in the heat maps, and
    `d_name` names the form of D. Without a D* `has_best` is false. `log_q` is the logarithm of the
    model's own density per unit area, None for a model without; `remark` says why there is none.
    """

    x: float
    y: float
    p: float
    d: float
    best: float
    d_name: str = "D"
    has_best: bool = True
    log_q: float | None = None
    remark: str = ""


class HeatMap:
    """The heat map of one model. `moved` requests a full draw, since the key is not animated."""

    def __init__(
        self,
        axes: Axes,
        key: Axes,
        theme: Theme,
        target: Target,
        *,
        config: ModelConfig,
    ) -> None:
        """Create the map in `axes` and its colours in `key`, both hidden."""
        self.overlay = HeatImage(axes, theme)
        self.note = ""
        self._explained: tuple[View, int] | None = None
        self.moved = False
        self.redrawn = False
        """Whether the model shown learned another target, whose p is unknown."""
        self._target, self._loss = target, config.adversarial_loss
        self._conditional = config.is_conditional
        self._pack_size = config.points_judged_together
        self._adversarial, self._has_exact = config.is_adversarial, config.has_exact_velocity
        self._has_density = config.has_log_density
        self._lookups: dict[int | None, DensityLookup] = {}
        self._key = ColorKey(key, self.overlay, theme)
        self._last: tuple[int, NDArray[np.float32]] | None = None
        self._change: NDArray[np.float32] | None = None
        self._top = 1.0
        self._reach = _REACHES[-1]
        self._words = theme.words

    def follow(self, target: Target) -> None:
        """Switch to another target with the same layer names."""
        self._target = target
        self._lookups.clear()
        self.__dict__.pop("_comparison", None)

    def follow_d(self, inspection: Inspection | None) -> None:
        """Remember how D has changed since the inspection before, if it has: most phases of slow
        motion leave it as it is.
        """
        if inspection is None or inspection.d_output_at < 0:
            self._last = self._change = None
            return
        last, now = self._last, inspection.d_output
        self._last = inspection.d_output_at, now
        if last is None or last[0] > inspection.d_output_at or last[1].shape != now.shape:
            self._change = None
        elif not np.array_equal(last[1], now):
            self._change = now - last[1]

    def update(self, view: View, snapshot: Snapshot | None, inspection: Inspection | None) -> None:
        """Show the map that `view` selects, if everything that it needs is known."""
        values = self._values(view, snapshot, inspection)
        self.note, self._explained = self._missing(view), None
        if values is None or snapshot is None or self.note:
            self.overlay.hide()
            self._show_key(None)
            return
        low, high = self._range(view, values)
        self.overlay.show(values, low, high, amounts=view.heat == "velocity")
        self.note = self._sentence(view, values)
        self._explained = view, len(snapshot.generated)
        self._show_key((low, high), amounts=view.heat == "velocity")

    @property
    def details(self) -> str:
        """What the note means, with all figures; of a new target they take some milliseconds."""
        return "" if self._explained is None else self._explanation(*self._explained)

    def values(
        self,
        x: float,
        y: float,
        view: View,
        snapshot: Snapshot | None,
        inspection: Inspection | None,
    ) -> PointValues:
        """The values at (x, y); D and D* are interpolated linearly between cells."""
        if not self._adversarial:
            return self._values_of_flow(x, y, view, inspection)
        d = best = math.nan
        name = _NAMES.get(self._loss, "D")
        if self.redrawn:
            return PointValues(x, y, math.nan, d, best, name, self._comparison.has_best)
        maps = self._maps(view, snapshot, inspection)
        if maps is not None:
            d = value_at(maps.d, x, y)
        has_best = self._comparison.has_best
        if snapshot is not None and has_best:
            layer = snapshot.generated_layer
            best = value_at(
                self._comparison.best(snapshot.generated, layer, self._only(view)), x, y
            )
        p = self._lookup(None).density(x, y)
        return PointValues(x, y, p, d, best, name, has_best)

    def _values_of_flow(
        self, x: float, y: float, view: View, inspection: Inspection | None
    ) -> PointValues:
        """The target's density and the flow's, of the layer that is shown where it has several."""
        p = math.nan if self.redrawn else self._lookup(self._only(view)).density(x, y)
        log_q, remark = math.nan, ""
        if not self._has_density:
            remark = self._words("no log q: it needs normal noise")
        elif inspection is not None and np.allclose(inspection.log_q[:2], (x, y), 0, 1e-9):
            log_q = float(inspection.log_q[2])
        return PointValues(x, y, p, math.nan, math.nan, has_best=False, log_q=log_q, remark=remark)

    @cached_property
    def _comparison(self) -> DiscriminatorComparison:
        """Created on demand, since it takes longer than all the rest of a panel."""
        return DiscriminatorComparison(
            self._target, self._loss, CELLS, conditional=self._conditional
        )

    def _lookup(self, layer: int | None) -> DensityLookup:
        """The density of the target, or of one layer of it by itself."""
        if layer not in self._lookups:
            target = self._target
            one = target if layer is None else Target(target.name, (target.layers[layer],))
            self._lookups[layer] = DensityLookup(one)
        return self._lookups[layer]

    def _values(
        self, view: View, snapshot: Snapshot | None, inspection: Inspection | None
    ) -> Map | None:
        if view.heat == "none" or snapshot is None or self.redrawn:
            return None
        if view.heat == "velocity":
            return _velocity_error(inspection)
        if view.heat == "neuron":
            of_neuron = None if inspection is None else inspection.neuron_map(view.neuron)
            return None if of_neuron is None else self._of_layers(view, of_neuron)
        if not self._adversarial:
            return None
        if view.heat == "change":
            return None if self._change is None else self._of_layers(view, self._change)
        if view.heat == "best":
            if not self._comparison.has_best:
                return None
            layer = snapshot.generated_layer
            return self._comparison.best(snapshot.generated, layer, self._only(view))
        maps = self._maps(view, snapshot, inspection)
        if maps is None:
            return None
        return maps.d if view.heat == "discriminator" else maps.difference

    def _of_layers(self, view: View, maps: NDArray[np.float32]) -> Map:
        """The map of the layer that is shown, or the mean of all that are known at a place."""
        only = self._only(view)
        if only is not None:
            return np.asarray(maps[only], np.float64)
        known = ~np.isnan(maps)
        total, count = np.where(known, maps, 0).sum(axis=0, dtype=np.float64), known.sum(axis=0)
        return np.asarray(np.divide(total, count, where=count > 0, out=np.full_like(total, np.nan)))

    def _maps(
        self, view: View, snapshot: Snapshot | None, inspection: Inspection | None
    ) -> DiscriminatorMaps | None:
        if (
            snapshot is None
            or inspection is None
            or inspection.d_output_at < 0
            or self._pack_size > 1
            or not self._adversarial
        ):
            return None
        return self._comparison.maps(
            inspection.d_output,
            snapshot.generated,
            snapshot.generated_layer,
            self._only(view),
        )

    def _only(self, view: View) -> int | None:
        """The single layer that is shown, if the model is conditional."""
        return view.layer if self._conditional else None

    def _missing(self, view: View) -> str:
        """The reason why the map does not exist; empty if it does."""
        if view.heat == "none":
            return ""
        if self.redrawn:
            return self._words("no map: the drawing was different then")
        if view.heat == "velocity":
            return self._missing_velocity()
        if view.heat == "neuron" and (view.neuron.network == "g" or not self._adversarial):
            return "" if self._adversarial else self._words("no map of a flow's neurons")
        if not self._adversarial:
            return self._words("no map: a flow has no D")
        if view.heat != "best" and self._pack_size > 1:
            text = self._words("no map: D sees {count} points at once")
            return text.format(count=self._pack_size)
        if view.heat in ("best", "difference") and not self._comparison.has_best:
            return self._words("no D*: the {loss} loss has none").format(loss=self._loss)
        return ""

    def _missing_velocity(self) -> str:
        if self._adversarial:
            return self._words("no map: a GAN has no velocity")
        if not self._has_exact:
            return self._words("no v*: it needs independent pairs and plain noise")
        return ""

    def _range(self, view: View, values: Map) -> tuple[float, float]:
        if view.heat == "difference":
            return -0.5, 0.5
        if view.heat == "best":
            return 0.0, 1.0
        if self._loss in BOUNDED and view.heat == "discriminator":
            self._reach = _next_reach(self._reach, _far_from_half(values))
            return 0.5 - self._reach, 0.5 + self._reach
        known = values[~np.isnan(values)]
        reach = float(np.quantile(np.abs(known), 0.98)) if len(known) else 0.0
        if not self._top / 4 < reach <= self._top:
            self._top = 2.0 ** math.ceil(math.log2(max(reach, 1e-6)))
        return (0.0 if view.heat == "velocity" else -self._top), self._top

    def _sentence(self, view: View, values: Map) -> str:
        layer = "" if view.layer is None else _short(self._target.layers[view.layer].name)
        text = self._template(view, values)
        return (
            self._words("{caption}, for {layer}").format(caption=text, layer=layer)
            if layer
            else text
        )

    def _template(self, view: View, values: Map) -> str:
        """The caption for all layers."""
        words = self._words
        if view.heat == "velocity":
            return words("how far v is from the best")
        if view.heat == "best":
            return words("the best D there could be")
        if view.heat == "difference":
            return words("D above or below the best")
        if view.heat == "change":
            return words("change by D's step")
        if view.heat == "neuron":
            network, layer, unit = view.neuron
            text = words("{network}, layer {layer}, neuron {unit}")
            return text.format(unit=unit + 1, layer=layer + 1, network=network.upper())
        if self._loss not in BOUNDED:
            return words("high where D finds it real")
        if _far_from_half(values) < _FLAT:
            return words("D is at ½: it can hardly tell")
        return words("how real D finds it")

    def _explanation(self, view: View, n: int) -> str:
        words, said = self._words, []
        if view.heat == "velocity":
            return words(
                "The length of v − v*, in sides of the square per unit of time. v* is exact: the "
                "mean velocity of all paths through a place. Gray: no path is there."
            )
        if view.heat == "change":
            return words(
                "How D's output has changed since the picture before: in slow motion by D's last "
                "step, else by all steps in between. Above 0 it went up to real."
            )
        if view.heat == "neuron":
            if view.neuron.network == "d":
                return words("What this neuron of D gives for a point at each place.")
            return words(
                "What this neuron of G gives, where G then puts the point; gray is where it puts "
                "none."
            )
        if view.heat != "discriminator":
            text = words(
                "D* = p / (p + q), where p is the target's density and q the generated one, read "
                "from {n:,} points in {cells}×{cells} cells; both are smoothed by a cell, so it "
                "fades out around a shape. The noise of it is ±{floor:.2f}."
            )
            said.append(text.format(n=n, cells=CELLS, floor=self._comparison.floor))
        if view.heat != "best":
            said.append(self._explained_d())
            if self._conditional and view.layer is None:
                said.append(words("It is the mean over the layers."))
        return " ".join(said)

    def _explained_d(self) -> str:
        words = self._words
        if self._loss == "pairing":
            return words(
                "D is shown as σ(D − c), since this loss compares it in pairs: c is what fits "
                "best. 1 is real, 0 is generated, ½ is undecided."
            )
        if self._loss == "wasserstein":
            return words("D is shown less its mean: a constant more or less is the same to it.")
        if self._loss in BOUNDED:
            return words("1 is real, 0 is generated, ½ is undecided.")
        return words("D has no fixed scale with this loss: high is real, low is generated.")

    def _show_key(self, shown: tuple[float, float] | None, *, amounts: bool = False) -> None:
        if (self._key.shown, self._key.amounts) != (shown, amounts):
            self._key.show(shown, amounts=amounts)
            self.moved = True


def _velocity_error(inspection: Inspection | None) -> Map | None:
    """The length of v − v* [cells, cells], NaN where there is no v*; None if nothing is known."""
    if inspection is None or inspection.velocity_at < 0:
        return None
    learned, exact = inspection.velocity.astype(np.float64)
    error: Map = np.hypot(*np.moveaxis(learned - exact, -1, 0))
    return error


def _far_from_half(values: Map) -> float:
    """How far from ½ nearly all of the values are."""
    return float(np.nanquantile(np.abs(values - 0.5), 0.98))


def _next_reach(reach: float, wanted: float) -> float:
    """The least of `_REACHES` that holds what is wanted; `reach` while it is not far too much."""
    fitting = min((one for one in _REACHES if one >= wanted), default=_REACHES[-1])
    lower = max((one for one in _REACHES if one < reach), default=0.0)
    return reach if 0.8 * lower < wanted <= reach else fitting


def _short(name: str) -> str:
    return name if len(name) <= 10 else f"{name[:9]}…"

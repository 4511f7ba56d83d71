"""A drawing as a value: a stack of layers that may be empty or hidden, each with a colour."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from math import lcm
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from playground.density.geometry import SIDE
from playground.density.image import LONGEST, blackened
from playground.density.target import FULL, Layer, Target

_COARSEST = 200


_PAPER = 0.8
_LEAST_INK, _MOST_INK = 0.002, 0.5
"""How bright paper is, and the share of it that is covered by ink."""


@dataclass(frozen=True, eq=False)
class DrawingLayer:
    """One layer of a drawing.

    `pixels` is uint16 [h, w], row 0 at the top, never modified in place, and may be all 0. `color`
    is an index into the palette, `weight` scales the layer's mass relative to the others.
    """

    name: str
    pixels: NDArray[np.uint16]
    color: int = 0
    visible: bool = True
    weight: float = 1.0

    @classmethod
    def blank(cls, name: str, color: int = 0) -> "DrawingLayer":
        """An empty layer."""
        return cls(name, np.zeros((SIDE, SIDE), np.uint16), color)

    @property
    def contributes(self) -> bool:
        """Whether the layer is part of the target: it is visible and has mass."""
        return self.visible and self.weight > 0 and bool(self.pixels.any())

    @property
    def density(self) -> Layer:
        """The layer as a density; only for a layer that contributes."""
        return Layer(self.name, self.pixels, self.weight, self.color)

    def equals(self, other: "DrawingLayer") -> bool:
        """Whether both are the same, pixel by pixel."""
        plain = attrgetter("name", "color", "visible", "weight")
        return plain(self) == plain(other) and np.array_equal(self.pixels, other.pixels)

    def with_pixels(self, pixels: NDArray[np.uint16]) -> "DrawingLayer":
        """The same layer with other pixels."""
        return replace(self, pixels=pixels)

    @property
    def is_dark_on_white(self) -> bool:
        """Whether it looks like ink on paper: most of its edge is white, and some of it is dark."""
        rows, columns = self.pixels, self.pixels.T
        edge = np.concatenate([rows[0], rows[-1], columns[0], columns[-1]])
        if np.median(edge) < _PAPER * FULL:
            return False
        ink = float((self.pixels < FULL / 2).mean())
        return _LEAST_INK < ink < _MOST_INK

    def inverted(self) -> "DrawingLayer":
        """The layer with dark and bright swapped; an empty one becomes full, on a paintable
        grid.
        """
        pixels = self.pixels if self.pixels.any() else paintable(self.pixels)
        return self.with_pixels((FULL - pixels).astype(np.uint16))

    def cleared(self) -> "DrawingLayer":
        """The layer without its content; the layer itself where it is empty already."""
        return self.with_pixels(np.zeros_like(self.pixels)) if self.pixels.any() else self

    def blackened(self, black_point: float) -> "DrawingLayer":
        """The layer without pixels darker than this share of white; itself if nothing changes."""
        pixels = blackened(self.pixels, black_point)
        return self if np.array_equal(pixels, self.pixels) else self.with_pixels(pixels)


def paintable(pixels: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """The same density on a square grid that is fine enough to paint on; often the very array.

    Each pixel becomes a block of equal ones where the image is coarse, or where the two sides
    differ by an odd number, since an image is centred in the square.
    """
    height, width = pixels.shape
    side = max(height, width)
    finer = max(1, -(-_COARSEST // side))
    if (height - width) * finer % 2:
        finer += 1
    if finer > 1:
        pixels = pixels.repeat(finer, axis=0).repeat(finer, axis=1)
    spare = [(side * finer - length) // 2 for length in pixels.shape]
    if any(spare):
        pixels = np.pad(pixels, [(one, one) for one in spare])
    return pixels


def split_drawing_layer(layer: DrawingLayer) -> tuple[DrawingLayer, ...]:
    """The parts of a drawing's layer, as `split_layer` finds them; none for an empty layer."""
    if not layer.pixels.any():
        return ()
    from playground.density.segmentation import split_layer  # brings SciPy, so only on demand

    parts = split_layer(layer.density)
    if len(parts) == 1:
        return (layer,)
    return tuple(replace(layer, name=part.name, pixels=part.pixels) for part in parts)


COLORS = 8
"""Number of colours in the palette."""

DEFAULT_NAME = "drawing"
DEFAULT_LAYER_NAME = "layer {number}"
"""The default names of a new drawing and its first layer."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """At least one layer; `current` is the index of the one that tools work on.

    The order of the layers is the order of a CGAN's conditions; on the canvas they add up, and none
    covers another.
    """

    name: str
    layers: tuple[DrawingLayer, ...]
    current: int = 0

    @classmethod
    def blank(cls, name: str = DEFAULT_NAME, layer: str = DEFAULT_LAYER_NAME) -> "Drawing":
        """A single empty layer, named by the pattern `layer`."""
        return cls(name, (DrawingLayer.blank(layer.format(number=1)),))

    @classmethod
    def of(cls, target: Target) -> "Drawing":
        """The layers of a target; those without a colour get the palette's in turn."""
        layers = tuple(
            DrawingLayer(layer.name, layer.pixels, color, weight=layer.weight)
            for layer, color in zip(target.layers, target.colors, strict=True)
        )
        return cls(target.name, layers)

    def equals(self, other: "Drawing") -> bool:
        """Whether both have the same name and the same layers, whichever is the current one."""
        return (self.name, len(self.layers)) == (other.name, len(other.layers)) and all(
            one is two or one.equals(two)
            for one, two in zip(self.layers, other.layers, strict=True)
        )

    @property
    def current_layer(self) -> DrawingLayer:
        """The layer that tools work on."""
        return self.layers[self.current]

    def target(self) -> Target | None:
        """The target for the models, or None where nothing is drawn or all of it is hidden."""
        layers = tuple(layer.density for layer in self.layers if layer.contributes)
        return Target(self.name, layers) if layers else None

    def replaced(self, index: int, *layers: DrawingLayer) -> "Drawing":
        """With `layers` in place of the one at `index`; the first of them becomes current."""
        stack = (*self.layers[:index], *layers, *self.layers[index + 1 :])
        return replace(self, layers=stack, current=min(index, len(stack) - 1))

    def added(self, layers: Sequence[DrawingLayer]) -> "Drawing":
        """With `layers` after all others, in unused colours; the first of them becomes current."""
        return self.inserted(len(self.layers), layers)

    def inserted(self, at: int, layers: Sequence[DrawingLayer]) -> "Drawing":
        """With `layers` from the index `at` on, in unused colours; the first of them becomes
        current.
        """
        stack = self
        for index, layer in enumerate(layers, at):
            fresh = replace(layer, color=stack.free_color())
            both = (*stack.layers[:index], fresh, *stack.layers[index:])
            stack = replace(stack, layers=both)
        return replace(stack, current=at)

    def split(self, parts: Sequence[DrawingLayer]) -> "Drawing":
        """With `parts`, if any, in place of the current layer; the first keeps its colour."""
        if not parts:
            return self
        first = self.replaced(self.current, parts[0])
        return replace(first.inserted(self.current + 1, parts[1:]), current=self.current)

    def removed(self, index: int, layer: str = DEFAULT_LAYER_NAME) -> "Drawing":
        """Without the layer at `index`; the last remaining layer is replaced by an empty one (see
        `blank`).
        """
        if len(self.layers) == 1:
            return self.replaced(
                0, DrawingLayer.blank(layer.format(number=1), self.layers[0].color)
            )
        layers = (*self.layers[:index], *self.layers[index + 1 :])
        return replace(self, layers=layers, current=max(min(index, len(layers)) - 1, 0))

    def duplicated(self) -> "Drawing":
        """With a copy of the current layer after it."""
        twin = replace(self.current_layer, name=f"{self.current_layer.name} copy")
        return self.inserted(self.current + 1, [twin])

    def moved(self, index: int, to: int) -> "Drawing":
        """With the layer at `index` moved to the index `to`, and current."""
        layers = list(self.layers)
        layers.insert(to, layers.pop(index))
        return replace(self, layers=tuple(layers), current=to)

    def merged_up(self, index: int) -> "Drawing":
        """With the layer at `index` merged into the one before it, which keeps its name."""
        before, own = self.layers[index - 1 : index + 1]
        both = (*self.layers[: index - 1], merged([before, own]), *self.layers[index + 1 :])
        return replace(self, layers=both, current=index - 1)

    def merged_all(self) -> "Drawing":
        """With all visible layers merged into one; hidden layers are dropped."""
        shown = [layer for layer in self.layers if layer.visible] or [self.current_layer]
        return replace(self, layers=(merged(shown),), current=0)

    def free_color(self) -> int:
        """The first colour that no layer has; all in turn once none is left."""
        used = {layer.color for layer in self.layers}
        free = (color for color in range(COLORS) if color not in used)
        return next(free, len(self.layers) % COLORS)

    def free_name(self, layer: str = DEFAULT_LAYER_NAME) -> str:
        """“layer 3” by the pattern if there are two layers, or a higher number that is free."""
        names = {layer.name for layer in self.layers}
        numbers = count(len(names) + 1)
        return next(name for n in numbers if (name := layer.format(number=n)) not in names)


def merged(layers: Sequence[DrawingLayer]) -> DrawingLayer:
    """The sum of the densities, with the name and the colour of the first layer.

    Where the sum would be brighter than white, the whole layer is darkened and its weight raised,
    so that the mass of every pixel stays the same up to rounding to 16 bits. Where the grids have
    no common multiple of at most 1024, the mass is distributed over the pixels of the finest grid.
    """
    grids = [paintable(layer.pixels) for layer in layers]
    side = lcm(*(len(grid) for grid in grids))
    if side > LONGEST:
        side = max(len(grid) for grid in grids)
    total = sum(
        _on_grid(side, grid).astype(np.float64) * layer.weight
        for grid, layer in zip(grids, layers, strict=True)
    )
    peak = float(np.max(total)) / FULL
    plain = peak <= 1 and all(layer.weight == 1 for layer in layers)
    weight = 1.0 if plain or not peak else peak
    pixels = np.rint(np.asarray(total) / weight).astype(np.uint16)
    return replace(layers[0], pixels=pixels, weight=weight, visible=True)


def _on_grid(side: int, pixels: NDArray[np.uint16]) -> NDArray[np.uint16] | NDArray[np.float64]:
    """A square image resampled to a finer grid of `side` pixels, its mass in the same place."""
    if len(pixels) == side:
        return pixels
    share = np.linspace(0, len(pixels), side + 1)
    return _resampled(_resampled(pixels.astype(np.float64), share).T, share).T


def _resampled(values: NDArray[np.float64], edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """Means of the rows between successive `edges`, fractional rows counted in proportion."""
    total = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
    low = np.minimum(np.floor(edges).astype(np.intp), len(values) - 1)
    at = total[low] + (edges - low)[:, None] * values[low]
    return np.asarray(np.diff(at, axis=0) / np.diff(edges)[:, None])

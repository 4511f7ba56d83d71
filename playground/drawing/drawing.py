"""A drawing as a value: a stack of layers that may be empty or hidden, each with a colour."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from math import lcm

import numpy as np
from numpy.typing import NDArray

from playground.density.geometry import SIDE
from playground.density.image import LONGEST, blackened
from playground.density.target import FULL, Layer, Target

_COARSEST = 200


@dataclass(frozen=True, eq=False)
class DrawingLayer:
    """One layer of a drawing.

    `pixels` is uint16 [h, w], row 0 at the top, and never changed in place; all may be 0.
    `color` is an index into the palette, `weight` scales its mass against the others'.
    """

    name: str
    pixels: NDArray[np.uint16]
    color: int = 0
    visible: bool = True
    weight: float = 1.0

    @classmethod
    def blank(cls, name: str, color: int = 0) -> "DrawingLayer":
        """An empty one."""
        return cls(name, np.zeros((SIDE, SIDE), np.uint16), color)

    @property
    def counts(self) -> bool:
        """Whether it gives the target a layer: it is shown and has mass."""
        return self.visible and self.weight > 0 and bool(self.pixels.any())

    @property
    def layer(self) -> Layer:
        """The same as a density; only of one that counts."""
        return Layer(self.name, self.pixels, self.weight, self.color)

    def with_pixels(self, pixels: NDArray[np.uint16]) -> "DrawingLayer":
        """The same with another picture."""
        return replace(self, pixels=pixels)

    def inverted(self) -> "DrawingLayer":
        """The same with dark for bright; an empty one is full, on a grid fine enough to paint."""
        pixels = self.pixels if self.pixels.any() else paintable(self.pixels)
        return self.with_pixels((FULL - pixels).astype(np.uint16))

    def cleared(self) -> "DrawingLayer":
        """The same with nothing on it; itself where nothing is."""
        return self.with_pixels(np.zeros_like(self.pixels)) if self.pixels.any() else self

    def blackened(self, black_point: float) -> "DrawingLayer":
        """The same without what is darker than this share of white; itself where nothing is."""
        pixels = blackened(self.pixels, black_point)
        return self if np.array_equal(pixels, self.pixels) else self.with_pixels(pixels)


def paintable(pixels: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """The same density on a square grid that is fine enough to paint on; often the very array.

    Each pixel becomes a block of equal ones where the picture is coarse, or where the two sides
    differ by an odd number, since a picture lies in the middle of the square.
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


def split_drawing_layer(sheet: DrawingLayer) -> tuple[DrawingLayer, ...]:
    """The same for a sheet of a drawing; none come of an empty one."""
    if not sheet.pixels.any():
        return ()
    from playground.density.segmentation import split_layer  # brings SciPy, so only on demand

    parts = split_layer(sheet.layer)
    if len(parts) == 1:
        return (sheet,)
    return tuple(replace(sheet, name=part.name, pixels=part.pixels) for part in parts)


COLORS = 8
"""How many colours the palette has."""

NEW = "drawing"
LAYER = "layer {number}"
"""The name of what was begun on an empty canvas."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """At least one sheet; `current` is the one that tools work on.

    Their order is that of a CGAN's conditions; on the canvas they add up, and none hides another.
    """

    name: str
    sheets: tuple[DrawingLayer, ...]
    current: int = 0

    @classmethod
    def blank(cls, name: str = NEW, layer: str = LAYER) -> "Drawing":
        """A single empty sheet, called by the pattern `layer`."""
        return cls(name, (DrawingLayer.blank(layer.format(number=1)),))

    @classmethod
    def of(cls, target: Target) -> "Drawing":
        """A target's layers as sheets; layers without a colour get the palette's in turn."""
        sheets = tuple(
            DrawingLayer(layer.name, layer.pixels, color, weight=layer.weight)
            for layer, color in zip(target.layers, target.colors, strict=True)
        )
        return cls(target.name, sheets)

    @property
    def sheet(self) -> DrawingLayer:
        """The current one."""
        return self.sheets[self.current]

    def target(self) -> Target | None:
        """What the models are to learn, or None where nothing is drawn, or all of it hidden."""
        layers = tuple(sheet.layer for sheet in self.sheets if sheet.counts)
        return Target(self.name, layers) if layers else None

    def replaced(self, index: int, *sheets: DrawingLayer) -> "Drawing":
        """With `sheets` in the place of the one at `index`, the first of them current."""
        stack = (*self.sheets[:index], *sheets, *self.sheets[index + 1 :])
        return replace(self, sheets=stack, current=min(index, len(stack) - 1))

    def added(self, sheets: Sequence[DrawingLayer]) -> "Drawing":
        """With `sheets` after all others, in colours that are not in use, the first current."""
        return self.inserted(len(self.sheets), sheets)

    def inserted(self, at: int, sheets: Sequence[DrawingLayer]) -> "Drawing":
        """The same from the place `at` on."""
        stack = self
        for place, sheet in enumerate(sheets, at):
            fresh = replace(sheet, color=stack.free_color())
            both = (*stack.sheets[:place], fresh, *stack.sheets[place:])
            stack = replace(stack, sheets=both)
        return replace(stack, current=at)

    def split(self, parts: Sequence[DrawingLayer]) -> "Drawing":
        """With `parts`, if any, in the place of the current sheet; the first keeps its colour."""
        if not parts:
            return self
        first = self.replaced(self.current, parts[0])
        return replace(first.inserted(self.current + 1, parts[1:]), current=self.current)

    def removed(self, index: int, layer: str = LAYER) -> "Drawing":
        """Without the sheet at `index`; an empty one, as in `blank`, replaces the last."""
        if len(self.sheets) == 1:
            return self.replaced(
                0, DrawingLayer.blank(layer.format(number=1), self.sheets[0].color)
            )
        sheets = (*self.sheets[:index], *self.sheets[index + 1 :])
        return replace(self, sheets=sheets, current=max(min(index, len(sheets)) - 1, 0))

    def duplicated(self) -> "Drawing":
        """With a copy of the current sheet after it."""
        twin = replace(self.sheet, name=f"{self.sheet.name} copy")
        return self.inserted(self.current + 1, [twin])

    def moved(self, index: int, to: int) -> "Drawing":
        """With the sheet at `index` at the place `to`, and current."""
        sheets = list(self.sheets)
        sheets.insert(to, sheets.pop(index))
        return replace(self, sheets=tuple(sheets), current=to)

    def merged_up(self, index: int) -> "Drawing":
        """With the sheet at `index` added to the one before it, which keeps its name."""
        before, own = self.sheets[index - 1 : index + 1]
        both = (*self.sheets[: index - 1], merged([before, own]), *self.sheets[index + 1 :])
        return replace(self, sheets=both, current=index - 1)

    def merged_all(self) -> "Drawing":
        """With the sum of all visible sheets in one; the hidden ones are gone."""
        shown = [sheet for sheet in self.sheets if sheet.visible] or [self.sheet]
        return replace(self, sheets=(merged(shown),), current=0)

    def free_color(self) -> int:
        """The first colour that no sheet has; all in turn when none is left."""
        used = {sheet.color for sheet in self.sheets}
        free = (color for color in range(COLORS) if color not in used)
        return next(free, len(self.sheets) % COLORS)

    def free_name(self, layer: str = LAYER) -> str:
        """“layer 3” by the pattern, where there are two, or a higher number that is not taken."""
        names = {sheet.name for sheet in self.sheets}
        numbers = count(len(names) + 1)
        return next(name for n in numbers if (name := layer.format(number=n)) not in names)


def merged(sheets: Sequence[DrawingLayer]) -> DrawingLayer:
    """The sum of the densities, with the name and the colour of the first.

    Where it would be brighter than white all of it is darkened and weighs more, so that the mass of
    every pixel stays what it was but for rounding to 16 bits. Where the grids have no common
    multiple of at most 1024 it is shared out among the pixels of the finest.
    """
    grids = [paintable(sheet.pixels) for sheet in sheets]
    side = lcm(*(len(grid) for grid in grids))
    if side > LONGEST:
        side = max(len(grid) for grid in grids)
    total = sum(
        _on(side, grid).astype(np.float64) * sheet.weight
        for grid, sheet in zip(grids, sheets, strict=True)
    )
    peak = float(np.max(total)) / FULL
    plain = peak <= 1 and all(sheet.weight == 1 for sheet in sheets)
    weight = 1.0 if plain or not peak else peak
    pixels = np.rint(np.asarray(total) / weight).astype(np.uint16)
    return replace(sheets[0], pixels=pixels, weight=weight, visible=True)


def _on(side: int, pixels: NDArray[np.uint16]) -> NDArray[np.uint16] | NDArray[np.float64]:
    """A square picture on a finer grid of `side` pixels, its mass where it was."""
    if len(pixels) == side:
        return pixels
    share = np.linspace(0, len(pixels), side + 1)
    return _resampled(_resampled(pixels.astype(np.float64), share).T, share).T


def _resampled(values: NDArray[np.float64], edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """Means of the rows between each two of `edges`, parts of a row counting as such."""
    total = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
    low = np.minimum(np.floor(edges).astype(np.intp), len(values) - 1)
    at = total[low] + (edges - low)[:, None] * values[low]
    return np.asarray(np.diff(at, axis=0) / np.diff(edges)[:, None])

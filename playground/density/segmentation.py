"""Splits one image into the shapes that a viewer sees in it."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage.measure import label
from skimage.segmentation import watershed

from playground.density.target import Layer, Target
from playground.errors import InputError

SPECK = 0.02
"""Parts with less than this share of the largest part's mass are merged into their neighbour."""

NECK = 0.6
"""Touching shapes are split where the neck is lower than this share of the lower peak's height."""

MOST_PARTS = 100
"""An image with more parts than this is taken for a texture or noise."""

LEVELS = 16
"""Number of gray levels whose distance transforms make up the landscape that is flooded."""

Labels = NDArray[np.intp]
"""The part of each pixel, 1, 2, …; 0 where the image is empty."""


def split_target(target: Target) -> Target:
    """Split the image of a single-layer target; a target of several layers stays as it is."""
    if len(target.layers) > 1:
        return target
    return Target(target.name, split_layer(target.layers[0]))


def split_layer(layer: Layer) -> tuple[Layer, ...]:
    """Split a layer into "part 1", "part 2", …, or return it alone if it is a single shape.

    Parts are connected components (diagonals connect); touching shapes are separated at the neck by
    a watershed. Each pixel goes to exactly one part, so the parts add up to the layer exactly, and
    specks are merged into the nearest part. Parts are ordered from left to right, and from top to
    bottom among parts above one another. Raises InputError if there are more than `MOST_PARTS`
    parts.
    """
    labels = segment(layer.pixels)
    count = int(labels.max())
    if count == 1:
        return (layer,)
    return tuple(
        Layer(f"part {i}", np.where(labels == i, layer.pixels, np.uint16(0)), layer.weight)
        for i in range(1, count + 1)
    )


def segment(pixels: NDArray[np.uint16]) -> Labels:
    """The part of each pixel, with the parts and the order of `split_layer`."""
    labels = _without_specks(_pieces(pixels), pixels)
    order = _in_order(labels)
    _refuse_noise(len(order))
    numbers = np.zeros(int(labels.max()) + 1, dtype=np.intp)
    numbers[order] = np.arange(1, len(order) + 1)
    return numbers[labels]


def _pieces(pixels: NDArray[np.uint16]) -> Labels:
    """The connected components, each divided further where its shapes touch."""
    components: Labels = label(pixels > 0, connectivity=2)
    masses = np.bincount(components.ravel(), pixels.ravel())[1:]
    shapes = masses >= SPECK * masses.max()
    _refuse_noise(int(shapes.sum()))
    pieces, last = components.copy(), int(components.max())
    for i, box in enumerate(ndimage.find_objects(components), 1):
        if not shapes[i - 1]:
            continue  # a speck is not divided
        inside = components[box] == i
        basins = _basins(np.where(inside, pixels[box], 0), max(pixels.shape))
        pieces[box][inside] = basins[inside] + last
        last += int(basins.max())
    return pieces


def _refuse_noise(parts: int) -> None:
    if parts > MOST_PARTS:
        raise InputError(
            "a picture must have at most {most} parts to be split, got {parts} (a "
            "higher `black_point` removes noise)",
            most=MOST_PARTS,
            parts=parts,
        )


def _basins(pixels: NDArray[np.uint16], size: int) -> Labels:
    """Divide one component at its necks; `size` is the longer side of the whole image."""
    land = _landscape(pixels, size)
    basins: Labels = watershed(-land, mask=pixels > 0, connectivity=2)
    peaks = ndimage.maximum(land, basins, np.arange(basins.max() + 1))
    owner = np.arange(basins.max() + 1)
    # From the highest pass down, as in persistent homology: a peak barely above its pass
    # merges into the higher peak behind it.
    for pass_height, one, other in _passes(land, basins):
        low, high = sorted((_root(owner, one), _root(owner, other)), key=lambda i: peaks[i])
        if pass_height >= NECK * peaks[low]:
            owner[low] = high
    return np.array([_root(owner, i) for i in range(len(owner))])[basins]


def _landscape(pixels: NDArray[np.uint16], size: int) -> NDArray[np.float64]:
    """The depth of each pixel inside its shape: distance to the edge, averaged over gray levels.

    In pixels. For a flat shape it is the distance to the outline; for a smooth bump it rises
    towards the mode.
    """
    smooth = ndimage.gaussian_filter(np.pad(pixels, 1).astype(np.float64), size / 256)
    levels = (np.arange(LEVELS) + 0.5) / LEVELS * smooth.max()
    land = sum(ndimage.distance_transform_edt(smooth > level) for level in levels)
    return np.asarray(land, dtype=np.float64)[1:-1, 1:-1] / LEVELS


def _passes(land: NDArray[np.float64], basins: Labels) -> Iterator[tuple[float, int, int]]:
    """Heights of the passes between neighbouring basins, highest first."""
    height, width = land.shape
    heights: dict[tuple[int, int], float] = {}
    for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
        here = np.s_[: height - down, max(0, -right) : width - max(0, right)]
        there = np.s_[down:, max(0, right) : width - max(0, -right)]
        border = (basins[here] != basins[there]) & (basins[here] > 0) & (basins[there] > 0)
        pairs = np.sort([basins[here][border], basins[there][border]], axis=0)
        passes = np.minimum(land[here][border], land[there][border])
        for one, other, value in zip(*pairs.tolist(), passes.tolist(), strict=True):
            heights[one, other] = max(value, heights.get((one, other), 0.0))
    for (one, other), value in sorted(heights.items(), key=lambda item: -item[1]):
        yield value, one, other


def _root(owner: NDArray[np.intp], i: int) -> int:
    """The basin that `i` has finally been merged into."""
    while owner[i] != i:
        owner[i] = owner[owner[i]]  # path halving
        i = int(owner[i])
    return i


def _without_specks(labels: Labels, pixels: NDArray[np.uint16]) -> Labels:
    """Give the pixels of every part that is too small to the nearest part that is not."""
    masses = np.bincount(labels.ravel(), pixels.ravel())
    small = (masses < SPECK * masses.max())[labels] | (labels == 0)
    row, column = ndimage.distance_transform_edt(small, return_distances=False, return_indices=True)
    return np.where(pixels > 0, labels[row, column], 0)


def _in_order(labels: Labels) -> list[int]:
    """The parts from left to right; those within a twentieth of the side, from top to bottom."""
    parts = [int(part) for part in np.unique(labels) if part > 0]
    centres = ndimage.center_of_mass(labels > 0, labels, parts)
    step = max(labels.shape) / 20
    keys = {p: (round(x / step), y, x) for p, (y, x) in zip(parts, centres, strict=True)}
    return sorted(parts, key=lambda part: keys[part])

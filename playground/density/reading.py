"""The density of a target at single points."""

import numpy as np

from playground.density.target import Target


class Reading:
    """Reads a target's exact density, per unit of the square's area."""

    def __init__(self, target: Target) -> None:
        self._layers = [
            (layer.frame, layer.pixels, share / (layer.pixels.sum(dtype=np.uint64) * area))
            for layer, share in zip(target.layers, target.shares, strict=True)
            if (area := layer.frame.pixel**2)
        ]

    def density(self, x: float, y: float) -> float:
        """P at (x, y), y up: that of the pixel there; 0 outside of all pictures."""
        total = 0.0
        for frame, pixels, scale in self._layers:
            (row,), (column,) = frame.pixels(np.array([[x, y]]))
            if 0 <= row < frame.height and 0 <= column < frame.width:
                total += float(pixels[row, column]) * scale
        return total

"""An image that fills the unit square of its axes, drawn without matplotlib's resampling."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray


class SquareImage(AxesImage):
    """RGBA uint8 [rows, columns, 4], opaque, row 0 at the top, drawn by nearest neighbour.

    Indexing rows and columns is five times as fast as resampling, with the same result.
    """

    def __init__(self, axes: Axes, pixels: NDArray[np.uint8]) -> None:
        """Add the image, hidden, to `axes`, whose limits are 0 and 1."""
        super().__init__(axes, extent=(0, 1, 0, 1), origin="upper", interpolation="nearest")
        self.set(animated=True, visible=False, zorder=0.5)
        self.set_data(pixels)
        axes.add_image(self)
        self.set_clip_path(axes.patch)

    def make_image(
        self, renderer: Any, magnification: float = 1.0, unsampled: bool = False
    ) -> tuple[Any, float, float, Any]:
        """The image in screen pixels, row 0 at the bottom, and the position of its corner."""
        if unsampled:  # vector backends scale it themselves
            return super().make_image(renderer, magnification, unsampled)
        pixels = self.get_array()
        assert pixels is not None and self.axes is not None
        left, bottom, right, top = self.axes.bbox.extents
        rows, columns = pixels.shape[:2]
        x, across = _nearest(left, right, columns, magnification)
        y, up = _nearest(bottom, top, rows, magnification)
        whole = np.ascontiguousarray(pixels).view(np.uint32)[..., 0]  # one item per pixel
        drawn = whole[rows - 1 - up][:, across]
        return drawn[..., None].view(np.uint8), x, y, Affine2D()


def _nearest(
    low: float, high: float, cells: int, magnification: float
) -> tuple[float, NDArray[np.intp]]:
    """The first pixel between `low` and `high`, and the cell index of each pixel from there on."""
    first = np.floor(low)
    pixels = np.arange(round((np.ceil(high) - first) * magnification))
    share = ((pixels + 0.5) / magnification + first - low) / (high - low)
    return float(first), (share * cells).clip(0, cells - 1).astype(np.intp)

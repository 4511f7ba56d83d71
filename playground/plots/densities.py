"""Panels (b) and (c) together: what is to be learned beside what was learned."""

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import NDArray

from playground.density.target import Target
from playground.metrics.smooth import CELLS, blur, smooth
from playground.plots.density_panel import DensityPanel
from playground.plots.layout import Layout
from playground.plots.theme import Theme


class Densities:
    """The real and the generated density, in the colours of the real one, so that they compare."""

    def __init__(self, axes: Sequence[Axes], theme: Theme, layout: Layout) -> None:
        """Builds the real one in the first of `axes`, the generated one in the second."""
        self._axes = axes
        captions = (theme.words("real density"), theme.words("generated density"))
        for one, caption in zip(axes, captions, strict=True):
            one.set_title(caption, fontsize=theme.caption_size, color=theme.muted, pad=5)
            one.tick_params(labelleft=False, labelbottom=layout == "row")
        self.real = DensityPanel(axes[0], theme)
        self.generated = DensityPanel(axes[1], theme)
        self._top = 1.0

    @property
    def still(self) -> list[Artist]:
        """What changes with the run only, while it is seen."""
        return [self.real.image] if self._seen else []

    @property
    def moving(self) -> list[Artist]:
        """What changes with each snapshot, while it is seen."""
        return [self.generated.image] if self._seen else []

    def set_visible(self, visible: bool) -> None:
        """Shows or hides both."""
        for axes in self._axes:
            axes.set_visible(visible)

    def clear(self, target: Target) -> None:
        """The exact density where the real one goes, and nothing generated."""
        self._show_real(blur(target.masses(CELLS) * CELLS**2))
        self.generated.show(np.zeros((CELLS, CELLS), np.float32), self._top)

    def show_real(self, points: NDArray[np.floating]) -> None:
        """The density of these points [n, 2] is the real one."""
        self._show_real(smooth(points))

    def show_generated(self, points: NDArray[np.floating]) -> None:
        """The density of these points [n, 2] is the generated one."""
        self.generated.show(smooth(points), self._top)

    @property
    def _seen(self) -> bool:
        return self._axes[0].get_visible()

    def _show_real(self, density: NDArray[np.float32]) -> None:
        self._top = float(density.max())
        self.real.show(density, self._top)

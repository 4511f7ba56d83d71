"""Panels (b) and (c): the real density beside the generated one, smoothed, in 'hot' colours."""

from collections.abc import Sequence

import numpy as np
from matplotlib import colormaps
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation
from numpy.typing import NDArray

from playground.density.target import Target
from playground.metrics.smoothing import CELLS, blur, smooth
from playground.plots.layout import Layout
from playground.plots.theme import Theme

SHADES = 256
_PAD = 5 / 72
"""Between a caption and the square below it, in inches."""


class _Caption(Text):
    """Stands above `axes`, in the longest form that is not wider than they are, or the last."""

    def __init__(self, axes: Axes, theme: Theme, forms: Sequence[str]) -> None:
        figure = axes.get_figure(root=False)
        assert figure is not None
        super().__init__(
            0.5,
            1,
            forms[0],
            transform=axes.transAxes + ScaledTranslation(0, _PAD, figure.dpi_scale_trans),
            fontsize=theme.caption_size,
            color=theme.muted,
            horizontalalignment="center",
            clip_on=False,
        )
        self._above, self._forms = axes, forms

    def draw(self, renderer: RendererBase) -> None:
        """Draw what fits."""
        font, room = self.get_fontproperties(), self._above.get_window_extent(renderer).width
        for form in self._forms:
            width, _, _ = renderer.get_text_width_height_descent(form, font, ismath=False)
            self.set_text(form)
            if width <= room:
                break
        super().draw(renderer)


class DensityPanel:
    """An image over the unit square.

    Colours are mapped here per cell, instead of by matplotlib per pixel on the screen, which halves
    the drawing time.
    """

    def __init__(self, axes: Axes, theme: Theme) -> None:
        """Create the image in `axes`, in the colour of zero density."""
        shades = colormaps[theme.density_map](np.linspace(0, 1, SHADES), bytes=True)
        self._shades: NDArray[np.uint8] = np.asarray(shades)
        self.density = np.zeros((CELLS, CELLS), np.float32)
        self.image = axes.imshow(
            self._colors(1.0),
            extent=(0, 1, 0, 1),
            origin="upper",
            interpolation="bilinear",
            aspect="auto",
            animated=True,
        )

    def show(self, density: NDArray[np.float32], top: float) -> None:
        """Show `density` [CELLS, CELLS], row 0 at the top; `top` and everything above is white."""
        self.density = density
        self.image.set_data(self._colors(top))

    def _colors(self, top: float) -> NDArray[np.uint8]:
        """The image, RGBA [CELLS, CELLS, 4]."""
        share = self.density / top if top > 0 else self.density
        return self._shades[np.minimum(share * SHADES, SHADES - 1).astype(np.uint8)]


class DensityPanels:
    """The real and the generated density, on the colour scale of the real one, for comparison."""

    def __init__(self, axes: Sequence[Axes], theme: Theme, layout: Layout) -> None:
        """Create the real density in the first of `axes`, the generated one in the second."""
        self._axes = axes
        words = theme.words
        captions = (
            (words("real density"), words("real")),
            (words("generated density"), words("generated")),
        )
        for one, forms in zip(axes, captions, strict=True):
            one.add_artist(_Caption(one, theme, forms))
            one.tick_params(labelleft=False, labelbottom=layout == "row")
        self.real = DensityPanel(axes[0], theme)
        self.generated = DensityPanel(axes[1], theme)
        self._top = 1.0

    @property
    def still(self) -> list[Artist]:
        """The visible artists that change only with the run."""
        return [self.real.image] if self._seen else []

    @property
    def moving(self) -> list[Artist]:
        """The visible artists that change with each snapshot."""
        return [self.generated.image] if self._seen else []

    def set_visible(self, visible: bool) -> None:
        """Show or hide both."""
        for axes in self._axes:
            axes.set_visible(visible)

    def clear(self, target: Target) -> None:
        """Show the target's exact density as the real one, and no generated density."""
        self._show_real(blur(target.masses(CELLS) * CELLS**2))
        self.generated.show(np.zeros((CELLS, CELLS), np.float32), self._top)

    def show_real(self, points: NDArray[np.floating]) -> None:
        """Show the density of real points [n, 2]."""
        self._show_real(smooth(points))

    def show_generated(self, points: NDArray[np.floating]) -> None:
        """Show the density of generated points [n, 2]."""
        self.generated.show(smooth(points), self._top)

    @property
    def _seen(self) -> bool:
        return self._axes[0].get_visible()

    def _show_real(self, density: NDArray[np.float32]) -> None:
        self._top = float(density.max())
        self.real.show(density, self._top)

"""What a person chose to see of a model."""

from dataclasses import dataclass
from typing import Literal

from playground.gan.look import Wanted

Heat = Literal["none", "discriminator", "best", "difference"]
StripKind = Literal["densities", "losses", "distances", "leak"]


@dataclass(frozen=True)
class View:
    """The overlays over the points, and what stands in the strip below them.

    `layer` is the one whose D and whose grid are shown; None shows all of them. `plane` is the
    pair of latent dimensions that the grid spans.
    """

    heat: Heat = "none"
    arrows: bool = False
    grid: bool = False
    modes: bool = False
    real: bool = True
    generated: bool = True
    layer: int | None = None
    plane: tuple[int, int] = (0, 1)
    strip: StripKind = "densities"

    def wanted(self, *, hovering: bool = False) -> Wanted:
        """What must be looked at for it; the values under a cursor need D."""
        return Wanted(
            judged=hovering or self.heat in ("discriminator", "difference"),
            arrows=self.arrows,
            grid=self.grid,
            plane=self.plane,
            figures=self.modes or self.strip == "leak",
        )

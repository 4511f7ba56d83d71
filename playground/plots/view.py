"""What a person chose to see of a model."""

from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from playground.errors import InputError
from playground.gan.inspection import InspectionRequest

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

    def as_json(self) -> dict[str, Any]:
        """What `from_json` takes."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: Any) -> "View":
        """The view back. Raises InputError naming what is wrong; choices may be left out."""
        if not isinstance(content, dict) or content.keys() - asdict(cls()).keys():
            raise InputError("not a view of the window ({found})", found=f"{content!r:.80}")
        plane = content.get("plane", cls.plane)
        view = cls(**{**content, "plane": tuple(plane) if isinstance(plane, list) else plane})
        if view.heat not in get_args(Heat) or view.strip not in get_args(StripKind):
            raise InputError(
                "there is no overlay {heat!r} with the strip {strip!r}",
                heat=view.heat,
                strip=view.strip,
            )
        toggles = (view.arrows, view.grid, view.modes, view.real, view.generated)
        if not all(isinstance(toggle, bool) for toggle in toggles):
            raise InputError("what is shown must be true or false, got {found}", found=toggles)
        pair = isinstance(view.plane, tuple) and len(view.plane) == 2
        numbers = (*(view.plane if pair else ()), *([] if view.layer is None else [view.layer]))
        if not pair or not all(type(n) is int and n >= 0 for n in numbers):
            raise InputError(
                "the plane and the layer of a view must be counted, got {found}",
                found=(view.plane, view.layer),
            )
        return view

    def wanted(self, *, hovering: bool = False) -> InspectionRequest:
        """What must be looked at for it; the values under a cursor need D."""
        return InspectionRequest(
            d_output=hovering or self.heat in ("discriminator", "difference"),
            arrows=self.arrows,
            grid=self.grid,
            plane=self.plane,
            figures=self.modes or self.strip == "leak",
        )

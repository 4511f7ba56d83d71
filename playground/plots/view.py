"""What is shown of a model, and the table of everything that can be shown."""

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, get_args

from playground.errors import InputError
from playground.message import Sentence
from playground.nn.inspection import InspectionRequest
from playground.nn.network_blocks import FIRST_NEURON, NetworkName, Neuron

Heat = Literal["none", "discriminator", "best", "difference", "velocity", "change", "neuron"]
StripKind = Literal["densities", "losses", "distances", "leak", "networks"]
OptionGroup = Literal["heat", "overlay", "flow", "points", "strip", "axes", "more"]


@dataclass(frozen=True)
class View:
    """The overlays over the points, and what the strip below them shows.

    `layer` is the one whose D and whose grid are shown; None shows all of them. `plane` is the
    pair of latent dimensions that the grid spans, `time` the moment in 0 … 1 whose velocity and up
    to which paths of a flow are shown. With `shared_axes` the curves of all models have
    the same axes. `neuron` is the one that the heat "neuron" shows. With `moved`
    arrows show where the generator's last step moved points.
    """

    heat: Heat = "none"
    arrows: bool = False
    grid: bool = False
    modes: bool = False
    velocity: bool = False
    exact: bool = False
    paths: bool = False
    time: float = 0.5
    real: bool = True
    generated: bool = True
    layer: int | None = None
    plane: tuple[int, int] = (0, 1)
    strip: StripKind = "densities"
    shared_axes: bool = True
    neuron: Neuron = FIRST_NEURON
    moved: bool = False

    def as_json(self) -> dict[str, Any]:
        """What `from_json` takes.

        What earlier versions do not know is left out where it is as it always was, so that they
        can read the rest.
        """
        content, first = asdict(self), View()
        for name in ("neuron", "moved", "velocity", "exact", "paths", "time"):
            if getattr(self, name) == getattr(first, name):
                del content[name]
        return content

    @classmethod
    def from_json(cls, content: Any) -> "View":
        """The view from JSON values, where fields may be left out. Raises InputError."""
        if not isinstance(content, dict) or content.keys() - asdict(cls()).keys():
            raise InputError("not a view of the window ({found})", found=content)
        plane = content.get("plane", cls.plane)
        neuron = _neuron(content.get("neuron", cls.neuron))
        plane = tuple(plane) if isinstance(plane, list) else plane
        view = cls(**{**content, "plane": plane, "neuron": neuron})
        if view.heat not in get_args(Heat) or view.strip not in get_args(StripKind):
            raise InputError(
                "there is no overlay {heat!r} with the strip {strip!r}",
                heat=view.heat,
                strip=view.strip,
            )
        toggles = tuple(getattr(view, one.name) for one in fields(cls) if one.type is bool)
        if not all(isinstance(toggle, bool) for toggle in toggles):
            raise InputError("what is shown must be true or false, got {found}", found=toggles)
        pair = isinstance(view.plane, tuple) and len(view.plane) == 2
        numbers = (*(view.plane if pair else ()), *([] if view.layer is None else [view.layer]))
        if not pair or not all(type(n) is int and n >= 0 for n in numbers):
            raise InputError(
                "the plane and the layer of a view must be counted, got {found}",
                found=(view.plane, view.layer),
            )
        if not isinstance(view.time, int | float) or not 0 <= view.time <= 1:
            raise InputError("the time of a view must be in 0 … 1, got {time!r}", time=view.time)
        return view

    def shows(self, option: "ViewOption") -> bool:
        """Whether this option is on."""
        return bool(getattr(self, option.field) == option.value)

    def wanted(
        self, *, hovering: bool = False, point: tuple[float, float] | None = None
    ) -> InspectionRequest:
        """What must be inspected for it; the values under a cursor need D as well, or of a flow
        what is asked at that `point`.
        """
        needed = {option.needs for option in VIEW_OPTIONS if self.shows(option)}
        return InspectionRequest(
            d_output=hovering or "d_output" in needed,
            arrows="arrows" in needed,
            grid="grid" in needed,
            plane=self.plane,
            velocity="velocity" in needed,
            paths="paths" in needed,
            time=self.time,
            layer=self.layer,
            point=point,
            figures="figures" in needed,
            strengths="strengths" in needed,
            neuron=self.neuron if "neuron" in needed else None,
        )


def _neuron(value: Any) -> Neuron:
    """The neuron from JSON values. Raises InputError."""
    known = isinstance(value, (list, tuple)) and len(value) == 3 and value[0] in _NETWORKS
    if not known or not all(type(number) is int and number >= 0 for number in value[1:]):
        raise InputError("a view has no such neuron: {found}", found=value)
    return Neuron(*value)


_NETWORKS = get_args(NetworkName)


@dataclass(frozen=True)
class ViewOption:
    """One row of the table: switched on, it gives the `field` of the view this `value`.

    Options of one field exclude each other. `needs` is the field of an `InspectionRequest` without
    which there is nothing to show; empty where a snapshot has it all.
    """

    group: OptionGroup
    field: str
    value: str | bool
    text: str
    keys: str
    tip: str
    needs: str = ""


VIEW_OPTIONS = (
    ViewOption(
        "heat", "heat", "discriminator", "D", "F3",
        Sentence("How real D takes a point to be, at every place."),
        needs="d_output",
    ),
    ViewOption(
        "heat", "heat", "best", "D*", "F4",
        Sentence("The best discriminator there could be now: p / (p + q)."),
    ),
    ViewOption(
        "heat", "heat", "difference", "D−D*", "F5",
        Sentence("Where D is above the best discriminator, and where below."),
        needs="d_output",
    ),
    ViewOption(
        "more", "heat", "neuron", Sentence("Neuron"), "Alt+7",
        Sentence("What one neuron gives, at every place. Alt+6 shows which, and chooses others."),
        needs="neuron",
    ),
    ViewOption(
        "more", "heat", "change", Sentence("What D's step changed"), "Alt+8",
        Sentence("How D's last step changed it: up to real, or down to generated."),
        needs="d_output",
    ),
    ViewOption(
        "more", "moved", True, Sentence("What G's step moved"), "Alt+9",
        Sentence("Where the generator's last step moved its points, enlarged."),
    ),
    ViewOption(
        "overlay", "arrows", True, Sentence("Arrows"), "F6",
        Sentence("Where the generator's loss would push its points."),
        needs="arrows",
    ),
    ViewOption(
        "overlay", "grid", True, Sentence("Grid"), "F7",
        Sentence("A square grid of the latent plane, as the generator bends it."),
        needs="grid",
    ),
    ViewOption(
        "overlay", "modes", True, Sentence("Missed"), "F8",
        Sentence("A ring on each mode that gets less than a tenth of its share."),
        needs="figures",
    ),
    ViewOption(
        "flow", "velocity", True, "v", "Shift+F3",
        Sentence("Where a flow's velocity moves points at the time t."),
        needs="velocity",
    ),
    ViewOption(
        "flow", "exact", True, "v*", "Shift+F4",
        Sentence("The best velocity that a flow could have at the time t."),
        needs="velocity",
    ),
    ViewOption(
        "flow", "heat", "velocity", "|v−v*|", "Shift+F5",
        Sentence("How far a flow's velocity is from the best one at the time t."),
        needs="velocity",
    ),
    ViewOption(
        "flow", "paths", True, Sentence("Paths"), "Shift+F6",
        Sentence("The ways of some points from noise to the target, up to the time t."),
        needs="paths",
    ),
    ViewOption(
        "points", "real", True, Sentence("Real points"), "Ctrl+3",
        Sentence("Show the real points."),
    ),
    ViewOption(
        "points", "generated", True, Sentence("Generated points"), "Ctrl+4",
        Sentence("Show the generated points."),
    ),
    ViewOption(
        "strip", "strip", "densities", Sentence("Densities"), "Alt+1",
        Sentence("Below: real and generated density, smoothed."),
    ),
    ViewOption(
        "strip", "strip", "losses", Sentence("Losses"), "Alt+2",
        Sentence("Below: the losses, and the least that D's, or a flow's, could be."),
    ),
    ViewOption(
        "strip", "strip", "distances", Sentence("Distance"), "Alt+3",
        Sentence(
            "Below: distances as multiples of a perfect sampler's; 95 % of those are in the band."
        ),
    ),
    ViewOption(
        "strip", "strip", "leak", Sentence("Leak"), "Alt+4",
        Sentence("Below: where the points asked of each layer fall, in percent (CGAN)."),
        needs="figures",
    ),
    ViewOption(
        "strip", "strip", "networks", Sentence("Networks"), "Alt+6",
        Sentence(
            "Below: both networks; the stronger a line, the stronger the weights. A click on a "
            "layer chooses a neuron."
        ),
        needs="strengths",
    ),
    ViewOption(
        "axes", "shared_axes", True, Sentence("Same axes"), "Alt+5",
        Sentence("Both panels zoom together, and have the same axes for losses and distances."),
    ),
)  # fmt: skip
"""Everything that can be switched on, in the order of toolbar and menu.

A further overlay is a row here, its field in `View`, and its class in `overlays.py`.
"""

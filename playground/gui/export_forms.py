"""The forms of File ▸ Export, each with what was chosen last."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from playground.gui.export_form import ExportForm

MOST_POINTS = 1_000_000
MOST_SECONDS = 60
PACES = (10, 20, 25)
"""Frames a second; a GIF counts time in hundredths of a second."""

_LARGEST_SEED = 2**31 - 1

translate = QCoreApplication.translate
_PRINT_DPI = 300

Sides = Sequence[tuple[str, tuple[int, ...]]]


def picture_form(parent: QWidget, sides: Sides, last: Mapping[str, Any]) -> ExportForm:
    """Asks for a picture of one of `sides`: places, kind, dpi, light."""
    form = ExportForm(translate("export_forms", "Export picture"), "", parent)
    _add_sides(form, sides, last)
    kinds = [
        (translate("export_forms", "PNG, an image"), "png"),
        (translate("export_forms", "SVG, text and lines"), "svg"),
    ]
    kind = form.add_choice(
        "kind", translate("export_forms", "For&mat"), kinds, last.get("kind", "png")
    )
    sizes = [
        (translate("export_forms", "as on the screen"), 100),
        (translate("export_forms", "twice as large"), 200),
        (translate("export_forms", "for print, 300 dpi"), _PRINT_DPI),
    ]
    size = form.add_choice("dpi", translate("export_forms", "&Size"), sizes, last.get("dpi", 200))
    _add_colours(form, last)
    kind.currentIndexChanged.connect(lambda: size.setEnabled(kind.currentData() == "png"))
    size.setEnabled(kind.currentData() == "png")
    return form


def film_form(parent: QWidget, sides: Sides, last: Mapping[str, Any]) -> ExportForm:
    """Asks for a film of one of `sides`: places, kind, seconds, per_second, light."""
    note = translate(
        "export_forms",
        "From the beginning of the run until now, with all that the panels show; both at the same "
        "iteration or the nearest that is remembered.",
    )
    form = ExportForm(translate("export_forms", "Export film"), note, parent)
    _add_sides(form, sides, last)
    kinds = [
        (translate("export_forms", "MP4, a video"), "mp4"),
        (translate("export_forms", "GIF, an animated image"), "gif"),
    ]
    form.add_choice("kind", translate("export_forms", "For&mat"), kinds, last.get("kind", "mp4"))
    seconds = form.add_number(
        "seconds", translate("export_forms", "&Length"), 1, MOST_SECONDS, last.get("seconds", 8)
    )
    seconds.setSuffix(translate("export_forms", " s"))
    paces = [(str(pace), pace) for pace in PACES]
    form.add_choice(
        "per_second",
        translate("export_forms", "&Frames a second"),
        paces,
        last.get("per_second", 20),
    )
    _add_colours(form, last)
    return form


def samples_form(
    parent: QWidget,
    titles: Mapping[int, str],
    layers: Mapping[int, Sequence[str]],
    density: str,
    last: Mapping[str, Any],
) -> ExportForm:
    """Asks for points: source (place or None, layer or None), n, seed, kind.

    `titles` are those of the generators, `layers` what some of them can be asked for, `density` the
    name of the target, if there is one.
    """
    note = translate(
        "export_forms",
        "x to the right and y up, in the unit square. A generator draws as it is shown; "
        "the training does not notice. The same seed gives the same points.",
    )
    form = ExportForm(translate("export_forms", "Export samples"), note, parent)
    sources: list[tuple[str, tuple[int | None, int | None]]] = []
    for place, title in titles.items():
        sources.append((title, (place, None)))
        for index, name in enumerate(layers.get(place, ())):
            text = translate("export_forms", "{title}, layer “{layer}” only").format(
                title=title, layer=name
            )
            sources.append((text, (place, index)))
    if density:
        sources.append(
            (
                translate("export_forms", "The density itself: {name}").format(name=density),
                (None, None),
            )
        )
    _add_known(form, "source", translate("export_forms", "&Of"), sources, last)
    form.add_number(
        "n", translate("export_forms", "&Points"), 1, MOST_POINTS, last.get("n", 10_000)
    )
    form.add_number(
        "seed", translate("export_forms", "See&d"), 0, _LARGEST_SEED, last.get("seed", 0)
    )
    kinds = [
        (translate("export_forms", "CSV, a table"), "csv"),
        (translate("export_forms", "NPY, for NumPy"), "npy"),
    ]
    form.add_choice("kind", translate("export_forms", "For&mat"), kinds, last.get("kind", "csv"))
    return form


def _add_sides(form: ExportForm, sides: Sides, last: Mapping[str, Any]) -> None:
    _add_known(form, "places", translate("export_forms", "&Of"), sides, last)


def _add_known(
    form: ExportForm,
    name: str,
    label: str,
    choices: Sequence[tuple[str, Any]],
    last: Mapping[str, Any],
) -> None:
    """A row that begins with the last choice if it is still there."""
    known = [value for _, value in choices]
    value = last.get(name)
    form.add_choice(name, label, choices, value if value in known else known[0])


def _add_colours(form: ExportForm, last: Mapping[str, Any]) -> None:
    colours = [
        (translate("export_forms", "as on the screen"), False),
        (translate("export_forms", "light, for print"), True),
    ]
    form.add_choice(
        "light", translate("export_forms", "&Colours"), colours, last.get("light", False)
    )

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
_PRINT_DPI = 300

Sides = Sequence[tuple[str, tuple[int, ...]]]


def picture_form(parent: QWidget, sides: Sides, last: Mapping[str, Any]) -> ExportForm:
    """Asks for a picture of one of `sides`: places, kind, dpi, light."""
    form = ExportForm(_tr("Export picture"), "", parent)
    _add_sides(form, sides, last)
    kinds = [(_tr("PNG, an image"), "png"), (_tr("SVG, text and lines"), "svg")]
    kind = form.add_choice("kind", _tr("For&mat"), kinds, last.get("kind", "png"))
    sizes = [
        (_tr("as on the screen"), 100),
        (_tr("twice as large"), 200),
        (_tr("for print, 300 dpi"), _PRINT_DPI),
    ]
    size = form.add_choice("dpi", _tr("&Size"), sizes, last.get("dpi", 200))
    _add_colours(form, last)
    kind.currentIndexChanged.connect(lambda: size.setEnabled(kind.currentData() == "png"))
    size.setEnabled(kind.currentData() == "png")
    return form


def film_form(parent: QWidget, sides: Sides, last: Mapping[str, Any]) -> ExportForm:
    """Asks for a film of one of `sides`: places, kind, seconds, per_second, light."""
    note = _tr(
        "From the beginning of the run until now, at the same iteration in both panels. "
        "The overlays that need the networks (D, arrows, grid) are left out."
    )
    form = ExportForm(_tr("Export film"), note, parent)
    _add_sides(form, sides, last)
    kinds = [(_tr("MP4, a video"), "mp4"), (_tr("GIF, an animated image"), "gif")]
    form.add_choice("kind", _tr("For&mat"), kinds, last.get("kind", "mp4"))
    seconds = form.add_number("seconds", _tr("&Length"), 1, MOST_SECONDS, last.get("seconds", 8))
    seconds.setSuffix(_tr(" s"))
    paces = [(str(pace), pace) for pace in PACES]
    form.add_choice("per_second", _tr("&Frames a second"), paces, last.get("per_second", 20))
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
    note = _tr(
        "x to the right and y up, in the unit square. A generator draws as it is shown; "
        "the training does not notice. The same seed gives the same points."
    )
    form = ExportForm(_tr("Export samples"), note, parent)
    sources: list[tuple[str, tuple[int | None, int | None]]] = []
    for place, title in titles.items():
        sources.append((title, (place, None)))
        for index, name in enumerate(layers.get(place, ())):
            text = _tr("{title}, layer “{layer}” only").format(title=title, layer=name)
            sources.append((text, (place, index)))
    if density:
        sources.append((_tr("The density itself: {name}").format(name=density), (None, None)))
    _add_known(form, "source", _tr("&Of"), sources, last)
    form.add_number("n", _tr("&Points"), 1, MOST_POINTS, last.get("n", 10_000))
    form.add_number("seed", _tr("See&d"), 0, _LARGEST_SEED, last.get("seed", 0))
    kinds = [(_tr("CSV, a table"), "csv"), (_tr("NPY, for NumPy"), "npy")]
    form.add_choice("kind", _tr("For&mat"), kinds, last.get("kind", "csv"))
    return form


def _add_sides(form: ExportForm, sides: Sides, last: Mapping[str, Any]) -> None:
    _add_known(form, "places", _tr("&Of"), sides, last)


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
    colours = [(_tr("as on the screen"), False), (_tr("light, for print"), True)]
    form.add_choice("light", _tr("&Colours"), colours, last.get("light", False))


def _tr(text: str) -> str:
    return QCoreApplication.translate("export_forms", text)

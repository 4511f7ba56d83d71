"""The forms of File ▸ Export, each with the choices made last."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from playground.gui.widgets.keys import NumberBox, plain


class ExportForm(QDialog):
    """One row per choice, in the order in which they are added; `chosen` has their values."""

    confirmed = Signal(object)  # dict[str, Any]

    def __init__(self, title: str, note: str, parent: QWidget) -> None:
        """`note` stands below the rows, unless it is empty."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.boxes: dict[str, QComboBox | NumberBox] = {}
        self._form = QFormLayout()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        self.export_button = buttons.addButton(
            self.tr("&Export…"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.accepted.connect(self._confirm)
        layout = QVBoxLayout(self)
        layout.addLayout(self._form)
        if note:
            about = QLabel(note, wordWrap=True)
            about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            layout.addWidget(about)
        layout.addWidget(buttons)

    @property
    def chosen(self) -> dict[str, Any]:
        """The value of each row by its name."""
        return {
            name: box.currentData() if isinstance(box, QComboBox) else box.value()
            for name, box in self.boxes.items()
        }

    def add_choice(
        self, name: str, label: str, choices: Sequence[tuple[str, Any]], value: Any
    ) -> QComboBox:
        """Add a row of (text, value) choices; it begins with `value` if that is one of them."""
        box = QComboBox()
        for text, data in choices:
            box.addItem(text, data)
        box.setCurrentIndex(max([data for _, data in choices].index(value), 0))
        self._add(name, label, box)
        return box

    def add_number(self, name: str, label: str, low: int, high: int, value: int) -> NumberBox:
        """Add a row with an integer in low … high."""
        box = NumberBox(minimum=low, maximum=high)
        box.setGroupSeparatorShown(True)
        box.setValue(value)
        self._add(name, label, box)
        return box

    def _add(self, name: str, label: str, box: QComboBox | NumberBox) -> None:
        box.setAccessibleName(plain(label))
        self._form.addRow(label, box)
        self.boxes[name] = box

    def _confirm(self) -> None:
        self.confirmed.emit(self.chosen)
        self.accept()


MOST_POINTS = 1_000_000
MOST_SECONDS = 60
FRAME_RATES = (10, 20, 25, 50)
"""Frames per second; a GIF counts time in hundredths of a second."""

_LARGEST_SEED = 2**31 - 1

translate = QCoreApplication.translate
_PRINT_DPI = 300

Sides = Sequence[tuple[str, tuple[int, ...]]]


def picture_form(parent: QWidget, sides: Sides, last: Mapping[str, Any]) -> ExportForm:
    """The form for a picture of one of `sides`: slots, kind, dpi, light."""
    form = ExportForm(translate("export_dialogs", "Export picture"), "", parent)
    _add_sides(form, sides, last)
    kinds = [
        (translate("export_dialogs", "PNG, an image"), "png"),
        (translate("export_dialogs", "SVG, text and lines"), "svg"),
    ]
    kind = form.add_choice(
        "kind", translate("export_dialogs", "For&mat"), kinds, last.get("kind", "png")
    )
    sizes = [
        (translate("export_dialogs", "as on the screen"), 100),
        (translate("export_dialogs", "twice as large"), 200),
        (translate("export_dialogs", "for print, 300 dpi"), _PRINT_DPI),
    ]
    size = form.add_choice("dpi", translate("export_dialogs", "&Size"), sizes, last.get("dpi", 200))
    _add_colours(form, last)
    kind.currentIndexChanged.connect(lambda: size.setEnabled(kind.currentData() == "png"))
    size.setEnabled(kind.currentData() == "png")
    return form


def film_form(parent: QWidget, sides: Sides, last: Mapping[str, Any]) -> ExportForm:
    """The form for a film of one of `sides`: slots, kind, seconds, per_second, dpi, light."""
    note = translate(
        "export_dialogs",
        "From the beginning of the run until now, with all that the panels show; both at the same "
        "iteration, or the nearest one with a snapshot.",
    )
    form = ExportForm(translate("export_dialogs", "Export film"), note, parent)
    _add_sides(form, sides, last)
    kinds = [
        (translate("export_dialogs", "MP4, a video"), "mp4"),
        (translate("export_dialogs", "GIF, an animated image"), "gif"),
    ]
    form.add_choice("kind", translate("export_dialogs", "For&mat"), kinds, last.get("kind", "mp4"))
    seconds = form.add_number(
        "seconds", translate("export_dialogs", "&Length"), 1, MOST_SECONDS, last.get("seconds", 8)
    )
    seconds.setSuffix(translate("export_dialogs", " s"))
    rates = [(str(rate), rate) for rate in FRAME_RATES]
    form.add_choice(
        "per_second",
        translate("export_dialogs", "&Frames a second"),
        rates,
        last.get("per_second", 20),
    )
    sizes = [
        (translate("export_dialogs", "as on the screen"), 100),
        (translate("export_dialogs", "twice as large"), 200),
    ]
    form.add_choice("dpi", translate("export_dialogs", "&Size"), sizes, last.get("dpi", 100))
    _add_colours(form, last)
    return form


def drawing_form(parent: QWidget, last: Mapping[str, Any]) -> ExportForm:
    """The form for what is drawn: kind, which is empty for a folder."""
    note = translate(
        "export_dialogs",
        "White is dense, in 65,535 steps. In a folder the brightness of a layer has its weight's "
        "share, so that it opens again as layers of the same masses.",
    )
    form = ExportForm(translate("export_dialogs", "Export drawing"), note, parent)
    kinds = [
        (translate("export_dialogs", "PNG, all layers together"), "png"),
        (translate("export_dialogs", "a folder of PNG, one for each layer"), ""),
    ]
    form.add_choice("kind", translate("export_dialogs", "For&mat"), kinds, last.get("kind", "png"))
    return form


def page_form(parent: QWidget, sides: Sides, last: Mapping[str, Any]) -> ExportForm:
    """The form for a web page of one of `sides`: slots."""
    note = translate(
        "export_dialogs",
        "One file for any browser, with everything inside: the run to go through, D's map, the "
        "curves, and the generator itself, which draws fresh points. In English and Chinese.",
    )
    return _sides_form(translate("export_dialogs", "Export web page"), note, parent, sides, last)


def report_form(parent: QWidget, sides: Sides, last: Mapping[str, Any]) -> ExportForm:
    """The form for a report on one of `sides`: slots."""
    note = translate(
        "export_dialogs",
        "One page to print or hand in: target, final picture, curves, scores beside those of a "
        "perfect sampler, settings and versions. Scoring takes some seconds for each model.",
    )
    return _sides_form(translate("export_dialogs", "Export report"), note, parent, sides, last)


def _sides_form(
    title: str, note: str, parent: QWidget, sides: Sides, last: Mapping[str, Any]
) -> ExportForm:
    """A form that asks for nothing but the models."""
    form = ExportForm(title, note, parent)
    _add_sides(form, sides, last)
    return form


def samples_form(
    parent: QWidget,
    titles: Mapping[int, str],
    layers: Mapping[int, Sequence[str]],
    density: str,
    last: Mapping[str, Any],
) -> ExportForm:
    """The form for points: source (slot or None, layer or None), n, seed, kind.

    `titles` are those of the generators by slot, `layers` what some of them can be asked for,
    `density` the name of the target, or empty.
    """
    note = translate(
        "export_dialogs",
        "x to the right and y up, in the unit square. A generator draws as it is shown; "
        "the training is not affected. The same seed gives the same points.",
    )
    form = ExportForm(translate("export_dialogs", "Export samples"), note, parent)
    sources: list[tuple[str, tuple[int | None, int | None]]] = []
    for slot, title in titles.items():
        sources.append((title, (slot, None)))
        for index, name in enumerate(layers.get(slot, ())):
            text = translate("export_dialogs", "{title}, layer “{layer}” only").format(
                title=title, layer=name
            )
            sources.append((text, (slot, index)))
    if density:
        sources.append(
            (
                translate("export_dialogs", "The density itself: {name}").format(name=density),
                (None, None),
            )
        )
    _add_known(form, "source", translate("export_dialogs", "&Of"), sources, last)
    form.add_number(
        "n", translate("export_dialogs", "&Points"), 1, MOST_POINTS, last.get("n", 10_000)
    )
    form.add_number(
        "seed", translate("export_dialogs", "See&d"), 0, _LARGEST_SEED, last.get("seed", 0)
    )
    kinds = [
        (translate("export_dialogs", "CSV, a table"), "csv"),
        (translate("export_dialogs", "NPY, for NumPy"), "npy"),
    ]
    form.add_choice("kind", translate("export_dialogs", "For&mat"), kinds, last.get("kind", "csv"))
    return form


def _add_sides(form: ExportForm, sides: Sides, last: Mapping[str, Any]) -> None:
    _add_known(form, "slots", translate("export_dialogs", "&Of"), sides, last)


def _add_known(
    form: ExportForm,
    name: str,
    label: str,
    choices: Sequence[tuple[str, Any]],
    last: Mapping[str, Any],
) -> None:
    """Add a row that begins with the last choice, if that is still offered."""
    known = [value for _, value in choices]
    value = last.get(name)
    form.add_choice(name, label, choices, value if value in known else known[0])


def _add_colours(form: ExportForm, last: Mapping[str, Any]) -> None:
    colours = [
        (translate("export_dialogs", "as on the screen"), False),
        (translate("export_dialogs", "light, for print"), True),
    ]
    form.add_choice(
        "light", translate("export_dialogs", "&Colours"), colours, last.get("light", False)
    )

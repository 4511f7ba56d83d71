"""What the few words on a panel mean, in whole sentences, for the tool tip under the cursor."""

from html import escape

from PySide6.QtCore import QPoint, QRect

from playground.app.translation import tr_message
from playground.gui.panels.labels import PanelLabels
from playground.plots.layout import CAPTION
from playground.plots.panels import Panels
from playground.plots.view import VIEW_OPTIONS, OptionGroup, View

_BREAK = "\n\n"


def explanation(panels: Panels, labels: PanelLabels, view: View, cursor: QPoint) -> str:
    """What stands under the cursor, in pixels of the panel; "" where nothing is to be explained."""
    heat, overlays = labels.notes
    details = panels.details
    if labels.score.geometry().contains(cursor) and _over_text(labels, cursor):
        return _wrapped(details.score)
    if heat.geometry().contains(cursor) and heat.text():
        return _wrapped(_joined(details.heat, *_tips("heat", view)))
    if overlays.geometry().contains(cursor) and overlays.text():
        return _wrapped(_joined(details.overlays, *_tips("overlay", view)))
    if _caption(panels, labels).contains(cursor):
        return _wrapped(_joined(*_tips("strip", view), details.strip))
    return ""


def _over_text(labels: PanelLabels, cursor: QPoint) -> bool:
    """Whether the cursor is over the score itself, in a label as wide as the panel."""
    written = labels.score.fontMetrics().horizontalAdvance(labels.score.text())
    return cursor.x() > labels.score.geometry().right() - written


def _caption(panels: Panels, labels: PanelLabels) -> QRect:
    """The line over the lower row."""
    panel, inch = labels.panel, labels.inch
    box = panels.strip_box(panel.width() / inch, panel.height() / inch)
    top = panel.height() / inch - box.bottom - box.height - CAPTION
    return QRect(0, round(top * inch), panel.width(), round(CAPTION * inch))


def _tips(group: OptionGroup, view: View) -> list[str]:
    shown = [option for option in VIEW_OPTIONS if option.group == group and view.shows(option)]
    return [tr_message(option.tip) for option in shown]


def _wrapped(text: str) -> str:
    """As rich text, whose lines Qt breaks; every letter of it is to be seen."""
    return f"<qt>{escape(text, quote=False).replace(_BREAK, '<br><br>')}</qt>" if text else ""


def _joined(*texts: str) -> str:
    """One paragraph each, none for those that are empty."""
    return _BREAK.join(filter(None, texts))

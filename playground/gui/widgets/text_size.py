"""The size of all text: the font of the application, in which every widget follows."""

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QComboBox

_PERCENT, _USUAL = "text_size", "usual_font"


def set_text_size(application: QApplication, percent: int) -> None:
    """Make the text of all windows so large, in percent of the system's."""
    if application.property(_USUAL) is None:
        application.setProperty(_USUAL, application.font())
    application.setProperty(_PERCENT, percent)
    application.setFont(scaled_font(percent / 100))
    QTimer.singleShot(0, application, _measure_boxes)  # the widgets have the font by then


def _measure_boxes() -> None:
    """Let boxes forget the least size that they had with the letters of before, as Qt does not."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, QComboBox):
            QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
            widget.updateGeometry()


def text_scale() -> float:
    """How large text is, where 1 is the system's size."""
    application = QApplication.instance()
    percent = application.property(_PERCENT) if application is not None else None
    return 1.0 if percent is None else percent / 100


def scaled_font(scale: float) -> QFont:
    """The system's font, its letters `scale` times as large."""
    application = QApplication.instance()
    usual = application.property(_USUAL) if application is not None else None
    font = QFont(QApplication.font() if usual is None else usual)
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * scale)
    else:
        font.setPixelSize(round(font.pixelSize() * scale))
    return font

"""A toolbar whose button for what does not fit can be seen in any colours."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QToolBar, QToolButton

from playground.gui.widgets.icons import more_icon

_EXTENSION = "qt_toolbar_ext_button"
"""The name that Qt gives to the button."""


class ToolBar(QToolBar):
    """Qt's own », in black, cannot be seen on dark, and says nothing to a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self.setMovable(False)
        extension = self.findChild(QToolButton, _EXTENSION)
        assert extension is not None
        self.extension: QToolButton = extension
        """Shows what does not fit; visible only then."""
        self.extension.setToolTip(self.tr("More"))
        self.extension.setAccessibleName(self.tr("More"))
        self._draw_extension()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "extension"):
            self._draw_extension()

    def _draw_extension(self) -> None:
        ink = self.palette().color(QPalette.ColorRole.ButtonText)
        self.extension.setIcon(more_icon(ink))

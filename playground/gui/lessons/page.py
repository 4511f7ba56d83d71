"""The page of a lesson, with its pictures."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPalette, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from playground.app.lessons import picture_path
from playground.gui.widgets.box_edges import HALF_LIGHTNESS

_MARGINS = 12
_STEPS_LEVEL = 2


class LessonPage(QTextBrowser):
    """Markdown from a folder, its pictures as wide as the page.

    In a dark window "picture.png" stands for "picture-dark.png", if there is one.
    """

    lesson_wanted = Signal(str)  # the name of its folder

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(QCoreApplication.translate("LessonPage", "Page of the lesson"))
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._follow)
        self._folder, self._text = Path(), ""
        # Pictures change the height, and with it the width: never while a layout is being made.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._layout_timer = QTimer(self, interval=0, singleShot=True)
        self._layout_timer.timeout.connect(self._lay_out)

    def show_page(self, folder: Path, text: str) -> None:
        """Show `text`, scrolled to its beginning."""
        self._folder, self._text = folder, text
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def show_steps(self) -> None:
        """Scroll to what there is to do, under the first heading after the title."""
        block = self.document().begin()
        while block.isValid() and block.blockFormat().headingLevel() != _STEPS_LEVEL:
            block = block.next()
        if block.isValid():
            top = self.document().documentLayout().blockBoundingRect(block).top()
            self.verticalScrollBar().setValue(round(top))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: D102, N802
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        return self._picture(QUrl(name).fileName())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102, N802
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._layout_timer.start()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_layout_timer"):
            self._layout_timer.start()

    def _lay_out(self) -> None:
        """Lay out again, since pictures are scaled when they are loaded."""
        position = self.verticalScrollBar().value()
        self.setMarkdown(self._text)
        self.verticalScrollBar().setValue(position)

    def _picture(self, name: str) -> QImage:
        window = self.palette().color(QPalette.ColorRole.Window)
        dark = window.lightness() < HALF_LIGHTNESS
        image = QImage(str(picture_path(self._folder, name, dark=dark)))
        ratio = self.devicePixelRatioF()
        width = max(self.viewport().width() - _MARGINS, 1)
        if image.width() > width * ratio:
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaledToWidth(round(width * ratio), smooth)
        image.setDevicePixelRatio(ratio)
        return image

    def _follow(self, url: QUrl) -> None:
        if url.scheme():
            QDesktopServices.openUrl(url)
        else:
            self.lesson_wanted.emit(Path(url.path()).parent.name)

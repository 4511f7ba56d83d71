"""A page to read, with its pictures."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPalette, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser

_MIDDLE = 128
_MARGINS = 12


class LessonPage(QTextBrowser):
    """Markdown from a folder, its pictures as wide as the page.

    In dark surroundings "picture.png" is "picture-dark.png", where there is one.
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
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._lay_out)

    def show_page(self, folder: Path, text: str) -> None:
        """Show `text`, from its beginning."""
        self._folder, self._text = folder, text
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: D102, N802
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        return self._picture(QUrl(name).fileName())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102, N802
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._soon.start()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_soon"):
            self._soon.start()

    def _lay_out(self) -> None:
        """Anew, since pictures are scaled when they are loaded."""
        place = self.verticalScrollBar().value()
        self.setMarkdown(self._text)
        self.verticalScrollBar().setValue(place)

    def _picture(self, name: str) -> QImage:
        path = self._folder / name
        dark = path.with_stem(f"{path.stem}-dark")
        window = self.palette().color(QPalette.ColorRole.Window)
        if window.lightness() < _MIDDLE and dark.is_file():
            path = dark
        image, ratio = QImage(str(path)), self.devicePixelRatioF()
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

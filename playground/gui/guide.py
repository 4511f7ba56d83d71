"""Help ▸ User guide: the pages of `docs/`, which come with the package, in their own window."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QShowEvent, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from playground.app.guide import FIRST_PAGE, is_in_guide, is_page, page_text
from playground.gui.widgets.keys import EnterPresses
from playground.resources import guide_folder

_MARGIN = 16


class GuidePages(QTextBrowser):
    """Shows one page of the guide, and follows links to the others."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenExternalLinks(True)
        self.setAccessibleName(self.tr("User guide"))
        self.document().setDocumentMargin(_MARGIN)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: D102, N802
        path = self._path(name)
        if is_page(path):
            return page_text(path)
        if path.suffix == ".png" and is_in_guide(path):
            return self._picture(path)
        return None

    def doSetSource(  # noqa: D102, N802
        self,
        name: QUrl | str,
        type: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource,  # noqa: A002
    ) -> None:
        if is_page(self._path(name)):
            super().doSetSource(name, QTextDocument.ResourceType.MarkdownResource)

    def _picture(self, path: Path) -> QImage:
        """The picture, no wider than the page."""
        picture, room = QImage(str(path)), self.viewport().width() - 4 * _MARGIN
        if picture.width() <= room:
            return picture
        return picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)

    def _path(self, name: QUrl | str) -> Path:
        """The file that a link on the page shown leads to."""
        return Path(self.source().resolved(QUrl(name)).toLocalFile())


class Guide(QDialog):
    """The guide, opened at its first page."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("User guide"))
        self.pages = GuidePages()
        self.back = QPushButton(self.tr("&Back"))
        self.back.setEnabled(False)
        self.back.clicked.connect(self.pages.backward)
        self.pages.backwardAvailable.connect(self.back.setEnabled)
        EnterPresses(self.back)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(buttons)
        column = QVBoxLayout(self)
        column.addWidget(self.pages, 1)
        column.addLayout(row)
        self.resize(self.sizeHint())  # before the pictures are fitted to it
        self.pages.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102, N802
        super().showEvent(event)
        if self.pages.source().isEmpty():
            self.pages.setSource(QUrl.fromLocalFile(str(guide_folder() / FIRST_PAGE)))

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(860, 680)

"""Help ▸ User guide: the pages of `docs/`, which come with the package, in their own window."""

import re
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

from playground.gui.widgets.keys import EnterPresses
from playground.resources import guide_folder

_FILM = re.compile(r"!\[([^\]]*)\]\([^)]*\.gif\)")
"""Films are not shipped; what they show stands in their place."""


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
        if path.suffix == ".md":
            return _FILM.sub(r"\1", path.read_text(encoding="utf-8"))
        if path.suffix == ".png":
            return self._picture(path)
        return None

    def doSetSource(  # noqa: D102, N802
        self,
        name: QUrl | str,
        type: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource,  # noqa: A002
    ) -> None:
        path = self._path(name)
        if path.suffix == ".md" and path.is_file():  # not what lies beside the guide in a checkout
            super().doSetSource(name, QTextDocument.ResourceType.MarkdownResource)

    def _picture(self, path: Path) -> QImage:
        """The picture, no wider than the page."""
        picture, room = QImage(str(path)), self.viewport().width() - 4 * _MARGIN
        if picture.width() <= room:
            return picture
        return picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)

    def _path(self, name: QUrl | str) -> Path:
        """The file of a link, if it is one of the guide's; else one that is not there."""
        path = Path(self.source().resolved(QUrl(name)).toLocalFile()).resolve()
        return path if path.is_relative_to(guide_folder().resolve()) else Path()


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
            self.pages.setSource(QUrl.fromLocalFile(str(guide_folder() / "guide.md")))

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(860, 680)

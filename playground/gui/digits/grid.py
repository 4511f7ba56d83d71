"""A sheet of digits on the screen."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.worker.digits_protocol import DigitSheet

_HEADER = 20


class DigitGrid(QWidget):
    """White on black, as large as there is room for; a name above each column."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Digits of the model"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._image = QImage()
        self._columns = 1
        self._names: tuple[str, ...] = ()

    @property
    def image(self) -> QImage:
        """What is shown, one pixel for each pixel of the digits."""
        return self._image

    def show_sheet(self, sheet: DigitSheet, names: tuple[str, ...]) -> None:
        """Show a sheet, with these names above its columns, or none."""
        gray = QImage.Format.Format_Grayscale8
        image = QImage(sheet.pixels, sheet.width, sheet.height, sheet.width, gray)
        self._show(image.copy(), sheet.columns, names)

    def show_picture(self, path: Path) -> None:
        """Show the image in this file, if it can be read."""
        image = QImage(str(path))
        if not image.isNull():
            self._show(image, 1, ())

    def _show(self, image: QImage, columns: int, names: tuple[str, ...]) -> None:
        self._image, self._columns, self._names = image, columns, names
        self.update()

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(560, 470)

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(280, 250)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: D102, N802
        if self._image.isNull():
            return
        header = _HEADER if self._names else 0
        room = self.rect().adjusted(0, header, 0, 0)
        size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect((self.width() - size.width()) // 2, header, size.width(), size.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self._image)
        width = target.width() / self._columns
        for column, name in enumerate(self._names):
            left = round(target.left() + column * width)
            box = QRect(left, 0, round(width), _HEADER)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        painter.end()

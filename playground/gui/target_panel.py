"""What the models are to learn, as a picture, and the ways to another one."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from playground.density.target import Target
from playground.gui.keys import SpacePresses
from playground.gui.picture import target_image

_PIXELS = 512
_LARGEST = 232


class TargetPanel(QWidget):
    """Shows a target; its buttons ask for files."""

    open_image = Signal()
    open_folder = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.picture = Picture()
        self.image_button = QPushButton("Open image…")
        self.image_button.setToolTip("Open a picture, or several as layers (Ctrl+O)")
        self.image_button.clicked.connect(self.open_image)
        self.folder_button = QPushButton("Open folder…")
        self.folder_button.setToolTip("Open a folder of pictures as layers (Ctrl+Shift+O)")
        self.folder_button.clicked.connect(self.open_folder)
        SpacePresses(self.image_button, self.folder_button)
        buttons = QHBoxLayout()
        for button in (self.image_button, self.folder_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addWidget(self.picture)
        layout.addLayout(buttons)

    def show_target(self, target: Target) -> None:
        """Its picture, name and number of layers."""
        count = len(target.layers)
        text = f"{target.name} · {count} {'layer' if count == 1 else 'layers'}"
        room = 230
        self.title.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room))
        self.title.setToolTip(", ".join(layer.name for layer in target.layers))
        self.picture.show_image(target_image(target, max(target.size, _PIXELS)), text)


class Picture(QWidget):
    """A square image as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_image(self, image: QImage, description: str) -> None:
        """Show this one; `description` is for those who cannot see it."""
        self._image = image
        self.setAccessibleName(description)
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: D102, N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: D102, N802
        return min(width, _LARGEST)

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(_LARGEST, _LARGEST)

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(120, 120)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        side = min(self.width(), self.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        left, top = (self.width() - side) // 2, (self.height() - side) // 2
        ratio = self.devicePixelRatioF()
        pixels = round(side * ratio)
        smooth = Qt.TransformationMode.SmoothTransformation
        image = self._image.scaled(pixels, pixels, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        image.setDevicePixelRatio(ratio)
        painter.drawImage(left, top, image)
        painter.end()

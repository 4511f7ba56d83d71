"""What the window says about itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from playground import __version__


class About(QMessageBox):
    """Opens over its window, and is gone when it is closed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("About"))
        self.setText(
            self.tr(
                "<h3>Distribution Playground {version}</h3>"
                "<p>Watch GANs learn a density that you drew: a gray picture becomes points, and "
                "a GAN and a conditional GAN learn to make such points.</p>"
            ).format(version=__version__)
        )
        self.setIconPixmap(window.windowIcon().pixmap(48, 48))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

"""Arrays as Qt images, and back."""

from PySide6.QtGui import QColor, QImage

from playground.density.formula import formula_target
from playground.density.geometry import Pixels
from playground.density.target import Target
from playground.drawing.composite import Composite, density_of_rgba, layer_rgb, target_thumbnail
from playground.plots.theme import Theme


def target_icon(target: Target, size: int, theme: Theme) -> QImage:
    """The whole unit square of `target`, `size` × `size` pixels on black."""
    rgb = target_thumbnail(target, size, theme.layers)
    return QImage(rgb.data, size, size, 3 * size, QImage.Format.Format_RGB888).copy()


def formula_icon(text: str, size: int, theme: Theme) -> QImage:
    """The density of a formula, `size` × `size` pixels on black. Raises FormulaError."""
    return target_icon(formula_target(text, size), size, theme)


def shared_image(composite: Composite) -> QImage:
    """The composite as an image that shares its memory; it must live as long."""
    side = composite.side
    return QImage(composite.bgrx.data, side, side, 4 * side, QImage.Format.Format_RGB32)


def gray_image(pixels: Pixels) -> QImage:
    """The pixels of a layer as a gray image of 16 bits."""
    height, width = pixels.shape
    image = QImage(pixels.tobytes(), width, height, 2 * width, QImage.Format.Format_Grayscale16)
    return image.copy()  # owns its bytes


def pixels_of(image: QImage) -> Pixels:
    """An image as a density, read as image files are: luminance on black, at most 1024 wide."""
    image = image.convertToFormat(QImage.Format.Format_RGBA64_Premultiplied)
    return density_of_rgba(image.constBits(), image.width(), image.height())


def layer_qcolor(color: int | None, theme: Theme) -> QColor:
    """The colour of a layer on black paper; white without one."""
    red, green, blue = (float(part) for part in layer_rgb(color, theme.layers))
    return QColor.fromRgbF(red, green, blue)

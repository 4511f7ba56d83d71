import pytest
from PySide6.QtGui import QColor, QPalette

from playground.gui.widgets.toolbar import ToolBar


@pytest.mark.parametrize("ink", ["#e6e8eb", "#101010"])
def test_what_does_not_fit_is_behind_a_button_in_the_colour_of_text(qtbot, ink):
    bar = ToolBar()
    qtbot.addWidget(bar)
    for name in ("one", "another", "a third"):
        bar.addAction(name)
    palette = bar.palette()
    palette.setColor(QPalette.ColorRole.ButtonText, QColor(ink))
    bar.setPalette(palette)
    bar.resize(40, 30)
    bar.show()
    qtbot.waitUntil(bar.extension.isVisible)
    image = bar.extension.icon().pixmap(16, 16).toImage()
    pixels = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
    solid = [pixel.name() for pixel in pixels if pixel.alpha() > 250]
    assert solid and set(solid) == {ink}
    assert bar.extension.accessibleName()

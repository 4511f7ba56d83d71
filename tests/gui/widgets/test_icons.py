import pytest
from PySide6.QtGui import QColor, QIcon

from playground.gui.widgets.icons import DRAWN, choice_icon, play_icon, replay_icon, tool_icon

INKS = ("#e6e8eb", "#000000")


def _ink(icon, mode=QIcon.Mode.Normal, state=QIcon.State.Off):
    """The sum of how much each pixel covers what lies below it."""
    image = icon.pixmap(16, 16, mode, state).toImage()
    return sum(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16))


@pytest.mark.parametrize("ink", INKS)
def test_what_is_disabled_is_faint_on_any_ground(qapp, ink):
    icons = [tool_icon(name, QColor(ink)) for name in DRAWN] + [play_icon(QColor(ink))]
    for icon in icons:
        assert _ink(icon, QIcon.Mode.Disabled) < 0.6 * _ink(icon)


@pytest.mark.parametrize("name", ["brush", "move"])
def test_the_chosen_tool_has_a_ground(qapp, name):
    palette = qapp.palette()
    icon = choice_icon(name, QColor(INKS[0]), palette)
    image = icon.pixmap(16, 16, state=QIcon.State.On).toImage()
    assert image.pixelColor(8, 0) == palette.highlight().color()
    assert _ink(icon, state=QIcon.State.On) > 2 * _ink(icon)


def test_playing_back_does_not_look_like_play(qapp):
    one, other = (
        icon(QColor("black")).pixmap(16, 16).toImage() for icon in (play_icon, replay_icon)
    )
    assert one != other

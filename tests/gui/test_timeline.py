import pytest
from PySide6.QtWidgets import QWidget

from playground.app.history_player import PlayheadState
from playground.gui.timeline import TimeActions, Timeline


@pytest.fixture
def timeline(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    timeline = Timeline(TimeActions(window))
    timeline.setParent(window)
    timeline.show_state(PlayheadState(4_121, 5_962, playing_back=False))
    timeline.resize(900, 40)
    window.show()
    yield timeline


def test_a_wide_one_says_all(timeline):
    assert timeline.label.text() == "Past: 4,121 of 5,962"
    assert timeline.now_button.isVisible() and timeline.speed_box.isVisible()


def test_where_it_is_narrow_what_the_menu_has_goes_first_then_words(timeline):
    seen = []
    for width in range(900, timeline.minimumSizeHint().width() - 1, -1):
        timeline.resize(width, 40)
        assert timeline.width() == width
        parts = timeline.label.text(), timeline.now_button.isVisible()
        state = (*parts, timeline.speed_box.isVisible())
        if state not in seen:
            seen.append(state)
    words = "Past: 4,121 of 5,962"
    assert seen == [
        (words, True, True),
        (words, True, False),
        (words, False, False),
        ("4,121", False, False),
    ]
    assert timeline.slider.width() >= timeline.slider.minimumWidth()


def test_all_comes_back_with_the_room(timeline):
    timeline.resize(timeline.minimumSizeHint().width(), 40)
    timeline.show_state(PlayheadState(None, 123_456, playing_back=False))
    assert timeline.label.text() == "123,456"
    timeline.resize(900, 40)
    assert timeline.label.text() == "Now: 123,456"
    assert timeline.now_button.isVisible() and timeline.speed_box.isVisible()

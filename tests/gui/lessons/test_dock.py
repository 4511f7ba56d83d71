"""The lessons as files, and in the window."""

import json
import re
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest

from playground.app.lessons import LessonScene, all_lessons
from playground.app.model_slots import RunSetup
from playground.app.translation import install_translators
from playground.density.load import load_target
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.metrics.step_metrics import CurveFigures, Scale, StepMetrics
from playground.plots.view import View

LESSONS = all_lessons()
IDS = [lesson.folder.name for lesson in LESSONS]
SCENES = [lesson for lesson in LESSONS if lesson.scene is not None]
PLAIN = {
    "target": "ring",
    "setup": RunSetup().as_json(),
    "plays": False,
    "pictured_at": 0,
}


def _shape(page):
    """What two languages of a page have in common."""
    return {
        "headings": [line.partition(" ")[0] for line in page.splitlines() if line[:1] == "#"],
        "things to do": re.findall(r"^\d\. \*\*", page, re.MULTILINE),
        "pictures": re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page),
        "links": re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", page),
        "names": sorted(re.findall(r"`[^`]+`", page)),
    }


def test_there_are_eleven_in_order():
    assert [lesson.number for lesson in LESSONS] == list(range(1, 12))
    assert [lesson.scene is None for lesson in LESSONS] == [False] * 10 + [True]


@pytest.mark.parametrize("lesson", LESSONS, ids=IDS)
def test_a_lesson_is_whole(lesson):
    english, chinese = lesson.page("en"), lesson.page("zh_CN")
    assert _shape(english) == _shape(chinese)
    shape = _shape(english)
    assert 2 <= len(shape["things to do"]) <= 4
    assert shape["pictures"] == ["picture.png"]
    assert lesson.title("en") != lesson.title("zh_CN")
    sizes = []
    for name in ("picture.png", "picture-dark.png"):
        with Image.open(lesson.folder / name) as picture:
            sizes.append(picture.size)
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize("lesson", SCENES, ids=IDS[:-1])
def test_its_setup_can_be_trained(lesson):
    scene = lesson.scene
    target = load_target(scene.target)
    assert all(not one.lacks(target) for one in scene.setup.slots if one.shown)
    assert RunSetup.from_json(scene.setup.as_json()) == scene.setup


def test_a_language_that_there_is_not_gets_the_english_page():
    assert LESSONS[0].page("fr") == LESSONS[0].page("en")


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ({"target": "nowhere"}, "no shipped density “nowhere”"),
        ({"view": {"heat": "lava"}}, "no overlay 'lava'"),
        ({"view": {"x": 1}}, "not a view"),
        ({"setup": 7}, "not a setup"),
        ({"pictured_at": "soon"}, "not a lesson"),
    ],
)
def test_what_is_wrong_with_a_lesson_is_said(broken, says):
    with pytest.raises(InputError, match=says):
        LessonScene.from_json(PLAIN | broken)


def test_a_damaged_file_is_named(window, tmp_path, monkeypatch):
    (tmp_path / "01-x").mkdir()
    (tmp_path / "01-x" / "lesson.json").write_text(json.dumps(PLAIN | {"target": "nowhere"}))
    window.lesson_opener.open_lesson(type(LESSONS[0])(tmp_path / "01-x"))
    assert "lesson.json" in window.message_bar.label.text()
    assert window.session.target.name == "binary"


@pytest.fixture
def panel(qtbot, window):
    window.activateWindow()  # a shortcut is one of the active window
    qtbot.waitUntil(window.isActiveWindow)
    window.menus.lessons.trigger()
    return window.lessons_dock.panel


def _click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.slow
def test_a_click_opens_each_lesson(window, session, panel):
    for lesson in SCENES:
        panel.show_lesson(lesson.folder.name)
        _click(panel.open_button)
        scene = lesson.scene
        assert session.target.name == scene.target
        assert session.slots == scene.setup.slots
        assert (session.seed, session.run.clock) == (scene.setup.seed, scene.setup.clock)
        assert session.control.playing == scene.plays
        assert session.view == scene.view
        assert window.run_toolbar.seed_box.value() == scene.setup.seed
        assert str(lesson.number) in window.statusBar().currentMessage()
        assert (
            sum(
                action.isChecked()
                for action in window.comparison.view_toolbar.field_actions("strip")
            )
            == 1
        )


def test_undo_brings_the_drawing_back(window, session, panel):
    session.editor.do("mine", Drawing.of(load_target("penta")))
    _click(panel.open_button)
    assert session.target.name == "cloud"
    session.editor.undo()
    assert np.array_equal(session.target.masses(), load_target("penta").masses())
    assert "open" in session.editor.history.redo_text


def test_pages_are_turned_by_buttons_keys_and_the_list(qtbot, window, panel):
    titles = [lesson.title("en") for lesson in LESSONS]
    assert panel.page.toPlainText().startswith(titles[0])
    assert not panel.back.isEnabled()
    _click(panel.forward)
    assert panel.page.toPlainText().startswith(titles[1])
    QTest.keyClick(panel.page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert panel.lesson == LESSONS[2]
    QTest.keyClick(panel.page, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert panel.lesson == LESSONS[1]
    QTest.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert panel.lesson == LESSONS[2]  # also while one paints what the page says
    QTest.keyClick(panel.box, Qt.Key.Key_End)
    assert panel.lesson == LESSONS[-1]
    assert not panel.forward.isEnabled()
    places = [titles.index(panel.box.itemText(i).partition("  ")[2]) for i in range(8)]
    assert all(one < next_ for one, next_ in pairwise(places))


def test_a_picture_is_as_wide_as_the_page_and_follows_the_theme(qtbot, window, panel):
    def corner():
        picture = panel.page._picture("picture.png")
        assert picture.width() <= panel.page.viewport().width() * picture.devicePixelRatio()
        return picture.pixelColor(1, 1).lightness()

    assert corner() > 128
    dark = QPalette(panel.palette())
    dark.setColor(QPalette.ColorRole.Window, QColor("#222222"))
    panel.page.setPalette(dark)
    assert corner() < 128


def test_space_plays_while_a_page_is_read(window, session, panel):
    panel.page.setFocus()
    QTest.keyClick(panel.page, Qt.Key.Key_Space)
    assert session.control.playing


def test_the_panels_stay_in_sight(window, panel):
    assert window.width() == 1280
    assert all(place.width() >= 300 for place in window.model_panels if place.isVisible())
    assert panel.mapTo(window, panel.rect().topRight()).x() < 1280


def test_the_pages_speak_the_language_of_the_window(qtbot, qapp, window, panel):
    translators = install_translators(qapp, "zh_CN")
    try:
        assert panel._language() == "zh_CN"
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
    assert panel._language() == "en"


def test_a_view_is_shown_and_taken_back(window, session):
    strips = window.comparison.view_toolbar.field_actions("strip")
    view = View(heat="best", grid=True, generated=False, strip="losses")
    session.set_view(view)
    assert session.view == view
    assert [action.isChecked() for action in strips] == [False, True, False, False, False]
    strips[0].trigger()
    assert [action.isChecked() for action in strips] == [True, False, False, False, False]
    assert session.view.strip == "densities"
    session.set_view(View())
    assert session.view == View()


def test_the_button_stays_in_its_place_as_pages_turn(qtbot, window):
    window.toggle_lessons()
    panel = window.lessons_dock.panel
    places = set()
    for index in range(len(panel.lessons)):
        panel.box.setCurrentIndex(index)
        panel.layout().activate()
        places.add(panel.open_button.mapTo(panel, panel.open_button.rect().topLeft()).y())
    assert len(places) == 1


def _metrics(iteration, **figures):
    some = CurveFigures(**{**dict(zip(FIGURES, (5.0, 1.0, 0.0, 0, 0.7), strict=True)), **figures})
    return StepMetrics(iteration, some, np.zeros((0, 2)), np.zeros(0, bool), np.zeros((0, 0)))


FIGURES = ("sliced_wasserstein", "jensen_shannon", "off_support", "missed_modes", "least_d_loss")
SCALE = Scale(2000, (0.9, 1.1), (0.9, 1.1), None)


def test_tasks_are_ticked_off_while_a_lesson_is_open(window, session, panel):
    panel.show_lesson("01-sampler")
    assert not panel.tasks.isVisible()
    panel.show_lesson("05-collapse")
    assert panel.tasks.text().splitlines() == [
        "☐ Left model: make it miss a mode",
        "☐ Right model: have it find all modes",
    ]
    tell = session.run.metrics_ready.emit
    for iteration in range(3):
        tell(0, _metrics(iteration, missed_modes=6), SCALE)
    assert panel.tasks.text().count("☑") == 0  # the lesson is not open yet
    _click(panel.open_button)
    for iteration in range(3):
        assert panel.tasks.text().count("☑") == 0
        tell(0, _metrics(iteration, missed_modes=6), SCALE)
    assert panel.tasks.text().splitlines()[0] == "☑ Left model: make it miss a mode"
    panel.show_lesson("02-first-gan")
    assert panel.tasks.text() == "☐ Left model: reach 1.25× the floor"
    panel.show_lesson("05-collapse")
    assert panel.tasks.text().count("☑") == 1
    session.importer.load_shipped("ring")
    for iteration in range(3):
        tell(1, _metrics(iteration), SCALE)
    assert panel.tasks.text().count("☑") == 1  # that is not the lesson's density
    _click(panel.open_button)
    assert panel.tasks.text().count("☑") == 0


def test_an_opened_lesson_is_scrolled_to_what_there_is_to_do(window, panel):
    panel.show_lesson("05-collapse")
    assert panel.page.verticalScrollBar().value() == 0
    QTest.mouseClick(panel.open_button, Qt.MouseButton.LeftButton)
    window.session.control.set_playing(False)
    bar, page = panel.page.verticalScrollBar(), panel.page
    assert bar.value() > 100
    seen = page.cursorForPosition(page.viewport().rect().topLeft()).block()
    at_end = bar.value() == bar.maximum()
    assert at_end or seen.text() == "Do and see" or seen.next().text() == "Do and see"

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from playground.app.history_player import PlayheadState
from playground.app.storage.preferences import (
    Preferences,
    preferences_path,
    read_preferences,
)
from playground.app.translation import install_translators
from playground.gui import preferences_dialog
from playground.gui.application import PreferencesController, restore_layout, window_layout
from playground.gui.painting.layer_list import LayerList
from playground.gui.preferences_dialog import PreferencesDialog
from playground.nn.history import Snapshot

pytestmark = pytest.mark.long

_CHECK = QSize(18, 30)
"""The part of a row with its box."""


@pytest.fixture
def preferences(qtbot, window, session):
    controller = PreferencesController(QApplication.instance(), session.notices)
    controller.connect_window(window)
    yield controller
    controller.set("theme", "system")
    controller.set("text_size", 100)


@pytest.mark.parametrize("text", ["", "no base 64 \ud800 …", "AAAA", "AdnQywADAAAA////"])
def test_a_place_that_is_none_leaves_the_usual_one(window, text):
    restore_layout(window, Preferences(geometry=text, docks=text, columns=text))
    assert window.isVisible()
    assert window.settings_dock.isVisible()


def test_docks_and_columns_come_back(qtbot, window):
    window.settings_dock.close()
    left, right, steps = window.columns.sizes()
    assert steps == 0  # only in the presentation of a lesson
    window.columns.setSizes([left + 60, right - 60, 0])
    before, wide = window_layout(window), window.columns.sizes()[0]
    assert wide > left
    window.settings_dock.show()
    window.columns.setSizes([left, right, 0])
    restore_layout(window, Preferences(**before))
    assert not window.settings_dock.isVisible()
    assert window.columns.sizes()[0] == wide


def test_a_window_left_on_a_screen_that_is_gone_is_seen(qtbot, window):
    window.move(6000, 4000)
    away = window_layout(window)
    restore_layout(window, Preferences(**away))
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    title = QRect(window.geometry().topLeft(), window.geometry().topRight())
    assert any(screen.intersects(title) for screen in screens)


def test_the_dialog_applies_and_keeps_each_choice(qtbot, window, session, preferences):
    window.menus.preferences.trigger()
    dialog = window.findChild(PreferencesDialog)
    dialog.theme_box.setFocus()
    QTest.keyClick(dialog.theme_box, Qt.Key.Key_End)
    assert read_preferences(preferences_path()).theme == "dark"
    qtbot.waitUntil(lambda: window.theme.name == "dark")
    dialog.frames_box.setValue(10)
    assert session.run.most_frames == 10
    dialog.language_box.setFocus()
    QTest.keyClick(dialog.language_box, Qt.Key.Key_End)
    assert read_preferences(preferences_path()) == Preferences("zh_CN", "dark", 10)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_box_that_is_not_checked_is_seen_in_any_colours(qtbot, window, preferences, theme):
    """In a form and in a list: its edge stands out from what is in and around it."""
    preferences.set("theme", theme)
    qtbot.waitUntil(lambda: window.theme.name == theme)
    box = window.settings_form.rows["spectral_norm"].editor
    assert not box.isChecked()
    assert _contrast(box.grab().toImage()) > 50
    layers = window.findChild(LayerList).list
    layers.item(1).setCheckState(Qt.CheckState.Unchecked)
    rect = layers.visualItemRect(layers.item(1)).translated(layers.viewport().pos())
    assert (
        _contrast(layers.grab(QRect(rect.topLeft(), rect.size().boundedTo(_CHECK))).toImage()) > 50
    )


@pytest.mark.parametrize("found", [["Noto Sans CJK SC"], []])
def test_where_no_font_has_chinese_letters_it_is_said(qtbot, window, monkeypatch, found):
    monkeypatch.setattr(preferences_dialog.QFontDatabase, "families", lambda system: found)
    dialog = PreferencesDialog(Preferences(), window)
    qtbot.addWidget(dialog)
    said = "No font here" in dialog.language_box.accessibleDescription()
    assert said == (not found)
    assert any("No font here" in label.text() for label in dialog.findChildren(QLabel)) == said


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_can_be_chosen_is_seen_in_any_colours(qtbot, window, preferences, theme):
    preferences.set("theme", theme)
    qtbot.waitUntil(lambda: window.theme.name == theme)
    box = window.run_toolbar.preset_box
    box.showPopup()
    other = 1 - box.currentIndex()  # the present one has a ground of its own
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    rect = view.visualRect(view.model().index(other, 0)).translated(view.viewport().pos())
    assert _contrast(view.grab(rect).toImage()) > 150
    box.hidePopup()
    # Qt's own style draws such a list in the colours of menus.
    assert QApplication.palette("QMenu").window() == QApplication.palette().window()


def test_the_boxes_of_a_menu_are_seen_in_any_colours(qtbot, window, preferences):
    (menu,) = (one for one in window.findChildren(QMenu) if window.menus.present in one.actions())
    for theme, edge in (("dark", True), ("light", False), ("dark", True)):
        preferences.set("theme", theme)
        qtbot.waitUntil(lambda: window.theme.name == theme)  # noqa: B023
        menu.popup(window.mapToGlobal(window.rect().center()))
        own = menu.palette().window().color().lightness()
        assert (own - QApplication.palette().window().color().lightness() > 100) == edge
        rect = menu.actionGeometry(window.menus.present)
        assert _contrast(menu.grab(QRect(rect.topLeft(), QSize(22, rect.height()))).toImage()) > 50
        menu.close()


def _contrast(image):
    """Between the lightest and the darkest of its pixels, in 0 … 255."""
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    lightness = [image.pixelColor(x, y).lightness() for x, y in places]
    return max(lightness) - min(lightness)


def test_another_theme_keeps_the_picture(qtbot, window, preferences):
    panel = window.model_panels[0]
    points, layer = np.full((5, 2), 0.5, np.float32), np.zeros(5, np.int64)
    none = np.zeros(0, np.float32)
    for iteration in (1, 2):
        panel.show_snapshot(
            Snapshot(iteration, 0.0, points, layer, points, layer, 1.0, 2.0, none, none, none)
        )
    losses = panel.panels.inside.strip.losses.curves
    before = losses.curves[0].points().copy()
    preferences.set("theme", "dark")
    qtbot.waitUntil(lambda: window.theme.name == "dark")
    assert sum(panel.figure.get_facecolor()[:3]) < 1
    assert panel.panels.snapshot.iteration == 2
    again = panel.panels.inside.strip.losses.curves
    assert again is not losses
    assert np.array_equal(again.curves[0].points()[: len(before)], before)


def test_preferences_that_cannot_be_kept_are_a_sentence(window, preferences):
    folder = preferences_path().parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file stands where the folder should be")
    preferences.save(theme="light")
    assert "cannot be saved" in window.message_bar.label.text()


def test_the_text_size_holds_for_widgets_and_pictures_and_is_kept(qtbot, window, preferences):
    window.resize(1900, 1200)
    panel, bar = window.model_panels[0], window.menuBar()
    height, dots = bar.fontMetrics().height(), panel.figure.dpi
    title, score = panel.labels.title, panel.labels.score
    usual, large = title.font().pointSizeF(), score.font().pointSizeF()
    window.menus.preferences.trigger()
    box = window.findChild(PreferencesDialog).text_box
    box.setFocus()
    for percent in (125, 150, 175, 200):
        QTest.keyClick(box, Qt.Key.Key_Up)
        assert read_preferences(preferences_path()).text_size == percent
        qtbot.waitUntil(lambda now=percent: panel.figure.dpi == dots * now / 100)
        assert title.font().pointSizeF() == pytest.approx(usual * percent / 100)
        assert score.font().pointSizeF() == pytest.approx(large * percent / 100)
    assert bar.fontMetrics().height() > 1.7 * height
    inches = panel.figure.get_size_inches()
    assert inches * panel.figure.dpi == pytest.approx([panel.width(), panel.height()], abs=1)
    for _ in range(4):
        QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: panel.figure.dpi == dots)
    assert bar.fontMetrics().height() == height


def test_pictures_keep_room_for_their_points_and_one_size_of_text(qtbot, window, preferences):
    """In a small window theirs is less than the rest's; alone, a model has room for more."""
    first, second = window.model_panels
    preferences.set("text_size", 200)
    qtbot.waitUntil(lambda: 100 < first.figure.dpi < 200)
    assert first.figure.dpi == second.figure.dpi
    for panel in (first, second):
        box = panel.panels.points_box(*panel.figure.get_size_inches())
        assert box.width * panel.figure.dpi > panel.width() / 2
    before = first.figure.dpi
    window.session.model_slots.set_shown(1, False)
    qtbot.waitUntil(lambda: first.figure.dpi > before)
    window.session.model_slots.set_shown(1, True)
    qtbot.waitUntil(lambda: first.figure.dpi == before)
    preferences.set("text_size", 100)
    qtbot.waitUntil(lambda: first.figure.dpi == second.figure.dpi == 100)


def test_a_box_of_the_toolbar_shows_its_words_at_any_size(qtbot, window, preferences):
    window.resize(2600, 1200)
    bar = window.run_toolbar
    usual = bar.font().pointSizeF()
    for percent in (200, 100):
        preferences.set("text_size", percent)
        qtbot.waitUntil(lambda now=percent: bar.clock_box.font().pointSizeF() == usual * now / 100)
        for box in (bar.preset_box, bar.device_box, bar.clock_box):
            qtbot.waitUntil(lambda box=box: box.minimumSizeHint() == box.sizeHint())
            qtbot.waitUntil(lambda box=box: box.width() >= box.sizeHint().width())
        digits = bar.seed_box.fontMetrics().horizontalAdvance("000000")
        assert bar.seed_box.minimumWidth() > digits


def test_the_dialog_has_room_for_its_own_words_at_any_size(qtbot, window, preferences):
    window.menus.preferences.trigger()
    dialog = window.findChild(PreferencesDialog)
    for percent in (200, 100):
        dialog.text_box.setValue(percent)
        labels = dialog.findChildren(QLabel)
        qtbot.waitUntil(
            lambda labels=labels: all(
                one.height() >= one.heightForWidth(one.width()) for one in labels
            )
        )


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_window_fits_a_small_screen_with_the_largest_text(
    qtbot, qapp, open_window, preferences, language
):
    translators = install_translators(qapp, language)
    window = open_window()
    for translator in translators:
        qapp.removeTranslator(translator)
    window.show()
    qtbot.waitUntil(lambda: bool(window.model_panels), timeout=60_000)
    preferences.set("text_size", 200)
    qtbot.waitUntil(lambda: window.menuBar().font().pointSizeF() > 15)
    window.comparison.timeline.show_state(PlayheadState(12_277, 123_456, playing_back=False))
    assert window.minimumSizeHint().width() <= 1280
    assert window.minimumSizeHint().height() <= 800

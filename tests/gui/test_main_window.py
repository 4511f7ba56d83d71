import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from playground.density.shipped import shipped_names
from playground.nn.history import Snapshot

pytestmark = pytest.mark.long


def _picture(path, spots):
    pixels = np.zeros((40, 40), np.uint8)
    for row, column in spots:
        pixels[row : row + 6, column : column + 6] = 255
    Image.fromarray(pixels).save(path)
    return path


def _snapshot(iteration, layers=1, seed=0):
    random = np.random.default_rng(iteration)
    real = np.random.default_rng(seed).random((50, 2)).astype(np.float32)
    layer = np.arange(50) % layers
    points, none = random.random((50, 2)).astype(np.float32), np.zeros(0, np.float32)
    return Snapshot(iteration, 0.0, real, layer, points, layer, 0.5, 0.6, none, none)


def _drag(window, paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(600, 400), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, enter)
    said = window.statusBar().currentMessage()
    if enter.isAccepted():
        drop = QDropEvent(QPointF(600, 400), Qt.DropAction.CopyAction, data, buttons, keys)
        QApplication.sendEvent(window, drop)
    return enter.isAccepted(), said


def test_opens_with_binary_and_both_models(window, session):
    assert session.target.name == "binary"
    assert window.target_panel.title.text() == "binary · 2 layers"
    assert all(panel.isVisible() for panel in window.model_panels)
    assert not window.comparison.offers[1].isVisible()
    assert not window.message_bar.isVisible()


def test_a_click_in_the_gallery_loads(qtbot, window, session):
    gallery = window.gallery.list
    row = shipped_names().index("penta")
    place = gallery.visualItemRect(gallery.item(row)).center()
    with qtbot.waitSignal(session.live_target.replaced):
        qtbot.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.target.name == "penta"
    assert len(session.run.plan.configs) == 2


def test_the_gallery_gets_its_pictures(qtbot, window):
    qtbot.waitUntil(
        lambda: all(_brightest(window, row) > 100 for row in range(len(shipped_names())))
    )
    assert window.gallery.list.count() == len(shipped_names())


def _brightest(window, row):
    image = window.gallery.list.item(row).icon().pixmap(44, 44).toImage()
    return max(image.pixelColor(x, y).value() for x in range(0, 44, 3) for y in range(0, 44, 3))


def test_one_layer_offers_to_split_and_splits(qtbot, window, session, tmp_path):
    session.importer.open_files([_picture(tmp_path / "two.png", [(5, 5), (25, 25)])])
    assert window.comparison.offers[1].isVisible()
    assert not window.model_panels[1].isVisible()
    assert len(session.run.plan.configs) == 1
    window.resize(1920, 1080)
    offer = window.comparison.offers[1]
    qtbot.waitUntil(lambda: offer.width() > 400)
    for part in (offer.title, offer.why, offer.button):
        assert abs(part.geometry().center().x() - offer.rect().center().x()) <= 1
    assert offer.why.height() >= offer.why.heightForWidth(offer.why.width())
    qtbot.mouseClick(window.comparison.offers[1].button, Qt.MouseButton.LeftButton)
    assert len(session.target.layers) == 2
    assert not window.comparison.offers[1].isVisible()
    assert window.model_panels[1].isVisible()


def test_one_part_cannot_be_split(qtbot, window, session, tmp_path):
    session.importer.open_files([_picture(tmp_path / "one.png", [(5, 5)])])
    window.comparison.offers[1].button.setFocus()
    qtbot.keyClick(window.comparison.offers[1].button, Qt.Key.Key_Return)
    assert "nothing to split" in window.message_bar.label.text()
    assert window.message_bar.isVisible()
    assert not session.control.playing
    assert len(session.target.layers) == 1


def test_a_bad_file_is_one_sentence_and_the_target_stays(qtbot, window, session, tmp_path):
    path = tmp_path / "text.png"
    path.write_text("no picture")
    session.importer.open_files([path])
    assert "text.png" in window.message_bar.label.text()
    assert window.message_bar.isVisible()
    assert session.target.name == "binary"
    qtbot.mouseClick(window.message_bar.close_button, Qt.MouseButton.LeftButton)
    assert not window.message_bar.isVisible()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the events have no other constructor
def test_drops(window, session, tmp_path):
    one = _picture(tmp_path / "spot 2.png", [(5, 5)])
    two = _picture(tmp_path / "spot 10.png", [(25, 25)])
    assert _drag(window, [one]) == (True, "Drop to open the image “spot 2.png”.")
    assert len(session.target.layers) == 1
    taken, said = _drag(window, [two, one])
    assert taken
    assert "2 images, one layer each" in said
    assert [layer.name for layer in session.target.layers] == ["spot 2", "spot 10"]
    taken, said = _drag(window, [tmp_path])
    assert taken
    assert "folder" in said
    assert session.target.name == tmp_path.name


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_drops_that_are_refused_say_why(window, session, tmp_path):
    note = tmp_path / "note.md"
    note.write_text("x")
    taken, said = _drag(window, [note])
    assert not taken
    assert "“note.md” is no image" in said
    assert _drag(window, [])[0] is False
    assert session.target.name == "binary"


def test_a_drawing_is_seen_in_the_panels_before_there_is_a_worker(qtbot, window, session):
    density = window.model_panels[0].panels.densities.real
    before = density.density
    pixels = session.editor.drawing.current_layer.pixels.copy()
    pixels[:40] = pixels.max()
    session.editor.load(pixels)
    assert (density.density[0] > 10 * before[0]).all()


def test_frames_blit_also_when_the_real_points_change(qtbot, window):
    panel = window.model_panels[1]
    draws = []
    panel.mpl_connect("draw_event", draws.append)
    panel.show_snapshot(_snapshot(1, 2))
    qtbot.waitUntil(lambda: bool(draws) and panel.backdrop.is_there)
    count = len(draws)
    before = panel.grab().toImage()
    panel.show_snapshot(_snapshot(2, 2))
    assert len(draws) == count
    assert "iteration 2" in panel.labels.title.text()
    assert panel.grab().toImage() != before
    panel.show_snapshot(_snapshot(0, 2, seed=1))
    assert len(draws) == count
    blitted = np.asarray(panel.buffer_rgba()).copy()
    panel.draw()
    assert np.array_equal(blitted, np.asarray(panel.buffer_rgba()))


def test_a_blitted_frame_is_a_drawn_one(qtbot, window):
    panel = window.model_panels[1]
    panel.show_snapshot(_snapshot(1, 2))
    qtbot.waitUntil(lambda: panel.backdrop.is_there)
    panel.show_snapshot(_snapshot(2, 2))
    blitted = np.asarray(panel.buffer_rgba()).copy()
    panel.draw()
    assert np.array_equal(blitted, np.asarray(panel.buffer_rgba()))


def test_a_resize_takes_the_background_anew(qtbot, window):
    panel = window.model_panels[0]
    panel.show_snapshot(_snapshot(1))
    qtbot.waitUntil(lambda: panel.backdrop.is_there)
    window.resize(1500, 900)
    panel.show_snapshot(_snapshot(2))
    qtbot.waitUntil(lambda: panel.backdrop.is_there)
    panel.show_snapshot(_snapshot(3))
    drawn = np.asarray(panel.buffer_rgba()).copy()
    panel.draw()
    assert np.array_equal(drawn, np.asarray(panel.buffer_rgba()))


def test_dark_and_light_follow_the_palette(qtbot, window):
    before = window.palette()
    assert window.theme.name == "light"
    application = QApplication.instance()
    application.setPalette(QPalette(QColor("#2b2d31"), QColor("#2b2d31")))
    try:
        qtbot.waitUntil(lambda: window.theme.name == "dark")
        face = window.model_panels[0].figure.get_facecolor()
        assert sum(face[:3]) < 1
    finally:
        application.setPalette(before)


def test_space_in_the_seed_box_plays(qtbot, window, session):
    window.activateWindow()
    window.run_toolbar.seed_box.setFocus()
    qtbot.keyClick(window.run_toolbar.seed_box, Qt.Key.Key_Space)
    assert session.control.playing


def test_everything_has_a_name_and_room(window):
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget
    hint = window.minimumSizeHint()
    assert hint.width() <= 1280
    assert hint.height() <= 800


@pytest.mark.parametrize("name", shipped_names())
@pytest.mark.slow
def test_every_shipped_density_shows(window, session, name):
    session.importer.load_shipped(name)
    assert window.target_panel.title.text().startswith(f"{name} · ")
    assert window.model_panels[1].isVisible() == (len(session.target.layers) > 1)


def test_a_docks_key_raises_it_and_hides_it_only_in_front(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settings, lessons = window.settings_dock, window.lessons_dock
    actions = window.menus.settings, window.menus.lessons

    def seen():
        return [not dock.visibleRegion().isEmpty() for dock in (settings, lessons)]

    def press(key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(window, key, modifier)
        QApplication.processEvents()
        assert [action.isChecked() for action in actions] == seen()
        return seen()

    assert press(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier) == [False, True]
    assert press(Qt.Key.Key_F9) == [True, False]
    assert press(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier) == [False, True]
    assert press(Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier) == [True, False]
    assert press(Qt.Key.Key_F9) == [False, False]
    assert press(Qt.Key.Key_F9) == [True, False]


def test_it_can_be_used_at_1000_by_640(qtbot, window):
    window.resize(998, 616)  # without its frame
    qtbot.waitUntil(lambda: window.width() == 998)
    assert window.height() == 616
    form = window.settings_form
    for row in form.rows.values():
        if row.isVisible() and not isinstance(row.editor, QCheckBox):
            room = row.editor.fontMetrics().horizontalAdvance("0.0000")
            assert row.editor.width() >= room + 20, row.item.name
            assert row.mapTo(form, row.rect().topRight()).x() < form.width()
    assert all(panel.width() >= 240 for panel in window.model_panels)


def test_models_of_one_kind_have_buttons_of_two_names(window, session):
    session.model_slots.set_model(1, "gan")
    assert _names(window.run_toolbar.shown_actions) == ["GAN, left", "GAN, right"]
    session.model_slots.set_preset("classic", (1,))
    assert _names(window.run_toolbar.shown_actions) == ["GAN · stable", "GAN · classic"]
    assert len(set(_names(window.comparison.time_actions.forks))) == 2
    assert len(set(_names([window.menus.copy_left, window.menus.copy_right]))) == 2


def _names(actions):
    return [action.text() for action in actions]

"""The left column, driven as a person drives it."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication

from playground.app.images import pixels_of
from playground.drawing.drawing import Drawing
from playground.plots.theme import LIGHT

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def editor(session):
    return session.editor


@pytest.fixture
def canvas(window):
    return window.target_panel.canvas


@pytest.fixture
def actions(window):
    return window.target_panel.layer_actions


def _at(canvas, x, y):
    side = min(canvas.width(), canvas.height())
    left, top = (canvas.width() - side) / 2, (canvas.height() - side) / 2
    return QPoint(round(left + x * side), round(top + (1 - y) * side))


def _drag(qtbot, canvas, *places, button=LEFT, keys=NONE):
    points = [_at(canvas, *place) for place in places]
    qtbot.mousePress(canvas, button, keys, points[0])
    for point in points[1:]:
        qtbot.mouseMove(canvas, point)
    qtbot.mouseRelease(canvas, button, keys, points[-1])


def _value(editor, x, y):
    pixels = editor.drawing.current_layer.pixels
    side = len(pixels)
    return int(pixels[min(int((1 - y) * side), side - 1), min(int(x * side), side - 1)])


def test_two_blobs_are_drawn_split_undone_and_redone(qtbot, window, session, editor, canvas):
    window.menus.new.trigger()
    assert session.waiting
    assert window.comparison.notice.isVisible()
    for x in (0.25, 0.75):
        _drag(qtbot, canvas, (x, 0.5), (x, 0.6))
    assert not session.waiting
    assert window.model_panels[0].isVisible()
    assert session.target.name == "drawing"
    assert _value(editor, 0.25, 0.55) == 65535 == _value(editor, 0.75, 0.55)
    assert _value(editor, 0.5, 0.55) == 0
    window.target_panel.layer_actions.split.trigger()
    assert [layer.name for layer in session.target.layers] == ["part 1", "part 2"]
    window.menus.undo.trigger()
    window.menus.undo.trigger()
    assert _value(editor, 0.75, 0.55) == 0
    window.menus.redo.trigger()
    assert _value(editor, 0.75, 0.55) == 65535


def test_a_stroke_is_seen_on_the_canvas_where_the_mouse_was(qtbot, window, editor, canvas):
    window.menus.new.trigger()
    canvas.setFocus()
    _drag(qtbot, canvas, (0.3, 0.7), (0.7, 0.7))
    image = canvas.grab().toImage()
    scale = image.width() / canvas.width()
    place = _at(canvas, 0.4, 0.7) * scale
    assert image.pixelColor(place).value() == 255
    assert image.pixelColor(_at(canvas, 0.4, 0.3) * scale).value() == 0


def test_what_is_painted_bit_by_bit_looks_as_painted_anew(qtbot, window, editor, canvas):
    _drag(qtbot, canvas, (0.1, 0.9), (0.5, 0.5), (0.9, 0.6))
    bits = canvas._composite.bgrx.copy()
    canvas.show_drawing(editor.shown, window.theme)
    assert np.array_equal(bits, canvas._composite.bgrx)


def test_the_right_button_and_the_eraser_erase(qtbot, window, editor, canvas):
    window.menus.new.trigger()
    _drag(qtbot, canvas, (0.2, 0.5), (0.8, 0.5))
    _drag(qtbot, canvas, (0.3, 0.5), (0.31, 0.5), button=RIGHT)
    assert _value(editor, 0.3, 0.5) == 0
    window.target_panel.tools.actions_of["eraser"].trigger()
    _drag(qtbot, canvas, (0.7, 0.5), (0.71, 0.5))
    assert _value(editor, 0.7, 0.5) == 0
    assert _value(editor, 0.5, 0.5) == 65535


@pytest.mark.parametrize(("keys", "filled"), [(NONE, False), (SHIFT, True)])
def test_shift_makes_a_square(qtbot, window, editor, canvas, keys, filled):
    window.menus.new.trigger()
    window.target_panel.tools.softness_slider.setValue(0)
    window.target_panel.tools.actions_of["rectangle"].trigger()
    _drag(qtbot, canvas, (0.2, 0.8), (0.7, 0.6), keys=keys)
    assert bool(_value(editor, 0.5, 0.4)) == filled
    assert _value(editor, 0.5, 0.7)


def test_escape_takes_an_unfinished_shape_back(qtbot, window, editor, canvas):
    window.menus.new.trigger()
    window.target_panel.tools.actions_of["ellipse"].trigger()
    qtbot.mousePress(canvas, LEFT, NONE, _at(canvas, 0.2, 0.2))
    qtbot.mouseMove(canvas, _at(canvas, 0.8, 0.8))
    assert editor.shown.current_layer.pixels.any()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(canvas, LEFT, NONE, _at(canvas, 0.8, 0.8))
    assert not editor.shown.current_layer.pixels.any()
    assert editor.history.undo_text == "new drawing"


def test_undo_in_the_middle_of_a_stroke_takes_it_back_for_good(qtbot, window, editor, canvas):
    before = editor.drawing
    qtbot.mousePress(canvas, LEFT, NONE, _at(canvas, 0.4, 0.9))
    qtbot.mouseMove(canvas, _at(canvas, 0.6, 0.9))
    editor.undo()
    qtbot.mouseMove(canvas, _at(canvas, 0.8, 0.9))
    qtbot.mouseRelease(canvas, LEFT, NONE, _at(canvas, 0.8, 0.9))
    assert editor.drawing is before
    assert not editor.sketching


def test_fill_and_move(qtbot, window, editor, canvas):
    tools = window.target_panel.tools
    window.menus.new.trigger()
    tools.strength_slider.setValue(50)
    tools.actions_of["fill"].trigger()
    _drag(qtbot, canvas, (0.5, 0.5))
    assert editor.drawing.current_layer.pixels.min() == round(0.5 * 65535)
    tools.actions_of["move"].trigger()
    _drag(qtbot, canvas, (0.5, 0.5), (0.75, 0.5))
    assert _value(editor, 0.1, 0.5) == 0
    assert _value(editor, 0.9, 0.5) == round(0.5 * 65535)


def test_a_pen_paints_by_its_pressure(qtbot, window, editor, canvas):
    window.menus.new.trigger()
    pen = QPointingDevice.primaryPointingDevice()
    for kind, buttons in (
        (QEvent.Type.TabletPress, LEFT),
        (QEvent.Type.TabletRelease, Qt.MouseButton.NoButton),
    ):
        place = QPointF(_at(canvas, 0.5, 0.5))
        event = QTabletEvent(
            kind, pen, place, canvas.mapToGlobal(place), 0.5, 0, 0, 0, 0, 0, NONE, LEFT, buttons
        )
        QApplication.sendEvent(canvas, event)
    assert _value(editor, 0.5, 0.5) == pytest.approx(0.5 * 65535, abs=2)
    assert editor.history.undo_text == "brush stroke"


def test_the_canvas_can_be_used_by_keys_alone(qtbot, window, editor, canvas):
    window.menus.new.trigger()
    canvas.setFocus()
    for _ in range(4):
        qtbot.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    for _ in range(8):
        qtbot.keyClick(canvas, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert _value(editor, 0.5, 0.5) == 65535
    assert editor.history.undo_text == "brush stroke"


def test_brackets_size_the_brush(qtbot, window, editor):
    tools = window.target_panel.tools
    window.activateWindow()
    before = editor.brush.size
    qtbot.keyClick(window, Qt.Key.Key_BracketRight)
    assert editor.brush.size > before
    for _ in range(30):
        qtbot.keyClick(window, Qt.Key.Key_BracketLeft)
    assert editor.brush.size == 1
    assert tools.size_slider.value() == 1


def test_a_hidden_layer_is_not_drawn_on(qtbot, window, session, editor, canvas):
    item = window.target_panel.layers.list.item(0)
    item.setCheckState(Qt.CheckState.Unchecked)
    assert [layer.name for layer in session.target.layers] == ["right"]
    _drag(qtbot, canvas, (0.5, 0.9), (0.6, 0.9))
    assert "is hidden" in window.statusBar().currentMessage()
    assert _value(editor, 0.5, 0.9) == 0
    window.menus.undo.trigger()
    assert len(session.target.layers) == 2


def test_layers_are_renamed_weighed_reordered_and_recoloured(qtbot, window, session, actions):
    layers = window.target_panel.layers
    layers.list.item(0).setText("first")
    assert session.target.layers[0].name == "first"
    layers.list.item(0).setText("  ")
    assert layers.list.item(0).text() == "first"
    layers.weight_box.setValue(3.0)
    assert session.target.shares == pytest.approx([0.75, 0.25], abs=1e-3)
    assert layers.share.text() == "75 % of all"
    actions.down.trigger()
    assert [layer.name for layer in session.target.layers] == ["right", "first"]
    assert session.target.colors == (1, 0)
    actions.colors.actions()[6].trigger()
    assert session.target.colors == (1, 6)
    colors = [line.get_color() for line in window.model_panels[1].panels.points.generated]
    assert colors == [LIGHT.layer_color(1), LIGHT.layer_color(6)]
    for _ in range(5):
        window.menus.undo.trigger()
    assert [layer.name for layer in session.target.layers] == ["left", "right"]


def test_layers_are_added_duplicated_merged_and_deleted(window, session, editor, actions):
    actions.duplicate.trigger()
    assert [sheet.name for sheet in editor.drawing.layers] == ["left", "left copy", "right"]
    actions.merge.trigger()
    assert [sheet.name for sheet in editor.drawing.layers] == ["left", "right"]
    assert session.target.shares[0] == pytest.approx(2 / 3, abs=0.01)
    actions.add.trigger()
    assert editor.drawing.current_layer.name == "layer 3"
    assert len(session.target.layers) == 2
    actions.delete.trigger()
    actions.merge_all.trigger()
    assert len(session.target.layers) == 1
    assert not actions.merge.isEnabled()
    actions.invert.trigger()
    assert _value(editor, 0.01, 0.01) == 65535
    actions.clear.trigger()
    assert session.waiting


def test_dragging_a_row_reorders(qtbot, window, session):
    rows = window.target_panel.layers.list
    model = rows.model()
    assert model.moveRow(rows.rootIndex(), 0, rows.rootIndex(), 2)
    qtbot.waitUntil(lambda: session.target.layers[0].name == "right")
    assert rows.item(1).text() == "left"


def test_the_black_point_is_seen_before_it_is_applied(qtbot, window, session, editor, canvas):
    session.importer.load_shipped("cloud")
    bar = window.target_panel.black_point
    window.target_panel.layer_actions.black_point.trigger()
    assert bar.isVisible()
    before = editor.drawing.current_layer.pixels
    bar.slider.setValue(128)
    assert (editor.shown.current_layer.pixels > 0).sum() < (before > 0).sum()
    assert editor.drawing.current_layer.pixels is before
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    assert editor.shown.current_layer.pixels is before
    assert not bar.isVisible()
    window.target_panel.layer_actions.black_point.trigger()
    bar.slider.setValue(128)
    qtbot.mouseClick(bar.button, LEFT)
    kept = editor.drawing.current_layer.pixels
    assert np.array_equal(kept, np.where(before >= 128 * 257, before, 0))
    assert session.target.layers[0].pixels is kept


def test_a_layer_is_copied_and_pasted_without_loss(window, editor, actions):
    actions.copy.trigger()
    assert np.array_equal(
        pixels_of(QGuiApplication.clipboard().image()), editor.drawing.current_layer.pixels
    )
    actions.paste.trigger()
    assert [sheet.name for sheet in editor.drawing.layers] == ["left", "right", "pasted"]
    QGuiApplication.clipboard().setText("no image")
    actions.paste.trigger()
    assert "no image in the clipboard" in window.message_bar.label.text()


def test_colours_are_those_of_the_panels(window, session, canvas):
    session.importer.load_shipped("vortex")
    canvas.repaint()
    bytes_ = canvas._composite.bgrx[..., 2::-1].reshape(-1, 3)
    seen = {QColor(*rgb).name() for rgb in np.unique(bytes_, axis=0).tolist()}
    assert set(window.theme.layers[:3]) <= seen


def test_painting_goes_on_with_the_run_and_another_stack_begins_one(
    qtbot, window, session, canvas, actions
):
    begun, edited = [], []
    session.run_started.connect(lambda: begun.append(1))
    session.live_target.edited.connect(edited.append)
    _drag(qtbot, canvas, (0.4, 0.9), (0.6, 0.9))
    assert edited
    assert not begun
    assert edited[-1].layers[0].pixels[40, 200]
    actions.add.trigger()
    assert not begun  # there is nothing on it yet
    _drag(qtbot, canvas, (0.4, 0.1), (0.6, 0.1))
    assert len(begun) == 1
    assert len(session.target.layers) == 3


def test_drawings_follow_while_the_stroke_goes_on(qtbot, window, session, canvas):
    qtbot.mousePress(canvas, LEFT, NONE, _at(canvas, 0.4, 0.9))
    with qtbot.waitSignal(session.live_target.edited):
        qtbot.mouseMove(canvas, _at(canvas, 0.6, 0.9))
    assert session.editor.sketching
    shown = session.target.layers[0].pixels
    before = shown.copy()
    qtbot.mouseMove(canvas, _at(canvas, 0.6, 0.2))
    assert np.array_equal(shown, before)  # what was handed over stays as it is
    qtbot.mouseRelease(canvas, LEFT, NONE, _at(canvas, 0.6, 0.2))


def test_reset_does_not_touch_the_drawing(qtbot, window, session, canvas):
    _drag(qtbot, canvas, (0.4, 0.9), (0.6, 0.9))
    drawing = session.editor.drawing
    window.run_toolbar.reset_action.trigger()
    assert session.editor.drawing is drawing


def test_loading_is_a_step(qtbot, window, session, editor, tmp_path):
    session.importer.load_shipped("penta")
    assert window.menus.undo.text() == "&Undo open “penta”"
    window.menus.undo.trigger()
    assert session.target.name == "binary"
    assert isinstance(editor.drawing, Drawing)

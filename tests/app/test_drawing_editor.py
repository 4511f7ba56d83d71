import numpy as np
import pytest

from playground.app import drawing_editor as history
from playground.app.drawing_editor import DrawingEditor
from playground.drawing.drawing import Drawing, DrawingLayer
from playground.drawing.tools import BRUSH_SIZES, Brush, Shape, Stroke, Touch

DAB = Stroke(Brush(), (Touch(0.5, 0.5),))


@pytest.fixture
def editor(qtbot):
    return DrawingEditor(Drawing.blank())


def test_an_edit_is_seen_at_once_and_a_step_when_it_is_finished(qtbot, editor):
    with qtbot.waitSignal(editor.painted):
        editor.sketch(DAB)
    assert editor.shown.current_layer.pixels.any()
    assert not editor.drawing.current_layer.pixels.any()
    assert not editor.history.undo_text
    with qtbot.waitSignal(editor.stepped):
        editor.finish("brush stroke")
    assert editor.drawing.current_layer.pixels.any()
    assert editor.history.undo_text == "brush stroke"


def test_a_cancelled_edit_leaves_nothing(qtbot, editor):
    editor.sketch(DAB)
    with qtbot.waitSignal(editor.replaced):
        editor.undo()  # what is not finished is undone first
    assert not editor.shown.current_layer.pixels.any()
    editor.finish("nothing")
    assert not editor.history.undo_text


def test_an_edit_that_changes_nothing_is_no_step(editor):
    editor.sketch(Stroke(Brush(erase=True), (Touch(0.5, 0.5),)))
    editor.finish("erase")
    assert not editor.sketching
    assert not editor.history.undo_text


def test_undo_goes_back_through_everything_and_redo_forth_again(editor):
    states = [editor.drawing]
    for text, change in (
        ("add", lambda d: d.added([DrawingLayer.blank("b")])),
        ("rename", lambda d: d.replaced(1, DrawingLayer("c", d.layers[1].pixels, 4, False, 0.5))),
        ("move", lambda d: d.moved(1, 0)),
        ("coarse", lambda d: d.replaced(0, DrawingLayer("odd", np.ones((3, 5), np.uint16)))),
    ):
        editor.do(text, change(editor.drawing))
        states.append(editor.drawing)
    editor.sketch(Shape("ellipse", Brush(), Touch(0, 0), Touch(1, 1)))
    editor.finish("ellipse")
    states.append(editor.drawing)
    for state in states[-2::-1]:
        editor.undo()
        _assert_same(editor.drawing, state)
    editor.undo()
    _assert_same(editor.drawing, states[0])
    for state in states[1:]:
        editor.redo()
        _assert_same(editor.drawing, state)
    editor.redo()
    _assert_same(editor.drawing, states[-1])


def test_a_step_after_undo_takes_the_place_of_what_was_undone(editor):
    editor.do("one", editor.drawing.added([DrawingLayer.blank("one")]))
    editor.undo()
    editor.do("two", editor.drawing.added([DrawingLayer.blank("two")]))
    assert not editor.history.redo_text
    editor.redo()
    assert [sheet.name for sheet in editor.drawing.layers] == ["layer 1", "two"]


def test_the_oldest_steps_are_forgotten_when_they_take_too_much(editor, monkeypatch):
    random = np.random.default_rng(0)
    monkeypatch.setattr(history, "MOST_BYTES", 400_000)
    for i in range(6):
        noise = random.integers(0, 60000, (300, 300)).astype(np.uint16)
        editor.do(f"step {i}", editor.drawing.replaced(0, DrawingLayer("noise", noise)))
    assert editor.history.size <= 400_000 + 2 * 200_000
    undone = 0
    while editor.history.undo_text:
        editor.undo()
        undone += 1
    assert 0 < undone < 6
    editor.undo()
    while editor.history.redo_text:
        editor.redo()
    assert np.array_equal(editor.drawing.current_layer.pixels, noise)


def test_a_preview_is_shown_and_not_drawn(editor):
    editor.sketch(DAB)
    editor.finish("dab")
    editor.preview(np.zeros_like(editor.drawing.current_layer.pixels))
    assert not editor.shown.current_layer.pixels.any()
    assert editor.drawing.current_layer.pixels.any()
    editor.cancel()
    assert editor.shown.current_layer.pixels.any()


def test_tool_and_brush_are_changed_here(qtbot, editor):
    seen = []
    editor.tool_changed.connect(lambda tool, brush: seen.append((tool, brush)))
    editor.set_tool("line")
    editor.change_brush("strength", 0.5)
    editor.resize_brush(1.25)
    assert seen[-1] == ("line", editor.brush)
    assert editor.brush.strength == 0.5
    assert editor.brush.size > Brush().size
    for _ in range(40):
        editor.resize_brush(0.8)
    assert editor.brush.size == BRUSH_SIZES[0]


def _assert_same(one, other):
    assert (one.name, len(one.layers)) == (other.name, len(other.layers))
    for a, b in zip(one.layers, other.layers, strict=True):
        assert (a.name, a.color, a.visible, a.weight) == (b.name, b.color, b.visible, b.weight)
        assert np.array_equal(a.pixels, b.pixels)

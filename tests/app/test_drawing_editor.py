import numpy as np
import pytest

from playground.app import drawing_editor as history
from playground.app.drawing_editor import DrawingEditor
from playground.drawing.drawing import Drawing, DrawingLayer
from playground.drawing.tools import Brush, Shape, Stroke, Touch

DAB = Stroke(Brush(), (Touch(0.5, 0.5),))


@pytest.fixture
def easel(qtbot):
    return DrawingEditor(Drawing.blank())


def test_an_edit_is_seen_at_once_and_a_step_when_it_is_finished(qtbot, easel):
    with qtbot.waitSignal(easel.painted):
        easel.sketch(DAB)
    assert easel.shown.current_layer.pixels.any()
    assert not easel.drawing.current_layer.pixels.any()
    assert not easel.history.undo_text
    with qtbot.waitSignal(easel.stepped):
        easel.finish("brush stroke")
    assert easel.drawing.current_layer.pixels.any()
    assert easel.history.undo_text == "brush stroke"


def test_a_cancelled_edit_leaves_nothing(qtbot, easel):
    easel.sketch(DAB)
    with qtbot.waitSignal(easel.replaced):
        easel.undo()  # what is not finished is undone first
    assert not easel.shown.current_layer.pixels.any()
    easel.finish("nothing")
    assert not easel.history.undo_text


def test_an_edit_that_changes_nothing_is_no_step(easel):
    easel.sketch(Stroke(Brush(erase=True), (Touch(0.5, 0.5),)))
    easel.finish("erase")
    assert not easel.sketching
    assert not easel.history.undo_text


def test_undo_goes_back_through_everything_and_redo_forth_again(easel):
    states = [easel.drawing]
    for text, change in (
        ("add", lambda d: d.added([DrawingLayer.blank("b")])),
        ("rename", lambda d: d.replaced(1, DrawingLayer("c", d.layers[1].pixels, 4, False, 0.5))),
        ("move", lambda d: d.moved(1, 0)),
        ("coarse", lambda d: d.replaced(0, DrawingLayer("odd", np.ones((3, 5), np.uint16)))),
    ):
        easel.do(text, change(easel.drawing))
        states.append(easel.drawing)
    easel.sketch(Shape("ellipse", Brush(), Touch(0, 0), Touch(1, 1)))
    easel.finish("ellipse")
    states.append(easel.drawing)
    for state in states[-2::-1]:
        easel.undo()
        _assert_same(easel.drawing, state)
    easel.undo()
    _assert_same(easel.drawing, states[0])
    for state in states[1:]:
        easel.redo()
        _assert_same(easel.drawing, state)
    easel.redo()
    _assert_same(easel.drawing, states[-1])


def test_a_step_after_undo_takes_the_place_of_what_was_undone(easel):
    easel.do("one", easel.drawing.added([DrawingLayer.blank("one")]))
    easel.undo()
    easel.do("two", easel.drawing.added([DrawingLayer.blank("two")]))
    assert not easel.history.redo_text
    easel.redo()
    assert [sheet.name for sheet in easel.drawing.layers] == ["layer 1", "two"]


def test_the_oldest_steps_are_forgotten_when_they_take_too_much(easel, monkeypatch):
    random = np.random.default_rng(0)
    monkeypatch.setattr(history, "MOST_BYTES", 400_000)
    for i in range(6):
        noise = random.integers(0, 60000, (300, 300)).astype(np.uint16)
        easel.do(f"step {i}", easel.drawing.replaced(0, DrawingLayer("noise", noise)))
    assert easel.history.size <= 400_000 + 2 * 200_000
    undone = 0
    while easel.history.undo_text:
        easel.undo()
        undone += 1
    assert 0 < undone < 6
    easel.undo()
    while easel.history.redo_text:
        easel.redo()
    assert np.array_equal(easel.drawing.current_layer.pixels, noise)


def test_a_preview_is_shown_and_not_drawn(easel):
    easel.sketch(DAB)
    easel.finish("dab")
    easel.preview(np.zeros_like(easel.drawing.current_layer.pixels))
    assert not easel.shown.current_layer.pixels.any()
    assert easel.drawing.current_layer.pixels.any()
    easel.cancel()
    assert easel.shown.current_layer.pixels.any()


def _assert_same(one, other):
    assert (one.name, len(one.layers)) == (other.name, len(other.layers))
    for a, b in zip(one.layers, other.layers, strict=True):
        assert (a.name, a.color, a.visible, a.weight) == (b.name, b.color, b.visible, b.weight)
        assert np.array_equal(a.pixels, b.pixels)

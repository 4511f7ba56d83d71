"""Anything a person may do to the drawing, at random from a seed, and all of it undone again."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from playground.density.shipped import shipped_names

STEPS = 60


@pytest.mark.parametrize("seed", [0, 1])
def test_what_is_done_at_random_is_undone_and_redone(qtbot, window, session, seed):
    random = np.random.default_rng(seed)
    panel, editor = window.target_panel, session.editor
    actions, canvas = panel.layer_actions, panel.canvas
    first = editor.drawing

    def stroke():
        list(panel.tools.actions_of.values())[random.integers(7)].trigger()
        panel.tools.size_slider.setValue(int(random.integers(1, 101)))
        button = [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton][random.integers(2)]
        keys = [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier]
        key = keys[random.integers(2)]
        places = [QPoint(*map(int, random.integers(-20, 280, 2))) for _ in range(4)]
        qtbot.mousePress(canvas, button, key, places[0])
        for place in places:
            qtbot.mouseMove(canvas, place)
        if random.random() < 0.1:
            editor.undo()
        qtbot.mouseRelease(canvas, button, key, places[-1])

    def layer():
        action = [*actions.buttons, actions.merge_all, actions.invert, actions.clear]
        action[random.integers(len(action))].trigger()

    def edit():
        row = int(random.integers(panel.layers.list.count()))
        panel.layers.list.setCurrentRow(row)
        panel.layers.list.item(row).setCheckState(Qt.CheckState(2 * int(random.integers(2))))
        panel.layers.weight_box.setValue(float(random.random() * 4))
        panel.black_point.slider.setValue(int(random.integers(255)))

    def other():
        choices = [
            editor.undo,
            editor.redo,
            actions.copy.trigger,
            actions.paste.trigger,
            session.importer.new,
            lambda: session.importer.load_shipped(shipped_names()[random.integers(16)]),
        ]
        choices[random.integers(len(choices))]()

    for _ in range(STEPS):
        [stroke, stroke, layer, edit, other][random.integers(5)]()
        assert session.waiting == (editor.drawing.target() is None)
        if not session.waiting:
            drawn = editor.drawing.target()
            assert np.array_equal(session.target.shares, drawn.shares)
    editor.cancel()
    while editor.history.redo_text:
        editor.redo()
    last = editor.drawing
    while editor.history.undo_text:
        editor.undo()
    _assert_same(editor.drawing, first)
    while editor.history.redo_text:
        editor.redo()
    _assert_same(editor.drawing, last)


def _assert_same(one, other):
    assert (one.name, len(one.layers)) == (other.name, len(other.layers))
    for a, b in zip(one.layers, other.layers, strict=True):
        assert (a.name, a.color, a.visible, a.weight) == (b.name, b.color, b.visible, b.weight)
        assert np.array_equal(a.pixels, b.pixels)

# Both panels of a window without a worker, given snapshots by hand.

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from playground.nn.history import Snapshot

pytestmark = pytest.mark.long

_POINTS, _NONE = np.full((9, 2), 0.5), np.zeros(0, np.float32)
_LAYER = np.zeros(9, np.int64)
FIRST = Snapshot(0, 1.0, _POINTS, _LAYER, _POINTS, _LAYER, 1.0, 0.5, _NONE, _NONE)


@pytest.fixture
def comparison(window):
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    for slot, (iterations, loss) in enumerate([(200, 0.5), (30, 7.0)]):
        for iteration in range(iterations):
            snapshot = replace(FIRST, iteration=iteration, d_loss=loss)
            window.comparison.show_snapshot(slot, snapshot, None)
    return window.comparison


def _limits(comparison):
    axes = [panel.panels.curves.axes for panel in comparison.panels]
    return [(one.get_xlim(), one.get_ylim()) for one in axes]


def test_both_panels_have_the_same_axes_until_that_is_undone(window, comparison):
    together = _limits(comparison)
    assert together[0] == together[1]
    assert together[0][0] == (0, 256) and together[0][1][1] > 7
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    alone = _limits(comparison)
    assert alone[0][0] == (0, 256) and alone[1][0] == (0, 64)
    assert alone[0][1][1] < 2 < alone[1][1][1]
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert _limits(comparison) == together


def test_a_model_that_is_not_shown_does_not_count(window, comparison):
    window.session.model_slots.set_shown(1, False)
    assert _limits(comparison)[0][1][1] < 2
    window.session.model_slots.set_shown(1, True)
    assert _limits(comparison)[0][1][1] > 7


def _captions(window):
    return [one.panels.kinds.forms[0].texts[1] for one in window.comparison.panels]


def test_beside_a_flow_each_model_says_what_a_point_takes(window, comparison):
    """Steps change it at once, and of past points nothing is said: theirs may be others."""
    slots = window.session.model_slots
    assert _captions(window) == ["generated", "generated"]
    slots.set_model(1, "flow")
    for slot in range(2):
        window.comparison.show_snapshot(slot, FIRST, None)
    assert _captions(window) == [
        "generated, 1 evaluation each",
        "generated, 64 evaluations each",
    ]
    slots.set_setting((1,), "sampler_steps", 4)
    assert _captions(window)[1] == "generated, 8 evaluations each"
    slots.set_setting((1,), "sampler", "euler")
    slots.set_setting((1,), "sampler_steps", 1)
    assert _captions(window) == ["generated, 1 evaluation each"] * 2
    panel = window.comparison.panels[1]
    panel.show_past(panel.frame.now)
    assert _captions(window)[1] == "generated"
    panel.show_past(None)
    assert _captions(window)[1] == "generated, 1 evaluation each"
    slots.set_model(1, "cgan")
    assert _captions(window) == ["generated", "generated"]

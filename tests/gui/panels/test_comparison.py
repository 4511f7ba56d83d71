# Both panels of a window without a worker, given snapshots by hand.

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from playground.nn.history import Snapshot

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

"""Run ▸ What the sampler's steps buy…, by keyboard; the scores come from a real process."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from playground.app import steps_curves
from playground.models import model_of
from playground.nn.device import pick_device
from playground.worker.steps_scoring import StepsJob, scores

SMALL = partial(StepsJob, steps=(1, 2), points=200, draws=1)


def _open(window):
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(window, Qt.Key.Key_B, modifiers)
    return window.steps_dialog


@pytest.fixture
def shown(window, monkeypatch):
    """The snapshots that a GAN and a flow show, by slot."""
    monkeypatch.setattr(steps_curves, "StepsJob", SMALL)
    slots, run = window.session.model_slots, window.session.run
    slots.set_model(1, "flow")
    for setting, value in {"hidden": 8, "features": 4, "sampler": "euler"}.items():
        slots.set_setting((1,), setting, value)
    window.session.reset()
    found = {}
    for slot, config in run.plan.configs.items():
        trainer = model_of(config).trainer(config, run.plan.target, pick_device("cpu"))
        found[slot] = replace(trainer.snapshot(), iteration=7 * slot)
        window.comparison.show_snapshot(slot, found[slot], None)
    return found


def test_without_a_flow_it_says_what_to_do(window):
    dialog = _open(window)
    assert dialog.isVisible() and dialog.state.text().startswith("No flow is shown")
    assert dialog.again.isEnabled() and not dialog.stop.isEnabled()
    assert not dialog.save.isEnabled()  # there is no picture
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.slow
def test_each_model_has_a_curve_over_the_evaluations_of_a_point(
    qtbot, window, shown, tmp_path, monkeypatch
):
    dialog, plan = _open(window), window.session.run.plan
    assert dialog.curves.is_running and dialog.state.text() == "0 of 3 scores"
    qtbot.waitUntil(lambda: not dialog.curves.is_running, timeout=120_000)
    models = tuple((config, shown[slot].g_weights) for slot, config in plan.configs.items())
    expected = [(one.evaluations, one.ratio) for one in scores(SMALL(plan.target, models, "cpu"))]
    assert [x for x, _ in expected] == [1, 1, 2]
    (axes,) = dialog.canvas.figure.axes
    drawn = [line for line in axes.lines if line.get_marker() in "os"]
    assert np.allclose(np.vstack([line.get_xydata() for line in drawn]), expected)
    assert [text.get_text() for text in axes.get_legend().get_texts()] == list(dialog.curves.titles)
    assert dialog.state.text().startswith("Each score")
    assert f"1: {expected[1][1]:.3g}×, 2:" in dialog.canvas.accessibleName()
    assert dialog.curves.titles == ("GAN · stable, iteration 0", "Flow · flow, iteration 7")
    chosen = tmp_path / "chosen.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), ""))
    dialog.save.setFocus()
    QTest.keyClick(dialog.save, Qt.Key.Key_Return)
    with Image.open(chosen) as picture:
        inches = dialog.canvas.figure.get_size_inches()
        assert picture.size == pytest.approx(200 * inches, abs=1)
    window.session.model_slots.set_shown(0, False)
    dialog.again.setFocus()
    QTest.keyClick(dialog.again, Qt.Key.Key_Return)
    assert len(dialog.curves.titles) == 1 and dialog.state.text() == "0 of 2 scores"
    dialog.stop.setFocus()
    QTest.keyClick(dialog.stop, Qt.Key.Key_Return)
    assert not dialog.curves.is_running and dialog.again.isEnabled()


@pytest.mark.slow
def test_closing_it_ends_the_process_and_one_that_dies_is_told(qtbot, window, shown):
    dialog = _open(window)
    process = dialog.curves._process
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.curves.is_running
    qtbot.waitUntil(lambda: bool(process.ended), timeout=60_000)
    _open(window)
    dialog.curves._process._process.kill()
    qtbot.waitUntil(lambda: not dialog.curves.is_running, timeout=60_000)
    assert dialog.state.text() == "the process that scores has ended unexpectedly"
    _open(window)
    slot = next(iter(shown))
    wrong = {**shown, slot: replace(shown[slot], g_weights=shown[slot].g_weights[:-1])}
    dialog.curves.begin(wrong)
    qtbot.waitUntil(lambda: not dialog.curves.is_running, timeout=60_000)
    assert dialog.curves.problem and "unexpectedly" not in dialog.curves.problem

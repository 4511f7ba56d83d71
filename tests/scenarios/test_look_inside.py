from dataclasses import replace
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QToolButton

from playground.density.load import load_target
from playground.gan.config import CLASSIC
from playground.gan.inspection import InspectionRequest
from playground.gan.trainer import Trainer
from playground.gui.panels.readout import sentence
from playground.metrics.training_metrics import StepEvaluator
from playground.plots.heat_map import PointValues
from playground.plots.view import View
from playground.worker import monitoring as budget_module
from playground.worker.monitoring import Budget, InspectionScheduler, MetricsScheduler

SLOW = 60_000
ALL = InspectionRequest(d_output=True, arrows=True, grid=True)


def _trainers():
    target = load_target("binary")
    small = replace(CLASSIC, batch_size=32, d_hidden=8, g_hidden=8)
    return [Trainer(replace(small, model=model), target) for model in ("gan", "cgan")]


def test_a_budget_keeps_its_share(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(budget_module, "monotonic", lambda: now[0])
    budget, spent = Budget(0.2), 0.0
    while now[0] < 100:
        if budget.due:
            with budget.spend():
                now[0] += 0.5
            spent += 0.5
        now[0] += 0.1
    assert 0.18 < spent / now[0] <= 0.21


def test_a_glance_takes_one_thing_and_only_what_is_wanted():
    looking = InspectionScheduler(
        _trainers(), (InspectionRequest(), InspectionRequest(arrows=True))
    )
    looking.glance()
    assert looking.look(1).arrows_at == 0
    assert looking.look(0).arrows_at == looking.look(1).d_output_at == -1


def test_finish_brings_all_to_the_present_once():
    looking = InspectionScheduler(_trainers(), (ALL, InspectionRequest(grid=True)))
    assert looking.finish() == {0, 1}
    assert looking.finish() == set()
    looking.note_move(1)
    assert looking.finish() == {1}
    look = looking.look(0)
    assert look.d_output_at == look.arrows_at == look.grid_at == 0
    assert looking.look(1).grid_at == 1


def test_moments_are_judged_once_the_floors_are_there():
    trainers, ready = _trainers(), Event()
    judging = MetricsScheduler([trainer.config for trainer in trainers], ready.set)
    snapshot = trainers[1].snapshot()
    assert judging.judge(1, snapshot, resting=True) is None
    judging.follow(load_target("binary"), len(snapshot.real))
    assert ready.wait(SLOW / 1000)
    moment, scale = judging.judge(1, snapshot, resting=True)
    assert moment.leak.shape == (2, 2)
    assert scale.n == 2000
    gan, _ = judging.judge(0, trainers[0].snapshot(), resting=True)
    assert gan.leak.size == 0


def test_while_the_drawing_changes_only_its_last_state_is_measured(monkeypatch):
    measured, ready, judge = [], Event(), StepEvaluator
    monkeypatch.setattr(
        "playground.worker.monitoring.StepEvaluator",
        lambda target, loss, n: measured.append(target) or judge(target, loss, n),
    )
    trainers, states = _trainers(), [load_target("binary") for _ in range(4)]
    judging = MetricsScheduler([trainer.config for trainer in trainers], ready.set)
    judging.follow(states[0], 2000)
    for state in states[1:]:
        judging.retarget(state)
    assert ready.wait(SLOW / 1000)
    assert all(target is states[-1] for target in measured)
    assert len(measured) == 1


def _button(bar, text):
    action = next(one for one in bar.actions_of_view if one.text() == text)
    button = bar.widgetForAction(action)
    assert isinstance(button, QToolButton)
    return button


def test_toggles_make_a_view(qtbot, window):
    bar = window.stage.look_bar
    for text in ("D*", "Arrows", "Missed", "Losses"):
        qtbot.mouseClick(_button(bar, text), Qt.MouseButton.LeftButton)
    expected = View(heat="best", arrows=True, modes=True, strip="losses")
    assert bar.view == expected
    assert all(panel.panels.view == expected for panel in window.model_panels)
    qtbot.mouseClick(_button(bar, "D"), Qt.MouseButton.LeftButton)
    assert bar.view.heat == "discriminator"
    qtbot.mouseClick(_button(bar, "D"), Qt.MouseButton.LeftButton)
    assert bar.view.heat == "none"


def test_shortcuts_and_menu_do_the_same(qtbot, window):
    bar = window.stage.look_bar
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F7)
    assert bar.view.grid
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert bar.view.strip == "losses"
    in_menus = {a for menu in window.menuBar().actions() for a in menu.menu().actions()}
    assert set(bar.actions_of_view) <= in_menus
    keys = [a.shortcut().toString() for a in bar.actions_of_view]
    assert len(set(keys)) == len(keys)
    assert all(keys)


@pytest.mark.parametrize("loss", ["wasserstein", "hinge"])
def test_losses_without_a_best_disable_it_and_say_why(window, session, loss):
    bar = window.stage.look_bar
    bar.heat_actions[1].setChecked(True)
    session.lineup.set_setting((0, 1), "loss", loss)
    session.reset()
    for action in bar.heat_actions[1:]:
        assert not action.isEnabled()
        assert "no best discriminator" in action.toolTip()
        assert loss in action.toolTip()
    assert bar.heat_actions[0].isEnabled()
    assert bar.view.heat == "none"
    session.lineup.set_setting((0, 1), "loss", "pairing")
    session.reset()
    assert bar.view.heat == "best"


def test_choices_are_offered_where_there_are_some(qtbot, window, session):
    bar = window.stage.look_bar
    assert bar.layer_box.isVisible()
    assert bar.layer_box.count() == 3
    assert not bar.plane_box.isVisible()
    bar.layer_box.setCurrentIndex(2)
    assert bar.view.layer == 1
    session.lineup.set_setting((0, 1), "latent_dim", 4)
    session.reset()
    qtbot.waitUntil(bar.plane_box.isVisible)
    assert bar.plane_box.count() == 6
    assert bar.view.layer == 1
    bar.plane_box.setCurrentIndex(5)
    assert bar.view.plane == (2, 3)
    session.desk.load_shipped("ring8")
    assert bar.view.layer is None


def test_looks_arrive_while_training_and_when_paused(qtbot, window, running):
    bar, panel = window.stage.look_bar, window.model_panels[1]
    for action in (bar.heat_actions[2], *bar.mark_actions, bar.strip_actions[2]):
        action.setChecked(True)
    overlays = panel.panels.inside.overlays
    everything = (*overlays.under, *overlays.over)
    qtbot.waitUntil(lambda: all(one.get_visible() for one in everything), timeout=SLOW)
    grid = overlays.grid.lines[0].get_xydata().copy()
    running.set_playing(True)
    qtbot.waitUntil(
        lambda: not np.array_equal(overlays.grid.lines[0].get_xydata(), grid, equal_nan=True),
        timeout=SLOW,
    )
    distances = panel.panels.inside.strip.distances.curves.lines[0]
    qtbot.waitUntil(lambda: len(distances[0].get_xdata()) > 2, timeout=SLOW)
    assert "modes missed" in panel.written.notes[1].text()


def test_a_single_step_brings_new_looks(qtbot, window, running):
    window.stage.look_bar.heat_actions[0].setChecked(True)
    overlay = window.model_panels[0].panels.inside.overlays.heat.overlay
    qtbot.waitUntil(lambda: overlay.image.get_visible(), timeout=SLOW)
    before = overlay.values
    running.step("discriminator")
    qtbot.waitUntil(lambda: not np.array_equal(overlay.values, before), timeout=SLOW)


def _move(panel, place):
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove, QPointF(place), panel.mapToGlobal(QPointF(place)),
        Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    panel.mouseMoveEvent(event)


def _pixel(panel, x, y):
    """Where the point (x, y) of the unit square is on the panel."""
    across, up = panel.panels.points.axes.transData.transform((x, y)) / panel.device_pixel_ratio
    return QPoint(round(across), round(panel.height() - up))


def test_hovering_asks_for_d_and_shows_the_values_there(qtbot, window, running):
    panel = window.model_panels[0]
    with qtbot.waitSignal(panel.wants) as asked:
        _move(panel, _pixel(panel, 0.3, 0.6))
    assert asked.args[0].d_output
    qtbot.waitUntil(lambda: "σ(D−c)" in panel.readout.text(), timeout=SLOW)
    assert panel.readout.isVisible()
    x = float(panel.readout.text().split()[1])
    assert x == pytest.approx(0.3, abs=0.005)
    assert "D*" in panel.readout.text()
    with qtbot.waitSignal(panel.wants) as asked:
        _move(panel, QPoint(2, 2))
    assert not asked.args[0]
    assert not panel.readout.isVisible()


def test_values_in_words():
    nan = float("nan")
    assert sentence(PointValues(0.25, 0.5, 3.14159, 0.5, nan)) == (
        "x 0.250   y 0.500\np 3.14   D 0.5   D* –"
    )
    assert sentence(PointValues(0, 1, 0, nan, nan, has_best=False)) == "x 0.000   y 1.000\np 0"
    assert "−2.5" in sentence(PointValues(0, 1, 0, -2.5, nan, "D−mean", has_best=False))


def test_a_blitted_frame_with_all_overlays_is_a_drawn_one(qtbot, window, running):
    for action in (*window.stage.look_bar.heat_actions[:1], *window.stage.look_bar.mark_actions):
        action.setChecked(True)
    panel = window.model_panels[1]
    running.set_playing(True)
    lines = panel.panels.inside.overlays.grid.lines
    qtbot.waitUntil(lambda: lines[0].get_visible() and panel._backdrop.is_there, timeout=SLOW)
    running.set_playing(False)
    qtbot.waitUntil(lambda: panel._backdrop.is_there, timeout=SLOW)
    panel._backdrop.show_frame(panel.panels)
    blitted = np.asarray(panel.buffer_rgba()).copy()
    panel.draw()
    assert np.array_equal(blitted, np.asarray(panel.buffer_rgba()))

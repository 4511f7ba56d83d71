"""What is inspected and measured while training goes on, and how much of the time that takes."""

from dataclasses import replace
from threading import Event

from playground.density.load import load_target
from playground.gan.presets import CLASSIC
from playground.gan.trainer import Trainer
from playground.metrics.training_metrics import StepEvaluator
from playground.nn.inspection import InspectionRequest
from playground.worker import monitoring as budget_module
from playground.worker.monitoring import Budget, InspectionScheduler, MetricsScheduler

SLOW = 60_000
ALL = InspectionRequest(d_output=True, arrows=True, grid=True)


def _trainers():
    target = load_target("binary")
    small = replace(CLASSIC, batch_size=32, d_hidden=8, g_hidden=8)
    models = enumerate(("gan", "cgan"))
    return {slot: Trainer(replace(small, model=model), target) for slot, model in models}


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


def test_a_refresh_takes_one_thing_and_only_what_is_wanted():
    inspections = InspectionScheduler(
        _trainers(), {0: InspectionRequest(), 1: InspectionRequest(arrows=True)}
    )
    inspections.refresh_one()
    assert inspections.newest(1).arrows_at == 0
    assert inspections.newest(0).arrows_at == inspections.newest(1).d_output_at == -1


def test_refreshing_all_brings_all_to_the_present_once():
    inspections = InspectionScheduler(_trainers(), {0: ALL, 1: InspectionRequest(grid=True)})
    assert inspections.refresh_all() == {0, 1}
    assert inspections.refresh_all() == set()
    inspections.note_move(1)
    assert inspections.refresh_all() == {1}
    look = inspections.newest(0)
    assert look.d_output_at == look.arrows_at == look.grid_at == 0
    assert inspections.newest(1).grid_at == 1


def test_moments_are_judged_once_the_floors_are_there():
    trainers, ready = _trainers(), Event()
    metrics = MetricsScheduler(
        {slot: trainer.config for slot, trainer in trainers.items()}, ready.set
    )
    snapshot = trainers[1].snapshot()
    assert metrics.evaluate(1, snapshot, resting=True) is None
    metrics.follow(load_target("binary"), len(snapshot.real))
    assert ready.wait(SLOW / 1000)
    moment, scale = metrics.evaluate(1, snapshot, resting=True)
    assert moment.leak.shape == (2, 2)
    assert scale.n == 2000
    gan, _ = metrics.evaluate(0, trainers[0].snapshot(), resting=True)
    assert gan.leak.size == 0


def test_while_the_drawing_changes_only_its_last_state_is_measured(monkeypatch):
    measured, ready, evaluator = [], Event(), StepEvaluator
    monkeypatch.setattr(
        "playground.worker.monitoring.StepEvaluator",
        lambda target, loss, n, _known: measured.append(target) or evaluator(target, loss, n),
    )
    trainers, states = _trainers(), [load_target("binary") for _ in range(4)]
    metrics = MetricsScheduler(
        {slot: trainer.config for slot, trainer in trainers.items()}, ready.set
    )
    metrics.follow(states[0], 2000)
    for state in states[1:]:
        metrics.retarget(state)
    assert ready.wait(SLOW / 1000)
    assert all(target is states[-1] for target in measured)
    assert len(measured) == 1

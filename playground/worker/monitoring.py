"""Inspections and metrics of the models in training, each within its share of the time."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from math import inf
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

from playground.density.target import Target
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.metrics.training_metrics import StepEvaluator
from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection, InspectionRequest
from playground.nn.model_config import ModelConfig

if TYPE_CHECKING:
    from playground.nn.model_trainer import ModelTrainer


class Budget:
    """Spaces out a recurring task: one that took t seconds is due again after t / `share` seconds.

    It waits at most `longest_s` seconds, so that a single interruption by other programs does not
    put it off for long.
    """

    def __init__(self, share: float, longest_s: float = inf) -> None:
        self.share = share
        """In 0 … 1; may change, and counts from the next time on."""
        self._longest_s = longest_s
        self._due_at = 0.0

    @property
    def due(self) -> bool:
        """Whether there is time for the task."""
        return monotonic() >= self._due_at

    @contextmanager
    def spend(self) -> Iterator[None]:
        """Do the task inside this context."""
        start = monotonic()
        yield
        end = monotonic()
        self._due_at = end + min((end - start) * (1 / self.share - 1), self._longest_s)


INSPECTION_SHARE = 0.1
"""Of the worker's time, while it trains at full speed."""


class InspectionScheduler:
    """One inspector per slot; what is `wanted` of each model is refreshed in turn."""

    def __init__(
        self, trainers: "Mapping[int, ModelTrainer]", wanted: Mapping[int, InspectionRequest]
    ) -> None:
        self.wanted = wanted
        self._trainers = trainers
        self._inspectors = {slot: one.inspector() for slot, one in trainers.items()}
        self._moves = dict.fromkeys(trainers, 0)
        self._budget = Budget(INSPECTION_SHARE)
        self._last_first = list(trainers)

    def newest(self, slot: int) -> Inspection:
        """The newest inspection of the model in a slot."""
        return self._inspectors[slot].inspection

    def inspect_snapshot(
        self, slot: int, snapshot: Snapshot, wanted: InspectionRequest
    ) -> Inspection:
        """An inspection of a model as it was at `snapshot`; the newest one stays as it is."""
        return self._trainers[slot].inspect_snapshot(snapshot, wanted)

    def note_move(self, slot: int) -> None:
        """The inspections of this model are out of date."""
        self._moves[slot] += 1

    def refresh_one(self) -> None:
        """Refresh one thing that is wanted, if there is time for it."""
        if not any(self.wanted.values()) or not self._budget.due:
            return
        with self._budget.spend():
            for _ in self._inspectors:
                self._last_first = [*self._last_first[1:], self._last_first[0]]
                if self._refresh(self._last_first[0]):
                    return

    def refresh_all(self) -> set[int]:
        """Bring all inspections up to date while nothing moves; returns the refreshed slots."""
        fresh = set()
        for slot in self._inspectors:
            while self._refresh(slot):
                fresh.add(slot)
        return fresh

    def _refresh(self, slot: int) -> bool:
        wanted = self.wanted.get(slot)
        return wanted is not None and self._inspectors[slot].refresh(wanted, self._moves[slot])


METRICS_SHARE = 0.01
"""Of the worker's time, while it trains at full speed: about five a second of each model."""

REST_SECONDS = 0.6
"""The floors of a target are measured once it has not changed for so long."""


class MetricsScheduler:
    """Computes the metrics of a run's models on its target, once the target's floors are measured.

    That happens in a thread, so that training goes on, and only when the drawing rests; then
    `ready` is called, in that thread.
    """

    def __init__(self, configs: Mapping[int, ModelConfig], ready: Callable[[], None]) -> None:
        self._configs = configs
        self._ready = ready
        self._evaluators: dict[tuple[object, ...], StepEvaluator] = {}
        self._target: Target | None = None
        self._points = 0
        self._budgets = {slot: Budget(METRICS_SHARE / len(configs)) for slot in configs}

    def follow(self, target: Target, points: int) -> None:
        """Evaluate snapshots of so many points against this target from now on."""
        self._points = points
        self.retarget(target)

    def retarget(self, target: Target) -> None:
        """Evaluate against another target, which is measured unless another one follows soon."""
        self._evaluators = {}
        self._target = target
        Thread(target=self._measure, args=(target, self._points), daemon=True).start()

    def evaluate(
        self, slot: int, snapshot: Snapshot, *, resting: bool
    ) -> tuple[StepMetrics, Scale] | None:
        """The metrics of a snapshot, if there is time for them, or nothing else to do."""
        evaluator = self._evaluators.get(self._configs[slot].measured_by)
        budget = self._budgets[slot]
        if evaluator is None or not (resting or budget.due):
            return None
        with budget.spend():
            metrics = self._evaluated(evaluator, slot, snapshot)
        return metrics, evaluator.scale

    def evaluate_past(self, slot: int, snapshot: Snapshot) -> StepMetrics | None:
        """The metrics of a past snapshot, outside the budget; None before there are floors."""
        evaluator = self._evaluators.get(self._configs[slot].measured_by)
        return None if evaluator is None else self._evaluated(evaluator, slot, snapshot)

    def _evaluated(self, evaluator: StepEvaluator, slot: int, snapshot: Snapshot) -> StepMetrics:
        conditional = self._configs[slot].is_conditional
        return evaluator.evaluate(
            snapshot.iteration,
            snapshot.real,
            snapshot.generated,
            snapshot.generated_layer if conditional else None,
        )

    def _measure(self, target: Target, points: int) -> None:
        sleep(REST_SECONDS)
        if target is not self._target:
            return
        kinds = {config.measured_by: config for config in self._configs.values()}
        evaluators = {
            key: StepEvaluator(
                target, config.adversarial_loss, points, config.known_least_loss(target)
            )
            for key, config in kinds.items()
        }
        if target is self._target:
            self._evaluators = evaluators
            self._ready()

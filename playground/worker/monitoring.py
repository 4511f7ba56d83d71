"""Inspections and metrics of the models in training, each within its part of the time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import inf
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gan.history import Snapshot
from playground.gan.inspection import Inspection, InspectionRequest
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.metrics.training_metrics import StepEvaluator

if TYPE_CHECKING:
    from playground.gan.trainer import Trainer


class Budget:
    """After the chore took t seconds it is due again when that is `share` of what has passed.

    It waits for `longest_s` at most, so that one interruption by other programs does not stop it.
    """

    def __init__(self, share: float, longest_s: float = inf) -> None:
        self.share = share
        """May change; it counts from the next time on."""
        self._longest_s = longest_s
        self._due_at = 0.0

    @property
    def due(self) -> bool:
        """Whether there is time for the chore."""
        return monotonic() >= self._due_at

    @contextmanager
    def spend(self) -> Iterator[None]:
        """Do the chore inside of this."""
        start = monotonic()
        yield
        end = monotonic()
        self._due_at = end + min((end - start) * (1 / self.share - 1), self._longest_s)


INSPECTION_SHARE = 0.1
"""Of the worker's time, while it trains at full speed."""


class InspectionScheduler:
    """One looker for each entrant of a run; what is `wanted` of each is asked for by turns."""

    def __init__(self, trainers: "list[Trainer]", wanted: tuple[InspectionRequest, ...]) -> None:
        from playground.gan.inspector import Inspector

        self.wanted = wanted
        self._trainers = trainers
        self._lookers = [Inspector(trainer.model_view) for trainer in trainers]
        self._moves = [0] * len(trainers)
        self._budget = Budget(INSPECTION_SHARE)
        self._turn = 0

    def look(self, entrant: int) -> Inspection:
        """The newest look at an entrant."""
        return self._lookers[entrant].inspection

    def inspect_snapshot(
        self, entrant: int, snapshot: Snapshot, wanted: InspectionRequest
    ) -> Inspection:
        """A look at an entrant as it was at `snapshot`; the newest look stays as it is."""
        from playground.gan.inspector import inspect_snapshot

        return inspect_snapshot(self._trainers[entrant].model_view(), snapshot, wanted)

    def note_move(self, entrant: int) -> None:
        """Its looks are of the past now."""
        self._moves[entrant] += 1

    def glance(self) -> None:
        """Refresh one thing, if there is time for it."""
        if not any(self.wanted) or not self._budget.due:
            return
        with self._budget.spend():
            for _ in self._lookers:
                self._turn = (self._turn + 1) % len(self._lookers)
                if self._refresh(self._turn):
                    return

    def finish(self) -> set[int]:
        """Bring all looks to the present, while nothing moves; returns whose are new."""
        fresh = set()
        for entrant in range(len(self._lookers)):
            while self._refresh(entrant):
                fresh.add(entrant)
        return fresh

    def _refresh(self, entrant: int) -> bool:
        if entrant >= len(self.wanted):
            return False
        return self._lookers[entrant].refresh(self.wanted[entrant], self._moves[entrant])


METRICS_SHARE = 0.01
"""Of the worker's time, while it trains at full speed: some five moments a second of each model."""

REST_SECONDS = 0.6
"""The floors of a target are measured when it has been the same for so long."""


class MetricsScheduler:
    """Judges the entrants of a run on its target, once the floors are there.

    They are measured in a thread, so that training goes on, and only when the drawing rests;
    then `ready` is called, in that thread.
    """

    def __init__(self, configs: Sequence[GanConfig], ready: Callable[[], None]) -> None:
        self._configs = configs
        self._ready = ready
        self._judges: dict[str, StepEvaluator] = {}
        self._target: Target | None = None
        self._points = 0
        self._budgets = [Budget(METRICS_SHARE / max(len(configs), 1)) for _ in configs]

    def follow(self, target: Target, points: int) -> None:
        """Judge snapshots of so many points by this target from now on."""
        self._points = points
        self.retarget(target)

    def retarget(self, target: Target) -> None:
        """Judge them by another target from now on; it is measured if no other one follows soon."""
        self._judges = {}
        self._target = target
        Thread(target=self._measure, args=(target, self._points), daemon=True).start()

    def judge(
        self, entrant: int, snapshot: Snapshot, *, resting: bool
    ) -> tuple[StepMetrics, Scale] | None:
        """The figures of a moment, if there is time for it, or nothing else to do."""
        judge = self._judges.get(self._configs[entrant].loss)
        budget = self._budgets[entrant]
        if judge is None or not (resting or budget.due):
            return None
        with budget.spend():
            moment = self._moment(judge, entrant, snapshot)
        return moment, judge.scale

    def judge_past(self, entrant: int, snapshot: Snapshot) -> StepMetrics | None:
        """The figures of a moment that is past, outside of the budget; None without floors."""
        judge = self._judges.get(self._configs[entrant].loss)
        return None if judge is None else self._moment(judge, entrant, snapshot)

    def _moment(self, judge: StepEvaluator, entrant: int, snapshot: Snapshot) -> StepMetrics:
        told = self._configs[entrant].model == "cgan"
        return judge.evaluate(
            snapshot.iteration,
            snapshot.real,
            snapshot.generated,
            snapshot.generated_layer if told else None,
        )

    def _measure(self, target: Target, points: int) -> None:
        sleep(REST_SECONDS)
        if target is not self._target:
            return
        judges: dict[str, StepEvaluator] = {
            loss: StepEvaluator(target, loss, points)
            for loss in {config.loss for config in self._configs}
        }
        if target is self._target:
            self._judges = judges
            self._ready()

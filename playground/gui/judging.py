"""The figures of a run's moments, within a part of the worker's time. No Qt in here."""

from collections.abc import Callable, Sequence
from threading import Thread
from time import sleep

from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gan.snapshot import Snapshot
from playground.gui.budget import Budget
from playground.metrics.moment import Moment, Scale
from playground.metrics.moment_judge import MomentJudge

SHARE = 0.01
"""Of the worker's time, while it trains at full speed: some five moments a second of each model."""

REST_SECONDS = 0.6
"""The floors of a target are measured when it has been the same for so long."""


class Judging:
    """Judges the entrants of a run on its target, once the floors are there.

    They are measured in a thread, so that training goes on, and only when the drawing rests;
    then `ready` is called, in that thread.
    """

    def __init__(self, configs: Sequence[GanConfig], ready: Callable[[], None]) -> None:
        self._configs = configs
        self._ready = ready
        self._judges: dict[str, MomentJudge] = {}
        self._target: Target | None = None
        self._points = 0
        self._budgets = [Budget(SHARE / max(len(configs), 1)) for _ in configs]

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
    ) -> tuple[Moment, Scale] | None:
        """The figures of a moment, if there is time for it, or nothing else to do."""
        judge = self._judges.get(self._configs[entrant].loss)
        budget = self._budgets[entrant]
        if judge is None or not (resting or budget.due):
            return None
        with budget.spend():
            moment = self._moment(judge, entrant, snapshot)
        return moment, judge.scale

    def judge_past(self, entrant: int, snapshot: Snapshot) -> Moment | None:
        """The figures of a moment that is past, outside of the budget; None without floors."""
        judge = self._judges.get(self._configs[entrant].loss)
        return None if judge is None else self._moment(judge, entrant, snapshot)

    def _moment(self, judge: MomentJudge, entrant: int, snapshot: Snapshot) -> Moment:
        told = self._configs[entrant].model == "cgan"
        return judge.moment(
            snapshot.iteration,
            snapshot.real,
            snapshot.generated,
            snapshot.generated_layer if told else None,
        )

    def _measure(self, target: Target, points: int) -> None:
        sleep(REST_SECONDS)
        if target is not self._target:
            return
        judges: dict[str, MomentJudge] = {
            loss: MomentJudge(target, loss, points)
            for loss in {config.loss for config in self._configs}
        }
        if target is self._target:
            self._judges = judges
            self._ready()

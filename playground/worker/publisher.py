"""What the worker publishes, and when: snapshots, inspections, metrics."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from playground.density.target import Target
from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection, InspectionRequest
from playground.worker.monitoring import Budget, InspectionScheduler, MetricsScheduler
from playground.worker.protocol import (
    Begin,
    InspectSnapshot,
    MetricsReady,
    Report,
    SnapshotInspected,
    SnapshotReady,
    UseBuffer,
)
from playground.worker.scheduler import TrainerScheduler
from playground.worker.shared_memory import BufferLayout, SnapshotBuffer

PUBLISHING_SHARE = 0.1
"""Of the worker's time, while it trains at full speed.

On two cores a snapshot of a stable model takes 3 ms, so there is one for each of the 30 frames.
"""

INSPECTING_SHARE = 0.13
"""Of the worker's time, while inspections are wanted: then the pictures matter most."""

_LONGEST_WAIT_SECONDS = 0.1


class PublishQueue:
    """The slots whose model has moved since its last snapshot, and whose buffer room is free.

    The window reads at most 30 snapshots a second of each slot. While a snapshot is expensive
    compared with an iteration they come one by one, the oldest first, so that training keeps most
    of the time.
    """

    def __init__(self, slots: Iterable[int] = ()) -> None:
        self._oldest_first = list(slots)
        self.moved = set(self._oldest_first)
        """The slots whose last snapshot is out of date."""
        self._free: set[int] = set()
        self._buffer: SnapshotBuffer | None = None
        self._budget = Budget(PUBLISHING_SHARE, longest_s=_LONGEST_WAIT_SECONDS)

    def open_buffer(self, layout: BufferLayout, name: str) -> None:
        """Write into the buffer of this name from now on.

        Does nothing when there is none: the window has begun another run since, and removed it.
        """
        try:
            self._buffer = SnapshotBuffer(layout, name)
        except FileNotFoundError:
            return
        self._free = set(self._oldest_first)

    def close(self) -> None:
        """Close the buffer; nothing is written any more."""
        if self._buffer is not None:
            self._buffer.close()
        self._buffer, self._free = None, set()

    def set_inspecting(self, inspecting: bool) -> None:
        """Take more of the worker's time while inspections are wanted."""
        self._budget.share = INSPECTING_SHARE if inspecting else PUBLISHING_SHARE

    def release(self, slot: int) -> None:
        """The window has read this slot's snapshot."""
        self._free.add(slot)

    def due(self, *, within_budget: bool) -> Iterator[int]:
        """The slots to `put` now; `within_budget`, only while there is time for it."""
        for slot in [one for one in self._oldest_first if one in self.moved & self._free]:
            if within_budget and not self._budget.due:
                return
            yield slot

    def put(self, slot: int, take: Callable[[], tuple[Snapshot, Inspection]]) -> Snapshot:
        """Write what `take()` returns into the buffer, and return its snapshot."""
        assert self._buffer is not None
        with self._budget.spend():
            snapshot, inspection = take()
            self._buffer.write(slot, snapshot, inspection)
        self.moved.remove(slot)
        self._free.remove(slot)
        self._oldest_first.remove(slot)
        self._oldest_first.append(slot)
        return snapshot


class SnapshotPublisher:
    """Publishes the models of one run, each kind of work within its share of the worker's time.

    The shares count while training goes at full speed; otherwise everything is brought up to date
    at every move. The snapshots of a run that has failed can still be inspected.
    """

    def __init__(
        self,
        scheduler: TrainerScheduler,
        begin: Begin,
        report: Callable[[Report], None],
        floors_ready: Callable[[], None],
    ) -> None:
        """`floors_ready` is called, in another thread, once metrics can be computed."""
        self._run, self._scheduler, self._report = begin.run, scheduler, report
        trainers = scheduler.trainers
        self._inspections = InspectionScheduler(trainers, begin.wanted)
        self._queue = PublishQueue(trainers)
        self.inspect(begin.wanted)
        self._metrics = MetricsScheduler(begin.configs, floors_ready)
        snapshots = {slot: trainer.snapshot() for slot, trainer in trainers.items()}
        inspections = {slot: self._inspections.newest(slot) for slot in trainers}
        self.layout = BufferLayout.of(snapshots, inspections)
        """The layout of the buffer that it needs."""
        for snapshot in list(snapshots.values())[:1]:
            self._metrics.follow(begin.target, len(snapshot.real))

    def use(self, command: UseBuffer) -> None:
        """Write into this buffer from now on."""
        self._queue.open_buffer(command.layout, command.name)

    def close(self) -> None:
        """Close the buffer; nothing is published any more."""
        self._queue.close()

    def inspect(self, wanted: Mapping[int, InspectionRequest]) -> None:
        """Inspect this of each model from now on."""
        self._inspections.wanted = wanted
        self._queue.set_inspecting(any(one.needs_networks for one in wanted.values()))

    def release(self, slot: int) -> None:
        """The window has read this slot's snapshot, so there is room for the next."""
        self._queue.release(slot)

    def note_moved(self, slots: Iterable[int]) -> None:
        """The last snapshots of these slots are out of date."""
        self._queue.moved.update(slots)

    def renew(self) -> None:
        """There is more to see of all models, though none has moved."""
        self.note_moved(self._scheduler.trainers)

    def retarget(self, target: Target) -> None:
        """All models learn this target from now on."""
        self.renew()
        self._metrics.retarget(target)

    def publish(self, *, full_speed: bool) -> None:
        """Inspect the models that moved, and publish the snapshots that are due."""
        for slot in self._queue.moved:
            self._inspections.note_move(slot)
        if full_speed:
            self._inspections.refresh_one()
        else:
            self._queue.moved |= self._inspections.refresh_all()
        for slot in self._queue.due(within_budget=full_speed):
            self._scheduler.current = slot
            self._publish(slot, full_speed=full_speed)

    def inspect_snapshot(self, command: InspectSnapshot) -> None:
        """Inspect a model as it was at one of its snapshots, and report that."""
        slot, snapshot, wanted = command.slot, command.snapshot, command.wanted
        inspection = self._inspections.inspect_snapshot(slot, snapshot, wanted)
        metrics = self._metrics.evaluate_past(slot, snapshot) if wanted.figures else None
        self._report(SnapshotInspected(self._run, slot, inspection, metrics))

    def _publish(self, slot: int, *, full_speed: bool) -> None:
        """The metrics of an iteration are reported before its snapshot."""
        snapshot = self._queue.put(slot, lambda: self._take(slot))
        evaluated = self._metrics.evaluate(slot, snapshot, resting=not full_speed)
        if evaluated is not None:
            self._report(MetricsReady(self._run, slot, *evaluated))
        self._report(SnapshotReady(self._run, slot))

    def _take(self, slot: int) -> tuple[Snapshot, Inspection]:
        return self._scheduler.trainers[slot].snapshot(), self._inspections.newest(slot)

"""What the pictures cost the training: `python -m benchmarks.worker`, without Qt and a window.

A GAN and a CGAN of the preset `stable` train in the window's process, once undisturbed and once
with their snapshots taken 30 times a second; then in a process each.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from benchmarks.timing import print_table
from playground.density.load import load_target
from playground.gan.presets import presets_of
from playground.worker.client import Worker
from playground.worker.pair import AnyWorker, WorkerPair
from playground.worker.protocol import (
    Begin,
    Begun,
    Play,
    Ready,
    Report,
    Rules,
    Save,
    Saved,
    SnapshotReady,
)

_FRAMES = 30
_LOOK = 0.002
_RUNS = {"one process": Worker, "a process each": WorkerPair}


class Client:
    """A window without a window: it sends commands, and takes what it is shown."""

    def __init__(self, worker: AnyWorker) -> None:
        self.worker = worker
        self.taken = 0
        self._shown: set[int] = set()

    def until(self, found: Callable[[Report], bool]) -> Report:
        """Read reports up to this one."""
        while True:
            if self.worker.ended:
                raise RuntimeError(f"the process ended: {self.worker.ended}")
            for report in self.worker.reports():
                if isinstance(report, SnapshotReady):
                    self._shown.add(report.slot)
                if found(report):
                    return report
            time.sleep(_LOOK)

    def look(self, seconds: float, *, take: bool) -> None:
        """Read reports for so long, and with `take` the snapshots, 30 times a second."""
        end, due = time.monotonic() + seconds, time.monotonic()
        while (now := time.monotonic()) < end:
            for report in self.worker.reports():
                if isinstance(report, SnapshotReady):
                    self._shown.add(report.slot)
            if take and now >= due:
                due = now + 1 / _FRAMES
                for slot in self._shown:
                    self.worker.take(slot)
                    self.taken += 1
                self._shown.clear()
            time.sleep(_LOOK)

    def iterations(self) -> int:
        """How many iterations all models have done together by now."""
        self.worker.send(Save())
        saved = self.until(lambda report: isinstance(report, Saved) and report.asked)
        assert isinstance(saved, Saved)
        return sum(int(state["iteration"]) for state in saved.states.values())


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--seconds", type=float, default=10.0, help="of each measurement")
    args = parser.parse_args()
    rows = []
    for name, start in _RUNS.items():
        worker = start()
        try:
            rows.append((name, *_measured(Client(worker), args.device, args.seconds)))
        finally:
            worker.close()
    header = ("training in", "bare it/s", "shown it/s", "ratio", "pictures a second")
    print_table("stable GAN and CGAN on binary, iterations of both together", header, rows)
    return 0


def _measured(client: Client, device: str, seconds: float) -> tuple[str, ...]:
    configs = {
        slot: replace(presets_of(model)["stable"], model=model)
        for slot, model in enumerate(("gan", "cgan"))
    }
    client.until(lambda report: isinstance(report, Ready))
    rules = Rules("iterations", tuple(configs))
    client.worker.send(Begin(1, configs, load_target("binary"), device, rules))
    client.until(lambda report: isinstance(report, Begun))
    client.worker.send(Play())
    client.look(seconds / 2, take=False)  # recording, and the floors
    bare = _rate(client, seconds, take=False)
    client.taken = 0
    shown = _rate(client, seconds, take=True)
    pictures = client.taken / seconds
    return f"{bare:.0f}", f"{shown:.0f}", f"{shown / bare:.2f}", f"{pictures:.0f}"


def _rate(client: Client, seconds: float, *, take: bool) -> float:
    before, start = client.iterations(), time.monotonic()
    client.look(seconds, take=take)
    return (client.iterations() - before) / (time.monotonic() - start)


if __name__ == "__main__":
    sys.exit(main())

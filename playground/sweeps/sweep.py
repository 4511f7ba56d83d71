"""Trains what is missing of a sweep, and keeps its tables and pictures up to date."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any, Literal, Protocol

from playground.density.load import load_target
from playground.density.target import Target
from playground.errors import RunFailed
from playground.nn.model_config import ModelConfig
from playground.runs.run_folder import make_folders, make_numbered
from playground.runs.run_lock import hold_run
from playground.sweeps.pictures import write_pictures
from playground.sweeps.plan import SweepPlan, plan_sweep
from playground.sweeps.process_engine import ProcessEngine, RunNews
from playground.sweeps.results import RunOutcome, SweepRow, write_outcome, write_tables
from playground.sweeps.stacked_engine import StackedEngine
from playground.sweeps.sweep_folder import (
    RunOutput,
    SweepFolder,
    check_sweep_place,
    open_sweep,
    start_sweep,
)
from playground.sweeps.sweep_run import RunOrder

_TABLE_SECONDS = 2.0
"""The tables are written at most so often while runs are going on."""


EngineName = Literal["auto", "processes", "stacked"]


class Engine(Protocol):
    """Trains runs somewhere, as `ProcessEngine` does."""

    def train(self, orders: Iterable[RunOrder]) -> Iterator[RunNews | None]:
        """Train them all; yields what happens, and None when nothing has for a moment."""
        ...

    def stop(self) -> None:
        """Have the runs keep their states and stop; no further one begins."""
        ...

    def close(self) -> None:
        """Let go of what trains."""
        ...


@dataclass
class SweepProgress:
    """How far a sweep is. `running` has the iterations done of each run that is going on.

    `left` is the number of iterations that there were to do at the beginning, `trained` how many of
    them are done in runs that are over.
    """

    total: int
    over: int
    failed: int
    left: int
    trained: int = 0
    running: dict[str, int] = field(default_factory=dict)
    _start: float = 0.0

    def begin(self) -> None:
        """The first run is training: what takes time before that says nothing of the pace."""
        self._start = self._start or monotonic()

    @property
    def seconds_left(self) -> float:
        """How long the rest will take at the pace so far; NaN before there is one."""
        done = self.trained + sum(self.running.values())
        spent = monotonic() - self._start
        return spent / done * (self.left - done) if done else float("nan")


class SweepTraining:
    """The training of all runs of `sweep` that have no result, by `engine`.

    The folder is held by this process while it lasts.
    """

    def __init__(self, sweep: SweepFolder, engine: Engine) -> None:
        """Raises InputError when another process trains it, or a target of it cannot be read."""
        self.sweep = sweep
        self._engine = engine
        self.rows = {row.run: row for row in sweep.rows()}
        missing = [run for run in sweep.plan.runs if self._is_missing(run.name)]
        self._orders = [
            RunOrder(run.name, sweep.path, sweep.targets[run.target], sweep.record_of(run))
            for run in missing
        ]
        for index in {run.target for run in missing}:
            sweep.target_of(next(run for run in missing if run.target == index))
        self.progress = SweepProgress(
            total=len(self.rows),
            over=len(self.rows) - len(missing),
            failed=sum(row.outcome.state == "diverged" for row in self.rows.values()),
            left=sum(run.config.iterations for run in missing),
        )
        self._iterations = {run.name: run.config.iterations for run in missing}
        self._begun: dict[str, int] = {}
        self._written = monotonic()

    def train(self) -> Generator[SweepRow | None]:
        """Train; yields the row of each run that is over, and None while nothing happens.

        Tables and pictures are there at the end, also where the caller stops before. Raises
        InputError where another process trains the sweep, RunFailed when the disk does not take it.
        """
        with ExitStack() as ends:
            ends.enter_context(hold_run(self.sweep.path))
            ends.callback(self._write)
            ends.callback(self._engine.close)
            self._write_tables()
            for news in self._engine.train(self._orders):
                yield self._hear(news) if news else None

    def stop(self) -> None:
        """Have the runs that are going on keep their states and stop."""
        self._engine.stop()

    def _is_missing(self, name: str) -> bool:
        return self.rows[name].outcome.state in ("waiting", "failed")

    def _hear(self, news: RunNews) -> SweepRow | None:
        running = self.progress.running
        match news.kind:
            case "begun":
                running[news.name] = 0
                return None
            case "at":
                self.progress.begin()
                begun = self._begun.setdefault(news.name, news.value)
                running[news.name] = news.value - begun
                return None
            case "stopped":
                running.pop(news.name, None)
                return None
            case "unwritten":
                raise RunFailed(
                    f"{news.value}; what is done is kept, and playground --sweep "
                    f"{self.sweep.path} goes on with the rest"
                )
        running.pop(news.name, None)
        return self._end(news.name, news.value)

    def _end(self, name: str, outcome: RunOutcome) -> SweepRow:
        progress = self.progress
        progress.over += 1
        progress.failed += outcome.state != "done"
        progress.trained += self._iterations[name] - self._begun.get(name, 0)
        if outcome.state == "failed":
            make_folders(self.sweep.path / name)
            write_outcome(self.sweep.path / name, outcome)
        run = next(run for run in self.sweep.plan.runs if run.name == name)
        self.rows[name] = row = self.sweep.row(run, outcome)
        if monotonic() - self._written > _TABLE_SECONDS:
            self._write_tables()
        return row

    def _write_tables(self) -> None:
        write_tables(self.sweep.path, list(self.rows.values()))
        self._written = monotonic()

    def _write(self) -> None:
        self._write_tables()
        write_pictures(self.sweep, list(self.rows.values()))


def sweep(
    config: ModelConfig | Sequence[ModelConfig],
    targets: Target | str | Sequence[Target | str],
    over: Mapping[str, Sequence[Any]] | None = None,
    seeds: Iterable[int] = (0,),
    *,
    pairs: bool = False,
    jobs: int | None = None,
    engine: EngineName = "auto",
    cluster: str = "",
    out: Path | str | None = None,
    device: str = "cpu",
    samples: int = 10_000,
) -> Iterator[SweepRow]:
    """Train every combination of configs, targets, values in `over` and seeds; yields a row for
    each run that is over, in the order in which they end.

    Targets are given as such or named as `load_target` takes them. `jobs` processes train, or one a
    core; or runs of one shape are "stacked", up to `jobs` at once, as they are on a CUDA device
    unless the `engine` is "processes"; or else the workers of the Dask scheduler at the address
    `cluster` train. Each run is a folder below `out`, by default a new one in `runs/`.
    With `pairs` the lists are gone through together (`plan_sweep`). Raises InputError before
    anything is written; a run that diverges, or cannot be trained, is a row whose `outcome.state`
    says so.
    """
    configs = [config] if isinstance(config, ModelConfig) else list(config)
    given = [targets] if isinstance(targets, Target | str) else list(targets)
    found = [load_target(one) if isinstance(one, str) else one for one in given]
    starts = [("", config) for config in configs]
    plan = plan_sweep(starts, found, over or {}, list(seeds), pairs=pairs)
    there: Engine | None = None
    if cluster:
        from playground.sweeps.cluster_engine import ClusterEngine

        there = ClusterEngine(cluster, jobs)
    place = None if out is None else Path(out)
    folder = begin_sweep(plan, found, RunOutput(samples, device=device), place)
    training = SweepTraining(folder, there or local_engine(folder, jobs, engine))
    return (row for row in training.train() if row is not None)


def local_engine(sweep: SweepFolder, jobs: int | None, name: EngineName = "auto") -> Engine:
    """What trains `sweep` on this machine: processes, or on a CUDA device a stack."""
    if name == "stacked" or (name == "auto" and sweep.output.device == "cuda"):
        return StackedEngine(jobs)
    return ProcessEngine(jobs)


RUNS = Path("runs")
"""Where a sweep goes that is told no folder, below the folder that one stands in."""


def begin_sweep(
    plan: SweepPlan, targets: Sequence[Target], output: RunOutput, out: Path | None
) -> SweepFolder:
    """A new sweep in the folder `out`, or in a new one of `runs/`. Raises InputError, OSError."""
    if out is None:
        first = plan.runs[0]
        out = make_numbered(RUNS, f"sweep-{first.config.model}-{targets[first.target].name}")
    else:
        check_sweep_place(out)
    start_sweep(out, plan, targets, output)
    return open_sweep(out)

"""The experiments of a window: a sweep in processes of its own, and what it has found so far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from PySide6.QtCore import QObject, QTimer, Signal

from playground.app.model_slots import ModelSlot
from playground.app.translation import tr_message
from playground.density.target import Target
from playground.errors import InputError
from playground.message import Sentence
from playground.models import all_settings
from playground.runs.run_folder import make_numbered
from playground.settings import Setting
from playground.sweeps.plan import SweepPlan, plan_sweep
from playground.sweeps.results import SweepRow
from playground.sweeps.sweep import SweepProgress, begin_sweep
from playground.sweeps.sweep_folder import RunOutput, SweepFolder, is_sweep, open_sweep
from playground.sweeps.sweep_process import SweepEnded, SweepNews, train_beside
from playground.sweeps.value_lists import value_list
from playground.threads import usable_cores
from playground.worker.process import SpawnedProcess

MOST_RUNS = 2000
"""Of one experiment in the window; the command line has more."""

_LOOK_MS = 100


def listed_settings() -> tuple[Setting, ...]:
    """The settings that an experiment can vary, as they are declared."""
    return tuple(item for item in all_settings().values() if item.name not in ("model", "seed"))


@dataclass(frozen=True)
class ExperimentForm:
    """What a person has typed: the slots that start it, lists of values by setting, and seeds."""

    slots: tuple[ModelSlot, ...]
    target: Target
    lists: tuple[tuple[str, str], ...]
    seeds: str
    pairs: bool = False

    def plan(self) -> SweepPlan:
        """The runs that are asked for. Raises InputError."""
        if not self.slots:
            raise InputError("choose a model to start from")
        items = {item.name: item for item in all_settings().values()}
        over: dict[str, Sequence[Any]] = {}
        for name, text in self.lists:
            if name in over:
                raise InputError("{flag} is there twice", flag=items[name].flag)
            over[name] = value_list(items[name], text)
        starts = [(slot.preset, slot.config) for slot in self.slots]
        seeds = value_list(items["seed"], self.seeds)
        return plan_sweep(starts, [self.target], over, seeds, pairs=self.pairs, most=MOST_RUNS)


def experiments_folder() -> Path:
    """Where the experiments of the window lie, in the person's data folder."""
    return user_data_path("playground") / "experiments"


class Experiments(QObject):
    """One experiment at a time, which may be going on; the others lie in their folders.

    The processes that train end with this object; what they were at is kept, and `go_on` goes on.
    """

    opened = Signal()  # another experiment is here
    rows_changed = Signal()
    progressed = Signal()
    ended = Signal(str)  # why, "" where all is done or was stopped by the person

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        start_process: Callable[..., SpawnedProcess] = SpawnedProcess,
    ) -> None:
        super().__init__(parent)
        self.sweep: SweepFolder | None = None
        self.rows: list[SweepRow] = []
        self.progress: SweepProgress | None = None
        self.seconds_left = float("nan")
        self._start_process = start_process
        self._process: SpawnedProcess | None = None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_running(self) -> bool:
        """Whether runs are being trained."""
        return self._process is not None

    @property
    def is_complete(self) -> bool:
        """Whether no run is missing."""
        return all(row.outcome.state in ("done", "diverged") for row in self.rows)

    @property
    def over(self) -> int:
        """How many runs are over."""
        return sum(row.outcome.state != "waiting" for row in self.rows)

    def begin(self, form: ExperimentForm, jobs: int = 0) -> None:
        """Begin what the form asks for, in a new folder. Raises InputError."""
        plan = form.plan()
        try:
            place = make_numbered(experiments_folder(), form.target.name)
            sweep = begin_sweep(plan, [form.target], RunOutput(), place)
        except OSError as error:
            raise InputError(
                "the experiment cannot be written ({reason})", reason=error.strerror or str(error)
            ) from error
        self._show(sweep)
        self.go_on(jobs)

    def show_folder(self, path: Path) -> None:
        """Show the experiment in a folder. Raises InputError."""
        self._show(open_sweep(path))

    def open_newest(self) -> None:
        """Show the experiment that was begun last, where nothing is shown yet."""
        folder = experiments_folder()
        found = (
            sorted(path for path in folder.glob("*") if is_sweep(path)) if not self.sweep else []
        )
        if found:
            self.show_folder(found[-1])

    def go_on(self, jobs: int = 0) -> None:
        """Train what is missing."""
        if self.sweep is None or self.is_running:
            return
        self.progress = None
        args = (self.sweep.path.absolute(), jobs or usable_cores())
        self._process = self._start_process(train_beside, *args, name="experiment", daemon=False)
        self._timer.start()
        self.progressed.emit()

    def stop(self) -> None:
        """Have the runs keep their states and stop; `ended` follows."""
        if self._process is not None:
            try:
                self._process.connection.send("stop")
            except OSError:
                return  # it is gone, which the next look tells

    def close(self) -> None:
        """End the processes, which keep their states by themselves."""
        if self._process is not None:
            self._timer.stop()
            self._process.connection.close()
            self._process = None

    def _show(self, sweep: SweepFolder) -> None:
        rows = sweep.rows()
        self.close()
        self.sweep, self.rows, self.progress = sweep, rows, None
        self.opened.emit()
        self.rows_changed.emit()
        self.progressed.emit()

    def _look(self) -> None:
        process = self._process
        if process is None:
            return
        ended = process.ended  # before its last words are read
        if any(self._hear(news) for news in process.told()):
            return
        if ended:
            self._end(
                Sentence("the process of the experiment has died ({how}); it can go on", how=ended)
            )

    def _hear(self, news: SweepNews | SweepEnded) -> bool:
        """Whether that was the last word."""
        if isinstance(news, SweepEnded):
            self._end(news.problem)
            return True
        self.progress, self.seconds_left = news.progress, news.seconds_left
        if news.rows:
            fresh = {row.run: row for row in news.rows}
            self.rows = [fresh.get(row.run, row) for row in self.rows]
            self.rows_changed.emit()
        self.progressed.emit()
        return False

    def _end(self, problem: str) -> None:
        self._timer.stop()
        if self._process is not None:
            self._process.close()
        self._process = None
        self.progress = None
        self.progressed.emit()
        self.ended.emit(tr_message(problem) if problem else "")

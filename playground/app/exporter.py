"""What can be exported of a session, and the files that are being written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QStandardPaths, Signal

from playground.app.export_process import ExportProcess
from playground.app.metrics_log import MetricsLog
from playground.app.session import Session
from playground.app.translation import tr_message
from playground.errors import InputError
from playground.nn.history import History
from playground.page.recorded_run import RecordedRun
from playground.runs.atomic import atomic_write
from playground.runs.config_file import settings_json
from playground.runs.target_images import plain_name, write_layer_folder, write_whole
from playground.worker.export_jobs import (
    DensityJob,
    ExportJob,
    FilmKind,
    FrameStyle,
    PageJob,
    PictureJob,
    PictureKind,
    PointsJob,
    PointsKind,
    ReportJob,
    film_of,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from playground.plots.scene import Scene

SLOTS = (0, 1)
_FIGURE_DPI = 200


@dataclass(frozen=True)
class ExportObstacles:
    """Why something cannot be exported now, as translated sentences; empty where it can."""

    picture: str
    film: str
    page: str
    samples: str
    drawing: str
    metrics: tuple[str, ...]
    scripts: tuple[str, ...]


class Exporter(QObject):
    """Writes files of a session: small ones at once, others in a process each."""

    obstacles_changed = Signal()
    started = Signal(object)  # ExportProcess
    ended = Signal(object)  # ExportProcess

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._notices = session, session.notices
        pictures = QStandardPaths.StandardLocation.PicturesLocation
        self._folder = Path(QStandardPaths.writableLocation(pictures))
        self.processes: list[ExportProcess] = []
        """Those that are still writing."""
        self._metrics_log = MetricsLog(session, self)
        self._wanted: tuple[Path, PointsKind] | None = None
        self._layered = False
        self._obstacles: ExportObstacles | None = None
        for change in (
            session.run_started,
            session.slots_changed,
            session.live_target.waiting_changed,
            session.run.frame_shown,
        ):
            change.connect(self._compare_obstacles)
        session.run.sampled.connect(self._write_points)
        session.run.worker_lost.connect(self._give_up_points)

    @property
    def obstacles(self) -> ExportObstacles:
        """What cannot be exported now, and why."""
        session = self._session
        starting = self.tr("There is no picture yet: the training process is starting.")
        fresh = self.tr("Nothing has been trained yet: press ▶ first.")
        empty = self.tr("The drawing is empty: paint something first.")
        flows = self.tr("A web page draws points with a GAN's generator: a flow has none.")
        lacks = [tr_message(slot.lacks(session.target)) for slot in session.slots]
        trained = [self._metrics_log.has_moved(slot) for slot in SLOTS]
        return ExportObstacles(
            picture="" if self.shown_slots else starting,
            film="" if self.filmed_slots else fresh,
            page="" if self.paged_slots else flows if self.filmed_slots else fresh,
            samples="" if self.shown_slots or not session.waiting else empty,
            drawing=empty if session.waiting else "",
            metrics=tuple(lacks[slot] or ("" if trained[slot] else fresh) for slot in SLOTS),
            scripts=tuple(empty if session.waiting else lacks[slot] for slot in SLOTS),
        )

    @property
    def shown_slots(self) -> list[int]:
        """The slots whose model is shown and has a snapshot."""
        return [slot for slot, past in self._shown_histories.items() if len(past.snapshots)]

    @property
    def filmed_slots(self) -> list[int]:
        """Those of them that have a past."""
        return [slot for slot, past in self._shown_histories.items() if len(past.snapshots) > 1]

    @property
    def paged_slots(self) -> list[int]:
        """Those of them that a web page can show."""
        slots = self._session.slots
        return [slot for slot in self.filmed_slots if slots[slot].config.is_adversarial]

    @property
    def sampled_layers(self) -> dict[int, list[str]]:
        """For each shown CGAN the names of the layers that it can be asked for."""
        names = [layer.name for layer in self._session.target.layers]
        slots = self._session.slots
        return {slot: names for slot in self.shown_slots if slots[slot].config.is_conditional}

    @property
    def density_name(self) -> str:
        """The name of the target; empty if there is nothing to learn."""
        return "" if self._session.waiting else self._session.target.name

    def titles(self, slots: Sequence[int]) -> dict[int, str]:
        """The titles of these models."""
        return {slot: self._session.model_slots.titles[slot] for slot in slots}

    def file_name(self, slots: Sequence[int | None]) -> str:
        """A file name, without suffix, for something about these slots."""
        models = [self._session.slots[slot].config.model for slot in slots if slot is not None]
        return "-".join([*models, self._session.target.name])

    def proposed_path(self, name: str, kind: str) -> Path:
        """Where a file, or with an empty kind a folder, might go: beside the last one."""
        folder = self._folder if self._folder.is_dir() else Path.home()
        return folder / (f"{plain_name(name)}.{kind}" if kind else plain_name(name))

    def with_suffix(self, path: Path, kind: str) -> tuple[Path, bool]:
        """`path` with the suffix of `kind`, and whether a file by that name would be replaced.

        It is False where the suffix was there: then the dialog has asked. Remembers the folder.
        """
        self._folder = path.parent
        if not kind:  # a folder
            return path, False
        if path.suffix.lower() == f".{kind}":
            return path, False
        path = path.with_name(f"{path.name}.{kind}")
        return path, path.exists()

    def export_picture(
        self,
        slots: Sequence[int],
        scenes: "Mapping[int, Scene]",
        style: FrameStyle,
        path: Path,
        *,
        kind: PictureKind,
        dpi: int,
    ) -> None:
        """Draw the scenes of these slots side by side."""
        if self._are_all(slots, scenes):
            job = PictureJob(tuple(scenes[slot] for slot in slots), style, kind, dpi)
            self._start(job, path)

    def export_film(
        self,
        slots: Sequence[int],
        scenes: "Mapping[int, Scene]",
        style: FrameStyle,
        path: Path,
        *,
        kind: FilmKind,
        seconds: int,
        per_second: int,
        dpi: int,
    ) -> None:
        """Film the past of these slots side by side."""
        filmed = self.filmed_slots
        if not self._are_all(slots, {slot: scenes[slot] for slot in filmed if slot in scenes}):
            return
        plan = self._session.run.plan
        job = film_of(
            [replace(scenes[slot], config=plan.configs[slot]) for slot in slots],
            [self._session.run.histories[slot] for slot in slots],
            device=plan.device,
            style=style,
            kind=kind,
            seconds=seconds,
            per_second=per_second,
            dpi=dpi,
        )
        self._start(job, path)

    def export_page(self, slots: Sequence[int], path: Path) -> None:
        """Write a web page of the runs of these slots, with their past until now."""
        filmed = self.filmed_slots
        if not self._are_all(slots, {slot: slot for slot in filmed}):
            return
        device = self._session.run.plan.device
        recorded = tuple(self._recorded(slot) for slot in slots)
        self._start(PageJob(self._session.target, recorded, device), path)

    def export_report(self, slots: Sequence[int], path: Path) -> None:
        """Write a report of these slots' models as they were when they were last kept."""
        filmed = self.filmed_slots
        if not self._are_all(slots, {slot: slot for slot in filmed}):
            return
        histories = self._session.run.histories
        runs = tuple((self._recorded(slot), histories[slot].newest_state) for slot in slots)
        if not all(state for _, state in runs):
            text = self.tr("No state has been kept yet; try again in a moment.")
            self._notices.problem.emit(text)
            return
        self._start(ReportJob(self._session.target, runs, self._session.run.plan.device), path)

    def export_density(self, n: int, seed: int, path: Path, *, kind: PointsKind) -> None:
        """Write `n` exact points of the target."""
        self._start(DensityJob(self._session.target, n, seed, kind), path)

    def export_samples(
        self,
        slot: int,
        scenes: "Mapping[int, Scene]",
        path: Path,
        *,
        layer: int | None,
        n: int,
        seed: int,
        kind: PointsKind,
    ) -> None:
        """Write `n` points of the generator in a slot as its scene shows it."""
        if self._wanted is not None:
            text = self.tr("Other points are being drawn; try again in a moment.")
            self._notices.problem.emit(text)
        elif self._are_all([slot], scenes):
            self._wanted = path, kind
            self._layered = self._session.slots[slot].config.has_layers
            weights = scenes[slot].snapshot.g_weights
            self._session.run.sample(slot, n, seed, layer, weights)

    def export_figure(self, figure: "Figure", path: Path) -> None:
        """Write a picture of what a figure shows, as PNG."""

        def write() -> None:
            with atomic_write(path) as file:
                figure.savefig(file, format="png", dpi=_FIGURE_DPI)

        self._write_by(write, path)

    def export_metrics(self, slot: int, path: Path) -> None:
        """Write the metrics of a model as a table."""
        self._write(self._metrics_log.table(slot), path)

    def export_settings(self, slot: int, path: Path) -> None:
        """Write the settings of a model, as its run has them, as JSON."""
        configs = self._session.run.plan.configs
        self._write(settings_json(configs.get(slot, self._session.slots[slot].config)), path)

    def export_drawing(self, path: Path) -> None:
        """Write what is drawn as one picture."""
        self._write_by(lambda: write_whole(path, self._session.target), path)

    def export_layers(self, folder: Path) -> None:
        """Write the layers of what is drawn as pictures into a new folder."""
        self._write_by(lambda: write_layer_folder(folder, self._session.target), folder)

    def script(self, slot: int) -> bytes | None:
        """The PyTorch script that trains this model; None where there is none, which is said."""
        from playground.script.script import script_of  # brings jinja2

        try:
            return script_of(self._session.run.plan.configs[slot], self._session.target).encode()
        except InputError as error:
            self._notices.problem.emit(tr_message(error))
            return None

    def export_script(self, source: bytes, path: Path) -> None:
        """Write a script."""
        self._write(source, path)

    def close(self) -> None:
        """Cancel what is being written."""
        for process in self.processes:
            process.cancel()
        self.processes.clear()

    def _recorded(self, slot: int) -> RecordedRun:
        run = self._session.run
        past = run.histories[slot]
        snapshots = [snapshot for _, snapshot in past.snapshots]
        figures = [figure for _, figure in past.figures]
        return RecordedRun.of(run.plan.configs[slot], snapshots, figures)

    @property
    def _shown_histories(self) -> dict[int, History]:
        slots = self._session.slots
        histories = self._session.run.histories
        return {slot: histories[slot] for slot in SLOTS if slot in histories and slots[slot].shown}

    def _compare_obstacles(self) -> None:
        obstacles = self.obstacles
        if obstacles != self._obstacles:
            self._obstacles = obstacles
            self.obstacles_changed.emit()

    def _are_all(self, slots: Sequence[int], scenes: Mapping[int, object]) -> bool:
        """Whether what was chosen is still there; if not, say so."""
        missing = [slot for slot in slots if slot not in scenes]
        if missing:
            text = self.tr("The run began again meanwhile; export it again.")
            self._notices.problem.emit(text)
        return not missing

    def _write_points(self, points: NDArray[np.float32], layer: NDArray[np.int64]) -> None:
        if self._wanted is None:
            return
        if not len(points):
            self._give_up_points()
            return
        (path, kind), self._wanted = self._wanted, None
        self._start(PointsJob(points, layer if self._layered else None, kind), path)

    def _give_up_points(self) -> None:
        if self._wanted is not None:
            text = self.tr("{path} was not written: the run ended before its points were drawn.")
            self._notices.problem.emit(text.format(path=self._wanted[0]))
        self._wanted = None

    def _write(self, content: bytes, path: Path) -> None:
        def write() -> None:
            with atomic_write(path) as file:
                file.write(content)

        self._write_by(write, path)

    def _write_by(self, write: Callable[[], None], path: Path) -> None:
        try:
            write()
        except OSError as error:
            self._tell_failure(path, error.strerror or str(error))
        else:
            self._tell_success(path)

    def _start(self, job: ExportJob, path: Path) -> None:
        try:
            process = ExportProcess(job, path, self)
        except OSError as error:
            self._tell_failure(path, error.strerror or str(error))
            return
        self.processes.append(process)
        process.done.connect(lambda: self._end(process))
        process.done.connect(lambda: self._tell_success(path))
        process.failed.connect(lambda _: self._end(process))
        process.failed.connect(lambda reason: self._tell_failure(path, reason))
        self.started.emit(process)

    def cancel(self, process: ExportProcess) -> None:
        """Stop writing a file."""
        process.cancel()
        self._end(process)

    def _end(self, process: ExportProcess) -> None:
        if process in self.processes:
            self.processes.remove(process)
        self.ended.emit(process)
        process.deleteLater()

    def _tell_success(self, path: Path) -> None:
        self._notices.info.emit(self.tr("Exported {path}.").format(path=path))

    def _tell_failure(self, path: Path, reason: str) -> None:
        text = self.tr("{path} could not be written ({reason}); what was there before still is.")
        self._notices.problem.emit(text.format(path=path, reason=reason))

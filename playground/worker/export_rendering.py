"""The export process: writes one file while the window goes on."""

import signal
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib import rc_context

from playground.density.sampler import Sampler
from playground.density.target import Target
from playground.error_log import log_unforeseen
from playground.errors import InputError
from playground.message import Sentence
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.models import model_of
from playground.nn.history import Snapshot, State
from playground.page.recorded_run import RecordedRun
from playground.plots.panels import Panels, share_axes
from playground.plots.scene import BlitRenderer, Scene, draw_scenes
from playground.runs.atomic import atomic_write
from playground.runs.tables import Layers, Points, write_csv, write_npy
from playground.runs.video import Gif, Mp4
from playground.worker.export_jobs import (
    DensityJob,
    ExportDone,
    ExportFailed,
    ExportJob,
    ExportProgress,
    FilmJob,
    FrameStyle,
    PageJob,
    PictureJob,
    PointsJob,
    PointsKind,
    Report,
    ReportJob,
)

if TYPE_CHECKING:
    from playground.nn.model_trainer import ModelTrainer

Figures = tuple[StepMetrics, Scale]


class HistoryRenderer:
    """Replays a history into panels, each snapshot with its own inspection where the view needs it.

    The metrics are the newest up to the snapshot, and so are the curves.
    """

    def __init__(
        self, panels: Panels, scene: Scene, figures: Iterable[Figures], device: str
    ) -> None:
        """`panels` are those of `scene`, whose model was trained on `device`."""
        self.panels = panels
        self._figures = deque(figures)
        self._wanted = scene.view.wanted()
        self._trainer = _trainer(scene, device) if self._wanted.needs_networks else None
        self._shown: Snapshot | None = None

    def show(self, snapshot: Snapshot) -> None:
        """Show this snapshot, which is no earlier than the last one."""
        if snapshot is self._shown:
            return
        self._shown = snapshot
        while self._figures and self._figures[0][0].iteration <= snapshot.iteration:
            self.panels.set_metrics(*self._figures.popleft())
        if self._trainer is not None:
            self.panels.set_inspection(self._trainer.inspect_snapshot(snapshot, self._wanted))
        self.panels.update(snapshot)


def _trainer(scene: Scene, device: str) -> "ModelTrainer":
    """A trainer to inspect with; its latents depend on the seed and the device alone."""
    from playground.nn.device import pick_device  # brings torch: seconds

    return model_of(scene.config).trainer(scene.config, scene.target, pick_device(device))


TellProgress = Callable[[int, int], None]


def main(connection: "Connection[Report, ExportJob]", path: Path) -> None:
    """The process's main function: receives one job, writes the file, reports, and ends.

    The window kills it when the file is not wanted any more.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        job = connection.recv()
        render(job, path, lambda done, total: connection.send(ExportProgress(done, total)))
        connection.send(ExportDone())
    except InputError as error:
        connection.send(ExportFailed(error.sentence))
    except MemoryError:
        connection.send(ExportFailed(Sentence("out of memory")))
    except (BrokenPipeError, EOFError):
        return  # the window is gone
    except OSError as error:
        connection.send(ExportFailed(error.strerror or str(error)))
    except Exception as error:
        connection.send(ExportFailed(log_unforeseen(error, Sentence("The export"))))


def render(job: ExportJob, path: Path, tell: TellProgress) -> None:
    """Write the file of a job. Raises InputError and OSError."""
    match job:
        case PictureJob():
            _render_picture(job, path)
        case FilmJob():
            _render_film(job, path, tell)
        case PointsJob(points, layer, kind):
            _write_points(points, layer, kind, path)
        case DensityJob(target, n, seed, kind):
            points, layer = Sampler(target).draw(n, np.random.default_rng(seed))
            _write_points(points, layer if len(target.layers) > 1 else None, kind, path)
        case PageJob(target, runs, device):
            _write_page(target, runs, device, path)
        case ReportJob(target, reported, device):
            _write_report(target, reported, device, path)


def _render_picture(job: PictureJob, path: Path) -> None:
    """Text stays text in an SVG; equal jobs give equal files."""
    with _style(job.style), atomic_write(path) as file:
        figure, _ = draw_scenes(job.scenes, job.style.theme)
        if job.kind == "svg":
            figure.savefig(file, format="svg", metadata={"Date": None})
        else:
            figure.savefig(file, format="png", dpi=job.dpi)


def _style(style: FrameStyle) -> AbstractContextManager[None]:
    return rc_context(
        {"font.family": style.fonts, "svg.fonttype": "none", "svg.hashsalt": "playground"}
    )


def _render_film(job: FilmJob, path: Path, tell: TellProgress) -> None:
    writer = (Gif if job.kind == "gif" else Mp4)(path, job.per_second)
    with _style(job.style):
        try:
            _render_frames(job, writer, tell)
        finally:
            writer.close()


def _render_frames(job: FilmJob, writer: Gif | Mp4, tell: TellProgress) -> None:
    figure, panels = draw_scenes(job.scenes, job.style.theme)
    figure.set_dpi(job.dpi)
    parts = zip(panels, job.scenes, job.figures, strict=True)
    renderers = [HistoryRenderer(one, scene, figures, job.device) for one, scene, figures in parts]
    camera = None
    for number, moment in enumerate(job.frames):
        for renderer, snapshot in zip(renderers, moment, strict=True):
            renderer.show(snapshot)
        share_axes(panels)
        changed = [(one.moved(), one.rescaled()) for one in panels]
        if camera is None or any(map(any, changed)):
            camera = BlitRenderer(figure, [artist for one in panels for artist in one.scales])
        writer.add(camera.render(), number)
        tell(number + 1, len(job.frames))


def _write_points(points: Points, layer: Layers, kind: PointsKind, path: Path) -> None:
    (write_csv if kind == "csv" else write_npy)(path, points, layer)


def _write_page(target: Target, runs: tuple[RecordedRun, ...], device: str, path: Path) -> None:
    from playground.runs.web_page import page_of_runs  # brings Jinja

    content = page_of_runs(target, runs, device)
    with atomic_write(path) as file:
        file.write(content.encode())


def _write_report(
    target: Target, runs: tuple[tuple[RecordedRun, State], ...], device: str, path: Path
) -> None:
    from playground.runs.report import report_of_runs  # brings Jinja

    content = report_of_runs(target, runs, device)
    with atomic_write(path) as file:
        file.write(content.encode())

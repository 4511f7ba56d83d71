"""The process that makes one exported file, while the window goes on painting."""

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
from playground.errors import InputError
from playground.gan.history import Snapshot
from playground.message import Sentence
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.plots.panels import Panels
from playground.plots.scene import Camera, Scene, draw_scenes
from playground.runs.atomic import atomic_write
from playground.runs.tables import Layers, Points, write_csv, write_npy
from playground.runs.video import Gif, Mp4
from playground.worker.export_jobs import (
    DensityJob,
    ExportDone,
    ExportFailed,
    ExportProgress,
    FilmJob,
    FrameStyle,
    Order,
    PictureJob,
    PointsJob,
    PointsKind,
    Report,
)

if TYPE_CHECKING:
    from playground.gan.inspector import ModelView

Figures = tuple[StepMetrics, Scale]


class HistoryRenderer:
    """Shows each moment with a look inside of its own, where the view asks for one.

    The figures are the newest that there were by then, and the curves go no further.
    """

    def __init__(
        self, panels: Panels, scene: Scene, figures: Iterable[Figures], device: str
    ) -> None:
        """`panels` are those of `scene`; `device` is the one on which its model was trained."""
        self.panels = panels
        self._figures = deque(figures)
        self._wanted = scene.view.wanted()
        self._insides = _insides(scene, device) if self._wanted.inside else None
        self._shown: Snapshot | None = None

    def show(self, snapshot: Snapshot) -> None:
        """Go on to this moment, which is no earlier than the one before."""
        if snapshot is self._shown:
            return
        self._shown = snapshot
        while self._figures and self._figures[0][0].iteration <= snapshot.iteration:
            self.panels.judge(*self._figures.popleft())
        if self._insides is not None:
            from playground.gan.inspector import inspect_snapshot

            self.panels.look(inspect_snapshot(self._insides, snapshot, self._wanted))
        self.panels.update(snapshot)


def _insides(scene: Scene, device: str) -> "ModelView":
    """The networks, and what is looked at; the latents depend on the seed and the device alone."""
    from playground.gan.trainer import Trainer
    from playground.nn.device import pick_device  # brings torch: seconds

    return Trainer(scene.config, scene.target, pick_device(device)).insides()


Tell = Callable[[int, int], None]


def make(connection: "Connection[Report, Order]", path: Path) -> None:
    """The process's main function: takes one order, makes the file, tells of it, ends.

    The window ends it by force when the file is not wanted any more.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        order = connection.recv()
        fill(order, path, lambda done, total: connection.send(ExportProgress(done, total)))
        connection.send(ExportDone())
    except InputError as error:
        connection.send(ExportFailed(error.sentence))
    except MemoryError:
        connection.send(ExportFailed(Sentence("out of memory")))
    except (BrokenPipeError, EOFError):
        return  # the window is gone
    except OSError as error:
        connection.send(ExportFailed(error.strerror or str(error)))


def fill(order: Order, path: Path, tell: Tell) -> None:
    """Make the file of `order`. Raises InputError and OSError."""
    match order:
        case PictureJob():
            _draw(order, path)
        case FilmJob():
            _film(order, path, tell)
        case PointsJob(points, layer, kind):
            _write(points, layer, kind, path)
        case DensityJob(target, n, seed, kind):
            points, layer = Sampler(target).draw(n, np.random.default_rng(seed))
            _write(points, layer if len(target.layers) > 1 else None, kind, path)


def _draw(order: PictureJob, path: Path) -> None:
    """Text stays text in an SVG; equal orders give equal files."""
    with _style(order.look), atomic_write(path) as file:
        figure, _ = draw_scenes(order.scenes, order.look.theme)
        if order.kind == "svg":
            figure.savefig(file, format="svg", metadata={"Date": None})
        else:
            figure.savefig(file, format="png", dpi=order.dpi)


def _style(look: FrameStyle) -> AbstractContextManager[None]:
    return rc_context(
        {"font.family": look.fonts, "svg.fonttype": "none", "svg.hashsalt": "playground"}
    )


def _film(order: FilmJob, path: Path, tell: Tell) -> None:
    writer = (Gif if order.kind == "gif" else Mp4)(path, order.per_second)
    with _style(order.look):
        try:
            _shoot(order, writer, tell)
        finally:
            writer.close()


def _shoot(order: FilmJob, writer: Gif | Mp4, tell: Tell) -> None:
    figure, panels = draw_scenes(order.scenes, order.look.theme)
    parts = zip(panels, order.scenes, order.figures, strict=True)
    reels = [HistoryRenderer(one, scene, figures, order.device) for one, scene, figures in parts]
    camera = None
    for number, moment in enumerate(order.frames):
        for reel, snapshot in zip(reels, moment, strict=True):
            reel.show(snapshot)
        moved = [one.moved() for one in panels]
        if any(moved) or camera is None:
            camera = Camera(figure)
        writer.add(camera.shoot(), number)
        tell(number + 1, len(order.frames))


def _write(points: Points, layer: Layers, kind: PointsKind, path: Path) -> None:
    (write_csv if kind == "csv" else write_npy)(path, points, layer)

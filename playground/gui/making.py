"""The process that makes one file for the window, which goes on painting. No Qt in here."""

import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from matplotlib import rc_context

from playground.density.sampler import Sampler
from playground.errors import InputError
from playground.gui.film_reel import Reel
from playground.gui.orders import (
    DensityOrder,
    FilmOrder,
    Look,
    Made,
    Order,
    PictureOrder,
    PointsKind,
    PointsOrder,
    Progress,
    Report,
    Unmade,
)
from playground.plots.camera import Camera
from playground.plots.scene import draw_scenes
from playground.runs.animation import Mp4
from playground.runs.gif import Gif
from playground.runs.replace import replacing
from playground.runs.samples import Layers, Points, write_csv, write_npy
from playground.sentence import Sentence

Tell = Callable[[int, int], None]


def make(connection: "Connection[Report, Order]", path: Path) -> None:
    """The process's main function: takes one order, makes the file, tells of it, ends.

    The window ends it by force when the file is not wanted any more.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        order = connection.recv()
        fill(order, path, lambda done, total: connection.send(Progress(done, total)))
        connection.send(Made())
    except InputError as error:
        connection.send(Unmade(error.sentence))
    except MemoryError:
        connection.send(Unmade(Sentence("the memory does not suffice")))
    except (BrokenPipeError, EOFError):
        return  # the window is gone
    except OSError as error:
        connection.send(Unmade(error.strerror or str(error)))


def fill(order: Order, path: Path, tell: Tell) -> None:
    """Make the file of `order`. Raises InputError and OSError."""
    match order:
        case PictureOrder():
            _draw(order, path)
        case FilmOrder():
            _film(order, path, tell)
        case PointsOrder(points, layer, kind):
            _write(points, layer, kind, path)
        case DensityOrder(target, n, seed, kind):
            points, layer = Sampler(target).draw(n, np.random.default_rng(seed))
            _write(points, layer if len(target.layers) > 1 else None, kind, path)


def _draw(order: PictureOrder, path: Path) -> None:
    """Text stays text in an SVG; equal orders give equal files."""
    with _style(order.look), replacing(path) as file:
        figure, _ = draw_scenes(order.scenes, order.look.theme)
        if order.kind == "svg":
            figure.savefig(file, format="svg", metadata={"Date": None})
        else:
            figure.savefig(file, format="png", dpi=order.dpi)


def _style(look: Look) -> AbstractContextManager[None]:
    return rc_context(
        {"font.family": look.fonts, "svg.fonttype": "none", "svg.hashsalt": "playground"}
    )


def _film(order: FilmOrder, path: Path, tell: Tell) -> None:
    writer = (Gif if order.kind == "gif" else Mp4)(path, order.per_second)
    with _style(order.look):
        try:
            _shoot(order, writer, tell)
        finally:
            writer.close()


def _shoot(order: FilmOrder, writer: Gif | Mp4, tell: Tell) -> None:
    figure, panels = draw_scenes(order.scenes, order.look.theme)
    parts = zip(panels, order.scenes, order.figures, strict=True)
    reels = [Reel(one, scene, figures, order.device) for one, scene, figures in parts]
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

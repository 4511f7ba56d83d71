"""The moving picture of a run as a file: GIF, MP4 or numbered frames.

Frames go to the disk as they come, so memory stays flat; whenever `close` is called, also after an
exception, what was recorded until then is a whole file and nothing else is left behind.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from playground.errors import InputError
from playground.plots.camera import Camera
from playground.runs.gif import FRAMES_PER_SECOND, Frame, Gif

Kind = Literal["gif", "mp4", "frames", "none"]


class Writer(Protocol):
    """What takes frames of one size and makes a file of them."""

    def add(self, frame: Frame, iteration: int) -> None:
        """Takes one frame; raises OSError when the disk is full."""

    def close(self) -> None:
        """Finishes the file; without frames there is none."""


class Animation:
    """Records a figure; a context manager that closes whatever happens."""

    def __init__(self, figure: Figure, writer: Writer | None) -> None:
        self._figure = figure
        self._writer = writer
        self._camera: Camera | None = None
        self._count = 0

    def add(self, iteration: int | None = None) -> None:
        """Records the figure as it is now; `iteration` names the file of a numbered frame.

        Without it frames are counted from 0. Raises OSError when the disk is full.
        """
        if self._writer is None:
            return
        self._camera = self._camera or Camera(self._figure)
        frame = self._camera.shoot()
        self._writer.add(frame, self._count if iteration is None else iteration)
        self._count += 1

    def close(self) -> None:
        """Finishes the file; a second time does nothing. Raises OSError when the disk is full."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_animation(kind: Kind, folder: Path, figure: Figure) -> Animation:
    """Starts `animation.gif`, `animation.mp4` or `frames/000010.png`, … in `folder`.

    `figure` holds animated artists (those of `Panels`); the rest of it stays as it is at the first
    frame. Raises InputError when the folder cannot be written or ffmpeg is missing.
    """
    writers: dict[str, Callable[[Path], Writer]] = {"gif": Gif, "mp4": Mp4, "frames": _Frames}
    names = {"gif": "animation.gif", "mp4": "animation.mp4", "frames": "frames"}
    if kind == "none":
        return Animation(figure, None)
    try:
        return Animation(figure, writers[kind](folder / names[kind]))
    except OSError as error:
        reason = error.strerror or error
        raise InputError(
            "the animation cannot be written to {folder}: {reason}", folder=folder, reason=reason
        ) from error


class _Frames:
    """PNG files named by their iteration."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir(exist_ok=True)

    def add(self, frame: Frame, iteration: int) -> None:
        path = self._folder / f"{iteration:06d}.png"
        part = path.with_suffix(".part")
        try:
            Image.fromarray(frame).save(part, format="PNG", compress_level=4)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def close(self) -> None:
        pass


class Mp4:
    """Frames stream into ffmpeg, which writes aside; sizes are made even, as yuv420p asks.

    The process stands apart from the terminal: Ctrl+C ends the training, not the film.
    """

    def __init__(self, path: Path, per_second: int = FRAMES_PER_SECOND) -> None:
        """Raises InputError where there is no ffmpeg."""
        self._path = path
        self._per_second = per_second
        self._part = path.with_name(f".{path.stem}.part.mp4")
        self._part.touch()
        self._part.unlink()
        self._program = _ffmpeg()
        self._process: subprocess.Popen[bytes] | None = None

    def add(self, frame: Frame, iteration: int) -> None:
        """Takes one frame; raises OSError when the disk is full."""
        height, width, _ = frame.shape
        even = np.pad(frame, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        if self._process is None:
            self._process = self._start(even.shape[1], even.shape[0])
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(even.tobytes())
        except BrokenPipeError as error:
            raise OSError(f"ffmpeg could not write {self._path}") from error

    def close(self) -> None:
        """Finishes the file; without frames there is none. Raises OSError when the disk is full."""
        if self._process is None:
            return
        try:
            self._process.communicate()
            if self._process.returncode:
                raise OSError(f"ffmpeg could not write {self._path}")
            self._part.replace(self._path)
        finally:
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
            self._part.unlink(missing_ok=True)

    def _start(self, width: int, height: int) -> "subprocess.Popen[bytes]":
        source = f"-f rawvideo -pix_fmt rgb24 -s {width}x{height} -r {self._per_second} -i -"
        result = "-an -c:v libx264 -preset fast -crf 18 -pix_fmt yuv420p -movflags +faststart"
        command = [self._program, "-y", "-v", "quiet", *source.split(), *result.split()]
        apart = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
        return subprocess.Popen(
            [*command, str(self._part)],
            stdin=subprocess.PIPE,
            start_new_session=sys.platform != "win32",
            creationflags=apart,
        )


def _ffmpeg() -> str:
    import imageio_ffmpeg  # only who makes a film waits for it

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise InputError(
            "an MP4 animation needs ffmpeg, and none was found; a GIF does without it"
        ) from error

"""The moving picture of a run as a file: GIF, MP4 or numbered frames.

Frames go to the disk as they come, so memory stays flat; whenever `close` is called, also after an
exception, what was recorded until then is a whole file and nothing else is left behind.
"""

import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Literal, Protocol, Self

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import GifImagePlugin, Image

from playground.errors import InputError
from playground.plots.scene import BlitRenderer
from playground.runs.atomic import aside_of

Frame = NDArray[np.uint8]
"""RGB [height, width, 3], row 0 at the top."""

FRAMES_PER_SECOND = 20
MOST_FRAMES = 300
"""So many frames are kept at most, evenly spread over the run."""
HOLD_MS = 2000
"""How long the last frame is shown before the first comes again."""
COLORS = 144
"""A GIF's colours; fewer make it smaller, at the cost of steps in the density's shades."""
FIRST_APART = 32.0
"""How far apart (of 255) the first of them are; halved each time that no other is left."""
TRANSPARENT = 255
"""The palette's last place, no colour: a pixel that is as it was in the frame before."""


class Gif:
    """Frames wait, compressed, in a nameless file, since the palette needs all of them.

    When there are too many every second is dropped, and from then on only every second of those
    that come is kept, so that few were written in vain however long the run.
    """

    def __init__(self, path: Path, per_second: int = FRAMES_PER_SECOND) -> None:
        self._path = path
        self._frame_ms = 1000 // per_second
        self._waiting: IO[bytes] = tempfile.TemporaryFile(dir=path.parent)  # noqa: SIM115 - closed below
        self._places: list[tuple[int, int]] = []
        self._last: Frame | None = None
        self._size = (0, 0, 0)
        self._count = 0
        self._stride = 1

    def add(self, frame: Frame, iteration: int) -> None:
        """Takes one frame; all are of one size. Raises OSError when the disk is full."""
        self._size = frame.shape[0], frame.shape[1], frame.shape[2]
        self._last = frame
        if self._count % self._stride == 0:
            self._keep(frame)
            self._last = None
        self._count += 1
        if len(self._places) >= MOST_FRAMES:
            self._places = self._places[::2]
            self._stride *= 2

    def close(self) -> None:
        """Writes the file, if there were frames. Raises OSError when the disk is full."""
        part = aside_of(self._path)
        try:
            if self._last is not None:
                self._keep(self._last)
            if self._places:
                with part.open("wb") as file:
                    self._write(file)
                part.replace(self._path)
        finally:
            part.unlink(missing_ok=True)
            self._waiting.close()

    def _keep(self, frame: Frame) -> None:
        data = zlib.compress(frame.tobytes(), 1)
        start = self._waiting.seek(0, 2)
        self._waiting.write(data)
        self._places.append((start, len(data)))

    def _frame(self, index: int) -> Frame:
        start, length = self._places[index]
        self._waiting.seek(start)
        data = zlib.decompress(self._waiting.read(length))
        return np.frombuffer(data, np.uint8).reshape(self._size)

    def _write(self, file: IO[bytes]) -> None:
        count = len(self._places)
        some = np.unique(np.linspace(0, count - 1, 8).astype(int))
        palette = shared_palette([self._frame(i) for i in some])
        file.write(_gif_header(self._size[1], self._size[0], palette))
        nearest, before = Nearest(palette), None
        for i in range(count):
            colors = nearest(self._frame(i))
            hold = HOLD_MS if i == count - 1 else self._frame_ms
            file.writelines(_gif_frame(colors, before, hold))
            before = colors
        file.write(b";")


def shared_palette(frames: list[Frame]) -> NDArray[np.uint8]:
    """The colours [up to COLORS, 3] that serve all `frames`, all of them exact.

    The widest come first, but none too close to one that is chosen already, so that points and
    letters keep their colours beside the many shades of a density; then closer ones fill the rest.
    """
    packed = np.concatenate([_pack(frame).ravel() for frame in frames])
    color, area = np.unique(packed, return_counts=True)
    rgb = _unpack(color[np.argsort(-area, kind="stable")]).astype(np.int32)
    chosen, apart = [0], ((rgb - rgb[0]) ** 2).sum(axis=1)
    least = FIRST_APART
    while len(chosen) < COLORS and least >= 1:
        far = np.flatnonzero(apart >= least**2)
        if len(far) == 0:
            least /= 2
            continue
        chosen.append(int(far[0]))
        apart = np.minimum(apart, ((rgb - rgb[far[0]]) ** 2).sum(axis=1))
    return rgb[chosen].astype(np.uint8)


class Nearest:
    """Finds the nearest place in a palette, exactly, and remembers it for each colour it met."""

    def __init__(self, palette: NDArray[np.uint8]) -> None:
        self._palette = palette.astype(np.int32)
        self._known = np.full(1 << 24, TRANSPARENT, np.uint8)

    def __call__(self, frame: Frame) -> NDArray[np.uint8]:
        """Places [height, width] in the palette for `frame`."""
        packed = _pack(frame)
        places = self._known[packed]
        new = np.unique(packed[places == TRANSPARENT])
        if len(new) == 0:
            return places
        for part in np.array_split(new, len(new) // 1000 + 1):
            apart = _unpack(part).astype(np.int32)[:, None] - self._palette
            self._known[part] = np.einsum("ijk,ijk->ij", apart, apart).argmin(axis=1)
        return self._known[packed]


def _pack(frame: Frame) -> NDArray[np.int32]:
    """One number for each colour [height, width]."""
    red, green, blue = (frame[..., i].astype(np.int32) for i in range(3))
    return red << 16 | green << 8 | blue


def _unpack(packed: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Its inverse: colours [n, 3] of numbers [n]."""
    return np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1).astype(np.uint8)


def _gif_header(width: int, height: int, palette: NDArray[np.uint8]) -> bytes:
    colors = palette.tobytes().ljust(768, b"\0")
    size = width.to_bytes(2, "little") + height.to_bytes(2, "little")
    forever = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    return b"GIF89a" + size + b"\xf7\0\0" + colors + forever


def _gif_frame(
    colors: NDArray[np.uint8], before: NDArray[np.uint8] | None, milliseconds: int
) -> list[bytes]:
    """The block of one frame: only the rectangle that changed, and in it only what changed."""
    changed = np.ones(colors.shape, bool) if before is None else colors != before
    (top, bottom), (left, right) = _span(changed.any(axis=1)), _span(changed.any(axis=0))
    window = slice(top, bottom), slice(left, right)
    picture = np.where(changed[window], colors[window], TRANSPARENT).astype(np.uint8)
    image = Image.fromarray(picture)
    image.putpalette(bytes(768))
    show = {"duration": milliseconds, "disposal": 1, "transparency": TRANSPARENT, "interlace": 0}
    return GifImagePlugin.getdata(image, (left, top), **show)


def _span(marked: NDArray[np.bool_] | np.bool_) -> tuple[int, int]:
    """From the first marked place to behind the last; one place when none is."""
    places = np.flatnonzero(marked)
    return (int(places[0]), int(places[-1]) + 1) if len(places) else (0, 1)


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
        self._renderer: BlitRenderer | None = None
        self._count = 0

    def add(self, iteration: int | None = None) -> None:
        """Records the figure as it is now; `iteration` names the file of a numbered frame.

        Without it frames are counted from 0. Raises OSError when the disk is full.
        """
        if self._writer is None:
            return
        self._renderer = self._renderer or BlitRenderer(self._figure)
        frame = self._renderer.render()
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
        part = aside_of(path)
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
        self._part = aside_of(path)
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
        # Told in full, for a name such as `run:1` or `-x` means something else to ffmpeg.
        part = ["-f", "mp4", f"file:{self._part.absolute()}"]
        apart = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
        return subprocess.Popen(
            [*command, *part],
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

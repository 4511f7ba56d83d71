import os
import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from playground.errors import InputError
from playground.plots.scene import BlitRenderer
from playground.runs import video as gif
from playground.runs.video import open_animation


class Scene:
    """A dot that wanders over a figure of odd size."""

    def __init__(self):
        self.figure = Figure((2.01, 1.01), dpi=100)
        axes = self.figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
        (self.dot,) = axes.plot([], [], "o", color="#d55e00", markersize=20, animated=True)

    def move(self, x):
        self.dot.set_data([x], [0.5])


@pytest.fixture
def scene():
    return Scene()


def record(scene, kind, folder, count):
    """Records `count` pictures; gives back what a camera saw."""
    seen = []
    with open_animation(kind, folder, scene.figure) as animation:
        renderer = BlitRenderer(scene.figure)
        for i in range(count):
            scene.move(0.1 + 0.8 * i / max(count, 2))
            seen.append(renderer.render())
            animation.add(10 * i)
    return seen


def decode_gif(path):
    with Image.open(path) as image:
        pictures, durations = [], []
        for i in range(image.n_frames):
            image.seek(i)
            pictures.append(np.asarray(image.convert("RGB")))
            durations.append(image.info["duration"])
        return pictures, durations, image.info["loop"]


def decode_mp4(path):
    """Its pictures, and what ffmpeg says of it."""
    program = imageio_ffmpeg.get_ffmpeg_exe()
    about = subprocess.run([program, "-i", path], capture_output=True, text=True).stderr
    width, height = map(int, re.search(r", (\d+)x(\d+)", about).groups())
    raw = [program, "-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    data = subprocess.run(raw, capture_output=True, check=True).stdout
    return np.frombuffer(data, np.uint8).reshape(-1, height, width, 3), about


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_gif_holds_every_picture_and_its_last_for_two_seconds(scene, tmp_path):
    seen = record(scene, "gif", tmp_path, 30)
    pictures, durations, loop = decode_gif(tmp_path / "animation.gif")
    assert len(pictures) == 30
    assert durations == [50] * 29 + [2000]
    assert loop == 0
    for one, other in zip(pictures, seen, strict=True):
        apart = np.abs(one.astype(int) - other)
        assert apart.max() <= 32
        assert apart.mean() < 0.5
    assert names(tmp_path) == ["animation.gif"]


def test_a_picture_without_change_is_a_frame_too(scene, tmp_path):
    scene.move(0.5)
    with open_animation("gif", tmp_path, scene.figure) as animation:
        for _ in range(3):
            animation.add()
    pictures, _, _ = decode_gif(tmp_path / "animation.gif")
    assert len(pictures) == 3
    np.testing.assert_array_equal(pictures[0], pictures[2])


def test_a_long_gif_is_thinned_evenly_and_keeps_its_ends(scene, tmp_path, monkeypatch):
    monkeypatch.setattr(gif, "MOST_FRAMES", 20)
    seen = record(scene, "gif", tmp_path, 174)
    pictures, _, _ = decode_gif(tmp_path / "animation.gif")
    expected = [*seen[::16], seen[-1]]
    assert len(pictures) == len(expected)
    for one, other in zip(pictures, expected, strict=True):
        assert np.abs(one.astype(int) - other).max() <= 32


def test_the_palette_keeps_small_and_wide_colours(tmp_path):
    frame = np.zeros((100, 100, 3), np.uint8)
    frame[..., 0] = np.linspace(0, 255, 100)
    frame[..., 1] = np.linspace(0, 255, 100)[:, None]
    frame[:40] = 255
    frame[50, :5] = 0, 158, 115
    palette = gif.shared_palette([frame]).tolist()
    assert len(palette) == gif.COLORS
    assert [255, 255, 255] in palette
    assert [0, 158, 115] in palette


def test_nearest_is_the_nearest_colour():
    rng = np.random.default_rng(0)
    palette = rng.integers(0, 256, (50, 3)).astype(np.uint8)
    frame = rng.integers(0, 256, (20, 30, 3)).astype(np.uint8)
    apart = ((frame[:, :, None].astype(int) - palette) ** 2).sum(axis=-1)
    nearest = gif.Nearest(palette)
    for _ in range(2):
        chosen = np.take_along_axis(apart, nearest(frame)[..., None].astype(int), axis=-1)
        np.testing.assert_array_equal(chosen[..., 0], apart.min(axis=-1))


def test_mp4_holds_every_picture_in_even_size(scene, tmp_path):
    seen = record(scene, "mp4", tmp_path, 25)
    pictures, about = decode_mp4(tmp_path / "animation.mp4")
    assert len(pictures) == 25
    assert "20 fps" in about
    assert "h264" in about
    assert "yuv420p" in about
    height, width, _ = seen[0].shape
    assert pictures[0].shape == (height + height % 2, width + width % 2, 3)
    for one, other in zip(pictures, seen, strict=True):
        assert np.abs(one[:height, :width].astype(int) - other).mean() < 4
    assert names(tmp_path) == ["animation.mp4"]


def test_frames_are_named_by_iteration_and_exact(scene, tmp_path):
    seen = record(scene, "frames", tmp_path, 3)
    assert names(tmp_path / "frames") == ["000000.png", "000010.png", "000020.png"]
    for name, picture in zip(names(tmp_path / "frames"), seen, strict=True):
        with Image.open(tmp_path / "frames" / name) as image:
            np.testing.assert_array_equal(np.asarray(image), picture)


def test_none_writes_nothing(scene, tmp_path):
    record(scene, "none", tmp_path, 3)
    assert names(tmp_path) == []


@pytest.mark.parametrize("kind", ["gif", "mp4"])
def test_without_pictures_there_is_no_file(scene, tmp_path, kind):
    record(scene, kind, tmp_path, 0)
    assert names(tmp_path) == []


@pytest.mark.parametrize("kind", ["gif", "mp4", "frames"])
def test_one_picture_is_enough(scene, tmp_path, kind):
    record(scene, kind, tmp_path, 1)
    assert len(names(tmp_path)) == 1


@pytest.mark.parametrize(("kind", "decode"), [("gif", decode_gif), ("mp4", decode_mp4)])
def test_an_exception_leaves_what_was_recorded(scene, tmp_path, kind, decode):
    with (
        pytest.raises(KeyboardInterrupt),
        open_animation(kind, tmp_path, scene.figure) as animation,
    ):
        for i in range(5):
            scene.move(i / 5)
            animation.add()
        raise KeyboardInterrupt
    animation.close()
    assert len(decode(tmp_path / f"animation.{kind}")[0]) == 5
    assert names(tmp_path) == [f"animation.{kind}"]


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are POSIX")
@pytest.mark.parametrize(("kind", "decode"), [("gif", decode_gif), ("mp4", decode_mp4)])
def test_ctrl_c_to_the_whole_group_leaves_a_whole_file(tmp_path, kind, decode):
    code = f"""
        import sys, time
        from pathlib import Path
        from matplotlib.figure import Figure
        from playground.runs.video import open_animation
        figure = Figure((3, 2))
        (dot,) = figure.add_subplot().plot([0, 1], [0, 1], "o", animated=True)
        with open_animation({kind!r}, Path(sys.argv[1]), figure) as animation:
            for i in range(10000):
                animation.add()
                if i == 20:
                    print("ready", flush=True)
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdout.readline() == b"ready\n"
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=60)
    assert len(decode(tmp_path / f"animation.{kind}")[0]) >= 20
    assert names(tmp_path) == [f"animation.{kind}"]


@pytest.mark.parametrize("kind", ["gif", "mp4", "frames"])
def test_a_folder_that_cannot_be_written_is_the_persons_mistake(scene, tmp_path, kind):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written to"):
        open_animation(kind, tmp_path / "file" / "run", scene.figure)


def test_a_missing_ffmpeg_is_named_and_leaves_nothing(scene, tmp_path, monkeypatch):
    def missing():
        raise RuntimeError("No ffmpeg exe could be found.")

    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", missing)
    with pytest.raises(InputError, match="needs ffmpeg"):
        open_animation("mp4", tmp_path, scene.figure)
    assert names(tmp_path) == []


def test_an_ffmpeg_that_fails_is_an_error_and_leaves_nothing(scene, tmp_path, monkeypatch):
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", lambda: sys.executable)
    animation = open_animation("mp4", tmp_path, scene.figure)
    with pytest.raises(OSError, match="ffmpeg could not write"), animation:
        for _ in range(50):
            animation.add()
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["run:1", "-x", "http:x", "a%03d", "ü 'q\"", "file:x", "~"])
def test_an_mp4_goes_into_a_folder_of_any_name(scene, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    Path(name).mkdir()
    record(scene, "mp4", Path(name), 3)
    assert names(Path(name)) == ["animation.mp4"]
    assert len(decode_mp4(tmp_path / name / "animation.mp4")[0]) == 3

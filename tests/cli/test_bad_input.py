"""Bad input ends with exit code 2 and one line, and leaves nothing behind."""

import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from playground.cli import main
from playground.error_log import error_log

DISC = np.hypot(*np.mgrid[-1:1:32j, -1:1:32j]) < 0.6
PICTURE = (DISC * 255).astype(np.uint8)


def _files(folder):
    return sorted(path.relative_to(folder) for path in folder.rglob("*"))


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder to work in, with pictures good and bad."""
    monkeypatch.chdir(tmp_path)
    good = Image.fromarray(PICTURE)
    good.save("good.png")
    Path("text.png").write_text("this is no picture")
    good.save("cut.jpg")
    Path("cut.jpg").write_bytes(Path("cut.jpg").read_bytes()[:-200])
    Image.fromarray(PICTURE * 0).save("black.png")
    Image.fromarray(PICTURE // 4).save("dim.png")
    for folder in ("empty", "mixed", "full"):
        Path(folder).mkdir()
    good.save("mixed/1.png")
    Path("mixed/2.png").write_text("this is no picture")
    Path("full/thesis.tex").touch()
    Path("bomb.png").write_bytes(_bomb(50_000))
    return tmp_path


def _bomb(side):
    """A PNG of a few kilobytes that says it has `side`² pixels."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * 1_000_000)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


TRAIN = "--train gan good.png "
BAD = {
    "a missing file": ("--train gan gone.png", "gone.png"),
    "an unknown name": ("--train gan rign", "rign"),
    "a text file named .png": ("--train gan text.png", "text.png"),
    "a truncated JPEG": ("--train gan cut.jpg", "cut.jpg"),
    "an all-black picture": ("--train gan black.png", "black.png"),
    "a black point that leaves nothing": ("--train gan dim.png --black-point 0.9", "black_point"),
    "a black point out of range": (TRAIN + "--black-point 1.3", "1.3"),
    "an empty folder": ("--train gan empty", "empty"),
    "a folder with one unreadable image": ("--train gan mixed", "2.png"),
    "cgan on a single layer": ("--train cgan good.png", "--split"),
    "a decompression bomb": ("--train gan bomb.png", "bomb.png"),
    "a directory that cannot be made": (TRAIN + "--out /dev/null/run", "/dev/null"),
    "a directory below a file": (TRAIN + "--out good.png/run", "good.png"),
    "a directory that is a file": (TRAIN + "--out good.png", "good.png"),
    "a directory with other files": (TRAIN + "--out full --force", "full"),
    "a directory without a name": (TRAIN + "--out=", "--out"),
    "an unknown preset": (TRAIN + "--preset fast", "classic"),
    "an unknown optimizer": (
        TRAIN + "--optimizer lion",
        "adadelta, adam, stable-adam, rmsprop, sgd",
    ),
    "an unknown model": ("--train vae good.png", "gan, cgan"),
    "an unknown device": (TRAIN + "--device tpu", "auto, cpu, cuda, mps"),
    "an unknown animation": (TRAIN + "--animation mov", "gif, mp4, frames, none"),
    "a zero size": (TRAIN + "--batch-size 0", "--batch-size"),
    "a negative size": (TRAIN + "--d-hidden -3", "--d-hidden"),
    "no iterations": (TRAIN + "--iterations 0", "--iterations"),
    "no samples": (TRAIN + "--samples 0", "--samples"),
    "an infinite rate": (TRAIN + "--g-lr inf", "--g-lr must be a finite number"),
    "a seed that is no integer": (TRAIN + "--seed 1.5", "--seed must be a whole number, got '1.5'"),
    "an abbreviated flag": (TRAIN + "--iter 5", "--iter"),
    "a model without a target": ("--train gan", "--train"),
    "a flag without its value": (TRAIN + "--seed", "--seed"),
    "a path too many": (TRAIN + "more.png", "more.png"),
    "two modes": ("--list --version", "--list"),
    "a flag of another mode": ("--list --seed 3", "--seed does not belong to --list"),
    "a flag without a mode": ("--seed 3", "--seed needs"),
    "a missing file for the window": ("gone.png", "gone.png"),
    "no run to resume": ("--resume gone", "gone"),
    "a folder that is no run": ("--resume full", "full"),
    "points without a file": ("--sample good.png", "--out"),
    "points of another kind": ("--sample good.png --out p.txt", ".csv, .npy, .png"),
    "no points": ("--sample good.png -n 0 --out p.csv", "-n must be at least 1, got 0"),
    "negative points": ("--sample good.png -n -5 --out p.csv", "got -5"),
    "points over a file": ("--sample good.png --out good.png", "--force"),
    "points over a folder": ("--sample good.png --out f.png", "f.png"),
    "points into no folder": ("--sample good.png --out gone/p.csv", "gone"),
    "a name too long": ("--train gan " + "x" * 300 + ".png", "xxx"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input(here, capsys, name):
    line, says = BAD[name]
    if "f.png" in line:
        Path("f.png").mkdir()
    before = _files(here)
    assert main(line.split()) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.count("\n") == 1
    assert error.startswith("playground: ")
    assert says in error
    assert "Traceback" not in error
    assert _files(here) == before


def test_no_cuda(here, capsys, monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    before = _files(here)
    assert main(["--train", "gan", "good.png", "--device", "cuda"]) == 2
    assert "--device cuda is not available here" in capsys.readouterr().err
    assert _files(here) == before


def test_no_ffmpeg(here, capsys, monkeypatch):
    def gone():
        raise RuntimeError("no ffmpeg")

    monkeypatch.setattr("imageio_ffmpeg.get_ffmpeg_exe", gone)
    before = _files(here)
    arguments = ["--train", "gan", "good.png", "--animation", "mp4", "--out", "run"]
    assert main(arguments) == 2
    assert "ffmpeg" in capsys.readouterr().err
    assert _files(here) == before


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a folder in use cannot be deleted")
@pytest.mark.parametrize(
    "line",
    ["--train gan ring --iterations 3", "--sample ring -n 9 --out p.csv", "ring", "--score x"],
)
def test_a_working_folder_that_was_deleted(tmp_path, monkeypatch, capsys, line):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert main(line.split()) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith("playground: the folder that this was started in cannot be found")
    assert main(["--mnist", "gan"]) == 2
    assert main(["--version"]) == 2  # the same for all
    monkeypatch.chdir(tmp_path)


def test_the_home_stands_for_a_tilde_everywhere(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    small = "--iterations 3 --samples 9 --animation none --quiet"
    for line in (
        f"--train gan ring --out=~/run {small}",
        f"--train gan ~/run --out=~/again {small}",
        "--resume ~/run --iterations 5 --quiet",
        "--sample ~/run -n 9 --out=~/p.csv",
        "--score ~/run -n 100",
        "--export script ~/run --out ~/s.py",
        "--mnist gan --data drawn --drawn 60 --width 0.05 --batch-size 20 --epoch-batches 1 "
        "--threads 1 --epochs 1 --device cpu --quiet --out=~/digits",
        "--sample ~/digits -n 4 --out=~/d.png",
        "--resume=~/digits --epochs 2 --quiet",
    ):
        assert main(line.split()) == 0, capsys.readouterr().err
    made = {path.name for path in tmp_path.iterdir()}
    assert {"run", "again", "p.csv", "s.py", "digits", "d.png"} <= made
    assert list((tmp_path / "here").iterdir()) == []
    assert main("--train gan ~nobody-at-all/x --out run".split()) == 2
    assert "user that exists" in capsys.readouterr().err


def test_what_nobody_foresaw_is_one_sentence_and_a_line_in_the_log(capsys, monkeypatch):
    def raises(args):
        raise KeyError("zq\n\x1b[31m")

    monkeypatch.setattr("playground.cli.listing.run_list", raises)
    assert main(["--list"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "in an unforeseen way (KeyError)" in said
    assert str(error_log()) in said
    text = error_log().read_text()
    assert "KeyError: 'zq" in text and "\x1b" not in text

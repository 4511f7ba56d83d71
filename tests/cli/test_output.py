"""Runs whose output has nowhere to go, and listings, which have nothing else."""

import csv
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from playground.runs.checkpoint import load_checkpoint

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="/dev/full and ptys of Linux"),
]

TRAIN = (
    "--train gan ring --preset classic --batch-size 20 --samples 30 --iterations 40 "
    "--snapshot-every 10 --animation mp4 --out run"
)
MNIST = (
    "--mnist gan --data drawn --drawn 120 --width 0.05 --batch-size 20 --epoch-batches 3 "
    "--threads 1 --epochs 2 --device cpu --out run"
)
MODES = {"2D": TRAIN, "2D quiet": TRAIN + " --quiet", "MNIST": MNIST, "JSON": MNIST + " --json"}
ENDS = {
    "stdout closed": ">&-",
    "stderr closed": "2>&-",
    "all closed": "<&- >&- 2>&-",
    "stdout full": ">/dev/full",
    "both full": ">/dev/full 2>&1",
    "readers gone": "2>&1 | true",
}


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def _shell(line, end):
    command = f"set -o pipefail; {sys.executable} -W error -m playground {line} {end}"
    return subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=120)


def _assert_whole(mnist):
    state = load_checkpoint(Path("run/checkpoints/last.safetensors"))
    assert state.meta["iteration"] == (6 if mnist else 40)
    last = list(csv.DictReader(Path("run/metrics.csv").read_text().splitlines()))[-1]
    assert last["iteration"] == ("6" if mnist else "40")
    for name in ("grid.png", "animation.gif") if mnist else ("final.png", "animation.mp4"):
        assert Path("run", name).stat().st_size > 0
    assert not Path("run/.lock").exists()


CASES = [("2D", end) for end in ENDS]
CASES += [("MNIST", end) for end in ("stderr closed", "all closed", "both full")]
CASES += [("2D quiet", "all closed"), ("JSON", "both full"), ("JSON", "readers gone")]


@pytest.mark.parametrize(("mode", "end"), CASES)
def test_a_run_comes_to_its_end(mode, end):
    done = _shell(MODES[mode], ENDS[end])
    assert done.returncode == 0, done.stderr
    assert done.stderr == "" or "to go" in done.stderr or "epoch" in done.stderr
    assert "Error" not in done.stderr and "Exception" not in done.stderr
    _assert_whole(mode in ("MNIST", "JSON"))


@pytest.mark.parametrize("line", [TRAIN, MNIST])
def test_a_resumed_run_comes_to_its_end(line):
    assert _shell(line, "2>/dev/null").returncode == 0
    more = "--epochs 4" if line is MNIST else "--iterations 60"
    done = _shell(f"--resume run {more}", ">&- 2>/dev/full")
    assert (done.returncode, done.stderr) == (0, "")
    state = load_checkpoint(Path("run/checkpoints/last.safetensors"))
    assert state.meta["iteration"] == (12 if line is MNIST else 60)


def test_nothing_that_is_printed_lands_in_a_file():
    done = _shell(MNIST, ">&- 2>&-")
    assert done.returncode == 0
    for path in Path("run").rglob("*"):
        if path.is_file():
            assert b"images/s" not in path.read_bytes(), path


def _in_terminal(line, *, ignores_hangup):
    """A run in a terminal of its own, and our end of that."""
    ours, theirs = pty.openpty()

    def begin():
        os.setsid()
        import fcntl
        import termios

        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        if ignores_hangup:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)

    process = subprocess.Popen(
        [sys.executable, "-m", "playground", *line.split()],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        preexec_fn=begin,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(theirs)
    return process, ours


def _read_until(ours, pattern):
    text, end = "", time.monotonic() + 60
    while not re.search(pattern, text):
        assert time.monotonic() < end, text
        text += os.read(ours, 4096).decode(errors="replace")
    return text


LONG = TRAIN.replace("--iterations 40", "--iterations 1500").replace("mp4", "none")


@pytest.mark.parametrize("line", [LONG, MNIST.replace("--epochs 2", "--epochs 30")])
def test_the_terminal_goes_away_under_nohup(line):
    process, ours = _in_terminal(line, ignores_hangup=True)
    _read_until(ours, "it/s|images/s")
    os.close(ours)
    assert process.wait(120) == 0
    state = load_checkpoint(Path("run/checkpoints/last.safetensors"))
    assert state.meta["iteration"] == (1500 if line is LONG else 90)


def test_a_terminal_that_closes_stops_the_run_which_is_kept():
    process, ours = _in_terminal(LONG.replace("1500", "10000000"), ignores_hangup=False)
    _read_until(ours, r"[1-9]\d*/10000000")
    os.close(ours)
    assert process.wait(60) == 128 + signal.SIGHUP
    state = load_checkpoint(Path("run/checkpoints/last.safetensors"))
    assert state.meta["iteration"] > 0
    assert Path("run/final.png").exists()


@pytest.mark.parametrize("line", ["--list", "--version", "--score run"])
def test_a_listing_that_cannot_be_written_says_so(line):
    if "run" in line:
        assert _shell(TRAIN.replace("mp4", "none"), "2>/dev/null").returncode == 0
    done = _shell(line, ">/dev/full")
    assert done.returncode == 1
    assert done.stderr == "playground: No space left on device\n"
    head = _shell(line, "| true")
    assert head.stderr == ""
    closed = _shell(line, ">&-")
    assert (closed.returncode, closed.stderr) == (0, "")


def test_a_sentence_that_nobody_reads_keeps_its_exit_code():
    for end in ("2>&-", "2>/dev/full", ">&- 2>&-"):
        assert _shell("--train gan gone.png --out run", end).returncode == 2

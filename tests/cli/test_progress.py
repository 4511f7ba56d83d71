import io
import sys

import pytest

from playground.cli import progress as module
from playground.cli.output import lasting_output
from playground.cli.progress import clock, progress


class _Terminal(io.StringIO):
    def isatty(self):
        return True


class _Gone(io.StringIO):
    def write(self, text):
        raise BrokenPipeError


def _go(total=1000, quiet=False):
    with progress("GAN on ring", 0, total, quiet=quiet) as show:
        for iteration in range(1, total + 1):
            show(iteration)


def test_plain_lines_are_few(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    _go()
    lines = stream.getvalue().splitlines()
    assert lines[0] == "GAN on ring: 1,000 iterations to go"
    assert lines[-1].startswith("iteration 1,000 of 1,000, ")
    assert lines[-1].endswith(" it/s, 0:00 left")
    assert len(lines) == 2


def test_a_line_comes_every_few_seconds(monkeypatch):
    now = iter(range(10_000))
    monkeypatch.setattr(module, "monotonic", lambda: next(now))
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    _go(20)
    assert "iteration 5 of 20, 1 it/s, 0:15 left" in stream.getvalue()
    assert len(stream.getvalue().splitlines()) == 5


def test_a_bar_on_a_terminal(monkeypatch):
    stream = _Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    _go()
    assert "GAN on ring" in stream.getvalue()
    assert "it/s" in stream.getvalue()
    assert "1000/1000" in stream.getvalue()


@pytest.mark.parametrize("stream", [io.StringIO(), _Terminal()])
def test_quiet_says_nothing(monkeypatch, stream):
    monkeypatch.setattr(sys, "stderr", stream)
    _go(quiet=True)
    assert stream.getvalue() == ""


def test_a_reader_that_left_does_not_end_the_run(monkeypatch):
    gone = _Gone()
    monkeypatch.setattr(sys, "stderr", gone)
    with lasting_output("stderr"):
        _go()
    assert sys.stderr is gone


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (59.6, "1:00"), (3599, "59:59"), (36_061, "10:01:01")]
)
def test_clock(seconds, text):
    assert clock(seconds) == text

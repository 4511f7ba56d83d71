"""A run that is killed at any of its writes, and resumed, leaves what an undisturbed one does."""

import csv
import os
from pathlib import Path

import pytest

from playground.cli import main

pytestmark = pytest.mark.slow

TIMED = ("seconds", "images_per_second")
LINE = "gan --epochs 2 --keep-every 1 --quiet"


class Killed(BaseException):
    """Nothing in the program catches this, as nothing catches a kill."""


class Writes:
    """Counts what takes its place in the folder, and dies right before or after one of them."""

    def __init__(self, monkeypatch, deadly=None, after=False):
        self.names = []
        self._deadly, self._after = deadly, after
        replace, link = Path.replace, os.link
        monkeypatch.setattr(Path, "replace", lambda path, to: self._do(replace, path, to))
        monkeypatch.setattr(os, "link", lambda path, to: self._do(link, path, to))

    def _do(self, write, path, to):
        deadly = len(self.names) == self._deadly
        self.names.append(Path(to).name)
        if deadly and not self._after:
            raise Killed
        write(path, to)
        if deadly:
            raise Killed


def _content(folder):
    """Every file, and what is in it; without times, and without what started the run."""
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        name = str(path.relative_to(folder))
        if name == "metrics.csv":
            rows = list(csv.DictReader(path.read_text().splitlines()))
            found[name] = [{k: v for k, v in row.items() if k not in TIMED} for row in rows]
        elif path.is_file():
            found[name] = None if name == "config.json" else path.read_bytes()
    return found


@pytest.fixture
def undisturbed(train, monkeypatch):
    with monkeypatch.context() as patch:
        writes = Writes(patch)
        assert train(f"{LINE} --out whole") == 0
    return writes.names, _content("whole")


def test_wherever_it_is_killed_nothing_is_missing(train, monkeypatch, undisturbed):
    names, whole = undisturbed
    first, last = names.index("last.safetensors"), len(names)
    assert names.count("last.safetensors") == 3 and "epoch-0002.safetensors" in names
    for moment in range(first, last):
        for after in (False, True):
            out = f"run-{moment}-{after}"
            with monkeypatch.context() as patch, pytest.raises(Killed):
                Writes(patch, moment, after)
                train(f"{LINE} --out {out}")
            if moment == first and not after:  # there is nothing to go on from
                assert main(["--resume", out, "--quiet"]) == 2
                continue
            assert main(["--resume", out, "--quiet"]) == 0
            assert _content(out) == whole, (names[moment], after)


def test_what_an_epoch_leaves_comes_before_its_checkpoint(undisturbed):
    """So it is exact even where the checkpoint is the last that reached the disk."""
    names, _ = undisturbed
    second = [place for place, name in enumerate(names) if name == "last.safetensors"][2]
    assert names[second - 2 : second] == ["epoch-0002.png", "metrics.csv"]

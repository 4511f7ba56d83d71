"""What the tests of the image models share: small runs on drawn digits, no cache of a person."""

import pytest

from playground.cli import main

TINY = "--data drawn --drawn 120 --width 0.05 --batch-size 20 --epoch-batches 3 --threads 1"


@pytest.fixture(autouse=True)
def _alone(tmp_path, tmp_path_factory, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.delenv("PLAYGROUND_DATA", raising=False)


@pytest.fixture
def train():
    """Trains a tiny run from a line such as "gan --epochs 2 --out run"."""

    def run(line, how=TINY):
        return main(["--mnist", *line.split(), *how.split(), "--device", "cpu"])

    return run

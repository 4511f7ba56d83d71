"""Headless runs killed at random moments and at their writes: nothing is lost, nothing stays.

For as many kills as one likes: PLAYGROUND_RUN_KILLS=200 PLAYGROUND_MNIST_KILLS=40 pytest
tests/scenarios/test_kill_runs.py -s
"""

import csv
import getpass
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from itertools import count
from pathlib import Path

import numpy as np
import pytest

from playground.mnist.runs.folder import open_mnist_run
from playground.runs.checkpoint import load_checkpoint
from playground.runs.run_folder import open_run

RUN_KILLS = int(os.environ.get("PLAYGROUND_RUN_KILLS", "4"))
MNIST_KILLS = int(os.environ.get("PLAYGROUND_MNIST_KILLS", "2"))
SEED = int(os.environ.get("PLAYGROUND_KILL_SEED", "0"))

LAST = "checkpoints/last.safetensors"
SMALL = (
    "--iterations 60 --snapshot-every 7 --d-hidden 8 --g-hidden 8 --layers 1 --batch-size 16 "
    "--d-features 4 --g-features 4 --samples 50 --animation none --quiet"
)
TINY = (
    "--data drawn --drawn 120 --width 0.05 --batch-size 20 --epoch-batches 3 --threads 1 "
    "--device cpu --epochs 4 --keep-every 2 --quiet"
)
KINDS = {
    "2D": ([f"--train {model} binary {SMALL}" for model in ("gan", "cgan", "batchgan")], RUN_KILLS),
    "MNIST": ([f"--mnist {model} {TINY}" for model in ("gan", "infogan")], MNIST_KILLS),
}
UNLIKE = {"config.json", "final.png"}
"""What tells how often it was resumed, and where the shown past begins."""
TIMED = {"seconds", "images_per_second", "sliced_wasserstein", "jensen_shannon", "off_support"}
TIMED |= {"missed_modes", "least_d_loss"}
"""Times, and what is only judged where there is time for it."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forked, and killed by a signal"),
]


class Nursery:
    """The process that starts the runs."""

    def __init__(self, home):
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("run_nursery.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ
            | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "XDG_CACHE_HOME": str(home)}
            | {"OMP_NUM_THREADS": "1", "TMPDIR": str(home.with_name("temporary"))},
        )

    def run(self, folder, line, **how):
        order = {"folder": str(folder), "argv": line.split(), "begun": f"run/{LAST}", **how}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self):
        self._process.stdin.close()
        assert self._process.wait(60) == 0
        self._process.stdout.close()


@pytest.fixture
def nursery(tmp_path):
    (tmp_path / "temporary").mkdir()
    found = Nursery(tmp_path / "cache")
    yield found
    found.close()
    left = [path.name for path in (tmp_path / "temporary").iterdir()]
    assert left in ([], [f"torchinductor_{getpass.getuser()}"])  # torch makes that


def _content(run):
    """Every file of a run with what must be the same again."""
    found = {}
    for path in sorted(run.rglob("*")):
        name = path.relative_to(run).as_posix()
        if not path.is_file():
            continue
        if path.suffix == ".csv" and name == "metrics.csv":
            rows = csv.DictReader(path.read_text().splitlines())
            found[name] = [{k: v for k, v in row.items() if k not in TIMED} for row in rows]
        elif path.suffix == ".safetensors":
            found[name] = _state(path)
        else:
            found[name] = b"" if name in UNLIKE else path.read_bytes()
    return found


def _state(path):
    saved = load_checkpoint(path)
    arrays = {
        key: (str(value.dtype), value.shape, value.tobytes()) for key, value in saved.state.items()
    }
    arrays.pop("seconds", None)
    return arrays, saved.meta


def _death(pick, writes, seconds):
    """By the clock, or at a write."""
    if pick.random() < 0.5:
        return {"seconds": pick.uniform(0, seconds)}
    return {"write": pick.randrange(writes), "after": pick.random() < 0.5}


@pytest.mark.timeout(300 + 60 * (RUN_KILLS + MNIST_KILLS))
@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_run_that_is_resumed_is_the_undisturbed_one(tmp_path, nursery, kind):
    lines, kills = KINDS[kind]
    pick, counts, whole = random.Random(SEED), Counter(), {}
    for moment in count():
        if counts["killed"] >= kills:
            break
        line = lines[moment % len(lines)]
        pace = {"checkpoint_seconds": pick.choice([0, 0.02, 5])}
        if line not in whole:
            folder = tmp_path / f"whole-{len(whole)}"
            folder.mkdir()
            begin = time.monotonic()
            assert nursery.run(folder, f"{line} --out run", **pace)["code"] == 0
            whole[line] = _content(folder / "run"), time.monotonic() - begin
        content, seconds = whole[line]
        folder = tmp_path / f"{moment}"
        folder.mkdir()
        for life in range(4):  # a resumed run is killed, too
            argv = "--resume run --quiet" if life else f"{line} --out run"
            deadly = _death(pick, 30, seconds) if life < 3 else {}
            end = nursery.run(folder, argv, **pace, **deadly)
            assert not end["left"] and not end["shared"]
            assert "Traceback" not in end["said"], end
            counts["killed" if end["code"] == -9 else f"code {end['code']}"] += 1
            if end["code"] == 2:  # killed before its first checkpoint: there is nothing to resume
                assert not (folder / "run" / LAST).exists()
                assert end["said"].count("\n") == 1
                break
            assert end["code"] in (0, -9), end
            if end["code"] == -9 and (folder / "run" / LAST).exists():
                _check_left(kind, folder / "run", counts)
        else:
            counts["compared"] += 1
            assert _content(folder / "run").keys() == content.keys(), (SEED, moment)
            for name, value in _content(folder / "run").items():
                assert value == content[name], (SEED, moment, name)
    print(f"\n{kind}: {dict(counts)}")


def _check_left(kind, run, counts):
    """What a kill leaves can be read: the last state and the table; and little else is left."""
    state = load_checkpoint(run / LAST).state
    assert all(
        np.isfinite(v).all() for k, v in state.items() if v.dtype.kind == "f" and k != "losses"
    )
    if kind == "2D":
        assert open_run(run).target().layers
    else:
        assert open_mnist_run(run).record.data.images
    header = (run / "metrics.csv").read_text().partition("\n")[0]
    assert header.startswith(("iteration,", "epoch,"))
    parts = [path for path in run.rglob("*") if path.name.endswith(".part")]
    counts["half-written files"] += len(parts)
    assert len(parts) <= 3

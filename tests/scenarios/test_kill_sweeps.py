"""A sweep killed at random moments goes on each time, to the table of an undisturbed one.

For as many kills as one likes: PLAYGROUND_SWEEP_KILLS=20 pytest
tests/scenarios/test_kill_sweeps.py -s
"""

import csv
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from itertools import count
from pathlib import Path

import pytest
from PIL import Image

KILLS = int(os.environ.get("PLAYGROUND_SWEEP_KILLS", "2"))
SEED = int(os.environ.get("PLAYGROUND_KILL_SEED", "0"))
WHO = ("sweep", "worker", "both")

SMALL = (
    "--sweep gan,batchgan square.png --seed 0-1 --r1 0.1 --iterations 200 --snapshot-every 20 "
    "--d-hidden 8 --g-hidden 8 --layers 1 --batch-size 16 --d-features 4 --g-features 4 "
    "--samples 50 --jobs 2"
)

pytestmark = [
    pytest.mark.timeout(300 + 60 * KILLS),
    pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc"),
]


def _start(folder, line):
    return subprocess.Popen(
        [sys.executable, "-m", "playground", *line.split()],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _rows(path):
    with (path / "table.csv").open(encoding="utf-8") as file:
        return [{k: v for k, v in row.items() if k != "seconds"} for row in csv.DictReader(file)]


def _children(pid):
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _kill(process, who, pick):
    """Whether there was somebody to kill."""
    if who == "both":
        os.killpg(process.pid, signal.SIGKILL)
        return True
    victims = [process.pid] if who == "sweep" else _children(process.pid)
    if victims:
        os.kill(pick.choice(victims), signal.SIGKILL)
    return bool(victims)


def _wait(process, seconds):
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _is_gone(group):
    """Whether all of a group has ended, which its workers do by themselves."""
    patience = time.monotonic() + 30
    while time.monotonic() < patience:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("engine", ["processes", "stacked"])
def test_a_killed_sweep_goes_on_to_the_table_of_an_undisturbed_one(tmp_path, engine):
    image = Image.new("L", (8, 8))
    image.paste(255, (2, 2, 6, 6))
    image.save(tmp_path / "square.png")
    begin = time.monotonic()
    whole = _start(tmp_path, f"{SMALL} --engine {engine} --out whole")
    assert whole.wait(280) == 0, whole.stderr.read()
    seconds = time.monotonic() - begin
    expected = _rows(tmp_path / "whole")
    assert len(expected) == 4 and {row["state"] for row in expected} == {"done"}
    whole.stderr.close()
    pick, counts = random.Random(SEED), Counter()
    for number in count():
        if sum(counts[who] for who in WHO) >= KILLS:
            break
        path = tmp_path / f"{number}"
        while not (path / "table.csv").exists() or not _is_done(path):
            going_on = (path / "sweep.json").exists()
            line = f"--sweep {number}" if going_on else f"{SMALL} --out {number}"
            _live(_start(tmp_path, f"{line} --engine {engine}"), pick, seconds, counts)
        assert _rows(path) == expected, (SEED, number)
        counts["compared"] += 1
        assert not list(path.rglob("*.part")) and not list(path.rglob(".lock"))
    print(f"\n{dict(counts)}")


def _is_done(path):
    return {row["state"] for row in _rows(path)} == {"done"}


def _live(process, pick, seconds, counts):
    """Until it is killed, or comes to its end."""
    who = pick.choice(WHO)
    enough = sum(counts[one] for one in WHO) >= KILLS
    if not enough and not _wait(process, pick.uniform(0, seconds)) and _kill(process, who, pick):
        counts[who] += 1
    code = process.wait(280)
    said = process.stderr.read()
    process.stderr.close()
    assert "Traceback" not in said, said
    assert code == 0 or (code == -signal.SIGKILL and who != "worker"), (code, said)
    assert _is_gone(process.pid)
    counts["lives"] += 1

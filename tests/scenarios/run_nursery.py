"""Starts headless runs that are to be killed: `python run_nursery.py`, a JSON object a line.

It has imported all that a run needs and forks for each, so that a run costs no seconds of imports.
The fork is a process of its own, in a group of its own, and dies by a real SIGKILL: after some
time (`seconds`, from its first checkpoint on), or at its write number `write`, before or `after`
the file takes its place. Answers with how it ended, what it printed, and what of its group is left.
"""

import contextlib
import json
import os
import signal
import sys
import tempfile
import time
from multiprocessing import shared_memory
from pathlib import Path

import playground.cli.mnist.loop
import playground.cli.train
import playground.mnist.runs.recorder
import playground.mnist.training.trainer  # noqa: F401
from playground.cli import main
from playground.gan import trainer  # noqa: F401
from playground.runs import recorder

_MOST_SECONDS = 120


def _live(order, output):
    os.setpgid(0, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.chdir(order["folder"])
    recorder.CHECKPOINT_SECONDS = order.get("checkpoint_seconds", recorder.CHECKPOINT_SECONDS)
    _note_shared(Path(order["folder"], "shared"))
    if order.get("write") is not None:
        _die_at(order["write"], order["after"])
    os._exit(main(order["argv"]))


def _note_shared(file):
    """Write down the names of shared memory that is made; other processes make some, too."""
    opens = shared_memory._posixshmem.shm_open

    def noted(name, *arguments, **options):
        with file.open("a") as names:
            names.write(f"{name}\n")
        return opens(name, *arguments, **options)

    shared_memory._posixshmem.shm_open = noted


def _shared(order, pid):
    """What there still is of it; torch's has the number of its process in its name."""
    file, places = Path(order["folder"], "shared"), [*Path("/dev/shm").glob(f"torch_{pid}_*")]
    if file.exists():
        places += [Path("/dev/shm") / name.strip("/") for name in file.read_text().splitlines()]
    return [str(place) for place in places if place.exists()]


def _die_at(deadly, after):
    replace, count = Path.replace, iter(range(10**9))

    def replaces(path, to):
        mine = next(count) == deadly
        if mine and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        replace(path, to)
        if mine:
            os.kill(os.getpid(), signal.SIGKILL)

    Path.replace = replaces


def _watch(pid, order):
    """How it ended."""
    end, born = time.monotonic() + _MOST_SECONDS, None
    begun = Path(order["folder"], order.get("begun", "nowhere"))
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if born is None and begun.exists():
            born = time.monotonic()
        if time.monotonic() > end:
            os.kill(pid, signal.SIGKILL)
            order = {}
        if born and order.get("seconds") is not None and time.monotonic() - born > order["seconds"]:
            os.kill(pid, signal.SIGKILL)
            order = {}
        time.sleep(0.002)


def _is_left(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


for line in sys.stdin:
    request = json.loads(line)
    with tempfile.TemporaryFile() as printed:
        child = os.fork()
        if not child:
            _live(request, printed.fileno())
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.setpgid(child, child)
        code = _watch(child, request)
        printed.seek(0)
        said = printed.read().decode(errors="replace")
    answer = {
        "code": code,
        "said": said,
        "left": _is_left(child),
        "shared": _shared(request, child),
    }
    print(json.dumps(answer), flush=True)

"""Hands cases to a child process and judges what comes of them."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

from tests.fuzz import cases

MOST_SECONDS = 10.0
_WAIT = 6
"""By the clock on the wall: other programs may keep the processor busy."""
MOST_MIB = 1536.0
FINE = ("read", "refused")
ROOT = Path(__file__).parent.parent.parent


@dataclass
class Tally:
    """What came of some cases of one kind."""

    kind: str
    outcomes: Counter = field(default_factory=Counter)
    seconds: float = 0.0
    peak: float = 0.0
    failures: list = field(default_factory=list)

    def __str__(self):
        found = ", ".join(f"{count} {outcome}" for outcome, count in self.outcomes.most_common(4))
        return (
            f"{self.kind}: {found}; {len(self.failures)} failures; "
            f"at most {self.seconds:.1f} s and {self.peak:.0f} MiB"
        )


class Child:
    """A process that reads cases; a new one after each that died."""

    def __init__(self):
        self._folder = Path(tempfile.mkdtemp(prefix="fuzz-")).resolve()
        self._process = self._errors = None

    def read(self, kind, seed):
        """What the child says of the case; a dict with an outcome at least."""
        if self._process is None:
            self._start()
        process, hung = self._process, []

        def kill():
            hung.append(1)
            process.kill()

        timer = Timer(MOST_SECONDS * _WAIT, kill)
        timer.start()
        try:
            process.stdin.write(f"{kind} {seed}\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            timer.cancel()
        if line:
            return json.loads(line)
        self._errors.seek(max(self._errors.seek(0, 2) - 3000, 0))
        said = self._errors.read().decode(errors="replace")
        self._end()
        return {"outcome": "a hang" if hung else "the death of the process", "said": said}

    def close(self):
        """End it; nothing of it is left."""
        self._end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self):
        self._folder.mkdir(exist_ok=True)
        self._errors = (self._folder / "errors.txt").open("w+b")  # libtiff talks a lot
        homes = {
            f"XDG_{kind}_HOME": f"{self._folder}/{kind}"
            for kind in ("STATE", "CACHE", "DATA", "CONFIG")
        }
        environment = os.environ | homes | {"OMP_NUM_THREADS": "1", "TMPDIR": str(self._folder)}
        self._process = subprocess.Popen(
            [sys.executable, "-B", "-m", "tests.fuzz.child", str(self._folder)],
            stdin=subprocess.PIPE,
            stderr=self._errors,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment | {"PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])},
        )
        assert self._process.stdout.readline(), "the child could not start"

    def _end(self):
        if self._process is not None:
            self._process.stdin.close()
            self._process.kill()
            self._process.wait()
            self._process.stdout.close()
            self._errors.close()
            self._process = None


def run(child, kind, seeds, keep=None, tell=lambda _: None):
    """Have `child` read the cases of these `seeds`; the inputs of those that failed are kept."""
    tally = Tally(kind)
    for seed in seeds:
        answer = child.read(kind, seed)
        if answer["outcome"] == "none":
            break
        _judge(tally, seed, answer, keep, tell)
    return tally


def _judge(tally, seed, answer, keep, tell):
    outcome = answer["outcome"]
    tally.seconds = max(tally.seconds, answer.get("seconds", 0))
    tally.peak = max(tally.peak, answer.get("peak", 0))
    if answer.get("seconds", 0) > MOST_SECONDS:
        outcome = f"{answer['seconds']:.0f} seconds, {outcome}"
    if answer.get("peak", 0) > MOST_MIB:
        outcome = f"{answer['peak']:.0f} MiB, {outcome}"
    if answer.get("seen"):
        outcome = f"it did {answer['seen'][0]}"
    tally.outcomes[outcome if outcome in FINE else "failed"] += 1
    if outcome in FINE:
        return
    tally.failures.append((seed, outcome))
    tell(f"{tally.kind} {seed}: {outcome}\n{answer['said']}")
    if keep is not None:
        folder = Path(keep) / f"{tally.kind}-{seed}"
        folder.mkdir(parents=True, exist_ok=True)
        cases.make(tally.kind, seed, folder)
        (folder / "outcome.txt").write_text(f"{outcome}\n{answer['said']}")

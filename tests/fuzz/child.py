"""The process that reads cases: `python -m tests.fuzz.child FOLDER`, "kind seed" a line.

Answers a JSON object a line: what came of it, how long it took (the processor's time: others may be
busy here, too; who merely waits is ended by the harness), the most memory that it held, and what it
did that reading must not do: write outside the folder, start or load something, connect.
"""

import json
import os
import re
import resource
import shutil
import sys
import tempfile
import time
import traceback
import warnings
from contextlib import suppress
from pathlib import Path

from tests.fuzz import cases

_MOST_MORE = 6 * 2**30
"""What a case may take before the system refuses it: more than is allowed, so that it is seen."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.symlink", "os.link", "os.chmod"),
    *("os.chown", "os.truncate", "os.utime", "shutil.rmtree", "shutil.move"),
}
_FORBIDDEN = {
    *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork"),
    *("socket.connect", "pickle.find_class", "ctypes.dlopen", "os.startfile", "code.__new__"),
}


class Watch:
    """Notes what happens while a case is read."""

    def __init__(self, *folders):
        self._folders = [str(Path(folder).resolve()) for folder in folders]
        self.on = False
        self.seen = []

    def __call__(self, event, arguments):
        if not self.on:
            return
        if event == "ctypes.dlopen" and arguments == (None,):
            return  # the C library, which is there anyway
        if event in _FORBIDDEN or (event == "exec" and "<string>" in repr(arguments)):
            self.seen.append(f"{event} {str(arguments)[:200]}")
        elif event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            if (arguments[2] or 0) & _WRITES:
                self._check(event, arguments[0])
        elif event in _CHANGES:
            self._check(event, arguments[0])

    def _check(self, event, path):
        self.on = False
        place = os.path.realpath(os.fsdecode(path)) if isinstance(path, str | bytes) else str(path)
        if not place.startswith((*self._folders, "/dev/null")):
            self.seen.append(f"{event} {place}")
        self.on = True


def _peak():
    """The most memory since `_forget`, in MiB; of the whole life where the system cannot tell."""
    try:
        found = re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())
        return int(found[1]) / 2**10
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def _forget():
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _limit():
    try:
        found = re.search(r"VmSize:\s*(\d+)", Path("/proc/self/status").read_text())
    except OSError:
        return
    most = int(found[1]) * 2**10 + _MOST_MORE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _read(kind, seed, path, watch):
    from playground.errors import InputError

    begin = time.process_time()
    watch.on = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            cases.read(kind, seed, path)
        outcome, said = "read", ""
    except InputError as error:
        outcome, said = "refused", str(error)
        if "\n" in said or "\x1b" in said or len(said) > 5000:
            outcome = "an unseemly sentence"
    except BaseException as error:
        outcome = f"{type(error).__name__}: {str(error)[:300]}"
        said = "".join(traceback.format_exception(error, limit=-6))
    watch.on = False
    return outcome, said, time.process_time() - begin


def _serve(root):
    from playground.error_log import error_log

    watch = Watch(root)
    sys.addaudithook(watch)
    for line in sys.stdin:
        kind, seed = line.split()
        with tempfile.TemporaryDirectory(dir=root) as folder:
            path = cases.make(kind, int(seed), Path(folder))
            _forget()
            outcome, said, seconds = (
                _read(kind, int(seed), path, watch) if path else ("none", "", 0)
            )
            log = error_log()
            if log.exists():
                said, outcome = log.read_text()[-3000:], f"unforeseen, {outcome}"
                log.unlink()
        answer = {"outcome": outcome, "said": said, "seconds": seconds, "peak": _peak()}
        print(json.dumps({**answer, "seen": watch.seen[:5]}), file=_ANSWERS, flush=True)
        watch.seen.clear()


if __name__ == "__main__":
    _ANSWERS = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever prints does not speak between the answers
    import torch

    torch.set_num_threads(1)
    for known in cases.KINDS:  # imports write byte code, and run it
        with tempfile.TemporaryDirectory(dir=sys.argv[1]) as warm:
            for number in range(40 if known in ("run", "mnist") else 10):
                shutil.rmtree(warm)
                Path(warm).mkdir()
                with suppress(Exception):
                    cases.read(known, number, cases.make(known, number, Path(warm)))
    log_of_warmth = Path(os.environ["XDG_STATE_HOME"])
    shutil.rmtree(log_of_warmth, ignore_errors=True)
    _limit()
    print("{}", file=_ANSWERS, flush=True)  # ready
    _serve(sys.argv[1])

"""The file in which a fault that nobody foresaw is written down, for whoever mends it."""

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from time import monotonic
from traceback import extract_tb, format_exception

from platformdirs import user_log_path

from playground.message import Sentence, plain_text

_MOST_BYTES = 2**18
_MOST_LINE = 1000
_PAUSE_SECONDS = 10.0


def error_log() -> Path:
    """Where that file is; beside it may lie an older one, `errors.log.1`."""
    return user_log_path("playground", appauthor=False) / "errors.log"


def log_unforeseen(fault: BaseException, doing: str) -> str:
    """Write `fault` down with its traceback, and return a sentence for the person.

    `doing` is what went on, such as “Opening a session”. Never raises: where the file cannot be
    written, the sentence says so. The file and the older one have at most 256 KiB each.
    """
    kind = type(fault).__name__
    path = error_log()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _append(path, f"{doing}\n{_traceback(fault)}")
    except OSError:
        return Sentence("{doing} failed in an unforeseen way ({kind})", doing=doing, kind=kind)
    return Sentence(
        "{doing} failed in an unforeseen way ({kind}); {path} has the details",
        doing=doing,
        kind=kind,
        path=path,
    )


@contextmanager
def uncaught_faults(take: Callable[[Exception], None]) -> Iterator[None]:
    """While the block runs, have `take` handle what nobody catches, in the thread that raised it.

    Such are the faults of other threads, and those of Qt's slots and events, which Python cannot
    raise any further. What recurs, as in a timer, is handled every ten seconds. An interrupt stays
    one.
    """
    handled: dict[tuple[object, ...], float] = {}

    def handle(fault: Exception) -> None:
        frame = next(reversed(extract_tb(fault.__traceback__)), None)
        place = (type(fault), frame and (frame.filename, frame.lineno))
        now = monotonic()
        if now - handled.get(place, -_PAUSE_SECONDS) >= _PAUSE_SECONDS:
            handled[place] = now
            take(fault)

    before = sys.excepthook, threading.excepthook

    def of_thread(told: threading.ExceptHookArgs) -> None:
        handle(told.exc_value) if isinstance(told.exc_value, Exception) else before[1](told)

    sys.excepthook = lambda kind, fault, trace: (
        handle(fault) if isinstance(fault, Exception) else before[0](kind, fault, trace)
    )
    threading.excepthook = of_thread
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = before


def _append(path: Path, text: str) -> None:
    """Raises OSError, where logging would print to the terminal and go on."""
    handler = _Handler(
        path,
        maxBytes=_MOST_BYTES,
        backupCount=1,
        encoding="utf-8",
        errors="backslashreplace",
        delay=True,
    )
    try:
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        handler.handle(logging.LogRecord("playground", logging.ERROR, "", 0, text, (), None))
    finally:
        handler.close()


class _Handler(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        raise


def _traceback(fault: BaseException) -> str:
    """Its last part, in lines that are safe to print; a message may come from a file."""
    lines = "".join(format_exception(fault, limit=-30)).splitlines()
    if len(lines) > 200:
        lines = [*lines[:100], "…", *lines[-100:]]
    return "\n".join(plain_text(line, _MOST_LINE) for line in lines)

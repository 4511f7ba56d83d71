"""The inputs of each kind that formats allow and nobody writes, in a fixed order.

Each is a `make(folder)` that puts it there and returns its path.
"""

from tests.fuzz.odd.pictures import pictures
from tests.fuzz.odd.runs import mnist_runs, runs
from tests.fuzz.odd.sessions import sessions
from tests.fuzz.odd.tables import digits, tables

_MAKERS = {
    "picture": pictures,
    "table": tables,
    "session": sessions,
    "run": runs,
    "mnist": mnist_runs,
    "idx": digits,
}


def all_of(kind):
    """The makers of a kind."""
    yield from _MAKERS.get(kind, lambda: ())()

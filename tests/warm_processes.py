"""Processes that begin with torch imported, which takes seconds: forked from one that has it.

They stand in for those that the window spawns, where the system can fork. The window's own are
tested by the programs that tests start.
"""

import os
from multiprocessing import get_all_start_methods, get_context

_PRELOADED = (
    "playground.worker.main",
    "playground.worker.server",
    "playground.worker.export_rendering",
    "playground.worker.steps_scoring",
    "playground.worker.digits_drawing",
    "playground.worker.digits_training",
)


class WarmContext:
    """As much of a context of `multiprocessing` as `worker.process` needs."""

    def __init__(self):
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(list(_PRELOADED))
        self.Pipe = self._context.Pipe

    def Process(self, target, args, **more):  # noqa: N802
        """Like a spawned process, it has the environment of this moment."""
        args = (dict(os.environ), target, args)
        return self._context.Process(target=_in_environment, args=args, **more)


def can_be_warm():
    """Whether the system can fork."""
    return "forkserver" in get_all_start_methods()


def _in_environment(environment, target, args):
    os.environ.clear()
    os.environ.update(environment)
    target(*args)

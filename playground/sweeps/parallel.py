"""The same function for many arguments, in several processes of this machine."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

from playground.import_path import protect_children
from playground.threads import usable_cores, use_one_blas_thread

Argument = TypeVar("Argument")
Result = TypeVar("Result")


def in_processes(
    function: Callable[[Argument], Result], arguments: Sequence[Argument], jobs: int = 0
) -> Iterator[Result]:
    """What `function` returns for each of `arguments`, in their order.

    `jobs` processes compute, or one a core; where one is enough it is this process. The function
    is one of a module, and arguments and results can be sent between processes.
    """
    count = min(jobs or usable_cores(), len(arguments))
    if count <= 1:
        yield from map(function, arguments)
        return
    protect_children()
    use_one_blas_thread()
    spawn = get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=spawn, initializer=_serve) as pool:
        try:
            yield from pool.map(function, arguments)
        except BaseException:  # also when nobody wants the rest
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _serve() -> None:
    """Leave Ctrl+C to whoever started the processes, and end with it, even if it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent
    parent.join()
    os._exit(1)

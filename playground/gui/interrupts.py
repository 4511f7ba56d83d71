"""Ctrl+C, and the processes of the window: it is the window that ends them."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def interrupts_ignored() -> Iterator[None]:
    """Let a process start deaf to Ctrl+C, which would end it with a traceback before it listens."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

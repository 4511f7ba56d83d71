"""The cores that this process may use, and the threads that it should not."""

import os


def usable_cores() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # Linux
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def use_one_blas_thread() -> None:
    """Have NumPy, here and in processes that start from here, compute in one thread.

    Its matrices are small: on busy cores its threads wait for each other for a hundred times as
    long as one of them takes. It reads this when it is imported, so this comes before.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

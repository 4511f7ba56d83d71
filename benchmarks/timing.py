"""Medians of wall-clock times, taken in turns so that a drifting machine affects all alike."""

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter


def medians(runs: Mapping[str, Callable[[], object]], rounds: int = 15) -> dict[str, float]:
    """Median seconds of each run after one warm-up; the runs alternate, round by round."""
    for run in runs.values():
        run()
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = perf_counter()
            run()
            times[name].append(perf_counter() - start)
    return {name: median(seconds) for name, seconds in times.items()}


def print_table(title: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Print a Markdown table."""
    print(f"\n{title}\n")
    for row in (header, tuple("---" for _ in header), *rows):
        print("| " + " | ".join(row) + " |")

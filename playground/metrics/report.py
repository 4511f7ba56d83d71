"""Verdicts in words."""

from collections.abc import Iterator

from playground.metrics.judge import Score, Verdict


def sentence(verdict: Verdict) -> str:
    """One sentence: the distance as a multiple of the floor, and whether it can be told apart."""
    score = verdict.sliced_wasserstein
    says = "cannot be told apart" if score.at_the_floor else "can be told apart"
    return f"sliced Wasserstein {score.ratio:.2g}× the floor at n = {verdict.n:,}: {says}"


def table(verdict: Verdict) -> Iterator[str]:
    """A line for each figure: its value, the floor's 95 % band, and the multiple of the floor."""
    yield f"{'':28} {'value':>9}   {'a perfect sampler':>19}"
    for label, score in (
        ("sliced Wasserstein", verdict.sliced_wasserstein),
        ("total variation", verdict.total_variation),
        ("Jensen–Shannon (nats)", verdict.jensen_shannon),
        ("reverse KL of modes (nats)", verdict.reverse_kl),
        ("worst share of a mode", verdict.worst_share),
    ):
        yield _line(label, score)
    yield f"{'off the support by > 2 px':28} {verdict.off_support:9.2%}   {'0':>19}"
    yield f"{'modes missed':28} {verdict.missed_modes:>9}   {'0':>19}   of {verdict.modes}"


def _line(label: str, score: Score) -> str:
    low, high = score.floor.band(score.draws)
    verdict = "cannot be told apart" if score.at_the_floor else f"{score.ratio:.2f}× the floor"
    return f"{label:28} {score.value:9.5f}   {low:8.5f} … {high:8.5f}   {verdict}"

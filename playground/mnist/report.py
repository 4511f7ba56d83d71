"""A score in words, and the table of those of a run."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from math import log
from pathlib import Path

from playground.mnist.score import MnistScore
from playground.runs.replace import replacing


def score_lines(score: MnistScore) -> Iterator[str]:
    """The figures of one score, each with what test digits score."""
    test = score.test
    yield (
        f"epoch {score.epoch}, n = {score.n:,} images, judged by a classifier that takes "
        f"{1 - score.classifier:.2%} of {test} test digits for another"
    )
    if score.by_digit:
        yield f"labels recognised      {score.recognised:7.2%}   ({test}: {score.classifier:.2%})"
        yield "  of each digit        " + _row(score.by_digit)
    if score.codes:
        yield from _code_lines(score)
    yield "share of each digit    " + _row(score.shares)
    yield f"  {f'of the {test} ones':<21}" + _row(score.real_shares)
    yield f"  from a tenth each    {score.variation:7.2%}   ({test}: {score.real_variation:.2%})"
    yield f"diversity of a digit   {score.diversity:7.3f}   ({test}: {score.real_diversity:.3f})"
    missing = ", ".join(map(str, score.missing))
    yield f"digits that are missing: {missing or 'none'}"


def _code_lines(score: MnistScore) -> Iterator[str]:
    codes = score.codes
    assert codes is not None
    stands = ", ".join(f"code {code} → {digit}" for code, digit in enumerate(codes.digits))
    yield f"error of the codes     {codes.error:7.2%}   on the test digits, matched one to one"
    yield f"  {stands}"
    yield f"codes show their digit {codes.shown:7.2%}   ({score.test}: {score.classifier:.2%})"
    most = log(len(codes.digits))
    yield f"information of c1      {codes.information:7.3f}   nats at least, of {most:.3f}"
    for place, bound in enumerate(codes.values_information):
        yield f"information of c{place + 2}      {bound:7.3f}   nats at least"
    for name, values in codes.correlations.items():
        each = ", ".join(f"c{place + 2} {value:+.2f}" for place, value in enumerate(values))
        yield f"correlation with the true {name}: {each}"


def _row(shares: Iterable[float]) -> str:
    return " ".join(f"{digit}:{share:6.2%}" for digit, share in enumerate(shares))


def score_record(score: MnistScore) -> dict[str, float]:
    """The figures as one flat row."""
    row: dict[str, float] = {
        "epoch": score.epoch,
        "n": score.n,
        "classifier_accuracy": score.classifier,
        "variation": score.variation,
        "real_variation": score.real_variation,
        "diversity": score.diversity,
        "real_diversity": score.real_diversity,
        "missing": len(score.missing),
    }
    if score.by_digit:
        row["recognised"] = score.recognised
    if score.codes:
        row |= {"error": score.codes.error, "shown": score.codes.shown}
        row |= {"information": score.codes.information}
        row |= {
            f"information_c{place + 2}": bound
            for place, bound in enumerate(score.codes.values_information)
        }
        for name, values in score.codes.correlations.items():
            row |= {f"{name}_c{place + 2}": value for place, value in enumerate(values)}
    return row | {f"share_{digit}": float(share) for digit, share in enumerate(score.shares)}


def write_scores(path: Path, scores: Sequence[MnistScore]) -> None:
    """Write a row for each score. Raises OSError."""
    rows = [score_record(score) for score in scores]
    text = io.StringIO()
    table = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows({name: f"{value:.6g}" for name, value in row.items()} for row in rows)
    with replacing(path) as file:
        file.write(text.getvalue().encode())

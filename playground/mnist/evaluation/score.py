"""Scores a trained image model, each figure beside that of test digits, and reports it in words."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from math import e, log, nan, pi
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray

from playground.mnist.data.digits import CLASSES, SIDE, DigitData, Digits
from playground.mnist.evaluation.classifier import Classifier, trained_accuracy
from playground.mnist.evaluation.codes import calibrated_reader, match_codes, predict_codes
from playground.mnist.evaluation.distances import frechet_distance, parzen_log_likelihood
from playground.mnist.model import MnistModel
from playground.mnist.training.batches import resized
from playground.runs.atomic import atomic_write

_SEED = 0
_LOG_2 = log(2)
_VALIDATED = 1000
"""Number of training digits that the width of a Parzen window is chosen on."""


@dataclass(frozen=True)
class CodeScore:
    """The scores of an InfoGAN's codes.

    `error` is the share of test digits whose code stands for another digit; `shown` the share of
    generated images that show the digit of their code; `information` the lower bound of I(c1;
    image) in nats, at most log(codes); `values_information` that of c2, c3, …. `correlations` [name
    of a true factor][code] are those on synthetic test digits.
    """

    error: float
    shown: float
    digits: tuple[int, ...]
    information: float
    values_information: tuple[float, ...]
    correlations: dict[str, tuple[float, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class MnistScore:
    """The scores of a model at `epoch`, from `n` of its images and as many test digits.

    `test` says whether the test digits are real or synthetic, as the run's own are. `shares` and
    `real_shares` [10] are the shares of the digits according to the classifier; `variation` is
    their total variation distance from a tenth each; `diversity` the root mean squared distance
    (gray values in 0 to 1) between two images of one digit, averaged over the digits. `frechet` is
    the Fréchet distance to the test digits in the classifier's features. `recognised` is the share
    of a CGAN's images that show the requested digit, `by_digit` the same for each digit.
    """

    epoch: int
    n: int
    test: Literal["real", "drawn"]
    classifier: float
    shares: NDArray[np.float64]
    real_shares: NDArray[np.float64]
    variation: float
    real_variation: float
    diversity: float
    real_diversity: float
    frechet: float
    real_frechet: float
    recognised: float = nan
    by_digit: tuple[float, ...] = ()
    codes: CodeScore | None = None
    full: "FullScore | None" = None

    @property
    def missing(self) -> list[int]:
        """The digits shown by less than one image in a hundred."""
        return [digit for digit in range(CLASSES) if self.shares[digit] < 0.01]


@dataclass(frozen=True)
class FullScore:
    """The figures that take minutes.

    `likelihood` is the mean log likelihood of the test digits in nats under a Parzen window on the
    model's images, `real_likelihood` on as many training digits. `taught` is the share of test
    digits told right by a classifier that learned from a CGAN's images (Ravuri & Vinyals 2019,
    arXiv 1905.10887), `real_taught` by one that learned from as many training digits; NaN for other
    models.
    """

    likelihood: float
    real_likelihood: float
    taught: float = nan
    real_taught: float = nan


def score_model(
    model: MnistModel, data: DigitData, classifier: Classifier, n: int = 10_000
) -> MnistScore:
    """Score `model` on `n` images."""
    images, requested = model.draw(n, _SEED)
    found, features = classifier.read(images)
    real = data.test.spread(n)
    seen, real_features = classifier.read(real.images)
    _, learned = classifier.read(data.train.spread(len(real)).images)
    shares, real_shares = (np.bincount(x, minlength=CLASSES) / len(x) for x in (found, seen))
    conditional = model.config.model == "cgan"
    correct = found == requested
    return MnistScore(
        epoch=model.epoch,
        n=n,
        test="drawn" if data.kind == "drawn" else "real",
        classifier=classifier.accuracy,
        shares=shares,
        real_shares=real_shares,
        variation=_variation(shares),
        real_variation=_variation(real_shares),
        diversity=_diversity(images, found),
        real_diversity=_diversity(real.images, seen),
        frechet=frechet_distance(features, real_features),
        real_frechet=frechet_distance(learned, real_features),
        recognised=float(correct.mean()) if conditional else nan,
        by_digit=tuple(float(correct[requested == k].mean()) for k in range(CLASSES))
        if conditional
        else (),
        codes=_codes(model, data, n, requested, found)
        if model.networks.reader is not None
        else None,
    )


def score_fully(
    model: MnistModel, data: DigitData, n: int, show: Callable[[str], None]
) -> FullScore:
    """The figures that take minutes, on `n` images; `show` is called with messages."""
    show("measuring the likelihood of the test digits")
    drawn, requested = model.draw(n, _SEED)
    images = resized(torch.from_numpy(drawn), SIDE).numpy()
    held_back = min(_VALIDATED, len(data.train) // 10)
    validation = data.train.images[-held_back:]
    learned = data.train.first(len(data.train) - held_back).spread(n)
    likelihood, real_likelihood = (
        parzen_log_likelihood(samples, validation, data.test.images)
        for samples in (images, learned.images)
    )
    if model.config.model != "cgan":
        return FullScore(likelihood, real_likelihood)
    taught, real_taught = (
        trained_accuracy(digits, data.test, show)
        for digits in (Digits(images, requested.astype(np.uint8)), learned)
    )
    return FullScore(likelihood, real_likelihood, taught, real_taught)


def _variation(shares: NDArray[np.float64]) -> float:
    return float(np.abs(shares - 1 / CLASSES).sum() / 2)


def _diversity(images: NDArray[np.uint8], digits: NDArray[np.intp]) -> float:
    """Root of twice the variance of each pixel within a digit, averaged over pixels and digits."""
    within = [
        2 * (images[digits == k] / 255).var(axis=0, ddof=1).mean()
        for k in range(CLASSES)
        if (digits == k).sum() > 1
    ]
    return float(np.sqrt(np.mean(within))) if within else 0.0


def _codes(
    model: MnistModel,
    data: DigitData,
    n: int,
    requested: NDArray[np.int64],
    found: NDArray[np.intp],
) -> CodeScore:
    """The score of the codes.

    `requested` are the codes of the generated images, `found` the digits they show.
    """
    config, cpu = model.config, torch.device("cpu")
    train = torch.from_numpy(data.train.images[:2000].copy())
    predictions = predict_codes(
        calibrated_reader(model.networks, config, train), data.test, config, cpu
    )
    # Training labels assign the digits to the codes, so that no test label is used.
    named = data.train.spread(10_000)
    code = predict_codes(calibrated_reader(model.networks, config, train), named, config, cpu).code
    digits = match_codes(code, named.labels, config.codes)
    information, values_information = _information(model, min(n, 10_000))
    return CodeScore(
        error=float((digits[predictions.code] != data.test.labels).mean()),
        shown=float((digits[requested] == found).mean()),
        digits=tuple(map(int, digits)),
        information=information,
        values_information=values_information,
        correlations={
            name: tuple(
                float(c) for c in _correlations(predictions.values, data.test.factors[name])
            )
            for name in ("slant", "width")
            if name in data.test.factors
        },
    )


def _information(model: MnistModel, n: int) -> tuple[float, tuple[float, ...]]:
    """The bounds H(c) + E log Q(c | G(z, c)) for c1, and for c2, c3, …, on `n` generated images.

    For a continuous code Q is a Gaussian around the predicted value, with the best-fitting
    variance.
    """
    images, requested, values = model.draw_codes(n, _SEED)
    config = model.config
    reader = calibrated_reader(model.networks, config, torch.from_numpy(images))
    found = predict_codes(
        reader, Digits(images, requested.astype(np.uint8)), config, torch.device("cpu")
    )
    category = log(config.codes) + found.log_codes[np.arange(n), requested].mean()
    errors = ((found.values - values) ** 2).mean(axis=0)
    bounds = _LOG_2 - 0.5 * np.log(2 * pi * e * errors)
    return float(category), tuple(float(bound) for bound in bounds)


def _correlations(values: NDArray[np.float64], factor: NDArray[np.floating]) -> NDArray[np.float64]:
    """Pearson's correlation of each column of `values` [n, k] with `factor` [n]."""
    return np.array([np.corrcoef(column, factor)[0, 1] for column in values.T])


def score_lines(score: MnistScore) -> Iterator[str]:
    """The lines of a report on one score, each figure beside that of test digits."""
    test = score.test
    yield (
        f"epoch {score.epoch}, n = {score.n:,} images, evaluated by a classifier that "
        f"misclassifies {1 - score.classifier:.2%} of {test} test digits"
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
    yield (
        f"Fréchet distance       {score.frechet:7.3f}   ({test}: {score.real_frechet:.3f}) "
        "in the features of this classifier"
    )
    missing = ", ".join(map(str, score.missing))
    yield f"digits that are missing: {missing or 'none'}"
    if score.full:
        yield from _full_lines(score, score.full)


def _full_lines(score: MnistScore, full: FullScore) -> Iterator[str]:
    test = score.test
    yield (
        f"log likelihood         {full.likelihood:7.1f}   ({test}: {full.real_likelihood:.1f}) "
        "nats, by a Parzen window"
    )
    if full.taught == full.taught:
        yield (
            f"taught by these        {full.taught:7.2%}   ({test}: {full.real_taught:.2%}) "
            "of the test digits are told right"
        )


def _code_lines(score: MnistScore) -> Iterator[str]:
    codes = score.codes
    assert codes is not None
    stands = ", ".join(f"code {code} → {digit}" for code, digit in enumerate(codes.digits))
    yield f"error of the codes     {codes.error:7.2%}   on the test digits, matched one to one"
    yield f"  {stands}"
    yield f"codes show their digit {codes.shown:7.2%}   ({score.test}: {score.classifier:.2%})"
    most = log(len(codes.digits))
    yield f"information of c1      {codes.information:7.3f}   nats at least, of {most:.3f}"
    for index, bound in enumerate(codes.values_information):
        yield f"information of c{index + 2}      {bound:7.3f}   nats at least"
    for name, values in codes.correlations.items():
        each = ", ".join(f"c{index + 2} {value:+.2f}" for index, value in enumerate(values))
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
        "frechet": score.frechet,
        "real_frechet": score.real_frechet,
        "missing": len(score.missing),
    }
    if score.by_digit:
        row |= {"recognised": score.recognised, "worst": min(score.by_digit)}
    if score.codes:
        row |= {"error": score.codes.error, "shown": score.codes.shown}
        row |= {"information": score.codes.information}
        row |= {
            f"information_c{index + 2}": bound
            for index, bound in enumerate(score.codes.values_information)
        }
        for name, values in score.codes.correlations.items():
            row |= {f"{name}_c{index + 2}": value for index, value in enumerate(values)}
    if score.full:
        row |= {name: v for name, v in asdict(score.full).items() if v == v}
    return row | {f"share_{digit}": float(share) for digit, share in enumerate(score.shares)}


def write_scores(path: Path, scores: Sequence[MnistScore]) -> None:
    """Write a row for each score. Raises OSError."""
    rows = [score_record(score) for score in scores]
    text = io.StringIO()
    # The last has the most figures: those that take minutes are of the end only.
    table = csv.DictWriter(text, list(rows[-1]), restval="", lineterminator="\n")
    table.writeheader()
    table.writerows({name: f"{value:.6g}" for name, value in row.items()} for row in rows)
    with atomic_write(path) as file:
        file.write(text.getvalue().encode())

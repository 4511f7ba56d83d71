"""Scores a trained GAN of any model, and an InfoGAN's codes."""

from collections.abc import Iterator

from playground.gan.trainer import Trainer
from playground.metrics.modes import labelled_points, matched_accuracy
from playground.metrics.run_score import RunScore, score_samples


def score(trainer: Trainer, n: int = 10_000, draws: int = 10) -> RunScore:
    """Score the generator of `trainer` on `draws` samples of `n` points."""
    return score_samples(
        trainer.sample,
        trainer.target,
        conditional=trainer.config.is_conditional,
        n=n,
        draws=draws,
        notes=tuple(_code_notes(trainer)),
    )


def _code_notes(trainer: Trainer) -> Iterator[str]:
    """The accuracy of the codes; nothing where there are none, or nothing fits them."""
    labelled = labelled_points(trainer.target, trainer.codes) if trainer.codes else None
    if labelled is None:
        return
    points, true = labelled
    accuracy = matched_accuracy(trainer.codes_of(points), true)
    what = "layers" if len(trainer.target.layers) == trainer.codes else "modes"
    yield (
        f"Codes matched one to one to the {trainer.codes} {what}: accuracy {accuracy:.1%} "
        f"at n = {len(points):,}, without labels"
    )

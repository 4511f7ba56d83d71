"""What `--train infogan` and `--score` say: how well the codes fit what is there."""

from typing import TYPE_CHECKING

from playground.metrics.matching import labelled_points, matched_accuracy

if TYPE_CHECKING:
    from playground.gan.trainer import Trainer


def codes_sentence(trainer: "Trainer") -> str:
    """A sentence on the accuracy of the codes; "" where there are none, or nothing fits them."""
    labelled = labelled_points(trainer.target, trainer.codes) if trainer.codes else None
    if labelled is None:
        return ""
    points, true = labelled
    accuracy = matched_accuracy(trainer.codes_of(points), true)
    what = "layers" if len(trainer.target.layers) == trainer.codes else "modes"
    return (
        f"Codes matched one to one to the {trainer.codes} {what}: accuracy {accuracy:.1%} "
        f"at n = {len(points):,}, without labels"
    )

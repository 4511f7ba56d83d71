"""`--score DIR|FILE`: how good a run is, each figure beside what a perfect sampler scores."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from playground.cli.options import PointOptions
from playground.cli.output import tell
from playground.cli.parser import options
from playground.cli.targets import session_trainers
from playground.metrics.evaluation import summary, table_lines
from playground.models import model_of
from playground.runs.run_folder import open_run
from playground.runs.session.file import is_session

if TYPE_CHECKING:
    from playground.gan.run_score import RunScore
    from playground.gan.trainer import Trainer
    from playground.metrics.evaluation import Evaluation


def run_score(args: Namespace) -> int:
    """Print the figures of the run that `args` name, or of each in a session, and return 0.

    Raises InputError.
    """
    which = options(PointOptions, args)
    if is_session(args.score):
        for title, trainer in session_trainers(Path(args.score)):
            tell(title)
            tell("")
            _print_score(trainer, which.n)
            tell("")
        return 0
    run = open_run(Path(args.score))
    from playground.runs.trained_run import open_trainer

    _print_score(open_trainer(run), which.n)
    return 0


def _print_score(trainer: "Trainer", n: int) -> None:
    for line in _lines(model_of(trainer.config).score(trainer, n)):
        tell(line)


def _multiple(evaluation: "Evaluation") -> str:
    score = evaluation.sliced_wasserstein
    return f"{score.ratio:5.2f}× the floor" if score.floor.mean > 0 else score.words


def _lines(score: "RunScore") -> Iterator[str]:
    yield from table_lines(score.whole)
    if score.leak is not None:
        yield ""
        for (name, evaluation), row in zip(score.layers, score.leak, strict=True):
            found = " ".join(f"{share:6.1%}" for share in row)
            yield (
                f"{name:20} {_multiple(evaluation)}, "
                f"{evaluation.off_support:6.2%} off; found in each layer: {found}"
            )
        yield f"leak above a perfect sampler's: {score.excess:.2%} at most"
    yield ""
    yield summary(score.whole)
    yield from score.notes

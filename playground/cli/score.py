"""`--score DIR|FILE`: how good a run is, each figure beside what a perfect sampler scores."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from playground.cli.options import PointOptions
from playground.cli.output import tell
from playground.cli.parser import options
from playground.cli.sample import checked_out
from playground.cli.targets import session_trainers
from playground.errors import InputError
from playground.metrics.evaluation import summary, table_lines
from playground.models import model_of
from playground.runs.run_folder import open_run
from playground.runs.session.file import is_session

if TYPE_CHECKING:
    from playground.metrics.evaluation import Evaluation
    from playground.metrics.run_score import RunScore
    from playground.nn.model_trainer import ModelTrainer


def run_score(args: Namespace) -> int:
    """Print the figures of the run that `args` name, or of each in a session, and return 0.

    Raises InputError.
    """
    which = options(PointOptions, args)
    if hasattr(args, "steps") or hasattr(args, "out"):
        return _run_steps(args, which.n)
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


_MOST_STEPS = 200


def _run_steps(args: Namespace, n: int) -> int:
    """Print the scores of a flow at several numbers of steps, draw them where `--out` is given."""
    steps = _steps(getattr(args, "steps", ""))
    out = checked_out(args, "--score --steps", (".png",)) if hasattr(args, "out") else None
    run = open_run(Path(args.score))
    model = model_of(run.record.config)
    if not model.takes_steps:
        raise InputError(f"{args.score}: is a {model.title}, whose points take no steps")
    from playground.runs.trained_run import open_trainer

    tell(f"{'steps':>6} {'evaluations':>12} {'× the floor':>12} {'off the support':>16}")
    rows = []
    for one in model.score_steps(open_trainer(run), steps, n):
        ratio, off = one.whole.sliced_wasserstein.ratio, one.whole.off_support
        tell(f"{one.steps:>6} {one.evaluations:>12} {ratio:>12.2f} {off:>16.2%}")
        rows.append((one.evaluations, ratio))
    if out is not None:
        from playground.plots.static_figures import steps_curve
        from playground.runs.atomic import atomic_write

        with atomic_write(out) as file:
            steps_curve(rows, model.title).savefig(file, format="png")
    return 0


def _steps(text: str) -> list[int]:
    """The numbers of steps in `text`. Raises InputError."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not words or not all(word.isdecimal() and 1 <= int(word) <= _MOST_STEPS for word in words):
        raise InputError(
            f"--steps must be numbers from 1 to {_MOST_STEPS} with commas between, got {text!r}"
        )
    return sorted({int(word) for word in words})


def _print_score(trainer: "ModelTrainer", n: int) -> None:
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

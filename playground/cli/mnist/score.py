"""`--score DIR` of an image run: how good it is, at its end and at the checkpoints it kept."""

import json
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from playground.cli.mnist.train import run_data
from playground.cli.output import tell, warn
from playground.cli.parser import options
from playground.errors import InputError
from playground.mnist.config import ScoreOptions
from playground.mnist.runs.folder import open_mnist_run

if TYPE_CHECKING:
    from playground.mnist.evaluation.score import MnistScore


def run_mnist_score(args: Namespace) -> int:
    """Print the figures of the run that `args` name and return 0. Raises InputError."""
    how = options(ScoreOptions, args)
    run = open_mnist_run(Path(args.score))
    run.load_checkpoint()
    data = run_data(run, getattr(args, "data_dir", ""), how.quiet)
    from playground.mnist.evaluation.classifier import make_classifier
    from playground.mnist.evaluation.score import (
        score_fully,
        score_lines,
        score_model,
        score_record,
        write_scores,
    )
    from playground.mnist.model import load_model
    from playground.mnist.runs.pictures import save_figure, score_curves
    from playground.mnist.training.trainer import default_threads
    from playground.nn.device import tune_process

    tune_process(run.record.config.threads or default_threads())
    classifier = make_classifier(data, lambda line: _show(line, how.quiet))
    scores: list[MnistScore] = []
    for checkpoint in [*run.kept(), run.checkpoint]:
        _show(f"scoring {checkpoint.name}", how.quiet)
        score = score_model(load_model(run, checkpoint), data, classifier, how.n)
        scores = [*(known for known in scores if known.epoch != score.epoch), score]
    if how.full:
        model = load_model(run, run.checkpoint)
        full = score_fully(model, data, how.n, lambda line: _show(line, how.quiet))
        scores[-1] = replace(scores[-1], full=full)
    try:
        write_scores(run.path / "scores.csv", scores)
        if len(scores) > 1:
            save_figure(run.path / "scores.png", score_curves(scores, run.path.name))
    except OSError as error:
        raise InputError(f"{run.path}: cannot be written ({error.strerror})") from error
    for line in [json.dumps(score_record(scores[-1]))] if how.json else score_lines(scores[-1]):
        tell(line)
    return 0


def _show(line: str, quiet: bool) -> None:
    if not quiet:
        warn(line)

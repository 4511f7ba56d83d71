"""`--mnist`, and `--resume`, `--sample` and `--score` of its runs."""

from argparse import Namespace
from dataclasses import fields
from typing import Any

from playground.cli.mnist.parser import check_belongs
from playground.errors import InputError
from playground.mnist.config import DataOptions, DigitOptions, MnistConfig, MnistRunOptions

_MODES = ("mnist", "resume", "sample", "score")


def run_mnist(args: Namespace) -> int:
    """Do what `args` say and return the exit code. Raises InputError, RunFailed and OSError."""
    mode = next((mode for mode in _MODES if hasattr(args, mode)), "")
    if not mode or getattr(args, mode) is None:
        raise InputError("--mnist needs one of gan, cgan, infogan (see playground --mnist --help)")
    check_belongs(mode, set(vars(args)), _belongs(mode))
    match mode:
        case "mnist":
            from playground.cli.mnist.train import run_mnist_train as run
        case "resume":
            from playground.cli.mnist.train import run_mnist_resume as run
        case "sample":
            from playground.cli.mnist.sample import run_mnist_sample as run
        case _:
            from playground.cli.mnist.score import run_mnist_score as run
    return run(args)


def _belongs(mode: str) -> set[str]:
    model = _names(MnistConfig) | {"preset"}
    match mode:
        case "mnist":
            return model | _names(DataOptions) | _names(MnistRunOptions) | {"out", "force"}
        case "resume":
            return model | _names(MnistRunOptions) | {"data_dir"}
        case "sample":
            return _names(DigitOptions) | {"out", "force", "seed"}
        case _:
            return {"data_dir", "full", "json", "quiet", "n"}


def _names(cls: Any) -> set[str]:
    return {field.name for field in fields(cls)}

"""What the tests of the literature have in common: longer recipes, whole runs, and a table."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, TypeVar

from playground.density.target import Target
from playground.flow.config import FlowConfig
from playground.gan.config import GanConfig
from playground.models import model_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from playground.nn.model_trainer import ModelTrainer

Config = TypeVar("Config", GanConfig, FlowConfig)
Row = TypeVar("Row", bound="DataclassInstance")


def longer(config: Config, times: int) -> Config:
    """The same recipe over so many times the iterations."""
    return replace(config, iterations=config.iterations * times, schedule=config.schedule * times)


def trained(config: GanConfig | FlowConfig, target: Target, device: str) -> "ModelTrainer":
    """The trainer after all iterations. Raises Diverged."""
    trainer = model_of(config).trainer(config, target, device)
    while trainer.iteration < config.iterations:
        trainer.step()
    trainer.snapshot()  # raises Diverged
    return trainer


def print_rows(
    rows: Iterable[Row],
    line: Callable[[Row], str],
    *,
    heading: str,
    published: Iterable[str],
    as_json: bool,
) -> None:
    """Print each of `rows`, dataclasses, as soon as it is there: as a `line` of a table between its
    heading and what was published, or as one of JSON.
    """
    if not as_json:
        print(heading)
    for row in rows:
        print(json.dumps(asdict(row)) if as_json else line(row), flush=True)
    if not as_json:
        print("\n".join(published))

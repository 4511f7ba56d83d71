"""What a sweep trains: every combination of models, targets, settings and seeds, a run for each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from playground.density.target import Target
from playground.errors import InputError
from playground.nn.model_config import ModelConfig
from playground.runs.target_images import plain_name
from playground.settings import brief, settings_of
from playground.sweeps.value_lists import MOST_RUNS


@dataclass(frozen=True)
class PlannedRun:
    """A run of a sweep: the name of its folder, its settings, and the index of its target.

    `start` names the preset or file that the settings started from.
    """

    name: str
    config: ModelConfig
    target: int
    start: str = ""


@dataclass(frozen=True)
class SweepPlan:
    """The runs of a sweep in their order, and the names of the settings that differ in it.

    `START` stands for what the settings start from; seeds, models and targets are not among them.
    """

    runs: tuple[PlannedRun, ...]
    varied: tuple[str, ...]

    def values(self, run: PlannedRun) -> dict[str, Any]:
        """What `run` has of the settings that differ, None for one that its model has not."""
        return {
            name: run.start if name == START else brief(getattr(run.config, name, None))
            for name in self.varied
        }


START = "preset"
"""The name under which the table shows what the settings of a run started from."""


def plan_sweep(
    starts: Sequence[tuple[str, ModelConfig]],
    targets: Sequence[Target],
    over: Mapping[str, Sequence[Any]],
    seeds: Sequence[int],
    *,
    pairs: bool = False,
    most: int = MOST_RUNS,
) -> SweepPlan:
    """Every start × target × value of each setting in `over`, with every seed.

    `starts` are settings with a name for where they came from; what `over` names replaces them.
    With `pairs` the lists of starts, targets and settings are gone through together instead, where
    a list of one value goes with all; the seeds go with each. A model takes no notice of a setting
    that it has not, and equal runs are trained once. Raises InputError for a setting that no model
    has, for a value that breaks its rule, for a target that a model cannot learn, and for lists
    that are empty, no pairs, or more than `most` runs.
    """
    _check_lists(starts, targets, over, seeds, most)
    lists = [
        starts,
        range(len(targets)),
        *([(name, value) for value in over[name]] for name in over),
    ]
    found: dict[tuple[ModelConfig, int, str], None] = {}
    combined: Iterable[tuple[Any, ...]] = _paired(lists, over) if pairs else product(*lists)
    for start, target, *given in combined:
        config = _config(start[1], dict(given))
        config.check_target(targets[target])
        for seed in seeds:
            found[replace(config, seed=seed), target, start[0]] = None
    digits = max(3, len(str(len(found))))
    runs = tuple(
        PlannedRun(_name(index, digits, config, targets[target]), config, target, start)
        for index, (config, target, start) in enumerate(found, 1)
    )
    several = [START] if len({run.start for run in runs}) > 1 else []
    return SweepPlan(runs, (*several, *(name for name in over if len(set(over[name])) > 1)))


def _check_lists(
    starts: Sequence[Any],
    targets: Sequence[Any],
    over: Mapping[str, Sequence[Any]],
    seeds: Sequence[Any],
    most: int,
) -> None:
    count = len(seeds)
    for name, values in (("models", starts), ("targets", targets), *over.items(), ("seed", seeds)):
        if not values:
            raise InputError("a sweep needs at least one value of {name}", name=name)
    for values in (starts, targets, *over.values()):
        count *= len(values)
    if count > most:
        raise InputError(
            "a sweep must have at most {most:,} runs, got {count:,}", most=most, count=count
        )
    known = {item.name for _, config in starts for item in settings_of(config)} - {"model", "seed"}
    for name in over:
        if name not in known:
            raise InputError("there is no setting {name!r} to sweep over", name=name)


def _paired(lists: Sequence[Sequence[Any]], over: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    longest = max(map(len, lists))
    for name, values in zip(("models", "targets", *over), lists, strict=True):
        if len(values) not in (1, longest):
            raise InputError(
                "pairs need lists of one length, got {count} of {name} beside {longest}",
                count=len(values),
                name=name,
                longest=longest,
            )
    return zip(
        *(values if len(values) > 1 else [values[0]] * longest for values in lists), strict=True
    )


def _config(start: ModelConfig, given: Mapping[str, Any]) -> ModelConfig:
    has = {item.name for item in settings_of(start)}
    return replace(start, **{name: value for name, value in given.items() if name in has})


def _name(index: int, digits: int, config: ModelConfig, target: Target) -> str:
    return f"{index:0{digits}d}-{config.model}-{plain_name(target.name)}"

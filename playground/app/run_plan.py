"""What the present run trains and by which settings, and the command line that repeats it."""

import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from playground.app.model_slots import ALL_PRESETS, ModelSlot, ModelSlots, live_part, waiting
from playground.density.load import load_target, shipped_names
from playground.density.target import Target
from playground.errors import InputError
from playground.gan.config import PRESETS, GanConfig
from playground.gan.inspection import InspectionRequest
from playground.gan.presets import MODEL_PRESETS
from playground.message import Sentence
from playground.runs.run_folder import save_target
from playground.settings import Setting, settings_of
from playground.worker.protocol import Begin, Clock, Rules


def command_line(config: GanConfig, preset: str, target: list[str], device: str) -> str:
    """The words of `target` (see `target_words`) and what `config` has beyond `preset`, quoted."""
    words = ["playground", "--train", config.model, *target]
    if preset != (config.model if config.model in MODEL_PRESETS else next(iter(PRESETS))):
        words += ["--preset", preset]
    for item in settings_of(GanConfig):
        value = getattr(config, item.name)
        if item.name != "model" and value != getattr(ALL_PRESETS[preset], item.name):
            words += _flag(item, value)
    if device != "auto":
        words += ["--device", device]
    return shlex.join(words)


def target_words(target: Target, path: Path | None) -> list[str]:
    """What names `target` on a command line: a shipped name, `path`, or else a saved copy.

    `path` is the file or folder that it was opened from, if it was; a picture may have been split
    since. Raises InputError when a copy is needed and cannot be saved.
    """
    for source in _sources(target, path):
        for split in (False, True):
            if _gives(source, split, target):
                return [str(source), *["--split"] * split]
    return [str(save_target(target))]


def _sources(target: Target, path: Path | None) -> Iterator[str | Path]:
    if target.name in shipped_names():
        yield target.name
    if path is not None:
        yield path.absolute()


def _gives(source: str | Path, split: bool, target: Target) -> bool:
    """Whether `source` is there and still is `target`."""
    try:
        return _same(load_target(source, split=split), target)
    except InputError:
        return False


def _same(one: Target, other: Target) -> bool:
    """Whether the two are the same density, layer by layer."""
    return len(one.layers) == len(other.layers) and all(
        mine.weight == theirs.weight and np.array_equal(mine.pixels, theirs.pixels)
        for mine, theirs in zip(one.layers, other.layers, strict=True)
    )


def _flag(item: Setting, value: Any) -> list[str]:
    if item.kind is bool:
        return [item.flag if value else item.flag.replace("--", "--no-", 1)]
    return [item.flag, str(value)]


@dataclass(frozen=True)
class RunPlan:
    """The entrants that can learn `target`, by their `places` in the window, and their configs."""

    target: Target
    device: str
    places: tuple[int, ...]
    configs: tuple[GanConfig, ...]

    @classmethod
    def of(cls, entrants: Sequence[ModelSlot], target: Target, seed: int, device: str) -> "RunPlan":
        """A new run of these."""
        places = tuple(i for i, entrant in enumerate(entrants) if not entrant.lacks(target))
        configs = tuple(replace(entrants[place].config, seed=seed) for place in places)
        return cls(target, device, places, configs)

    def begin(self, rules: Rules, wanted: Sequence[InspectionRequest]) -> Begin:
        """The command that begins it, with what is `wanted` of each place looked at."""
        return Begin(0, self.configs, self.target, self.device, rules, self.of_entrants(wanted))

    def of_entrants(self, wanted: Sequence[InspectionRequest]) -> tuple[InspectionRequest, ...]:
        """What is wanted of each entrant, from what is wanted of each place."""
        return tuple(wanted[place] for place in self.places)

    def rules(
        self, entrants: Sequence[ModelSlot], clock: Clock, over: Collection[int] = ()
    ) -> Rules:
        """Those that are shown train, but for the places whose training is `over`."""
        places = enumerate(self.places)
        active = (i for i, place in places if entrants[place].shown and place not in over)
        return Rules(clock, tuple(active))

    @property
    def by_place(self) -> dict[int, GanConfig]:
        """The config of each place."""
        return dict(zip(self.places, self.configs, strict=True))

    def seated(self, place: int, config: GanConfig | None) -> "RunPlan":
        """The same run with another one in a place; with None nobody trains there."""
        configs = self.by_place
        configs.pop(place, None)
        if config is not None:
            configs[place] = config
        places = tuple(sorted(configs))
        return replace(self, places=places, configs=tuple(configs[place] for place in places))

    def resumed(self, configs: Mapping[int, GanConfig]) -> "RunPlan":
        """The same, where those in these places train by these configs."""
        pairs = zip(self.places, self.configs, strict=True)
        return replace(self, configs=tuple(configs.get(place, config) for place, config in pairs))

    def running(self, entrants: Sequence[ModelSlot]) -> tuple[ModelSlot, ...]:
        """The entrants by the settings that the run has, and not those that wait for a reset."""
        configs = self.by_place
        return tuple(
            replace(entrant, config=configs.get(place, entrant.config))
            for place, entrant in enumerate(entrants)
        )

    def changed(self, entrants: Sequence[ModelSlot]) -> "RunPlan":
        """The same run with all that may change while it trains as `entrants` have it."""
        return replace(
            self,
            configs=tuple(
                live_part(config, entrants[place].config)
                for place, config in zip(self.places, self.configs, strict=True)
            ),
        )

    def changed_places(self, before: "RunPlan") -> tuple[int, ...]:
        """Whose settings differ from those `before`, of the same entrants."""
        configs = zip(self.places, self.configs, before.configs, strict=True)
        return tuple(place for place, now, then in configs if now != then)

    def after_reset(self, entrants: Sequence[ModelSlot]) -> tuple[tuple[str, ...], ...]:
        """For each entrant the names of its settings that the run cannot take over."""
        found: dict[int, tuple[str, ...]] = {
            place: waiting(config, entrants[place].config)
            for place, config in zip(self.places, self.configs, strict=True)
        }
        return tuple(found.get(place, ()) for place in range(len(entrants)))

    def commands(
        self, presets: Mapping[int, str], done: Sequence[int], path: Path | None
    ) -> Iterator[str]:
        """The command line of each place in `presets` that trains.

        It trains as far as `done` says, or if that is 0 to the end; the numbers are the same.
        `path` is where the target was opened from. Raises InputError when the drawing cannot be
        saved, where that is needed.
        """
        words = target_words(self.target, path)
        for place, config, iterations in zip(self.places, self.configs, done, strict=True):
            if place in presets:
                so_far = replace(config, iterations=iterations or config.iterations)
                yield command_line(so_far, presets[place], words, self.device)


class Reproducibility:
    """Knows what was done to a run that no command line does."""

    def __init__(self) -> None:
        self.moved = False
        """Whether the run has left iteration 0."""
        self.opened: Path | None = None
        """Where the target was opened from, if it was."""
        self._because: Sentence | None = None

    def begin(self, *, moving: bool) -> None:
        """Another run is at hand; `moving` says whether it trains at once."""
        self.moved, self._because = moving, None

    def spoil(self, because: Sentence) -> None:
        """Something was done to the run that no command does."""
        self._because = because

    def spoil_if_moved(self, because: Sentence) -> None:
        """The same, where it makes no difference at iteration 0."""
        if self.moved:
            self.spoil(because)

    def commands(
        self, plan: RunPlan, lineup: ModelSlots, places: Sequence[int], done: Sequence[int]
    ) -> list[str]:
        """The command line of each of `places`, up to the iterations `done` of those that train.

        The drawing is saved where no file has it. Raises InputError when there is no such line.
        """
        for place in places:
            _refuse_fork(lineup.entrants[place], lineup.titles[place])
        if self._because:
            raise InputError(
                "No command repeats this run, since {because}; after ↺ there is one.",
                because=self._because,
            )
        presets = {place: lineup.entrants[place].preset for place in places}
        lines = list(plan.commands(presets, done, self.opened))
        if not lines:
            raise InputError(lineup.entrants[places[0]].lacks(plan.target))
        return lines


def _refuse_fork(entrant: ModelSlot, title: str) -> None:
    if entrant.forked_at is not None:
        raise InputError(
            "No command repeats {model}, since it was forked at iteration {start}; "
            "after ↺ there is one.",
            model=title,
            start=f"{entrant.forked_at:,}",
        )

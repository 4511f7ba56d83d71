"""What the current run trains, and the command line that repeats it."""

import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from playground.app.model_slots import ModelSlot, ModelSlots, waiting
from playground.density.load import load_target
from playground.density.shipped import shipped_names
from playground.density.target import Target
from playground.errors import InputError
from playground.message import Sentence
from playground.models import MODELS, preset_config
from playground.nn.model_config import ModelConfig
from playground.runs.run_folder import save_target
from playground.settings import Setting, settings_of
from playground.worker.protocol import Clock, Rules


def command_line(config: ModelConfig, preset: str, target: list[str], device: str) -> str:
    """The quoted command that trains `config`; only what differs from `preset` becomes a flag."""
    words = ["playground", "--train", config.model, *target]
    if preset != MODELS[config.model].preset:
        words += ["--preset", preset]
    start = preset_config(preset, config.model)
    for item in settings_of(config):
        value = getattr(config, item.name)
        if item.name != "model" and value != getattr(start, item.name):
            words += _flag(item, value)
    if device != "auto":
        words += ["--device", device]
    return shlex.join(words)


def target_words(target: Target, path: Path | None) -> list[str]:
    """The words for `target` on a command line: a shipped name, `path`, or else a saved copy.

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
    """What a run trains: by slot id, the configs of the models that can learn `target`."""

    target: Target
    device: str
    configs: Mapping[int, ModelConfig]

    @classmethod
    def of(cls, slots: Sequence[ModelSlot], target: Target, seed: int, device: str) -> "RunPlan":
        """A new run of these models."""
        configs = {
            slot: replace(model.config, seed=seed)
            for slot, model in enumerate(slots)
            if not model.lacks(target)
        }
        return cls(target, device, configs)

    def rules(self, slots: Sequence[ModelSlot], clock: Clock, over: Collection[int] = ()) -> Rules:
        """The models that are shown train, except for the slots in `over`."""
        active = (slot for slot in self.configs if slots[slot].shown and slot not in over)
        return Rules(clock, tuple(active))

    def with_slot(self, slot: int, config: ModelConfig | None) -> "RunPlan":
        """The same run with another model in a slot, or with None in it."""
        configs = {**self.configs, slot: config}
        kept = {one: configs[one] for one in sorted(configs)}
        return replace(self, configs={one: config for one, config in kept.items() if config})

    def resumed(self, configs: Mapping[int, ModelConfig]) -> "RunPlan":
        """The same run, where these slots train by these configs."""
        return replace(
            self, configs={slot: configs.get(slot, one) for slot, one in self.configs.items()}
        )

    def running(self, slots: Sequence[ModelSlot]) -> tuple[ModelSlot, ...]:
        """The models with the settings that the run has, not those that wait for a reset."""
        return tuple(
            replace(model, config=self.configs.get(slot, model.config))
            for slot, model in enumerate(slots)
        )

    def changed(self, slots: Sequence[ModelSlot]) -> "RunPlan":
        """The same run with the settings of `slots` that may change while it trains."""
        return replace(
            self,
            configs={
                slot: config.live_part(slots[slot].config) for slot, config in self.configs.items()
            },
        )

    def changed_slots(self, before: "RunPlan") -> tuple[int, ...]:
        """The slots whose settings differ from those in `before`, a plan of the same slots."""
        return tuple(
            slot for slot, config in self.configs.items() if config != before.configs[slot]
        )

    def after_reset(self, slots: Sequence[ModelSlot]) -> tuple[tuple[str, ...], ...]:
        """For each slot id, the names of the settings that the run cannot take over."""
        return tuple(
            waiting(self.configs[slot], model.config) if slot in self.configs else ()
            for slot, model in enumerate(slots)
        )

    def commands(
        self, presets: Mapping[int, str], done: Mapping[int, int], path: Path | None
    ) -> Iterator[str]:
        """The command line of each slot in `presets` that trains.

        It trains for as many iterations as are `done`, or if that is 0 to the end, and gives the
        same numbers. `path` is where the target was opened from. Raises InputError when the drawing
        must be saved for it and cannot be.
        """
        words = target_words(self.target, path)
        for slot, config in self.configs.items():
            if slot in presets:
                so_far = replace(config, iterations=done[slot] or config.iterations)
                yield command_line(so_far, presets[slot], words, self.device)


class Reproducibility:
    """Whether a command line can repeat the current run, and if not, why."""

    def __init__(self) -> None:
        self.moved = False
        """Whether the run has left iteration 0."""
        self.opened: Path | None = None
        """Where the target was opened from, if it was."""
        self.because: Sentence | None = None
        """What was done to the run that no command does."""

    def begin(self, *, moving: bool) -> None:
        """Another run has begun; `moving` says whether it trains at once."""
        self.moved, self.because = moving, None

    def resume(self, because: Sentence | None) -> None:
        """A run goes on from where it was; `because` is what no command does to it, if anything."""
        self.moved, self.because = True, because

    def mark_modified(self, because: Sentence) -> None:
        """Something was done to the run that no command does."""
        self.because = because

    def mark_modified_if_moved(self, because: Sentence) -> None:
        """The same, for what makes no difference at iteration 0."""
        if self.moved:
            self.mark_modified(because)

    def commands(
        self,
        plan: RunPlan,
        model_slots: ModelSlots,
        slots: Sequence[int],
        done: Mapping[int, int],
    ) -> list[str]:
        """The command line of each of `slots`, up to the iterations `done`.

        The drawing is saved where no file has it. Raises InputError when there is no such command.
        """
        models = {slot: model_slots.slots[slot] for slot in slots}
        for slot, model in models.items():
            _refuse_fork(model, model_slots.titles[slot])
        if self.because:
            raise InputError(
                "No command repeats this run, since {because}; after ↺ there is one.",
                because=self.because,
            )
        presets = {slot: model.preset for slot, model in models.items()}
        lines = list(plan.commands(presets, done, self.opened))
        if not lines:
            raise InputError(models[slots[0]].lacks(plan.target))
        return lines


def _refuse_fork(model: ModelSlot, title: str) -> None:
    if model.forked_at is not None:
        raise InputError(
            "No command repeats {model}, since it was forked at iteration {start}; "
            "after ↺ there is one.",
            model=title,
            start=f"{model.forked_at:,}",
        )

"""The two models of the window: what each slot trains, and what to call it.

A slot id, 0 for the left panel and 1 for the right, names a model everywhere, from the toolbar to
the worker. `RunSetup` is what a saved session or a lesson sets up, as JSON values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import Any, get_args

from PySide6.QtCore import QObject, Signal

from playground.app.translation import tr_message, translate_setting
from playground.density.target import Target
from playground.errors import InputError
from playground.message import Sentence
from playground.models import (
    MODELS,
    all_presets,
    all_settings,
    preset_config,
    presets_for,
    read_settings,
)
from playground.nn.history import History
from playground.nn.model_config import ModelConfig
from playground.settings import brief, renamed, settings_of
from playground.worker.protocol import Clock

_NAMED_DIFFERENCES = 2
_SHORT = 14
"""Characters on a button; longer titles are named by their side."""


@dataclass(frozen=True)
class ModelSlot:
    """What one panel trains: the `config` as the form has it, and the preset it started from.

    A model that is not `shown` is not trained. A fork began at the iteration `forked_at`, with the
    networks of another model.
    """

    preset: str
    config: ModelConfig
    shown: bool = True
    forked_at: int | None = None

    @property
    def title(self) -> str:
        """The model's name, and where it was forked."""
        name = tr_message(MODELS[self.config.model].title)
        return name if self.forked_at is None else f"{name} @ {self.forked_at:,}"

    def with_setting(self, name: str, value: Any) -> "ModelSlot":
        """A copy with this setting, if the model has it. Raises InputError when the value breaks a
        rule.
        """
        if not hasattr(self.config, name):
            return self
        return replace(self, config=replace(self.config, **{name: value}))

    def with_preset(self, preset: str) -> "ModelSlot":
        """A copy with all settings of `preset`, and the same model; the same where that is a preset
        of another kind of model.
        """
        if preset not in presets_for(self.config.model):
            return self
        return replace(self, preset=preset, config=preset_config(preset, self.config.model))

    def with_model(self, model: Any) -> "ModelSlot":
        """A copy with another model.

        The settings stay, unless one of both models has a preset that the other is not offered.
        """
        now, then = MODELS[self.config.model], MODELS[model]
        if self.preset in then.presets and then.preset in now.presets:
            return replace(self, config=replace(self.config, model=model))
        return replace(self, preset=then.preset, config=then.presets[then.preset])

    def lacks(self, target: Target) -> str:
        """Why the model cannot learn `target`, as a sentence; empty when it can."""
        return self.config.lacks(len(target.layers))

    def differences(self) -> tuple[str, ...]:
        """The names of the settings that differ from the preset."""
        return _differing(preset_config(self.preset, self.config.model), self.config)


FIRST_SLOTS = tuple(
    ModelSlot(model.preset, model.presets[model.preset]) for model in islice(MODELS.values(), 2)
)
"""What a new window trains: a GAN, and a CGAN beside it."""


def titles(slots: Sequence[ModelSlot], translate: Callable[[str], str] = str) -> tuple[str, ...]:
    """A title for each model that tells it apart, by its preset, settings that differ, or side.

    `translate` translates the label of a setting.
    """
    if len({slot.preset for slot in slots}) > 1:
        return tuple(f"{slot.title} · {slot.preset}" for slot in slots)
    first = slots[0].config
    names = {name for one in slots[1:] for name in _differing(first, one.config)} - {"model"}
    apart = [item for item in settings_of(first) if item.name in names][:_NAMED_DIFFERENCES]
    values = [
        [f"{translate(item.label)} {brief(getattr(one.config, item.name))}" for item in apart]
        for one in slots
    ]
    named = zip(slots, values, strict=True)
    return distinct([" · ".join([one.title, *own]) for one, own in named])


def short_titles(titles: Sequence[str]) -> tuple[str, ...]:
    """What to write on small buttons: no more of the `titles` than tells the models apart."""
    names = [title.partition(" · ")[0] for title in titles]
    if len(set(names)) < len(names) and max(map(len, titles)) <= _SHORT:
        return tuple(titles)
    return distinct(names)


def distinct(titles: Sequence[str]) -> tuple[str, ...]:
    """The titles of the two slots, with their side where they are equal."""
    if len(set(titles)) == len(titles):
        return tuple(titles)
    sides = (Sentence("{title}, left"), Sentence("{title}, right"))
    named = zip(titles, sides, strict=True)
    return tuple(tr_message(Sentence(side, title=title)) for title, side in named)


def waiting(running: ModelConfig, wanted: ModelConfig) -> tuple[str, ...]:
    """The names of the settings that apply after a reset, except the seed."""
    return tuple(name for name in _differing(running, wanted) if name != "seed")


def _differing(one: ModelConfig, other: ModelConfig) -> tuple[str, ...]:
    names = {item.name for item in settings_of(other)}
    common = [item.name for item in settings_of(one) if item.name in names]
    return tuple(name for name in common if getattr(one, name) != getattr(other, name))


@dataclass(frozen=True)
class RunSetup:
    """How a run is set up: the models by slot id, the seed, and the clock they share."""

    slots: tuple[ModelSlot, ...] = FIRST_SLOTS
    seed: int = 0
    clock: Clock = "iterations"

    def as_json(self) -> dict[str, Any]:
        """What `from_json` reads; a file of version 0.1 calls the models "entrants"."""
        slots = [asdict(slot) for slot in self.slots]
        return {"seed": self.seed, "clock": self.clock, "entrants": slots}

    @classmethod
    def from_json(cls, content: Any, *, complete: bool = False) -> "RunSetup":
        """The setup from JSON values. Raises InputError.

        Settings that are left out are those of the preset; in a `complete` one, as a session's
        file has it, they are younger than the file, and mean what models did before.
        """
        try:
            slots = tuple(_slot_from_json(one, complete=complete) for one in content["entrants"])
            seed, clock = content["seed"], content["clock"]
        except (LookupError, ArithmeticError, TypeError, ValueError, AttributeError) as error:
            raise InputError("not a setup of the window ({reason})", reason=repr(error)) from error
        if len(slots) != len(FIRST_SLOTS) or not any(one.shown for one in slots):
            raise InputError(
                "two `entrants` are needed, one of them shown, got {count}", count=len(slots)
            )
        if clock not in get_args(Clock):
            raise InputError(
                "`clock` must be {clocks}, got {clock!r}",
                clocks=" or ".join(get_args(Clock)),
                clock=clock,
            )
        replace(slots[0].config, seed=seed)  # raises where this is no seed
        return cls(slots, seed, clock)


def _slot_from_json(entry: Mapping[str, Any], *, complete: bool) -> ModelSlot:
    preset, content = entry["preset"], {**entry.get("config", {})}
    if preset not in all_presets():
        raise InputError("there is no preset {preset!r}", preset=preset)
    if not complete:
        start = all_presets()[preset]
        content = asdict(start) | renamed(start, content)
    forked_at = entry.get("forked_at")
    if forked_at is not None and (not isinstance(forked_at, int) or forked_at < 0):
        raise InputError("`forked_at` must be an iteration, got {value!r}", value=forked_at)
    return ModelSlot(preset, read_settings(content), bool(entry.get("shown", True)), forked_at)


@dataclass(frozen=True, eq=False)
class SlotState:
    """All there is in one slot of a run, to be put back later.

    `model` is what the form has; `config` is what it trains by, None where it cannot learn the
    target.
    """

    slot: int
    model: ModelSlot
    config: ModelConfig | None
    history: History

    def forked(self, slot: int, start: int) -> "SlotState":
        """A copy for another slot, with the settings and the past up to the checkpoint `start`."""
        config = self.history.checkpoints.at(start)[1].config
        asked = replace(config, seed=self.model.config.seed)
        model = replace(self.model, config=asked, shown=True, forked_at=start)
        return SlotState(slot, model, config, self.history.until(start))


class ModelSlots(QObject):
    """The two models of the window by slot id: 0 is the left panel, 1 the right."""

    changed = Signal()  # settings, or which are shown: the run may go on
    replaced = Signal()  # other models or presets: a run begins anew
    refused = Signal(str, str)  # the name of a setting, and why it cannot have that value

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.slots: tuple[ModelSlot, ...] = FIRST_SLOTS
        self.titles = titles(self.slots, translate_setting)
        """One for each slot id."""

    def set_preset(self, preset: str, slots: Sequence[int] = (0, 1)) -> None:
        """Train these by another preset."""
        self._update({slot: self.slots[slot].with_preset(preset) for slot in slots})
        self.replaced.emit()

    def set_model(self, slot: int, model: str) -> None:
        """Train another model in this slot."""
        if model != self.slots[slot].config.model:
            self._update({slot: self.slots[slot].with_model(model)})
            self.replaced.emit()

    def set_shown(self, slot: int, shown: bool) -> None:
        """Show and train this model, or neither; the other one is then shown."""
        other = 1 - slot
        self._update({
            slot: replace(self.slots[slot], shown=shown),
            other: replace(self.slots[other], shown=self.slots[other].shown or not shown),
        })  # fmt: skip
        self.changed.emit()

    def set_setting(self, slots: Sequence[int], name: str, value: Any) -> None:
        """Give these another value of a setting, or what a text means; all of them or none."""
        try:
            if isinstance(value, str):
                value = all_settings()[name].read(value)
            changed = {slot: self.slots[slot].with_setting(name, value) for slot in slots}
        except InputError as error:
            self.refused.emit(name, tr_message(error))
            return
        self._update(changed)
        self.changed.emit()

    def put(self, slot: int, model: ModelSlot) -> None:
        """Put another model into a slot; emits nothing, since the caller goes on to train it."""
        self._update({slot: model})

    def put_all(self, slots: tuple[ModelSlot, ...]) -> None:
        """Replace all models; emits nothing, since a run begins with them."""
        self.slots = slots
        self.titles = titles(slots, translate_setting)

    def end_forks(self) -> None:
        """Let all models begin at iteration 0; emits nothing, since a run begins with them."""
        self.put_all(tuple(replace(slot, forked_at=None) for slot in self.slots))

    def _update(self, changed: dict[int, ModelSlot]) -> None:
        self.put_all(tuple(changed.get(slot, before) for slot, before in enumerate(self.slots)))

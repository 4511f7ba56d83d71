"""The two models of the window: what each slot trains, and its titles.

A slot has a number, its id: 0 is the left panel, 1 the right. The same number names it everywhere,
from the toolbar to the worker. `RunSetup` is what a saved session or a lesson begins with, in JSON
values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any, get_args

from PySide6.QtCore import QObject, Signal

from playground.app.translation import tr_message, translate_setting
from playground.density.target import Target
from playground.errors import InputError
from playground.gan.config import PRESETS, GanConfig
from playground.gan.history import History
from playground.gan.presets import MODEL_PRESETS
from playground.message import Sentence
from playground.models import MODELS
from playground.settings import settings_of
from playground.worker.protocol import Clock

ALL_PRESETS: Mapping[str, GanConfig] = MappingProxyType({**PRESETS, **MODEL_PRESETS})
"""Every named starting point."""

_NAMED_DIFFERENCES = 2


@dataclass(frozen=True)
class ModelSlot:
    """One side of the race: `config` as it is asked for, and the preset that it came from.

    An entrant that is not `shown` is not trained. One that was `forked_at` an iteration began
    there, with the networks of another.
    """

    preset: str
    config: GanConfig
    shown: bool = True
    forked_at: int | None = None

    @property
    def title(self) -> str:
        """Its model's name, and where it was forked."""
        name = MODELS[self.config.model].title
        return name if self.forked_at is None else f"{name} @ {self.forked_at:,}"

    def with_setting(self, name: str, value: Any) -> "ModelSlot":
        """With this setting. Raises InputError when it breaks a rule."""
        return replace(self, config=replace(self.config, **{name: value}))

    def with_preset(self, preset: str) -> "ModelSlot":
        """The same model with all settings of `preset`."""
        return replace(
            self, preset=preset, config=replace(ALL_PRESETS[preset], model=self.config.model)
        )

    def with_model(self, model: Any) -> "ModelSlot":
        """Another model; one that has a preset of its own, or had, starts from its preset."""
        if model in MODEL_PRESETS:
            return replace(self, preset=model, config=MODEL_PRESETS[model])
        if self.preset in MODEL_PRESETS:
            preset = next(iter(PRESETS))
            return replace(self, preset=preset, config=replace(PRESETS[preset], model=model))
        return replace(self, config=replace(self.config, model=model))

    def lacks(self, target: Target) -> str:
        """Why it cannot learn `target`, as a sentence; empty when it can."""
        layers = len(target.layers)
        if self.config.model == "cgan" and layers < 2:
            return Sentence(
                "A conditional GAN learns each layer of a target, and this one has a single one."
            )
        if self.config.model == "infogan" and (self.config.codes or layers) < 2:
            return Sentence(
                "An InfoGAN needs at least two codes, and this target has a single layer."
            )
        return ""

    def differences(self) -> tuple[str, ...]:
        """The names of the settings that are not as in its preset."""
        preset = replace(ALL_PRESETS[self.preset], model=self.config.model)
        return _differing(preset, self.config)


FIRST_SLOTS = tuple(
    ModelSlot(next(iter(PRESETS)), replace(next(iter(PRESETS.values())), model=model))
    for model in ("gan", "cgan")
)
"""What a new window trains: a GAN, and a CGAN beside it."""


def titles(entrants: Sequence[ModelSlot], in_words: Callable[[str], str] = str) -> tuple[str, ...]:
    """A title for each that tells it from the others: the preset or the settings that differ.

    `in_words` translates the label of a setting.
    """
    if len({entrant.preset for entrant in entrants}) > 1:
        return tuple(f"{entrant.title} · {entrant.preset}" for entrant in entrants)
    first = entrants[0].config
    names = {name for one in entrants[1:] for name in _differing(first, one.config)} - {"model"}
    apart = [item for item in settings_of(GanConfig) if item.name in names][:_NAMED_DIFFERENCES]
    return tuple(
        " · ".join(
            [
                one.title,
                *(f"{in_words(item.label)} {getattr(one.config, item.name)}" for item in apart),
            ]
        )
        for one in entrants
    )


def live_part(running: GanConfig, wanted: GanConfig) -> GanConfig:
    """What of `wanted` a run of `running` can take over at once; the rest waits for a reset."""
    live = {item.name: getattr(wanted, item.name) for item in settings_of(GanConfig) if item.live}
    if running.model == "batchgan":
        live["batch_size"] = running.batch_size  # its discriminator is as wide as its batch
    try:
        return replace(running, **live)
    except InputError:  # a pair of settings fits only when both are there
        return running


def waiting(running: GanConfig, wanted: GanConfig) -> tuple[str, ...]:
    """The names of the settings that apply after a reset, but for the seed."""
    return tuple(name for name in _differing(running, wanted) if name != "seed")


def _differing(one: GanConfig, other: GanConfig) -> tuple[str, ...]:
    names = [item.name for item in settings_of(GanConfig)]
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))


@dataclass(frozen=True)
class RunSetup:
    """The entrants by their place, the seed, and by which clock they race."""

    entrants: tuple[ModelSlot, ...] = FIRST_SLOTS
    seed: int = 0
    clock: Clock = "iterations"

    def as_json(self) -> dict[str, Any]:
        """What `from_json` takes."""
        entrants = [asdict(entrant) for entrant in self.entrants]
        return {"seed": self.seed, "clock": self.clock, "entrants": entrants}

    @classmethod
    def from_json(cls, content: Any) -> "RunSetup":
        """The setup back. Raises InputError naming what is wrong; settings may be left out."""
        try:
            entrants = tuple(_entrant(entry) for entry in content["entrants"])
            seed, clock = content["seed"], content["clock"]
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError("not a setup of the window ({reason})", reason=repr(error)) from error
        if len(entrants) != len(FIRST_SLOTS) or not any(one.shown for one in entrants):
            raise InputError(
                "two entrants are needed, one of them shown, got {count}", count=len(entrants)
            )
        if clock not in get_args(Clock):
            raise InputError(
                "`clock` must be {clocks}, got {clock!r}",
                clocks=" or ".join(get_args(Clock)),
                clock=clock,
            )
        GanConfig(seed=seed)  # raises where this is no seed
        return cls(entrants, seed, clock)


def _entrant(entry: Mapping[str, Any]) -> ModelSlot:
    preset = entry["preset"]
    if preset not in ALL_PRESETS:
        raise InputError("there is no preset {preset!r}", preset=preset)
    settings = {**asdict(ALL_PRESETS[preset]), **entry.get("config", {})}
    unknown = sorted(settings.keys() - GanConfig.__dataclass_fields__.keys())
    if unknown:
        raise InputError("unknown settings: {unknown}", unknown=", ".join(unknown))
    forked_at = entry.get("forked_at")
    if forked_at is not None and (not isinstance(forked_at, int) or forked_at < 0):
        raise InputError("`forked_at` must be an iteration, got {value!r}", value=forked_at)
    return ModelSlot(preset, GanConfig(**settings), bool(entry.get("shown", True)), forked_at)


@dataclass(frozen=True, eq=False)
class SlotState:
    """`config` is the one that it runs by; None where it cannot learn the target."""

    place: int
    entrant: ModelSlot
    config: GanConfig | None
    history: History

    def forked(self, place: int, start: int) -> "SlotState":
        """Its copy for another place, as it and its settings were at the checkpoint of `start`."""
        config = self.history.checkpoints.at(start)[1].config
        asked = replace(config, seed=self.entrant.config.seed)
        entrant = replace(self.entrant, config=asked, shown=True, forked_at=start)
        return SlotState(place, entrant, config, self.history.until(start))


class ModelSlots(QObject):
    """The entrants by their place: 0 is the left panel, 1 the right."""

    changed = Signal()  # settings, or who is shown: a run may go on
    replaced = Signal()  # other models or presets: a run begins anew
    refused = Signal(str, str)  # the name of a setting, and why it cannot have that value

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entrants: tuple[ModelSlot, ...] = FIRST_SLOTS
        self.titles = titles(self.entrants, translate_setting)
        """What to call each."""

    def set_preset(self, preset: str, places: Sequence[int] = (0, 1)) -> None:
        """Train these by another preset."""
        self._enter({place: self.entrants[place].with_preset(preset) for place in places})
        self.replaced.emit()

    def set_model(self, place: int, model: str) -> None:
        """Train another model in this place."""
        if model != self.entrants[place].config.model:
            self._enter({place: self.entrants[place].with_model(model)})
            self.replaced.emit()

    def set_shown(self, place: int, shown: bool) -> None:
        """Show and train this one, or let it stand still; the other one is then shown."""
        other = 1 - place
        self._enter({
            place: replace(self.entrants[place], shown=shown),
            other: replace(self.entrants[other], shown=self.entrants[other].shown or not shown),
        })  # fmt: skip
        self.changed.emit()

    def set_setting(self, places: Sequence[int], name: str, value: Any) -> None:
        """Give these another value of a setting, all of them or none."""
        try:
            entrants = {place: self.entrants[place].with_setting(name, value) for place in places}
        except InputError as error:
            self.refused.emit(name, tr_message(error))
            return
        self._enter(entrants)
        self.changed.emit()

    def seat(self, place: int, entrant: ModelSlot) -> None:
        """Let this one race in a place; who asks for it tells the others."""
        self._enter({place: entrant})

    def end_forks(self) -> None:
        """All begin at the beginning; nobody is told, since a run begins with it."""
        self.take(tuple(replace(entrant, forked_at=None) for entrant in self.entrants))

    def _enter(self, entrants: dict[int, ModelSlot]) -> None:
        self.take(tuple(entrants.get(i, before) for i, before in enumerate(self.entrants)))

    def take(self, entrants: tuple[ModelSlot, ...]) -> None:
        """Have these race; nobody is told, since a run begins with them."""
        self.entrants = entrants
        self.titles = titles(entrants, translate_setting)

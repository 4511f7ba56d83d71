"""What the window's two panels train, and what of it may change on the way. No Qt in here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from playground.density.target import Target
from playground.errors import InputError
from playground.gan.config import PRESETS, GanConfig
from playground.gan.model_presets import MODEL_PRESETS
from playground.model_titles import MODEL_TITLES
from playground.sentence import Sentence
from playground.settings import settings_of

ALL_PRESETS: Mapping[str, GanConfig] = MappingProxyType({**PRESETS, **MODEL_PRESETS})
"""Every named starting point."""

_NAMED_DIFFERENCES = 2


@dataclass(frozen=True)
class Entrant:
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
        name = MODEL_TITLES[self.config.model]
        return name if self.forked_at is None else f"{name} @ {self.forked_at:,}"

    def with_setting(self, name: str, value: Any) -> "Entrant":
        """With this setting. Raises InputError when it breaks a rule."""
        return replace(self, config=replace(self.config, **{name: value}))

    def with_preset(self, preset: str) -> "Entrant":
        """The same model with all settings of `preset`."""
        return replace(
            self, preset=preset, config=replace(ALL_PRESETS[preset], model=self.config.model)
        )

    def with_model(self, model: Any) -> "Entrant":
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


FIRST_ENTRANTS = tuple(
    Entrant(next(iter(PRESETS)), replace(next(iter(PRESETS.values())), model=model))
    for model in ("gan", "cgan")
)
"""What a new window trains: a GAN, and a CGAN beside it."""


def titles(entrants: Sequence[Entrant], in_words: Callable[[str], str] = str) -> tuple[str, ...]:
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

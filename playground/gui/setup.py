"""How a window is set to train, in JSON values: what a saved session or a lesson begins with."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, get_args

from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.gui.entrants import ALL_PRESETS, FIRST_ENTRANTS, Entrant
from playground.gui.messages import Clock


@dataclass(frozen=True)
class Setup:
    """The entrants by their place, the seed, and by which clock they race."""

    entrants: tuple[Entrant, ...] = FIRST_ENTRANTS
    seed: int = 0
    clock: Clock = "iterations"

    def as_json(self) -> dict[str, Any]:
        """What `from_json` takes."""
        entrants = [asdict(entrant) for entrant in self.entrants]
        return {"seed": self.seed, "clock": self.clock, "entrants": entrants}

    @classmethod
    def from_json(cls, content: Any) -> "Setup":
        """The setup back. Raises InputError naming what is wrong; settings may be left out."""
        try:
            entrants = tuple(_entrant(entry) for entry in content["entrants"])
            seed, clock = content["seed"], content["clock"]
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError("not a setup of the window ({reason})", reason=repr(error)) from error
        if len(entrants) != len(FIRST_ENTRANTS) or not any(one.shown for one in entrants):
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


def _entrant(entry: Mapping[str, Any]) -> Entrant:
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
    return Entrant(preset, GanConfig(**settings), bool(entry.get("shown", True)), forked_at)

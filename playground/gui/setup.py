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
            raise InputError(f"not a setup of the window ({error!r})") from error
        if len(entrants) != len(FIRST_ENTRANTS) or not any(one.shown for one in entrants):
            raise InputError(f"two entrants are needed, one of them shown, got {len(entrants)}")
        if clock not in get_args(Clock):
            raise InputError(f"`clock` must be {' or '.join(get_args(Clock))}, got {clock!r}")
        GanConfig(seed=seed)  # raises where this is no seed
        return cls(entrants, seed, clock)


def _entrant(entry: Mapping[str, Any]) -> Entrant:
    preset = entry["preset"]
    if preset not in ALL_PRESETS:
        raise InputError(f"there is no preset {preset!r}")
    settings = {**asdict(ALL_PRESETS[preset]), **entry.get("config", {})}
    unknown = sorted(settings.keys() - GanConfig.__dataclass_fields__.keys())
    if unknown:
        raise InputError(f"unknown settings: {', '.join(unknown)}")
    return Entrant(preset, GanConfig(**settings), bool(entry.get("shown", True)))

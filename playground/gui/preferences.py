"""What a person prefers, and how the window was left; kept in a file. No Qt in here."""

from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_config_path

from playground.errors import InputError
from playground.runs.json_file import read_json, write_json
from playground.settings import check, setting, settings_of

kept = partial(setting, "", "", "")
"""A field that the window writes for itself: bytes of Qt in base 64."""


@dataclass(frozen=True)
class Preferences:
    """Raises InputError when a value breaks its rule."""

    language: Literal["system", "en", "zh_CN"] = setting(
        "system", "Language", "Of all texts; applies when the window opens the next time.",
        group="Preferences",
    )  # fmt: skip
    theme: Literal["system", "light", "dark"] = setting(
        "system", "Colours", "Light, dark, or as the system has them.", group="Preferences"
    )
    frames_per_second: int = setting(
        30, "Pictures a second", "At most; fewer leave more of the processor to the training.",
        unit="frames/s", low=1, high=60, group="Preferences",
    )  # fmt: skip
    geometry: str = kept()
    layout: str = kept()
    columns: str = kept()

    def __post_init__(self) -> None:
        check(self)


def preferences_path() -> Path:
    """The file in the person's folder of configurations."""
    return user_config_path("playground", appauthor=False) / "window.json"


def read_preferences(path: Path) -> Preferences:
    """What the file holds. Each value that is missing, damaged or unknown is the default's."""
    try:
        content = read_json(path)
    except InputError:
        return Preferences()  # none yet, or nothing that can be read
    found = content if isinstance(content, dict) else {}
    return Preferences(**{item.name: _sound(item, found) for item in settings_of(Preferences)})


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Keep them. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, asdict(preferences))


def _sound(item: Any, found: dict[str, Any]) -> Any:
    value = found.get(item.name, item.default)
    try:
        item.check(value)
    except InputError:
        return item.default
    return value

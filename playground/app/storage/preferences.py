"""The user's preferences and the window's geometry, in a file. No Qt in here."""

from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_config_path

from playground.errors import InputError
from playground.runs.atomic import read_json, write_json
from playground.settings import Setting, check, setting, settings_of
from playground.threads import usable_cores

MOST_FRAMES = 60 if usable_cores() > 2 else 30
"""Per second, unless a person prefers another number: on two cores the window and the training
share them.
"""

_preferred = partial(setting, group="Preferences")
_left = partial(setting, "", "", "")
"""A field that the window writes for itself: bytes from Qt in base 64."""


@dataclass(frozen=True)
class Preferences:
    """Raises InputError when a value breaks its rule."""

    language: Literal["system", "en", "zh_CN"] = _preferred(
        "system", "Language", "Applies when the window is opened next."
    )
    theme: Literal["system", "light", "dark"] = _preferred(
        "system", "Colours", "Light, dark, or as in the system."
    )
    frames_per_second: int = _preferred(
        MOST_FRAMES,
        "Frames per second", "At most; fewer leave more of the processor to the training.",
        low=1, high=60,
    )  # fmt: skip
    text_size: int = _preferred(
        100, "Text size",
        "Of the whole window, and of what stands on the pictures as far as they have room.",
        unit="%", low=100, high=200,
    )  # fmt: skip
    geometry: str = _left()
    docks: str = _left()
    columns: str = _left()

    def __post_init__(self) -> None:
        check(self)


def preferences_path() -> Path:
    """The file in the user's configuration folder."""
    return user_config_path("playground", appauthor=False) / "window.json"


def read_preferences(path: Path) -> Preferences:
    """The preferences in the file; what is missing, damaged or unknown has its default."""
    try:
        content = read_json(path)
    except InputError:
        return Preferences()  # none yet, or nothing that can be read
    found = content if isinstance(content, dict) else {}
    return Preferences(**{item.name: _sound(item, found) for item in settings_of(Preferences)})


def write_preferences(path: Path, **values: Any) -> Preferences:
    """Write these values, and leave the others as the file has them; returns all. Raises OSError.

    The file is read anew, so that of several open windows none takes back what another has set.
    """
    preferences = replace(read_preferences(path), **values)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, asdict(preferences))
    return preferences


def _sound(item: Setting, found: dict[str, Any]) -> Any:
    value = found.get(item.name, item.default)
    try:
        item.check(value)
    except InputError:
        return item.default
    return value

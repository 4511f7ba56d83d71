"""A setting is declared once, as a dataclass field; flags, forms and checks follow from it."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cache
from math import isfinite
from typing import Any, Literal, get_args, get_origin, get_type_hints

from playground.errors import InputError
from playground.message import Sentence


@dataclass(frozen=True)
class Setting:
    """What a person needs to know of one field of a config.

    `kind` is bool, int, float or str; `choices` is empty unless the field is a `Literal`; `low` and
    `high` are inclusive; `live` says that it may change while a run trains; `group` is the heading
    that a form shows it under; `formerly` is the name that it had in an earlier version, whose
    files and flags are still read; `suggestions` are texts that a form offers, where others may do
    too; `read` makes the value of a text that a person gives, and raises InputError.
    """

    name: str
    kind: type
    default: Any
    label: str
    help: str
    unit: str
    low: float | None
    high: float | None
    live: bool
    group: str
    choices: tuple[str, ...]
    formerly: str = ""
    suggestions: tuple[str, ...] = ()
    read: Callable[[str], str] = str

    @property
    def flag(self) -> str:
        """The command line's name of it, such as `--latent-dim` or `-n`."""
        return _flag(self.name)

    @property
    def former_flag(self) -> str:
        """The flag of its former name; empty where it has none."""
        return _flag(self.formerly) if self.formerly else ""

    def check(self, value: Any) -> None:
        """Raise InputError unless `value` obeys the rule of this setting."""
        if self.choices:
            if value not in self.choices:
                raise InputError(
                    "{flag} must be one of {choices}, got {value!r}",
                    flag=self.flag,
                    choices=", ".join(self.choices),
                    value=value,
                )
            return
        if not _is_a(value, self.kind):
            raise InputError(_KIND_RULES[self.kind], flag=self.flag, value=value)
        if self.low is not None and value < self.low:
            raise InputError(
                "{flag} must be at least {low:.15g}, got {value!r}",
                flag=self.flag,
                low=self.low,
                value=value,
            )
        if self.high is not None and value > self.high:
            raise InputError(
                "{flag} must be at most {high:.15g}, got {value!r}",
                flag=self.flag,
                high=self.high,
                value=value,
            )


def _flag(name: str) -> str:
    return ("-" if len(name) == 1 else "--") + name.replace("_", "-")


_KIND_RULES = {
    bool: Sentence("{flag} must be true or false, got {value!r}"),
    int: Sentence("{flag} must be a whole number, got {value!r}"),
    float: Sentence("{flag} must be a finite number, got {value!r}"),
    str: Sentence("{flag} must be a text, got {value!r}"),
}


def setting(
    default: Any,
    label: str,
    sentence: str,
    *,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    live: bool = False,
    group: str = "",
    formerly: str = "",
    suggestions: tuple[str, ...] = (),
    read: Callable[[str], str] = str,
) -> Any:
    """Declare a field of a config: `sentence` is its help, `low` and `high` are inclusive."""
    facts: dict[str, Any] = {"label": label, "help": sentence, "unit": unit}
    facts |= {"low": low, "high": high}
    facts |= {"live": live, "group": group, "formerly": formerly}
    facts |= {"suggestions": suggestions, "read": read}
    return field(default=default, metadata=facts)


def settings_of(config: Any) -> tuple[Setting, ...]:
    """The settings of a config class or instance, in the order of their declaration."""
    return _declared(config if isinstance(config, type) else type(config))


@cache
def _declared(cls: type[Any]) -> tuple[Setting, ...]:
    hints = get_type_hints(cls)
    return tuple(_setting(item, hints[item.name]) for item in fields(cls))


def renamed(config: Any, content: Mapping[str, Any]) -> dict[str, Any]:
    """Settings of a file under the names that `config`, a class or an instance, has for them.

    Raises InputError for unknown ones.
    """
    known = settings_of(config)
    former = {item.formerly: item.name for item in known if item.formerly}
    named = {former.get(name, name): value for name, value in content.items()}
    unknown = sorted(named.keys() - {item.name for item in known})
    if unknown:
        raise InputError("unknown settings: {unknown}", unknown=", ".join(unknown))
    return named


def check(config: Any) -> None:
    """Raise InputError for the first setting of `config` that breaks its rule."""
    for item in settings_of(config):
        item.check(getattr(config, item.name))


_LONGEST_READ = 200
"""More letters than this are not read."""


def brief(value: Any) -> Any:
    """The value of a setting, or what stands for it where a person reads: a picture's text is long.

    The same text is always stood for by the same word, and another one by another.
    """
    if not isinstance(value, str) or len(value) <= _LONGEST_READ:
        return value
    return f"{value.partition(':')[0]}:{zlib.crc32(value.encode()):08x}"


def _setting(item: "Field[Any]", hint: Any) -> Setting:
    assert item.default is not MISSING, item.name
    choices = get_args(hint) if get_origin(hint) is Literal else ()
    kind = str if choices else hint
    return Setting(
        name=item.name, kind=kind, default=item.default, choices=choices, **item.metadata
    )


def _is_a(value: Any, kind: type) -> bool:
    if kind is float:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole or (isinstance(value, float) and isfinite(value))
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, kind)

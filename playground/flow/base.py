"""Where a flow's paths begin: noise, or a density that a text can hold. Imports no torch."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from playground.density.shipped import shipped_names
from playground.errors import InputError
from playground.settings import brief

if TYPE_CHECKING:
    from playground.density.target import Target

Noise = Literal["normal", "uniform"]
"""Standard normal, or uniform in the square."""

NAMED = (*get_args(Noise), *shipped_names())
"""What a base may be, beside a formula and a picture."""

DRAWING = "drawing"
"""What stands for the density that is learned just now, where there is a window."""

SUGGESTIONS = (*get_args(Noise), DRAWING, *shipped_names())
"""What a form offers."""


def read_base(text: str) -> str:
    """The base that a person means by `text`: an image, a folder or a table is taken into it.

    Raises InputError for a file that is no density.
    """
    if text in NAMED or not _is_path(text):
        return text
    from playground.density.load import load_target
    from playground.density.picture_text import picture_text

    try:
        return picture_text(load_target(Path(text)))
    except InputError as error:
        raise _no_density(error) from error


def _is_path(text: str) -> bool:
    try:
        return Path(text).expanduser().exists()
    except (OSError, RuntimeError, ValueError):
        return False  # too long for a path, or a user who is not there


def check_base(base: str) -> None:
    """Raise InputError unless `base` is noise, a shipped density, `formula:…` or `picture:…`."""
    if base in NAMED:
        return  # without an import
    from playground.density.formula import PREFIX as FORMULA
    from playground.density.picture_text import PREFIX as PICTURE

    if not base.startswith((FORMULA, PICTURE)):
        raise InputError(
            "--base must be normal, uniform, a shipped density, the path of a picture or "
            "formula:…, got {base!r}",
            base=brief(base),
        )
    try:
        base_density(base)
    except InputError as error:
        raise _no_density(error) from error


def _no_density(error: InputError) -> InputError:
    return InputError("--base must be a density: {reason}", reason=error.sentence)


@lru_cache(maxsize=8)
def base_density(base: str) -> "Target":
    """The density of one layer that paths begin at, where that is no `Noise`.

    Raises InputError for a formula or a picture that is no density.
    """
    from playground.density.load import load_target

    return load_target(base).flattened

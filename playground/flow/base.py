"""Where a flow's paths begin: noise, or a density that a text can name. Imports no torch."""

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from playground.density.shipped import shipped_names
from playground.errors import InputError

if TYPE_CHECKING:
    from playground.density.target import Target

Noise = Literal["normal", "uniform"]
"""Standard normal, or uniform in the square."""

SUGGESTIONS = (*get_args(Noise), *shipped_names())
"""What a base may be, beside a formula."""


def check_base(base: str) -> None:
    """Raise InputError unless `base` is noise, a shipped density or `formula:…`."""
    if base in SUGGESTIONS:
        return  # without an import
    from playground.density.formula import PREFIX

    if not base.startswith(PREFIX):
        raise InputError(
            "--base must be normal, uniform, a shipped density (playground --list) or formula:…, "
            "got {base!r}",
            base=base,
        )
    try:
        base_density(base)
    except InputError as error:
        raise InputError("--base must be a density: {reason}", reason=error.sentence) from error


@lru_cache(maxsize=8)
def base_density(base: str) -> "Target":
    """The density of one layer that paths begin at, where that is no `Noise`.

    Raises InputError for a formula that is no density.
    """
    from playground.density.load import load_target

    return load_target(base).flattened

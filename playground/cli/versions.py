"""What a person should know who goes on with a run of other versions, or of another device."""

import sys
from collections.abc import Mapping

from playground.runs.config_file import current_versions


def warn_of_versions(began_with: Mapping[str, str]) -> None:
    """Warn, on the standard error, where a run began with others than the present ones."""
    now = current_versions()
    other = [f"{name} {old}" for name, old in began_with.items() if now.get(name) != old]
    if other:
        _warn(f"the run began with {', '.join(other)}; it may not go on bit for bit")


def warn_of_device() -> None:
    """Warn that the random streams are of another kind of device."""
    _warn("the run was saved on another kind of device; it goes on with other random numbers")


def _warn(sentence: str) -> None:
    print(f"playground: warning: {sentence}", file=sys.stderr)

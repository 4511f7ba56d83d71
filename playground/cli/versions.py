"""What a person should know who goes on with a run of other versions."""

import sys
from collections.abc import Mapping

from playground.runs.config_file import current_versions


def warn_of_versions(began_with: Mapping[str, str]) -> None:
    """Warn, on the standard error, where a run began with others than the present ones."""
    now = current_versions()
    other = [f"{name} {old}" for name, old in began_with.items() if now.get(name) != old]
    if other:
        print(
            f"playground: warning: the run began with {', '.join(other)}; it may not go on "
            "bit for bit",
            file=sys.stderr,
        )

"""Targets from files and names, in whatever way a person gave them."""

from collections.abc import Sequence
from pathlib import Path

from playground.density.load import load_target
from playground.density.shipped import shipped_names
from playground.density.target import Target


def open_files(paths: Sequence[Path]) -> Target:
    """One target from an image, a folder of images, a run folder, or several of these in order.

    Of several, each gives its layers. Raises InputError.
    """
    return _stacked([_open_one(path) for path in paths])


def open_named(names: Sequence[str]) -> Target:
    """The same from the command line, where a name may be that of a shipped density."""
    shipped = shipped_names()
    return _stacked([load_target(x) if x.lower() in shipped else _open_one(Path(x)) for x in names])


def _stacked(targets: Sequence[Target]) -> Target:
    if len(targets) == 1:
        return targets[0]
    layers = tuple(layer for target in targets for layer in target.layers)
    return Target(f"{len(targets)} images", layers)


def _open_one(path: Path) -> Target:
    from playground.runs.folder import is_run, open_run

    return open_run(path).target() if is_run(path) else load_target(path)

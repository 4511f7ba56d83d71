"""Targets from files and names, in whatever way a person gave them."""

from collections.abc import Sequence
from pathlib import Path

from playground.density.layer import Layer
from playground.density.load import load_target
from playground.density.shipped import shipped_names
from playground.density.target import Target


def open_files(paths: Sequence[Path]) -> Target:
    """One target from an image, a folder of images, a run folder, or several of these in order.

    Of several, each gives its layers. Raises InputError.
    """
    if len(paths) == 1:
        return _open_one(paths[0])
    layers: list[Layer] = []
    for path in paths:
        layers += _open_one(path).layers
    return Target(f"{len(paths)} images", tuple(layers))


def open_named(names: Sequence[str]) -> Target:
    """The same from the command line, where a name alone may be a shipped density."""
    if len(names) == 1 and names[0].lower() in shipped_names():
        return load_target(names[0])
    return open_files([Path(name) for name in names])


def _open_one(path: Path) -> Target:
    from playground.runs.folder import is_run, open_run

    return open_run(path).target() if is_run(path) else load_target(path)

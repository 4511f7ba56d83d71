"""The densities that are shipped: their names, and where their images lie."""

from pathlib import Path

from playground.resources import assets

NAMES = (
    "zig",
    "z",
    "u",
    "ring",
    "triangle",
    "dumbbell",
    "bat",
    "cloud",
    "binary",
    "penta",
    "vortex",
    "ring8",
    "grid25",
    "moons",
    "spirals",
    "checkerboard",
)


def shipped_names() -> tuple[str, ...]:
    """All names, plain shapes first, then the stacks, then the usual test densities."""
    return NAMES


def shipped_path(name: str) -> Path:
    """The image file or, for a density of several layers, the folder; KeyError if unknown."""
    if name not in NAMES:
        raise KeyError(name)
    folder = assets("densities") / name
    return folder if folder.is_dir() else folder.with_suffix(".png")

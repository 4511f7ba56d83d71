"""Where the files are that come with the playground."""

from importlib.resources import files
from pathlib import Path


def assets(kind: str) -> Path:
    """The folder `assets/kind`, inside the installed package or beside it in a checkout."""
    package = Path(str(files("playground")))
    inside = package / "assets" / kind
    return inside if inside.is_dir() else package.parent / "assets" / kind


def guide_folder() -> Path:
    """The folder of the user guide's pages: in the installed package, or `docs/` in a checkout."""
    package = Path(str(files("playground")))
    inside = package / "assets" / "guide"
    return inside if inside.is_dir() else package.parent / "docs"

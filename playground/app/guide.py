"""The pages of the user guide, as they are shown in the window."""

import re
from pathlib import Path

from playground.resources import guide_folder

FIRST_PAGE = "guide.md"

_FILM = re.compile(r"!\[([^\]]*)\]\([^)]*\.gif\)")
"""Films are not shipped; what they show stands in their place."""


def is_page(path: Path) -> bool:
    """Whether this is a page of the guide, and not what lies beside it in a checkout."""
    return path.suffix == ".md" and is_in_guide(path) and path.is_file()


def is_in_guide(path: Path) -> bool:
    """Whether `path` lies in the guide's folder."""
    return path.resolve().is_relative_to(guide_folder().resolve())


def page_text(path: Path) -> str:
    """The page in Markdown, without films."""
    return _FILM.sub(r"\1", path.read_text(encoding="utf-8"))

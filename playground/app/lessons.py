"""The lessons that come with the playground: a page to read each, and what it is about. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from playground.app.model_slots import RunSetup
from playground.density.load import load_target, shipped_names
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.plots.view import Heat, StripKind, View
from playground.runs.atomic import read_json


@dataclass(frozen=True)
class LessonScene:
    """What a lesson puts into the window: a shipped density, who learns it, and what is seen of it.

    With `plays` it trains at once; `pictured_at` is the iteration that its picture was taken at.
    """

    target: str
    setup: RunSetup
    view: View
    plays: bool
    pictured_at: int

    def drawing(self) -> Drawing:
        """The density, to be drawn on."""
        return Drawing.of(load_target(self.target))

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "LessonScene":
        """The scene of a `lesson.json`. Raises InputError naming what is wrong."""
        try:
            target, view = content["target"], _view(content.get("view", {}))
            setup = RunSetup.from_json(content["setup"])
            plays, pictured_at = bool(content["plays"]), int(content["pictured_at"])
        except (KeyError, TypeError, ValueError) as error:
            raise InputError("not a lesson ({error})", error=repr(error)) from error
        if target not in shipped_names():
            raise InputError("there is no shipped density “{name}”", name=target)
        return cls(target, setup, view, plays, pictured_at)


@dataclass(frozen=True)
class Lesson:
    """A folder with `lesson.json`, pages and pictures."""

    folder: Path

    @property
    def number(self) -> int:
        """Its place among the lessons, from 1 on."""
        return int(self.folder.name.partition("-")[0])

    @cached_property
    def scene(self) -> LessonScene | None:
        """What it puts into the window; None for the one about digits. Raises InputError."""
        path = self.folder / "lesson.json"
        content = read_json(path)
        try:
            return None if content == {"opens": "digits"} else LessonScene.from_json(content)
        except InputError as error:
            raise InputError("{path}: {reason}", path=path, reason=error.sentence) from error

    def page(self, language: str) -> str:
        """Its page as Markdown, in a language such as "zh_CN" where it speaks that, else English.

        The first line is "# " and the title.
        """
        path = self.folder / f"page.{language}.md"
        plain = self.folder / "page.md"
        return (path if path.is_file() else plain).read_text(encoding="utf-8")

    def title(self, language: str) -> str:
        """What its page is headed by."""
        return self.page(language).partition("\n")[0].removeprefix("# ").strip()


def all_lessons() -> tuple[Lesson, ...]:
    """Every lesson, in order."""
    folder = Path(str(files("playground"))) / "lessons"
    return tuple(Lesson(path.parent) for path in sorted(folder.glob("*/lesson.json")))


def _view(content: Mapping[str, Any]) -> View:
    """Raises TypeError for what no view has, InputError for a wrong name."""
    view = View(**{**content, "plane": tuple(content.get("plane", View.plane))})
    if view.heat not in get_args(Heat) or view.strip not in get_args(StripKind):
        raise InputError("no such view: “{heat}”, “{strip}”", heat=view.heat, strip=view.strip)
    return view

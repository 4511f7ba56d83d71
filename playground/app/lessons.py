"""The lessons that come with the playground: a page to read, and what it puts into the window."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from playground.app.model_slots import RunSetup
from playground.app.session import Session
from playground.app.translation import tr_message
from playground.density.load import load_target
from playground.density.shipped import shipped_names
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.plots.view import View
from playground.runs.atomic import read_json
from playground.runs.tasks import Task

_STEP = re.compile(r"^\d+\. ", re.MULTILINE)


@dataclass(frozen=True)
class LessonScene:
    """What a lesson puts into the window: a shipped density, the models, and the view of them.

    With `plays` it trains at once; `pictured_at` is the iteration of its picture. `tasks` are what
    is to be reached in it.
    """

    target: str
    setup: RunSetup
    view: View
    plays: bool
    pictured_at: int
    tasks: tuple[Task, ...] = ()

    def drawing(self) -> Drawing:
        """The density as a drawing."""
        return Drawing.of(load_target(self.target))

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "LessonScene":
        """The scene of a `lesson.json`. Raises InputError naming what is wrong."""
        try:
            target, view = content["target"], View.from_json(content.get("view", {}))
            setup = RunSetup.from_json(content["setup"])
            tasks = tuple(map(Task.from_json, content.get("tasks", ())))
            plays, pictured_at = bool(content["plays"]), int(content["pictured_at"])
        except (LookupError, ArithmeticError, TypeError, ValueError, AttributeError) as error:
            raise InputError("not a lesson ({error})", error=repr(error)) from error
        if target not in shipped_names():
            raise InputError("there is no shipped density “{name}”", name=target)
        return cls(target, setup, view, plays, pictured_at, tasks)


@dataclass(frozen=True)
class Lesson:
    """A folder with `lesson.json`, a page per language, and pictures."""

    folder: Path

    @property
    def number(self) -> int:
        """Its number, from 1."""
        return int(self.folder.name.partition("-")[0])

    @cached_property
    def scene(self) -> LessonScene | None:
        """What it puts into the window; None for the lesson about digits. Raises InputError."""
        path = self.folder / "lesson.json"
        content = read_json(path)
        try:
            return None if content == {"opens": "digits"} else LessonScene.from_json(content)
        except InputError as error:
            raise InputError("{path}: {reason}", path=path, reason=error.sentence) from error

    def page(self, language: str) -> str:
        """Its page as Markdown, in a language such as "zh_CN", or in English where there is none.

        The first line is "# " and the title.
        """
        path = self.folder / f"page.{language}.md"
        plain = self.folder / "page.md"
        return (path if path.is_file() else plain).read_text(encoding="utf-8")

    def steps(self, language: str) -> tuple[str, ...]:
        """The numbered things to do on its page, each as Markdown without its number."""
        page = self.page(language)
        parts = _STEP.split(page)[1:]
        return tuple(" ".join(part.partition("\n\n")[0].split()) for part in parts)

    def title(self, language: str) -> str:
        """The heading of its page."""
        return self.page(language).partition("\n")[0].removeprefix("# ").strip()


def picture_path(folder: Path, name: str, *, dark: bool) -> Path:
    """The picture `name` of a lesson, or its dark version, where that is asked for and exists."""
    path = folder / name
    dark_path = path.with_stem(f"{path.stem}-dark")
    return dark_path if dark and dark_path.is_file() else path


def all_lessons() -> tuple[Lesson, ...]:
    """Every lesson, in order."""
    folder = Path(str(files("playground"))) / "lessons"
    return tuple(Lesson(path.parent) for path in sorted(folder.glob("*/lesson.json")))


class LessonOpener(QObject):
    """Opens lessons: the drawing as one step that can be undone, the settings, and the view."""

    digits_wanted = Signal()  # the lesson is about digits
    opened = Signal(object)  # Lesson: its scene is in the window

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def open_lesson(self, lesson: Lesson) -> None:
        """Put what the lesson is about into the window; a damaged lesson is a problem."""
        try:
            scene = lesson.scene
        except InputError as error:
            self._session.notices.problem.emit(tr_message(error))
            return
        if scene is None:
            self.digits_wanted.emit()
        else:
            self._open_scene(scene)
            self.opened.emit(lesson)
            text = self.tr("Lesson {number} is open; Undo brings your drawing back.")
            self._session.notices.info.emit(text.format(number=lesson.number))

    def _open_scene(self, scene: LessonScene) -> None:
        self._session.restore(scene.setup, scene.drawing(), view=scene.view)
        self._session.control.set_playing(scene.plays)

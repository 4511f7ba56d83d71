"""Screenshots for the lessons: each lesson opened in the window and trained."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from window_pictures import Studio, save_small

from playground.app.lessons import Lesson, all_lessons

SIZE = QSize(1360, 700)
"""Size of the window: enough for the titles, with little space below the points."""


def picture_lessons(numbers: Sequence[int]) -> None:
    """Save the screenshots of these lessons, or of all, in light and dark."""
    studio = Studio()
    studio.window.resize(SIZE)
    studio.window.show_lessons()
    for lesson in all_lessons():
        if not numbers or lesson.number in numbers:
            studio.open(lesson)
            if lesson.scene is None:
                studio.show_digits()
            else:
                studio.train(lesson.scene.pictured_at)
            _save(studio, lesson)
    studio.close()


def _save(studio: Studio, lesson: Lesson) -> None:
    for dark, name in ((False, "picture.png"), (True, "picture-dark.png")):
        studio.darken(dark)
        studio.show_frames()
        save_small(studio.grab_page(), lesson.folder / name)
    studio.darken(False)

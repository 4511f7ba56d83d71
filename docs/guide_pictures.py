"""Screenshots for the README and the guide: the window in use."""

from pathlib import Path

from window_pictures import Studio, save_small

from playground.app.lessons import all_lessons
from playground.plots.view import View

_FAR = 1000


def picture_guide(folder: Path) -> None:
    """Save all screenshots in `folder`."""
    studio = Studio()
    studio.train(_FAR)
    studio.show_frames()
    save_small(studio.grab(), folder / "window.png")
    studio.session.set_view(View(heat="best", grid=True, strip="losses"))
    studio.show_frames()
    save_small(studio.grab(), folder / "inside.png")
    _picture_lesson(studio, folder / "lessons.png")
    studio.window.lessons_dock.close()
    studio.show_digits()
    studio.window.pages.digits_view.controls.value_rows[0].slider.setValue(100)
    save_small(studio.grab(), folder / "digits.png")
    studio.close()


def _picture_lesson(studio: Studio, path: Path) -> None:
    lesson = all_lessons()[4]
    assert lesson.scene is not None
    studio.darken(True)
    studio.window.show_lessons()
    studio.window.lessons_dock.panel.show_lesson(lesson.folder.name)
    studio.open(lesson)
    studio.train(lesson.scene.pictured_at)
    studio.show_frames()
    save_small(studio.grab(), path)
    studio.darken(False)

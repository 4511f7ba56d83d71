"""The pictures of the README and the guide: the window as it is used, trained by its own worker."""

from pathlib import Path

from window_pictures import Studio, save_small

from playground.gui.lesson import all_lessons
from playground.plots.view import View

_FAR = 1000
_NEAR = 300


def picture_guide(folder: Path) -> None:
    """Make them all, into `folder`."""
    studio = Studio()
    studio.play(_FAR)
    save_small(studio.grab(), folder / "window.png")
    studio.window.stage.look_bar.show_view(View(heat="best", grid=True, strip="losses"))
    studio.look()
    save_small(studio.grab(), folder / "inside.png")
    studio.darken(True)
    studio.window.teaching.show()
    collapse = all_lessons()[4]
    studio.window.teaching.panel.show_lesson(collapse.folder.name)
    studio.open(collapse)
    studio.play(_NEAR)
    save_small(studio.grab(), folder / "lessons.png")
    studio.darken(False)
    studio.window.teaching.dock.close()
    studio.train_digits()
    studio.window.middle.digits_view.controls.value_rows[0].slider.setValue(100)
    save_small(studio.grab(), folder / "digits.png")
    studio.close()

"""Make the pictures of the README anew: `python docs/make_images.py` (a few minutes)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

IMAGES = Path(__file__).parent / "images"
ANIMATIONS = {
    "cgan-binary.gif": "--train cgan binary --snapshot-every 30",
    "gan-binary-classic.gif": "--train gan binary --preset classic --snapshot-every 20",
}
WINDOW_SIZE = (1280, 800)
WINDOW_ITERATION = 600


def main() -> None:
    """Train for the animations, then open the window offscreen and take its picture."""
    IMAGES.mkdir(exist_ok=True)
    for name, command in ANIMATIONS.items():
        with TemporaryDirectory() as folder:
            run = Path(folder) / "run"
            words = [sys.executable, "-m", "playground", *command.split(), "--out", str(run)]
            subprocess.run(words, check=True)
            shutil.copyfile(run / "animation.gif", IMAGES / name)
    take_window(IMAGES / "window.png")


def take_window(path: Path) -> None:
    """Train in the window for a while, then save what it shows."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from playground.density.load import load_target
    from playground.gui.session import Session
    from playground.gui.window import Window

    application = QApplication([])
    session = Session(load_target("binary"))
    window = Window(session)
    window.resize(*WINDOW_SIZE)
    window.show()

    def look(progress: object) -> None:
        if progress.iteration >= WINDOW_ITERATION:  # type: ignore[attr-defined]
            window.grab().save(str(path))
            application.quit()

    session.progress_changed.connect(look)
    session.start()
    window.run_bar.preset_box.setCurrentText("classic")
    session.set_playing(True)
    application.exec()
    session.close()


if __name__ == "__main__":
    main()

"""Make the images of the README, the guide and the lessons anew (takes some minutes).

python docs/make_images.py                all of them
python docs/make_images.py lessons        those of the lessons; or: window, animations
python docs/make_images.py lessons 5      that of one lesson
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

IMAGES = Path(__file__).parent / "images"
ANIMATIONS = {
    "cgan-binary.gif": "--train cgan binary --snapshot-every 50",
    "gan-binary-classic.gif": "--train gan binary --preset classic --snapshot-every 40",
}


def main(words: Sequence[str]) -> None:
    """Make the images that `words` name."""
    IMAGES.mkdir(exist_ok=True)
    kinds = {"animations": _animate, "lessons": _picture_lessons, "window": _picture_window}
    for kind in [words[0]] if words else kinds:
        kinds[kind](words[1:])


def _animate(names: Sequence[str]) -> None:
    """Train, and keep the animations."""
    for name in names or ANIMATIONS:
        with TemporaryDirectory() as folder:
            run = Path(folder) / "run"
            line = [sys.executable, "-m", "playground", *ANIMATIONS[name].split()]
            subprocess.run([*line, "--out", str(run)], check=True)
            shutil.copyfile(run / "animation.gif", IMAGES / name)


def _picture_lessons(numbers: Sequence[str]) -> None:
    with _nobody():
        from lesson_pictures import picture_lessons

        picture_lessons([int(number) for number in numbers])


def _picture_window(_: Sequence[str]) -> None:
    with _nobody():
        from guide_pictures import picture_guide

        picture_guide(IMAGES)


def _nobody() -> TemporaryDirectory[str]:
    """A temporary home folder without any earlier drawings or runs; torch on one thread."""
    home = TemporaryDirectory()
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{kind}_HOME"] = str(Path(home.name) / kind.lower())
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    return home


if __name__ == "__main__":
    main(sys.argv[1:])

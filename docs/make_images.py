"""Make the animations of the README anew: `python docs/make_images.py` (a few minutes)."""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

IMAGES = Path(__file__).parent / "images"
ANIMATIONS = {
    "cgan-binary.gif": "--train cgan binary --snapshot-every 30",
    "gan-binary-classic.gif": "--train gan binary --preset classic --snapshot-every 40",
}


def main() -> None:
    """Train, and keep the animations."""
    IMAGES.mkdir(exist_ok=True)
    for name, command in ANIMATIONS.items():
        with TemporaryDirectory() as folder:
            run = Path(folder) / "run"
            words = [sys.executable, "-m", "playground", *command.split(), "--out", str(run)]
            subprocess.run(words, check=True)
            shutil.copyfile(run / "animation.gif", IMAGES / name)


if __name__ == "__main__":
    main()

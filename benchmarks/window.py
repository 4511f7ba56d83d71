"""How window and training slow each other down: `python -m benchmarks.window`.

On the screen of DISPLAY, or without one (QT_QPA_PLATFORM=offscreen). The same two runs train
alternately with the window open and alone in a separate process, so that a drifting machine affects
both alike.
"""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does, before NumPy is there

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from benchmarks.opened import Alone, Opened
from benchmarks.timing import print_table
from playground.gan.presets import PRESETS

_FIRST_PAINT = """
import os, time
from playground.gui import application as app, connections
def tell():
    print(time.time(), flush=True)
    os._exit(0)
def open_window(session, autosave):
    window = connections.open_window(session, autosave)
    window.first_painted.connect(tell)
    return window
app.open_window = open_window
app.main()
"""


def main() -> None:
    """Print the measurements and the goals. Drawings are saved to a temporary folder."""
    args = _arguments()
    with TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        _measure(args)


def _measure(args: Namespace) -> None:
    QApplication(sys.argv[:1])
    choices = (False, True) if args.looks else (False,)
    rows = [_row(preset, overlays, args) for preset in args.presets for overlays in choices]
    header = (
        "preset",
        "overlays",
        "it/s alone",
        "it/s with the window",
        "ratio",
        "frames/s",
        "press to paint, 99 %",
    )
    print_table(f"GAN and CGAN on binary, {QGuiApplication.platformName()}", header, rows)
    print(f"\nFirst paint {_first_paint(args.rounds):.2f} s after the command, in the median")
    print("To reach: 25 frames/s; ratio 0.85, with overlays 0.70; 30 ms; 1 s")


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="benchmarks.window", description=__doc__)
    parser.add_argument("--presets", nargs="+", choices=list(PRESETS), default=list(PRESETS))
    parser.add_argument("--looks", action="store_true", help="measure with all overlays, too")
    parser.add_argument("--seconds", type=float, default=4.0, help="of each turn")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each")
    parser.add_argument("--presses", type=int, default=200, help="mouse presses on the canvas")
    return parser.parse_args()


def _row(preset: str, overlays: bool, args: Namespace) -> tuple[str, ...]:
    opened, alone = Opened(preset, overlays=overlays), Alone(preset)
    try:
        alone.train(0.5)
        turns = [
            (alone.train(args.seconds), *opened.train(args.seconds)) for _ in range(args.rounds)
        ]
        presses = opened.press(opened.window.target_panel.canvas, args.presses)
    finally:
        alone.close()
        opened.close()
    bare, with_window_rate, frames = (median(column) for column in zip(*turns, strict=True))
    ratio = median(with_window / without for without, with_window, _ in turns)
    return (
        preset,
        "all" if overlays else "none",
        f"{bare:.1f}",
        f"{with_window_rate:.1f}",
        f"{ratio:.2f}",
        f"{frames:.1f}",
        f"{1000 * quantiles(presses, n=100)[-1]:.0f} ms",
    )


def _first_paint(times: int) -> float:
    return median(_paint_once() for _ in range(times))


def _paint_once() -> float:
    start = time()
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_PAINT], capture_output=True, text=True, check=True
    )
    return float(done.stdout) - start


if __name__ == "__main__":
    main()

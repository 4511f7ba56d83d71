"""No mode flag: open the window, once what it needs is known to be there."""

import os
import sys
from argparse import Namespace
from pathlib import Path

from playground.cli.display import PLATFORM, check_linux
from playground.cli.options import PictureOptions
from playground.cli.targets import named_target
from playground.errors import InputError
from playground.mnist.runs.config_file import is_mnist_run
from playground.runs.session.file import is_session, read_drawing_of


def run_window(args: Namespace) -> int:
    """Open the window and return its exit code. Raises InputError."""
    paths: list[str] = getattr(args, "paths", [])
    digits = [path for path in paths if is_mnist_run(Path(path))]
    if len(digits) > 1:
        raise InputError(
            "{second}: only one run of --mnist can be opened, and {first} is one",
            first=digits[0],
            second=digits[1],
        )
    for path in paths:
        if path not in digits:
            _check_path(path)
    if sys.platform == "linux":
        check_linux(os.environ.get(PLATFORM, ""))
    try:
        from playground.gui.application import main as open_window
    except ImportError as error:
        if ".so" not in str(error) and "DLL" not in str(error):
            raise
        raise InputError(f"the window needs a system library: {error}") from error
    return open_window(paths)


def _check_path(path: str) -> None:
    """Raise InputError when the window could not load `path`; a session may be an empty one."""
    if is_session(path):
        read_drawing_of(Path(path))
    else:
        named_target(path, PictureOptions(), quiet=True)

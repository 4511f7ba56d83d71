"""No mode flag: open the window, once what it needs is known to be there."""

import ctypes
import os
import sys
from argparse import Namespace
from pathlib import Path

from playground.cli.options import PictureOptions
from playground.cli.targets import named_target
from playground.errors import InputError
from playground.mnist.runs.config_file import is_mnist_run
from playground.runs.session.file import is_session, read_drawing_of

_BASE = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
}
_X11 = {
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-render-util.so.0": (
        "libxcb-render-util0",
        "xcb-util-renderutil",
        "xcb-util-renderutil",
    ),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
}
"""What Qt's libraries and its X11 plugin load: the packages of Debian, Fedora and Arch."""

_INSTALLERS = ("Debian, Ubuntu: apt install", "Fedora: dnf install", "Arch: pacman -S")


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
        check_linux(os.environ.get("QT_QPA_PLATFORM", ""))
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


def check_linux(platform: str) -> None:
    """Raise InputError where Qt would end the process: no display, or a library is missing.

    `platform` is Qt's plugin when one is asked for by name, such as "offscreen".
    """
    x11 = platform.startswith("xcb") or not (platform or os.environ.get("WAYLAND_DISPLAY"))
    missing = [name for name in (_BASE | _X11 if x11 else _BASE) if not _loads(name)]
    if missing:
        raise InputError(_missing(missing))
    if x11 and not _x11_answers():
        display = os.environ.get("DISPLAY")
        why = f"the display {display} does not answer" if display else "there is no display"
        raise InputError(
            f"the window cannot open, {why}; --train, --sample and --list need none "
            "(see playground --help)"
        )


def _missing(libraries: list[str]) -> str:
    packages = [(_BASE | _X11)[library] for library in libraries]
    commands = [
        f"{installer} {' '.join(sorted(set(names)))}"
        for installer, names in zip(_INSTALLERS, zip(*packages, strict=True), strict=True)
    ]
    return f"the window needs system libraries, {', '.join(libraries)} ({'; '.join(commands)})"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x11_answers() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    bad = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not bad

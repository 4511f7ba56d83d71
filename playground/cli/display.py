"""What a window needs on Linux: Qt's plugin, the libraries that it loads, a display that answers.

Qt itself ends the process where one is missing, so all of it is tried before.
"""

import ctypes
import os
import socket
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from playground.errors import InputError

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
_WAYLAND = {
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
}
"""What Qt's libraries and its plugins load: the packages of Debian, Fedora and Arch."""

_PACKAGES = _BASE | _X11 | _WAYLAND
_INSTALLERS = ("Debian, Ubuntu: apt install", "Fedora: dnf install", "Arch: pacman -S")
PLATFORM = "QT_QPA_PLATFORM"
"""The environment variable that names the plugins that Qt shall try, with `;` between."""


def check_linux(platform: str) -> None:
    """Raise InputError where Qt would end the process: no display, no plugin, a library missing.

    `platform` is what `QT_QPA_PLATFORM` says, "" for what the desktop has. The first of its plugins
    that can open a window is named there, where it is not the first of all: Wayland may be gone
    while X11 answers.
    """
    asked = [one for one in platform.split(";") if one]
    names = asked or list(_of_desktop())
    reasons = []
    for name in names:
        reason = _obstacle(name.partition(":")[0])
        if not reason:
            if name != names[0]:
                os.environ[PLATFORM] = name
            return
        if reason not in reasons:
            reasons.append(reason)
    raise InputError("; ".join(reasons))


def _of_desktop() -> Iterator[str]:
    """What Qt tries by itself, in this order."""
    if os.environ.get("WAYLAND_DISPLAY"):
        yield "wayland"
    yield "xcb"


def _obstacle(plugin: str) -> str:
    """Why `plugin` cannot open a window, "" where it can."""
    if plugin not in (known := _plugins()):
        return (
            f"the window cannot open, {PLATFORM} names {plugin!r}, which Qt does not have here; "
            f"it has {', '.join(known)} (unset {PLATFORM} to have what the desktop needs)"
        )
    wayland = plugin.startswith("wayland")
    needed = _BASE | (_X11 if plugin == "xcb" else _WAYLAND if wayland else {})
    missing = [name for name in needed if not _loads(name)]
    if missing:
        return _missing(missing)
    why = _x11_fault() if plugin == "xcb" else _wayland_fault() if wayland else ""
    if not why:
        return ""
    return (
        f"the window cannot open, {why}; --train, --sample and --list need none "
        "(see playground --help)"
    )


def _plugins() -> list[str]:
    """The names of the plugins that Qt finds: its own, and where the environment says."""
    folders = [Path(path) for path in _split("QT_QPA_PLATFORM_PLUGIN_PATH")]
    folders += [Path(path) / "platforms" for path in _split("QT_PLUGIN_PATH")]
    spec = find_spec("PySide6")
    if spec is not None and spec.submodule_search_locations:
        home = Path(spec.submodule_search_locations[0])
        folders += [home / "Qt" / "plugins" / "platforms", home / "plugins" / "platforms"]
    files = [file for folder in folders if folder.is_dir() for file in folder.glob("libq*.so")]
    names = {file.stem.removeprefix("libq") for file in files}
    # The file of older versions is called after one of the two names that its plugin has.
    return sorted(names | ({"wayland"} if {"wayland-generic", "wayland-egl"} & names else set()))


def _split(variable: str) -> list[str]:
    return [path for path in os.environ.get(variable, "").split(os.pathsep) if path]


def _missing(libraries: list[str]) -> str:
    commands = [
        f"{installer} {' '.join(sorted(set(names)))}"
        for installer, names in zip(
            _INSTALLERS, zip(*(_PACKAGES[name] for name in libraries), strict=True), strict=True
        )
    ]
    return f"the window needs system libraries, {', '.join(libraries)} ({'; '.join(commands)})"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x11_fault() -> str:
    """What is wrong with the X11 display, "" where it answers."""
    if _x11_answers():
        return ""
    display = os.environ.get("DISPLAY")
    return f"the display {display} does not answer" if display else "there is no display"


def _x11_answers() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    bad = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not bad


def _wayland_fault() -> str:
    """What is wrong with the Wayland display, "" where it answers."""
    if os.environ.get("WAYLAND_SOCKET"):  # a connection that is open, for Qt alone
        return ""
    name = os.environ.get("WAYLAND_DISPLAY") or "wayland-0"
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if not runtime and not Path(name).is_absolute():
        return f"the Wayland display {name} is looked for in XDG_RUNTIME_DIR, which is not set"
    path = Path(runtime or "/") / name
    try:
        with socket.socket(socket.AF_UNIX) as test:
            test.settimeout(2)
            test.connect(str(path))
    except OSError as error:
        return f"the Wayland display {path} does not answer ({error.strerror or error})"
    return ""

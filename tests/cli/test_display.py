import os
import socket
import subprocess
import sys
import time

import pytest

from playground.cli import display, main
from playground.cli.display import check_linux
from playground.errors import InputError

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux leaves these to the system"
)


@pytest.fixture(autouse=True)
def desktop(monkeypatch, tmp_path):
    """No display, all libraries there; what is set is put back."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_PLUGIN_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(display, "_loads", lambda name: True)
    monkeypatch.setattr(display, "_x11_answers", lambda: False)


@pytest.fixture
def compositor(tmp_path, monkeypatch):
    """A Wayland socket that somebody listens to."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
        yield tmp_path / "wayland-7"


def _refused(platform=""):
    with pytest.raises(InputError) as caught:
        check_linux(platform)
    return str(caught.value)


def _chosen(platform=""):
    os.environ["QT_QPA_PLATFORM"] = platform
    check_linux(platform)
    return os.environ["QT_QPA_PLATFORM"]


def test_missing_libraries_are_named_with_their_packages(monkeypatch, capsys):
    gone = {"libxcb-cursor.so.0", "libEGL.so.1"}
    monkeypatch.setattr(display, "_loads", lambda name: name not in gone)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert main([]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert all(name in line for name in gone)
    assert "apt install libegl1 libxcb-cursor0" in line
    assert "dnf install libglvnd-egl xcb-util-cursor" in line
    assert "pacman -S libglvnd xcb-util-cursor" in line


def test_libraries_of_wayland(monkeypatch, compositor):
    monkeypatch.setattr(display, "_loads", lambda name: name != "libwayland-cursor.so.0")
    assert "apt install libwayland-cursor0" in _refused()


def test_x11_is_not_asked_for_where_it_is_not_used(monkeypatch, compositor):
    asked = []
    monkeypatch.setattr(display, "_loads", lambda name: asked.append(name) or True)
    check_linux("offscreen")
    check_linux("offscreen:size=9x9")
    check_linux("")
    assert asked and not any("xcb" in name for name in asked)


@pytest.mark.parametrize(
    ("name", "says"), [(None, "there is no display"), (":987", "display :987 does not answer")]
)
def test_no_display(monkeypatch, capsys, name, says):
    if name:
        monkeypatch.setenv("DISPLAY", name)
    assert main([]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line


def test_a_stale_wayland_display_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    said = _refused()
    assert f"the Wayland display {tmp_path}/wayland-0 does not answer (No such file" in said
    assert "there is no display" in said  # neither is X11
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert "XDG_RUNTIME_DIR, which is not set" in _refused("wayland")
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(tmp_path / "dead"))
    monkeypatch.setenv("WAYLAND_DISPLAY", str(tmp_path / "dead"))
    assert "dead does not answer (Connection refused)" in _refused()


def test_x11_stands_in_for_a_stale_wayland_display(monkeypatch):
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setattr(display, "_x11_answers", lambda: True)
    assert _chosen() == "xcb"
    assert _chosen("wayland;xcb") == "xcb"
    assert "wayland-0 does not answer" in _refused("wayland")  # who asks for it alone means it


def test_a_wayland_display_that_answers(compositor, monkeypatch):
    assert _chosen() == ""
    assert _chosen("wayland") == "wayland"
    monkeypatch.setenv("WAYLAND_DISPLAY", str(compositor))
    assert _chosen() == ""
    assert _chosen("gone;wayland") == "wayland"


@pytest.mark.parametrize("plugin", ["cocoa", "windows", "x", "XCB"])
def test_a_plugin_that_is_not_there(plugin):
    said = _refused(plugin)
    assert f"QT_QPA_PLATFORM names '{plugin}', which Qt does not have here" in said
    assert "offscreen" in said and "xcb" in said and "unset QT_QPA_PLATFORM" in said


def test_plugins_of_another_place(monkeypatch, tmp_path):
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / "libqown.so").touch()
    assert "names 'own'" in _refused("own")
    monkeypatch.setenv("QT_PLUGIN_PATH", str(tmp_path))
    check_linux("own")


def test_every_plugin_that_is_offered_is_known_to_qt():
    code = (
        "import os, sys; os.environ['QT_QPA_PLATFORM'] = 'no-such';"
        "from PySide6.QtWidgets import QApplication; QApplication(['x'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode < 0  # it aborts: this is why all is tried before
    named = done.stderr.partition("Available platform plugins are: ")[2].partition(".")[0]
    assert set(display._plugins()) <= set(named.split(", ")) and named


@pytest.mark.parametrize(
    "environment",
    [
        {"QT_QPA_PLATFORM": "cocoa"},
        {"WAYLAND_DISPLAY": "wayland-9"},
        {"QT_QPA_PLATFORM": "wayland", "WAYLAND_DISPLAY": "wayland-9"},
        {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":987"},
    ],
)
def test_nothing_aborts(environment):
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "playground"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("playground: the window")
    assert time.monotonic() - started < 60

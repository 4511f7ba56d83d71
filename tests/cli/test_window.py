import sys
from types import SimpleNamespace

import pytest

from playground.cli import main, window


@pytest.fixture
def opened(monkeypatch):
    """What the window was asked to load, each time that it was opened."""
    calls = []

    def open_window(paths):
        calls.append(list(paths))
        return 0

    monkeypatch.setitem(
        sys.modules, "playground.gui.application", SimpleNamespace(main=open_window)
    )
    monkeypatch.setattr(window, "check_linux", lambda platform: None)
    return calls


def test_without_arguments_the_window_opens(opened):
    assert main([]) == 0
    assert opened == [[]]


def test_paths_are_passed_on(opened):
    assert main(["ring"]) == 0
    assert opened == [["ring"]]


def test_a_bad_path_opens_nothing(opened, capsys):
    assert main(["ring", "gone.png"]) == 2
    assert opened == []
    assert "gone.png" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux leaves these to the system")
class TestLinux:
    def test_missing_libraries_are_named_with_their_packages(self, monkeypatch, capsys):
        gone = {"libxcb-cursor.so.0", "libEGL.so.1"}
        monkeypatch.setattr(window, "_loads", lambda name: name not in gone)
        monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
        assert main([]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert all(name in line for name in gone)
        assert "apt install libegl1 libxcb-cursor0" in line
        assert "dnf install libglvnd-egl xcb-util-cursor" in line
        assert "pacman -S libglvnd xcb-util-cursor" in line

    def test_x11_is_not_asked_for_where_it_is_not_used(self, monkeypatch):
        asked = []
        monkeypatch.setattr(window, "_loads", lambda name: asked.append(name) or True)
        window.check_linux("offscreen")
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
        window.check_linux("")
        assert not any("xcb" in name for name in asked)

    @pytest.mark.parametrize(
        ("display", "says"), [(None, "there is no display"), (":987", "display :987 does not")]
    )
    def test_no_display(self, monkeypatch, capsys, display, says):
        monkeypatch.setattr(window, "_loads", lambda name: True)
        monkeypatch.setattr(window, "_x11_answers", lambda: False)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        monkeypatch.setenv("QT_QPA_PLATFORM", "")
        monkeypatch.delenv("DISPLAY", raising=False)
        if display:
            monkeypatch.setenv("DISPLAY", display)
        assert main([]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert says in line

    def test_a_library_that_qt_lacks(self, monkeypatch, capsys):
        monkeypatch.setattr(window, "check_linux", lambda platform: None)

        class Broken:
            def find_spec(self, name, path=None, target=None):
                if name == "playground.gui.application":
                    raise ImportError("libnew.so.9: cannot open shared object file")

        monkeypatch.delitem(sys.modules, "playground.gui.application", raising=False)
        monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
        assert main([]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert "libnew.so.9" in line

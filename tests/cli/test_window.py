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
def test_a_library_that_qt_lacks(monkeypatch, capsys):
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

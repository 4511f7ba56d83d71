"""Who may speak, and who knows whom: read off the source."""

import ast
from pathlib import Path

import pytest

import playground

pytestmark = pytest.mark.long

ROOT = Path(playground.__file__).parent


def _trees(*folders):
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def _imports(tree):
    return {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_only_connections_and_the_application_know_the_main_window():
    found = {
        name
        for name, tree in _trees("app", "gui")
        if "playground.gui.main_window" in _imports(tree)
    }
    assert found == {"gui/connections.py", "gui/application.py"}


def test_problems_are_told_by_one_object():
    declared = [
        name
        for name, tree in _trees("app", "gui")
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "id", "") == "Signal"
        and any(getattr(one, "id", "") in ("problem", "info", "noted") for one in node.targets)
    ]
    assert declared == ["app/notices.py"] * 2


def test_a_notice_is_shown_on_the_page_that_is_visible(qtbot, window, session):
    session.notices.info.emit("done")
    assert window.statusBar().currentMessage() == "done"
    session.notices.problem.emit("first")
    assert window.message_bar.label.text() == "first"
    with qtbot.waitSignal(window.pages.digits_shown, timeout=60_000):
        window.pages.digits.show()
    session.notices.problem.emit("second")
    assert window.pages.digits_view.message_bar.label.text() == "second"
    assert window.message_bar.label.text() == "first"
    window.pages.digits.close()

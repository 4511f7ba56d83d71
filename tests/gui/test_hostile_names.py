"""Names from files that look like HTML are seen as they stand, in every widget that has them."""

import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, Qt, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QMessageBox,
    QProgressDialog,
    QTabBar,
    QWidget,
)

from playground.gui.file_dialogs import SaveQuestion
from playground.gui.painting.points_dialog import PointsDialog
from playground.gui.widgets.literal import literal, unmarked
from playground.worker.digits_protocol import Opened

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such names there")

NAME = '<img src="zq.png"> <b>zq & co'
MARK = "zq"
PLAIN = Qt.TextFormat.PlainText


def _seen(text, format_=Qt.TextFormat.AutoText):
    """What a person reads where Qt is given `text`; it must load nothing."""
    rich = Qt.mightBeRichText(text) if format_ == Qt.TextFormat.AutoText else format_ != PLAIN
    if not rich:
        return text
    document = QTextDocument()
    document.setHtml(text)
    assert "<img" not in document.toHtml(), text
    return document.toPlainText().replace("\xa0", " ")


def _texts(window):
    """Every text of the window that Qt may take for HTML: where it stands, it, and its format."""
    for one in [window, *window.findChildren(QWidget), *window.findChildren(QAction)]:
        kind, auto = type(one).__name__, Qt.TextFormat.AutoText
        for text in (one.toolTip(), one.statusTip(), one.whatsThis()):
            yield f"tip of {kind}", text, auto
        match one:
            case QMessageBox():
                yield kind, one.text(), one.textFormat()
            case QLabel():
                yield kind, one.text(), one.textFormat()
            case QTabBar():
                for i in range(one.count()):
                    yield kind, one.tabToolTip(i), auto
            case QComboBox() | QAbstractItemView() if one.model() is not None:
                model = one.model()
                for row in range(model.rowCount()):
                    tip = model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
                    yield f"row of {kind}", tip or "", auto


def _places(window):
    """Where the name stands; in each place it is seen as it is."""
    places = set()
    for place, text, format_ in _texts(window):
        if MARK in text:
            seen = _seen(text, format_)
            assert NAME in seen or (format_ == PLAIN and "…" in seen), (place, text)
            places.add(place)
    return places


def _image(path):
    Image.fromarray(np.full((20, 20), 200, np.uint8)).save(path)
    return path


@pytest.fixture
def path(tmp_path):
    return _image(tmp_path / f"{NAME}.png")


@pytest.fixture
def asked(monkeypatch):
    """What the window asks, as it is seen; the answer is always to go no further."""
    questions = []

    def answer(*words):
        questions.append(_seen(words[2]))
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "question", answer)
    monkeypatch.setattr(SaveQuestion, "answer", lambda box: answer(None, None, box.text()))
    return questions


@pytest.mark.parametrize(
    "text",
    ["a", NAME, "a < b > c", "&lt;b>", "<b>", "two\nlines <i>", "<!doctype x", "<?xml?>x", "a&b"],
)
def test_a_literal_text_is_seen_as_it_is(qapp, text):
    assert _seen(literal(text)) == text


def test_a_name_in_a_menu_keeps_its_ampersand():
    assert unmarked("a & b && c") == "a && b &&&& c"


def test_the_names_of_a_drawing_and_its_layers(window, session, path):
    session.importer.open_files([path])
    assert session.editor.drawing.current_layer.name == NAME
    window.import_dialogs.show_kind("recent")
    places = _places(window)
    assert {"QLabel", "tip of QLabel", "row of _List", "row of _IconList"} <= places
    assert unmarked(NAME) in window.menus.undo.text()
    window.layer_commands.set_visible(0, False)
    window.layer_commands.refuse_hidden()
    session.importer.split()
    path.unlink()
    session.importer.open_files([path])
    assert MARK in window.message_bar.label.text()
    window.import_dialogs.use_theme(window.theme)
    _places(window)


def test_an_entry_of_the_gallery_and_why_it_has_no_picture(qtbot, window, session, path, asked):
    session.importer.open_files([path])
    Path(path).write_text("no image")
    window.import_dialogs.show_kind("recent")
    item = window.gallery.list.item(0)
    qtbot.waitUntil(lambda: "picture" in item.toolTip())
    _places(window)


def test_a_session_and_the_questions_about_it(qtbot, window, session, tmp_path, asked, monkeypatch):
    path = tmp_path / f"{NAME}.playground"
    with qtbot.waitSignal(window.session_file.saved):
        window.session_file.save(path)
    window.menus.recent_sessions.aboutToShow.emit()
    (action,) = window.menus.recent_sessions.actions()
    assert action.text() == unmarked(NAME)
    assert "tip of QAction" in _places(window)
    session.set_seed(4)
    window.session_dialogs.leave(pytest.fail)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (NAME, True))
    window.import_dialogs.keep()
    window.import_dialogs.keep()
    (tmp_path / f"{NAME}.csv").touch()
    chosen = str(tmp_path / NAME)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    window.export_actions._ask_path("metrics", "csv")
    window._may_lose(f"{NAME} is full")
    assert len(asked) == 4
    assert all(MARK in question for question in asked)
    assert all(NAME in question for question in asked)


def test_a_table_and_its_columns(qtbot, window, tmp_path):
    path = tmp_path / f"{NAME}.csv"
    rows = "\n".join(f"{i % 7},{i % 5},{'ab'[i % 2]}" for i in range(40))
    path.write_text(f'"{NAME.replace(chr(34), chr(34) * 2)}",y,kind\n{rows}\n')
    window.import_dialogs.open_paths([path])
    (dialog,) = window.findChildren(PointsDialog)
    assert MARK in dialog.sentence.text()
    assert "QLabel" in _places(window)
    dialog.reject()


def test_a_run_of_digits(window):
    opened = Opened(Path("/runs") / NAME, "infogan", "mnist", 3, 0, 0)
    view = window.pages.digits_view
    view.show_model(opened)
    assert MARK in view.title.text()
    assert {"QLabel", "tip of QLabel"} <= _places(view)


def test_an_export_on_its_way(window, tmp_path):
    class Process(QObject):
        progressed = Signal(int, int)
        path = tmp_path / f"{NAME}.mp4"

    process = Process()
    window.export_actions._show_progress(process)
    (dialog,) = window.findChildren(QProgressDialog)
    assert "QLabel" in _places(dialog)
    window.export_actions._close_progress(process)

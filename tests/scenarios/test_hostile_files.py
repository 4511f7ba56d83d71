"""Files made to do harm, or read by faulty code: one sentence each, and everything goes on."""

import struct
import zipfile
import zlib
from itertools import product

import numpy as np
import pytest
from PIL import Image

from playground.app import importing as importing_module
from playground.app.importing import open_files
from playground.app.storage import autosave as autosave_module
from playground.app.storage.autosave import data_folder
from playground.app.storage.library import LibraryEntry, LibraryIcons
from playground.app.storage.session_file import SessionState, _SaveOrder
from playground.drawing.tools import Brush, Stroke, Touch
from playground.error_log import error_log
from playground.gui import application
from playground.plots.theme import DARK

SLOW = 60_000
FAULTS = [ZeroDivisionError("division by zero"), RecursionError("too deep")]


@pytest.fixture
def problems(session):
    told = []
    session.notices.problem.connect(told.append)
    return told


def _raises(fault):
    def fails(*_args, **_kwargs):
        raise fault

    return fails


def _save(qtbot, window, path):
    with qtbot.waitSignal(window.session_file.saved, timeout=SLOW):
        window.session_file.save(path)


def _dab(session):
    session.editor.sketch(Stroke(Brush(), (Touch(0.5, 0.5),)))
    session.editor.finish("dab")


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _with_second_header(png):
    """A second header, of 30,000 × 60,000 pixels, before the data of a PNG."""
    place = png.index(b"IDAT") - 4
    header = struct.pack(">IIBBBBB", 30_000, 60_000, 8, 0, 0, 0, 0)
    return png[:place] + _chunk(b"IHDR", header) + png[place:]


def _hostile(whole, path):
    """The session's file `whole` at `path`, with a second header in each picture."""
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(path, "w") as changed:
        names = archive.namelist()
        assert any(name.endswith(".png") for name in names)
        for name in names:
            data = archive.read(name)
            changed.writestr(name, _with_second_header(data) if name.endswith(".png") else data)
    return path


def test_a_picture_with_a_second_header_is_refused_and_saving_works(
    qtbot, window, session, problems, tmp_path
):
    good = tmp_path / "good.playground"
    _save(qtbot, window, good)
    bad = _hostile(good, tmp_path / "bad.playground")
    with qtbot.waitSignal(window.session_file.failed, timeout=SLOW):
        window.session_file.restore(bad)
    assert len(problems) == 1 and "bad.playground" in problems[0]
    assert not window.session_file.busy and session.target.name == "binary"
    _dab(session)
    _save(qtbot, window, good)
    kept, drawn = open_files([good]).layers, session.editor.drawing.layers
    for one, other in zip(kept, drawn, strict=True):
        assert np.array_equal(one.pixels, other.pixels)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("where", ["read", "restore"])
def test_opening_a_session_that_fails_unforeseen_is_a_sentence_and_saving_works(
    qtbot, window, session, problems, tmp_path, monkeypatch, fault, where
):
    path = tmp_path / "x.playground"
    _save(qtbot, window, path)
    with monkeypatch.context() as patch:
        owner = SessionState if where == "read" else session
        patch.setattr(owner, where, _raises(fault))
        with qtbot.waitSignal(window.session_file.failed, timeout=SLOW):
            window.session_file.restore(path)
    _check_logged(problems, fault, "Opening the session")
    assert not window.session_file.busy
    _save(qtbot, window, tmp_path / "y.playground")
    with qtbot.waitSignal(window.session_file.opened, timeout=SLOW):
        window.session_file.restore(path)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(
    ("owner", "where"), [(_SaveOrder, "of"), (_SaveOrder, "settled"), (SessionState, "write")]
)
def test_saving_that_fails_unforeseen_is_a_sentence_and_works_afterwards(
    qtbot, window, problems, tmp_path, monkeypatch, fault, owner, where
):
    path = tmp_path / "x.playground"
    with monkeypatch.context() as patch:
        patch.setattr(owner, where, _raises(fault))
        with qtbot.waitSignal(window.session_file.failed, timeout=SLOW):
            window.session_file.save(path)
    _check_logged(problems, fault, "Saving the session")
    assert not window.session_file.busy and not path.exists()
    _save(qtbot, window, path)
    assert SessionState.read(path).drawing.name == "binary"


@pytest.mark.parametrize("heavy", [False, True])
def test_a_reader_that_fails_unforeseen_is_a_sentence_and_the_next_file_opens(
    qtbot, window, session, problems, tmp_path, monkeypatch, heavy
):
    path, importer = tmp_path / "a.png", session.importer
    Image.fromarray(np.full((20, 20), 200, np.uint8)).save(path)
    acts = {
        "open_files": lambda: importer.open_files([path]),
        "read_points": lambda: importer.read_table(path, lambda _: pytest.fail("read")),
        "read_picture": lambda: importer.load_layer(path),
        "load_target": lambda: importer.open_pages(path),
    }
    if heavy:
        monkeypatch.setattr(importing_module, "HEAVY_BYTES", 0)
    for reader, fault in product(acts, FAULTS):
        with monkeypatch.context() as patch:
            patch.setattr(importing_module, reader, _raises(fault))
            acts[reader]()
            qtbot.waitUntil(lambda: bool(problems))
        _check_logged(problems, fault, "Reading “a.png”")
        assert session.target.name == "binary"
        problems.clear()
        error_log().unlink()
    importer.open_files([path])
    qtbot.waitUntil(lambda: session.target.name == "a")


def test_what_cannot_take_a_result_is_a_sentence(window, session, problems, tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("x,y\n0,1\n1,0\n")
    session.importer.read_table(path, _raises(ZeroDivisionError()))
    _check_logged(problems, ZeroDivisionError(), "Reading “points.csv”")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_drawing_that_cannot_be_kept_is_never_silent(
    qtbot, window, session, problems, monkeypatch, fault
):
    with monkeypatch.context() as patch:
        patch.setattr(autosave_module, "write_drawing", _raises(fault))
        _dab(session)
        qtbot.waitUntil(lambda: bool(problems))
        assert type(fault).__name__ in window.autosave.flush()
    _check_logged(problems, fault, "Saving the drawing")
    assert window.autosave.flush() == ""
    assert len(list((data_folder() / "drawings").glob("*.drawing"))) == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_a_left_run_that_cannot_be_read_is_never_silent(
    qtbot, window, session, problems, monkeypatch, fault
):
    path = window.autosave.beside(".playground")
    session.state.write(path)
    monkeypatch.setattr(SessionState, "read", _raises(fault))
    window.run_autosave.recover()
    qtbot.waitUntil(lambda: bool(problems))
    _check_logged(problems, fault, "Reading the run that was left behind")


def test_a_picture_in_the_gallery_that_fails_unforeseen_has_a_tip(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(LibraryEntry, "load", _raises(ZeroDivisionError()))
    icons, entry = LibraryIcons(), LibraryEntry("recent", "a", tmp_path / "a.png")
    with qtbot.waitSignal(icons.drawn) as told:
        icons.draw([entry], 40, DARK)
    assert told.args[:2] == [entry, None] and "Reading “a”" in told.args[2]
    icons.close()


def test_the_window_opens_although_its_file_fails_unforeseen(window, monkeypatch):
    monkeypatch.setattr(application, "open_named", _raises(RecursionError()))
    drawing, problem = application._first_drawing(["x.png"], window.autosave, pytest.fail)
    assert drawing is None and "Reading “x.png”" in problem


def _check_logged(problems, fault, doing):
    """One sentence was told, and the error log says more."""
    (sentence,) = problems
    assert doing in sentence and type(fault).__name__ in sentence
    assert str(error_log()) in sentence
    text = error_log().read_text("utf-8")
    assert doing in text and "Traceback" in text

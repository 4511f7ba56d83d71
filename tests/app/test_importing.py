import numpy as np
import pytest
from PIL import Image

from playground.app import importing as module


@pytest.fixture
def heavy(monkeypatch):
    monkeypatch.setattr(module, "HEAVY_BYTES", 0)
    monkeypatch.setattr(module, "HEAVY_PIXELS", 0)


def _spots(path):
    pixels = np.zeros((40, 40), np.uint8)
    pixels[5:15, 5:15] = pixels[25:35, 25:35] = 200
    Image.fromarray(pixels).save(path)
    return path


def test_a_large_file_is_read_while_the_window_goes_on(qtbot, window, session, heavy, tmp_path):
    session.importer.open_files([_spots(tmp_path / "spots.png")])
    assert session.target.name == "binary"
    assert window.statusBar().currentMessage() == "Reading…"
    qtbot.waitUntil(lambda: session.target.name == "spots")
    session.importer.split()
    qtbot.waitUntil(lambda: len(session.target.layers) == 2)
    session.editor.undo()
    session.editor.undo()
    assert session.target.name == "binary"


def test_a_bad_large_file_is_a_sentence(qtbot, window, session, heavy, tmp_path):
    path = tmp_path / "bad.png"
    path.write_text("no image")
    with qtbot.waitSignal(session.notices.problem) as told:
        session.importer.open_files([path])
    assert "bad.png" in told.args[0]
    assert session.target.name == "binary"


def test_parts_of_what_has_changed_meanwhile_are_not_taken(qtbot, window, session, heavy):
    with qtbot.waitSignal(session.notices.problem) as told:
        session.importer.split()
        session.editor.do("merge", session.editor.drawing.merged_all())
    assert "was changed" in told.args[0]
    assert len(session.target.layers) == 1


def test_closing_waits_for_what_is_being_read(qtbot, window, session, heavy, tmp_path):
    session.importer.open_files([_spots(tmp_path / "spots.png")])
    window.close()
    session.close()
    assert session.target.name == "binary"


def test_files_are_added_on_top_and_into_an_empty_drawing(window, session, tmp_path):
    path = _spots(tmp_path / "spots.png")
    session.importer.add_files([path])
    assert [layer.name for layer in session.target.layers] == ["left", "right", "spots"]
    session.importer.new()
    session.importer.add_files([path])
    assert [layer.name for layer in session.target.layers] == ["spots"]
    session.importer.load_layer(path)
    assert session.editor.history.undo_text == "load image"


def test_earlier_drawings_can_be_opened(qtbot, window, session):
    from playground.app.autosave import data_folder
    from playground.runs.session.drawing import write_drawing

    menu = window.menus.earlier
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["None"]
    session.importer.load_shipped("penta")
    path = data_folder() / "drawings" / "2026-01-02 03.04.05 77-1.drawing"
    write_drawing(path, session.editor.drawing)
    session.importer.load_shipped("bat")
    menu.aboutToShow.emit()
    assert menu.actions()[0].text() == "2026-01-02 03.04.05"
    menu.actions()[0].trigger()
    assert session.target.name == "penta"

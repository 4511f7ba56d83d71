import numpy as np
import pytest
import tifffile
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from playground.app import importing as module
from playground.app.importing import Drop, file_kind, open_named
from playground.density.target import FULL
from playground.errors import InputError

pytestmark = pytest.mark.long


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
    from playground.app.storage.autosave import data_folder
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


def test_a_drop_of_a_folder_among_others_is_refused(tmp_path):
    with pytest.raises(InputError, match="one folder"):
        Drop.of([tmp_path, tmp_path], adds=False)


@pytest.mark.parametrize(
    ("names", "adds", "said"),
    [
        (["a.png"], True, "Drop to add the image “a.png”, as a layer."),
        (["a.png"], False, "Drop to open the image “a.png”."),
        (["b.png", "a.JPG"], True, "Drop to add 2 images, one layer each."),
        (["p.csv"], False, "Drop to open the points of “p.csv”."),
        (["p.csv", "a.png"], False, "Drop to open 2 files, one layer each."),
        (["mine.drawing"], True, "Drop to add the drawing “mine.drawing”."),
    ],
)
def test_a_drop_says_beforehand_what_it_does(tmp_path, names, adds, said):
    drop = Drop.of([tmp_path / name for name in names], adds=adds)
    assert drop.sentence == said
    assert [path.name for path in drop.paths] == sorted(names, key=str.lower)


def test_several_names_are_layers_of_one_target(tmp_path):
    from PIL import Image

    paths = [tmp_path / "a.png", tmp_path / "b.png"]
    for path in paths:
        Image.new("L", (4, 4), 200).save(path)
    drawing = open_named([str(path) for path in paths])
    assert [layer.name for layer in drawing.layers] == ["a", "b"]
    assert open_named(["Ring"]).name == "ring"


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["a.csv"], "table"),
        (["a.CSV", "b.csv"], "drawing"),
        (["a.playground"], "session"),
        (["a.drawing"], "drawing"),
        (["a.png"], "drawing"),
    ],
)
def test_what_files_are_opened_as(tmp_path, names, kind):
    assert file_kind([tmp_path / name for name in names]) == kind


def _stack(path):
    pages = np.zeros((3, 40, 40), np.uint8)
    pages[1, 5:15, 5:15], pages[2, 25:35, 25:35] = 200, 100
    tifffile.imwrite(path, pages, photometric="minisblack")
    return path


def test_the_page_that_is_read_is_named(window, session, tmp_path):
    path = _stack(tmp_path / "stack.tif")
    said = f"`{path}`: page 2 of 3 is read (File ▸ Open pages as layers… takes all of them.)"
    for act in (
        lambda: session.importer.open_files([path]),
        lambda: session.importer.add_files([path]),
        lambda: session.importer.load_layer(path),
    ):
        window.statusBar().clearMessage()
        act()
        assert window.statusBar().currentMessage() == said
    assert session.target.layers[0].pixels.max() == 200 * 257


def test_pages_are_opened_as_layers(window, session, tmp_path, monkeypatch):
    path = _stack(tmp_path / "stack.tif")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    window.menus.open_pages.trigger()
    assert [layer.name for layer in session.target.layers] == ["stack 2", "stack 3"]
    assert "2 of 3 pages are read" in window.statusBar().currentMessage()
    session.editor.undo()
    assert session.target.name == "binary"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    window.menus.open_pages.trigger()
    assert session.target.name == "binary"


def test_many_pixels_in_few_bytes_are_heavy(qtbot, window, session, tmp_path):
    path = tmp_path / "large.png"
    Image.new("L", (1000, 1000), 9).save(path)
    assert path.stat().st_size < module.HEAVY_BYTES
    session.importer.open_files([path])
    assert window.statusBar().currentMessage() == "Reading…"
    assert session.target.name == "binary"
    qtbot.waitUntil(lambda: session.target.name == "large")
    assert module.is_heavy(tmp_path)


def _page(path, paper=255, ink=20):
    pixels = np.full((40, 60), paper, np.uint8)
    pixels[10:20, 15:35] = ink
    Image.fromarray(pixels).save(path)
    return path


def test_ink_on_paper_is_recognised_and_can_be_inverted(window, session, tmp_path):
    session.importer.open_files([_page(tmp_path / "page.png")])
    bar = window.message_bar
    assert bar.isVisible() and "“page” is dark on white" in bar.label.text()
    assert bar.accept_button.text() == "Invert"
    QTest.mouseClick(bar.accept_button, Qt.MouseButton.LeftButton)
    pixels = session.editor.drawing.layers[0].pixels
    assert (pixels[0] == 0).all() and pixels[15, 20] > 0.9 * FULL
    assert not bar.isVisible()
    session.editor.undo()
    assert session.editor.drawing.layers[0].pixels[0, 0] == FULL


@pytest.mark.parametrize("add", [True, False])
def test_it_is_recognised_as_a_layer_too(window, session, tmp_path, add):
    path = _page(tmp_path / "page.png")
    if add:
        session.importer.add_files([path])
    else:
        session.importer.load_layer(path)
    before = session.editor.drawing
    QTest.mouseClick(window.message_bar.accept_button, Qt.MouseButton.LeftButton)
    changed = [
        one is not other
        for one, other in zip(before.layers, session.editor.drawing.layers, strict=True)
    ]
    assert sum(changed) == 1


@pytest.mark.parametrize(("paper", "ink"), [(0, 255), (255, 255), (100, 20), (255, 200)])
def test_other_pictures_are_left_alone(window, session, tmp_path, paper, ink):
    session.importer.open_files([_page(tmp_path / "page.png", paper, ink)])
    assert "dark on white" not in window.message_bar.label.text()

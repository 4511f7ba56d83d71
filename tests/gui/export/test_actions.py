"""File ▸ Export, by real events; each file is opened with another program."""

import csv
import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from playground.cli.parser import make_parser
from playground.cli.train import train_config
from playground.density.load import load_target
from playground.gan.inspector import Inspector
from playground.gan.presets import STABLE
from playground.gan.trainer import Trainer
from playground.gui.export.dialogs import ExportForm
from playground.nn.inspection import InspectionRequest

pytestmark = pytest.mark.long

SLOW = 60_000


@pytest.fixture
def exports(window, tmp_path, monkeypatch):
    """Every file goes to the folder, by the name that is proposed for it."""

    def ask(_parent, _title, proposed, _kinds):
        return str(tmp_path / Path(proposed).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return window.export_actions


@pytest.fixture
def trained(exports, session):
    """Some iterations of both models, with looks, as if a worker had told of them."""
    run = session.run
    trainers = {slot: Trainer(one, session.target) for slot, one in run.plan.configs.items()}
    for iteration in range(5):
        for slot, trainer in trainers.items():
            snapshot, inspector = trainer.snapshot(), Inspector(trainer.model_view)
            while inspector.refresh(InspectionRequest(d_output=True, arrows=True), iteration):
                pass
            run.histories[slot].add_snapshot(snapshot)
            run.snapshot_shown.emit(slot, snapshot, inspector.inspection)
            trainer.step()
        run.frame_shown.emit()
    return exports


@pytest.fixture
def worked(qtbot, exports, running):
    """Some iterations of both models by a worker, paused."""
    running.control.set_playing(True)
    histories = running.run.histories
    qtbot.waitUntil(lambda: all(len(h.snapshots) > 2 for h in histories.values()), timeout=SLOW)
    with qtbot.waitSignal(running.run.frame_shown, timeout=SLOW):
        running.control.set_playing(False)
    return exports


def _form(window):
    return window.findChild(ExportForm)


def _export(qtbot, window, action, **chosen):
    """Trigger the action, choose by the names of the rows, and wait for the file."""
    notices = window.session.notices
    noted = []

    def note(sentence):
        noted.extend([sentence] if sentence.startswith("Exported") else [])

    notices.info.connect(note)
    action.trigger()
    form = _form(window)
    if form:
        for name, value in chosen.items():
            box = form.boxes[name]
            if hasattr(box, "findData"):
                box.setCurrentIndex([box.itemData(i) for i in range(box.count())].index(value))
            else:
                box.setValue(value)
        qtbot.mouseClick(form.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(noted), timeout=SLOW)
    notices.info.disconnect(note)
    qtbot.waitUntil(lambda: _form(window) is None)
    path = Path(re.fullmatch(r"Exported (.*)\.", noted[0])[1])
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(".")] == []
    return path


def test_before_anything_is_trained_the_reasons_are_said(window, exports):
    assert not exports.picture.isEnabled()
    assert "the training process is starting" in exports.picture.toolTip()
    for action in (exports.film, exports.page, *exports.metrics):
        assert not action.isEnabled()
        assert action.toolTip() == "Nothing has been trained yet: press ▶ first."
    assert exports.samples.isEnabled()
    assert all(action.isEnabled() for action in exports.scripts)
    assert exports.scripts[1].text() == "PyTorch script of CGAN…"


def test_what_lacks_something_says_what(window, exports, session):
    session.importer.load_shipped("zig")
    assert not exports.scripts[1].isEnabled()
    assert "layer" in exports.scripts[1].toolTip()
    session.importer.new()
    for action in (exports.samples, exports.drawing, *exports.scripts):
        assert not action.isEnabled()
        assert action.toolTip() == "The drawing is empty: paint something first."


def test_a_flow_is_no_web_page_and_the_menu_says_so(qtbot, window, exports, session):
    run = session.run

    snapshot = Trainer(replace(STABLE, d_hidden=8, g_hidden=8), session.target).snapshot()

    def choose(*models):
        for slot, model in enumerate(models):
            session.model_slots.set_model(slot, model)
        for history in run.histories.values():
            for iteration in range(2):
                history.add_snapshot(replace(snapshot, iteration=iteration))
        run.frame_shown.emit()

    choose("gan", "flow")
    assert exports.page.isEnabled() and exports.report.isEnabled()
    exports.page.trigger()
    form = _form(window)
    sides = form.boxes["slots"]
    assert [sides.itemData(i) for i in range(sides.count())] == [(0,)]
    form.close()
    choose("flow", "cflow")
    assert not exports.page.isEnabled() and exports.report.isEnabled()
    assert "a flow has none" in exports.page.toolTip()


@pytest.mark.slow
def test_pictures(qtbot, window, trained):
    exports, panels = trained, window.model_panels
    width, height = sum(panel.width() for panel in panels), max(panel.height() for panel in panels)
    both = _export(qtbot, window, exports.picture, slots=(0, 1), kind="png", dpi=100)
    assert both.name == "gan-cgan-binary.png"
    with Image.open(both) as image:
        assert abs(image.width - width) <= 1 and abs(image.height - height) <= 1
        seen = np.asarray(image.convert("RGB"))
    assert len(np.unique(seen.reshape(-1, 3), axis=0)) > 500
    one = _export(qtbot, window, exports.picture, slots=(1,), kind="png", dpi=300, light=True)
    with Image.open(one) as image:
        assert abs(image.width - 3 * panels[1].width()) <= 3
        assert image.getpixel((2, 2))[:3] == (255, 255, 255)
        assert round(image.info["dpi"][0]) == 300


@pytest.mark.slow
def test_an_svg_has_text_and_vectors_and_what_overlays_show(qtbot, window, session, trained):
    heat, arrows = (
        window.comparison.view_toolbar.field_actions(one)[0] for one in ("heat", "arrows")
    )
    heat.trigger()
    arrows.trigger()
    window.comparison.view_toolbar.field_actions("strip")[1].trigger()
    panel = window.model_panels[0]
    qtbot.waitUntil(lambda: " D " in f" {panel.labels.notes[0].text()}", timeout=SLOW)
    caption = panel.panels.notes[0].get_text()
    qtbot.waitUntil(lambda: "→" in panel.labels.notes[1].text(), timeout=SLOW)
    path = _export(qtbot, window, trained.picture, slots=(0,), kind="svg")
    root = ElementTree.parse(path).getroot()
    name = "{http://www.w3.org/2000/svg}"
    texts = " ".join("".join(one.itertext()) for one in root.iter(f"{name}text"))
    for word in ("GAN", "iteration", "generated", "losses", caption, "→"):
        assert word in texts, word
    assert len(list(root.iter(f"{name}use"))) > 500
    assert len(list(root.iter(f"{name}image"))) >= 1
    assert float(root.get("viewBox").split()[2]) == pytest.approx(0.72 * panel.width(), abs=1)


@pytest.mark.slow
def test_films(qtbot, window, session, trained):
    gif = _export(qtbot, window, trained.film, slots=(0, 1), kind="gif", seconds=1, per_second=10)
    with Image.open(gif) as image:
        assert image.n_frames >= 4
        first = np.asarray(image.convert("RGB")).astype(int)
        image.seek(image.n_frames - 1)
        last = np.asarray(image.convert("RGB")).astype(int)
        assert image.info["duration"] == 2000
    assert (np.abs(first - last).max(axis=2) > 30).mean() > 0.005
    mp4 = _export(
        qtbot,
        window,
        trained.film,
        slots=(1,),
        kind="mp4",
        seconds=2,
        per_second=25,
        light=True,
        dpi=100,
    )
    program = imageio_ffmpeg.get_ffmpeg_exe()
    about = subprocess.run([program, "-i", mp4], capture_output=True, text=True).stderr
    assert "Duration: 00:00:02.00" in about and "25 fps" in about
    raw = [program, "-v", "error", "-i", mp4, "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    data = subprocess.run(raw, capture_output=True, check=True).stdout
    size = window.model_panels[1].size()
    even = (size.width() + size.width() % 2) * (size.height() + size.height() % 2)
    assert len(data) == 50 * even


@pytest.mark.slow
def test_a_web_page_has_both_models_and_all_their_moments(qtbot, window, trained):
    path = _export(qtbot, window, trained.page, slots=(0, 1))
    assert path.name == "gan-cgan-binary.html"
    source = path.read_text(encoding="utf-8")
    content = json.loads(re.search(r'<script id="content"[^>]*>(.*?)</script>', source, re.S)[1])
    assert [one["title"] for one in content["models"]] == ["GAN", "CGAN"]
    for model in content["models"]:
        assert [one["iteration"] for one in model["moments"]] == [0, 1, 2, 3, 4]
        assert model["generator"] and model["losses"][0] == [0, 1, 2, 3, 4]
    assert path.stat().st_size < 2_000_000


def test_a_report_has_the_scores_of_both_models(qtbot, window, running, worked):
    with qtbot.waitSignal(running.run.settled, timeout=SLOW):
        running.run.settle()
    path = _export(qtbot, window, worked.report, slots=(0, 1))
    assert path.name == "gan-cgan-binary-report.html"
    page = path.read_text(encoding="utf-8")
    assert "<title>GAN, CGAN: binary</title>" in page and page.count("× the floor") > 8


@pytest.mark.slow
def test_a_report_needs_a_state_that_was_kept(qtbot, window, trained):
    trained.report.trigger()
    qtbot.mouseClick(_form(window).export_button, Qt.MouseButton.LeftButton)
    assert "No state has been kept yet" in window.message_bar.label.text()


def test_the_window_goes_on_and_a_film_can_be_cancelled(qtbot, window, running, worked, tmp_path):
    running.control.set_playing(True)
    worked.film.trigger()
    _form(window).boxes["seconds"].setValue(60)
    qtbot.mouseClick(_form(window).export_button, Qt.MouseButton.LeftButton)
    (making,) = window.exporter.processes
    frames = []
    running.run.frame_shown.connect(lambda: frames.append(1))
    with qtbot.waitSignal(making.progressed, timeout=SLOW):
        pass
    assert frames
    (dialog,) = worked.dialogs.values()
    qtbot.waitUntil(dialog.isVisible, timeout=SLOW)
    qtbot.mouseClick(dialog.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert window.exporter.processes == [] and making.is_over
    assert list(tmp_path.iterdir()) == []


def test_points_of_a_generator_and_of_the_density(qtbot, window, running, worked):
    path = _export(qtbot, window, worked.samples, source=(1, 0), n=3000, kind="csv")
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3000 and {row["layer"] for row in rows} == {"0"}
    again = _export(qtbot, window, worked.samples, source=(1, None), n=500, kind="npy")
    table = np.load(again)
    assert table.shape == (500, 3) and set(table[:, 2]) == {0, 1}
    gan = np.load(_export(qtbot, window, worked.samples, source=(0, None), n=500, kind="npy"))
    assert gan.shape == (500, 2)
    exact = _export(qtbot, window, worked.samples, source=(None, None), n=2000, kind="npy")
    points = np.load(exact)
    assert ((points[:, 0] < 0.5) == (points[:, 2] == 0)).all()
    # The training has not noticed: it goes on with the numbers of a run without all that.
    before = running.run.histories[0].snapshots.iterations[-1]
    running.control.step("both")
    qtbot.waitUntil(
        lambda: running.run.histories[0].snapshots.iterations[-1] > before, timeout=SLOW
    )
    trainer = Trainer(running.run.plan.configs[0], running.target)
    for _ in range(before + 1):
        trainer.step()
    newest = running.run.histories[0].snapshots.at(10**9)[1]
    assert np.array_equal(newest.g_weights, trainer.snapshot().g_weights)


@pytest.mark.slow
def test_a_film_can_be_twice_as_large_and_as_smooth(qtbot, window, trained):
    size = window.model_panels[0].size()
    path = _export(
        qtbot, window, trained.film, slots=(0,), kind="gif", seconds=1, per_second=50, dpi=200
    )
    with Image.open(path) as image:
        assert abs(image.width - 2 * size.width()) <= 2
        assert abs(image.height - 2 * size.height()) <= 2
        assert image.info["duration"] in (20, 2000)


def test_the_drawing_is_a_picture_of_sixteen_bits(qtbot, window, session, exports):
    path = _export(qtbot, window, exports.drawing, kind="png")
    assert path.name == "binary.png"
    with Image.open(path) as image:
        assert image.mode == "I;16"
    again, masses = load_target(path), session.target.masses()
    assert np.abs(again.masses() - masses).max() < masses.max() / 60_000
    session.importer.load_shipped("zig")
    zig = _export(qtbot, window, exports.drawing, kind="png")
    np.testing.assert_array_equal(
        load_target(zig).layers[0].pixels, session.target.layers[0].pixels
    )


def test_the_drawing_is_a_folder_of_layers_of_the_same_masses(qtbot, window, session, exports):
    session.editor.choose(0)
    window.layer_commands.set_weight(0.2)
    qtbot.waitUntil(lambda: session.target.shares[0] < 0.25)
    folder = _export(qtbot, window, exports.drawing, kind="")
    assert folder.name == "binary" and folder.is_dir()
    assert [one.name for one in sorted(folder.iterdir())] == ["01-left.png", "02-right.png"]
    again = load_target(folder)
    assert again.shares == pytest.approx(session.target.shares, rel=1e-3)
    assert np.abs(again.masses() - session.target.masses()).max() < 1e-7
    exports.drawing.trigger()
    qtbot.mouseClick(_form(window).export_button, Qt.MouseButton.LeftButton)
    assert "could not be written (File exists" in window.message_bar.label.text()
    assert len(list(folder.iterdir())) == 2


def test_settings_are_json_for_the_command_line(qtbot, window, session, exports):
    session.model_slots.set_setting((1,), "d_hidden", 77)
    session.model_slots.set_setting((1,), "g_lr", 0.125)
    session.reset()
    path = _export(qtbot, window, exports.settings[1])
    assert path.name == "cgan-binary-settings.json"
    args = make_parser().parse_args(
        ["--train", "cgan", "binary", "--config", str(path), "--seed", "8"]
    )
    assert train_config("cgan", args) == replace(session.run.plan.configs[1], seed=8)
    assert train_config("cgan", args).d_hidden == 77


def test_metrics(qtbot, window, session, trained):
    path = _export(qtbot, window, trained.metrics[0])
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    iterations = [int(row["iteration"]) for row in rows]
    assert iterations[0] == 0 and iterations == sorted(set(iterations)) and len(rows) > 3
    assert float(rows[-1]["d_loss"]) == pytest.approx(
        session.run.histories[0].snapshots.at(10**9)[1].d_loss, rel=1e-6
    )
    assert "sliced_wasserstein" in rows[0]


def test_a_script_is_of_the_run_at_hand(qtbot, window, session, exports):
    session.model_slots.set_setting((0, 1), "d_hidden", 77)  # waits for a reset
    path = _export(qtbot, window, exports.scripts[1])
    source = path.read_text(encoding="utf-8")
    assert path.name == "train-cgan-binary.py"
    assert 'Train a CGAN on "binary"' in source and "[128] * 3" in source
    session.reset()
    again = _export(qtbot, window, exports.scripts[1])
    assert "[77] * 3" in again.read_text(encoding="utf-8")


def test_choices_are_remembered(qtbot, window, trained):
    _export(qtbot, window, trained.picture, slots=(1,), kind="svg", light=True)
    trained.picture.trigger()
    form = _form(window)
    assert form.chosen == {"slots": (1,), "kind": "svg", "dpi": 200, "light": True}
    assert not form.boxes["dpi"].isEnabled()
    form.reject()


def test_what_cannot_be_written_is_a_sentence(qtbot, window, exports, tmp_path, monkeypatch):
    missing = tmp_path / "gone" / "points.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(missing), ""))
    exports.samples.trigger()
    qtbot.mouseClick(_form(window).export_button, Qt.MouseButton.LeftButton)
    said = window.message_bar.label.text()
    assert said.startswith(f"{missing} could not be written (No such file") and said.endswith(".")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    window.message_bar.hide()
    exports.scripts[0].trigger()
    assert not window.message_bar.isVisible() and not list(tmp_path.iterdir())


def test_a_full_disk_leaves_what_was_there(qtbot, window, exports, monkeypatch):
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    monkeypatch.setattr(
        "playground.app.exporter.atomic_write", lambda path: full.open("wb", buffering=0)
    )
    exports.scripts[0].trigger()
    assert "No space left on device" in window.message_bar.label.text()

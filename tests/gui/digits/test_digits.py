"""A trained digit model in the window: opened, drawn from, trained, and what can go wrong."""

import json
import os
import shutil
import signal
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from playground.app.importing import Drop
from playground.app.lessons import all_lessons
from playground.cli import main
from playground.errors import InputError
from playground.gui.digits.controls import ROWS
from playground.mnist.config import DataOptions
from playground.mnist.data.idx import cache_folder
from playground.mnist.model import open_mnist
from playground.mnist.runs.folder import open_mnist_run
from playground.worker.digits_drawing import DigitsRenderer
from playground.worker.digits_protocol import (
    DigitsRequest,
    Learned,
    Learning,
    Open,
    Opened,
    Pictured,
    Refused,
)
from playground.worker.digits_training import RECIPE, is_complete, learn

pytestmark = pytest.mark.long

SLOW = 60_000
TINY = replace(
    RECIPE, width=0.05, batch_size=20, epoch_batches=2, epochs=2, latent_dim=8, reader="shared"
)
DRAWN = DataOptions(data="drawn", drawn=60)


@pytest.fixture(scope="session")
def runs(tmp_path_factory):
    """A trained run of each model; the CGAN's images have 32 × 32 pixels."""
    folder = tmp_path_factory.mktemp("runs")
    how = "--data drawn --drawn 60 --width 0.05 --batch-size 20 --epoch-batches 2 --epochs 1"
    for model in ("infogan", "cgan", "gan"):
        words = ["--mnist", model, *how.split(), "--threads", "1", "--device", "cpu", "--quiet"]
        if model == "cgan":
            words += ["--preset", "classic"]
        assert main([*words, "--out", str(folder / model)]) == 0
    return folder


@pytest.fixture
def digits(window):
    yield window.pages.digits
    window.pages.digits.close()


class Wire:
    """Stands for the pipe: hears everything, and says stop after so many messages."""

    def __init__(self, stop_after=10**9):
        self.heard, self._stop_after = [], stop_after

    def send(self, message):
        self.heard.append(message)

    def poll(self):
        return len(self.heard) >= self._stop_after


def _open(qtbot, digits, path):
    """Open it, and wait until its first sheet is there."""
    with qtbot.waitSignal(digits.shown, timeout=SLOW):
        digits.open_run(path)
    qtbot.waitUntil(lambda: not digits.drawing, timeout=SLOW)


@pytest.mark.slow
def test_a_run_opens_with_the_sliders_of_its_model(qtbot, window, session, digits, runs):
    view, controls = window.pages.digits_view, window.pages.digits_view.controls
    session.control.set_playing(True)
    _open(qtbot, digits, runs / "infogan")
    assert window.pages.currentWidget() is view
    assert not session.control.playing
    assert "epoch 1 · infogan" in view.title.text()
    assert controls.label_row.slider.maximum() == 10
    assert len(controls.value_rows) == 2
    assert len(controls.column_names(controls.wanted)) == 10
    with qtbot.waitSignal(digits.drawn, timeout=SLOW):
        QTest.keyClick(controls.label_row.slider, Qt.Key.Key_Right)
    assert controls.wanted.label == 0
    assert controls.label_row.text.text().startswith("code 0")
    _open(qtbot, digits, runs / "cgan")
    assert controls.value_rows == []
    QTest.keyClick(controls.label_row.slider, Qt.Key.Key_End)
    assert controls.label_row.text.text() == "9"
    _open(qtbot, digits, runs / "gan")
    assert controls.label_row is None
    before = view.grid.image
    with qtbot.waitSignal(digits.drawn, timeout=SLOW):
        QTest.mouseClick(controls.noise_button, Qt.MouseButton.LeftButton)
    assert view.grid.image != before


@pytest.mark.slow
def test_what_moves_fast_is_drawn_as_it_is_last(qtbot, window, digits, runs):
    _open(qtbot, digits, runs / "infogan")
    view = window.pages.digits_view
    slider = view.controls.value_rows[0].slider
    asked = []
    digits.drawn.connect(lambda: asked.append(1))
    for value in range(-200, 201, 5):
        slider.setValue(value)
    qtbot.waitUntil(lambda: not digits.drawing, timeout=SLOW)
    assert len(asked) < 80
    model = open_mnist(runs / "infogan")
    images = model.sample_grid(ROWS, None, (2.0, 0.0), 0)
    line = view.grid.image.constScanLine(0)
    assert bytes(line)[:280] == images[0, :, 0].tobytes()


@pytest.mark.slow
def test_escape_and_playing_lead_back(qtbot, window, session, digits, runs):
    _open(qtbot, digits, runs / "gan")
    QTest.keyClick(window.pages.digits_view, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.comparison
    window.lesson_opener.digits_wanted.emit()
    assert window.pages.currentWidget() is window.pages.digits_view
    window.run_toolbar.play_action.trigger()
    assert window.pages.currentWidget() is window.comparison


@pytest.mark.slow
def test_a_folder_that_is_no_run_is_said_and_nothing_changes(qtbot, window, digits, tmp_path):
    with qtbot.waitSignal(window.session.notices.problem, timeout=SLOW):
        digits.open_run(tmp_path)
    assert "no config.json" in window.message_bar.label.text()
    assert window.pages.currentWidget() is window.comparison


@pytest.mark.slow
def test_a_killed_renderer_is_said_and_another_one_follows(qtbot, window, digits, runs):
    _open(qtbot, digits, runs / "gan")
    with qtbot.waitSignal(window.session.notices.problem, timeout=SLOW):
        os.kill(digits.renderer_pid, signal.SIGKILL)
    view = window.pages.digits_view
    assert "signal 9" in view.message_bar.label.text()
    assert view.offer.train_button.isVisible()
    _open(qtbot, digits, runs / "gan")
    assert not view.message_bar.isVisible()


@pytest.mark.slow
def test_a_dropped_run_is_opened(qtbot, window, digits, runs):
    drop = Drop.of([runs / "cgan"], adds=True)
    assert drop.sentence == "Drop to open the digits of “cgan”."
    with qtbot.waitSignal(digits.drawn, timeout=SLOW):
        window.import_dialogs.drop(drop)
    assert window.session.target.name == "binary"


@pytest.mark.slow
def test_the_lesson_shows_the_shipped_model_and_trains_another_if_wanted(qtbot, window, digits):
    digits.learn = partial(learn, config=TINY, data=DRAWN)
    window.menus.lessons.trigger()
    panel, view = window.lessons_dock.panel, window.pages.digits_view
    panel.show_lesson(all_lessons()[-1].folder.name)
    with qtbot.waitSignal(digits.drawn, timeout=SLOW):
        QTest.mouseClick(panel.open_button, Qt.MouseButton.LeftButton)
    assert "comes with the playground" in view.title.text()
    assert sorted(view.controls.column_names(view.controls.wanted)) == list("0123456789")
    QTest.mouseClick(view.train_button, Qt.MouseButton.LeftButton)
    assert view.offer.train_button.isVisible() and not view.train_button.isVisible()
    QTest.mouseClick(view.digits_button, Qt.MouseButton.LeftButton)
    assert view.grid.isVisible() and "comes with the playground" in view.title.text()
    QTest.mouseClick(view.train_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(digits.drawn, timeout=4 * SLOW):
        QTest.mouseClick(view.offer.train_button, Qt.MouseButton.LeftButton)
        assert view.offer.stop_button.isVisible()
    assert "epoch 2 · digits" in view.title.text()
    assert is_complete(digits.own_folder)


def test_the_picture_of_an_epoch_takes_the_room_there_is(qtbot, window, digits, tmp_path):
    offer = window.pages.digits_view.offer
    Image.new("L", (1400, 1400), 255).save(tmp_path / "epoch.png")
    digits.show_offer()
    digits.shown.emit()
    offer.show_starting()
    offer.show_picture(Pictured(tmp_path / "epoch.png", stands_in=True))
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: offer.picture.isVisible() and offer.picture.height() > 250)
    assert (window.width(), window.height()) == (1280, 800)
    bright = offer.picture.grab().toImage().pixelColor(offer.picture.rect().center())
    assert bright.lightness() == 255


def test_digits_that_stand_in_for_mnist_are_told_of_once(window, digits, tmp_path):
    picture = Pictured(tmp_path / "epoch.png", stands_in=True)
    digits.take_progress(picture)
    bar = window.pages.digits_view.message_bar
    assert "drawn from fonts" in bar.label.text() and str(cache_folder()) in bar.label.text()
    bar.hide()
    digits.take_progress(picture)
    assert bar.isHidden()


@pytest.mark.slow
def test_learning_reports_and_goes_on_where_it_was_stopped(tmp_path):
    path, wire = tmp_path / "run", Wire(stop_after=3)
    learn(wire, path, TINY, DRAWN)
    assert isinstance(wire.heard[-1], Learned)
    stopped = open_mnist(path).epoch
    assert stopped < TINY.epochs
    assert not is_complete(path)
    wire = Wire()
    learn(wire, path, TINY, DRAWN)
    assert isinstance(wire.heard[-1], Learned)
    pictures = [one.path for one in wire.heard if isinstance(one, Pictured)]
    assert all(picture.is_file() for picture in pictures)
    told = [one for one in wire.heard if isinstance(one, Learning)]
    assert all(one.images_per_second > 0 and one.iterations == 4 for one in told)
    assert is_complete(path)
    straight = tmp_path / "straight"
    learn(Wire(), straight, TINY, DRAWN)
    sheets = [open_mnist(one).sample_grid(2, None, (0.0, 0.0), 0) for one in (path, straight)]
    assert np.array_equal(*sheets)


@pytest.mark.slow
def test_another_recipe_is_learned_anew(tmp_path):
    path = tmp_path / "run"
    learn(Wire(), path, TINY, DRAWN)
    learn(Wire(), path, replace(TINY, seed=5, epochs=1), DRAWN)
    assert open_mnist_run(path).record.config.seed == 5


def test_what_cannot_be_written_is_said(tmp_path):
    path = tmp_path / "run"
    path.write_text("a file")
    wire = Wire()
    learn(wire, path, TINY, DRAWN)
    (refused,) = wire.heard
    assert isinstance(refused, Refused)
    assert str(path) in refused.sentence


@pytest.mark.parametrize("model", ["infogan", "cgan", "gan"])
def test_the_renderer_draws_sheets(runs, model):
    renderer = DigitsRenderer()
    opened = renderer.answer(Open(runs / model))
    assert isinstance(opened, Opened)
    labels = [None, 3] if opened.digits else [None]
    for label in labels:
        sheet = renderer.answer(DigitsRequest(2, label, (0.5,) * opened.values, 1))
        side = 32 if model == "cgan" else 28
        assert (sheet.width, sheet.height) == (10 * side, 2 * side)
        assert len(sheet.pixels) == sheet.width * sheet.height


def _without_checkpoint(path):
    (path / "checkpoints" / "last.safetensors").unlink()


def _damaged(path):
    (path / "checkpoints" / "last.safetensors").write_bytes(b"no checkpoint")


def _of_another_model(path):
    content = json.loads((path / "config.json").read_text())
    content["config"]["width"] = 0.1
    (path / "config.json").write_text(json.dumps(content))


@pytest.mark.parametrize("harm", [_without_checkpoint, _damaged, _of_another_model])
def test_a_harmed_run_is_refused_in_a_sentence(runs, tmp_path, harm):
    path = tmp_path / "run"
    shutil.copytree(runs / "infogan", path)
    harm(path)
    refused = DigitsRenderer().answer(Open(path))
    assert isinstance(refused, Refused)
    assert "last.safetensors" in refused.sentence


def test_only_one_run_can_be_opened_from_the_command_line(runs, monkeypatch):
    from playground.cli import window

    monkeypatch.setattr(window, "check_linux", lambda platform: None)
    both = type("Args", (), {"paths": [str(runs / "gan"), str(runs / "cgan")]})
    with pytest.raises(InputError, match="only one run"):
        window.run_window(both)

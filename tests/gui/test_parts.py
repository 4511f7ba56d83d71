import sys

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from playground.density.layer import FULL, Layer
from playground.density.target import Target
from playground.errors import InputError
from playground.gan.look import Look
from playground.gan.snapshot import Snapshot
from playground.gui.drop import Drop
from playground.gui.mailbox import Layout, Mailbox
from playground.gui.opening import open_named
from playground.gui.picture import target_image
from playground.gui.rate import Rate


def _snapshot(n, loss):
    points = np.random.default_rng(n).random((n, 2)).astype(np.float32)
    layer, weights = np.arange(n) % 2, np.arange(7, dtype=np.float32)
    return Snapshot(n, 1.5, points, layer, points[::-1].copy(), layer, loss, 2.0, weights, weights)


def _look(layers):
    rng = np.random.default_rng(layers)
    return Look(
        judged_at=3,
        judged=rng.random((layers, 4, 4), np.float32),
        arrows_at=-1,
        arrow_index=np.arange(5),
        arrows=rng.random((5, 2), np.float32),
        grid_at=0,
        grid=rng.random((layers, 6, 7, 2), np.float32),
    )


def test_a_mailbox_gives_back_what_was_written():
    snapshots = [_snapshot(5, 0.25), _snapshot(8, float("nan"))]
    looks = [_look(1), _look(3)]
    layout = Layout.of(snapshots, looks)
    here = Mailbox(layout)
    there = Mailbox(layout, here.name)
    try:
        for entrant, sent in enumerate(zip(snapshots, looks, strict=True)):
            there.write(entrant, *sent)
        for entrant, sent in enumerate(zip(snapshots, looks, strict=True)):
            got = {name: value for one in here.read(entrant) for name, value in vars(one).items()}
            for name, value in {**vars(sent[0]), **vars(sent[1])}.items():
                read = got[name]
                assert type(read) is type(value), name
                assert np.array_equal(read, value, equal_nan=True), name
    finally:
        there.close()
        here.remove()


def test_a_rate_is_growth_over_its_window():
    rate = Rate(window_s=1.0)
    assert rate.per_second == 0
    for tenth in range(40):
        speed = 100 if tenth < 20 else 50
        rate.add(speed * tenth / 10 + (100 if tenth >= 20 else 0), tenth / 10)
    assert rate.per_second == pytest.approx(50)
    rate.clear()
    assert rate.per_second == 0


def test_a_picture_has_its_layers_in_place_and_in_colours():
    pixels = np.zeros((2, 4), np.uint16)
    pixels[0, 0] = FULL
    other = np.zeros((2, 4), np.uint16)
    other[1, 3] = FULL
    image = target_image(Target("t", (Layer("a", pixels), Layer("b", other))), 8)
    assert image.pixelColor(0, 2) == QColor("#56b4e9")  # the top row of a picture 2 high, centred
    assert image.pixelColor(7, 5) == QColor("#e69f00")
    assert image.pixelColor(0, 0) == QColor("black")
    alone = target_image(Target("t", (Layer("a", pixels),)), 8)
    assert alone.pixelColor(0, 2) == QColor("white")


def test_a_drop_of_a_folder_among_others_is_refused(tmp_path):
    with pytest.raises(InputError, match="one folder"):
        Drop.of([tmp_path, tmp_path])


def test_several_names_are_layers_of_one_target(tmp_path):
    from PIL import Image

    paths = [tmp_path / "a.png", tmp_path / "b.png"]
    for path in paths:
        Image.new("L", (4, 4), 200).save(path)
    target = open_named([str(path) for path in paths])
    assert [layer.name for layer in target.layers] == ["a", "b"]
    assert open_named(["Ring"]).name == "ring"


def test_this_pyside_keeps_its_references():
    """6.12.0 gives `emit`'s True away; below Python 3.12 the process aborts in the end."""
    emitter = Emitter()
    before = sys.getrefcount(True)
    for _ in range(50):
        emitter.sent.emit()
    assert sys.getrefcount(True) > before - 25


class Emitter(QObject):
    sent = Signal()

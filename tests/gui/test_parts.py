import sys

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal

from playground.app.importing import Drop, open_named
from playground.app.progress import Rate
from playground.errors import InputError
from playground.gan.history import Snapshot
from playground.gan.inspection import Inspection
from playground.worker.shared_memory import BufferLayout, SnapshotBuffer


def _snapshot(n, loss):
    points = np.random.default_rng(n).random((n, 2)).astype(np.float32)
    layer, weights = np.arange(n) % 2, np.arange(7, dtype=np.float32)
    return Snapshot(n, 1.5, points, layer, points[::-1].copy(), layer, loss, 2.0, weights, weights)


def _look(layers):
    rng = np.random.default_rng(layers)
    return Inspection(
        judged_at=3,
        judged=rng.random((layers, 4, 4), np.float32),
        arrows_at=-1,
        arrow_index=np.arange(5),
        arrows=rng.random((5, 2), np.float32),
        grid_at=0,
        grid=rng.random((layers, 6, 7, 2), np.float32),
    )


def test_a_buffer_gives_back_what_was_written():
    snapshots = [_snapshot(5, 0.25), _snapshot(8, float("nan"))]
    looks = [_look(1), _look(3)]
    layout = BufferLayout.of(dict(enumerate(snapshots)), dict(enumerate(looks)))
    here = SnapshotBuffer(layout)
    there = SnapshotBuffer(layout, here.name)
    try:
        for slot, sent in enumerate(zip(snapshots, looks, strict=True)):
            there.write(slot, *sent)
        for slot, sent in enumerate(zip(snapshots, looks, strict=True)):
            got = {name: value for one in here.read(slot) for name, value in vars(one).items()}
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


@pytest.mark.parametrize("seconds", [0.7, 1.3, 5.0])
def test_what_grows_seldom_has_a_steady_rate(seconds):
    rate = Rate(window_s=1.0)
    for tenth in range(200):
        rate.add(tenth / 10 // seconds, tenth / 10)
        if tenth / 10 > 2 * seconds:
            assert rate.per_second == pytest.approx(1 / seconds, rel=0.2)


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
    assert [layer.name for layer in drawing.sheets] == ["a", "b"]
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

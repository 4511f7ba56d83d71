import numpy as np

from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection
from playground.worker.shared_memory import BufferLayout, SnapshotBuffer


def _snapshot(n, loss):
    points = np.random.default_rng(n).random((n, 2)).astype(np.float32)
    layer, weights = np.arange(n) % 2, np.arange(7, dtype=np.float32)
    return Snapshot(n, 1.5, points, layer, points[::-1].copy(), layer, loss, 2.0, weights, weights)


def _look(layers):
    rng = np.random.default_rng(layers)
    return Inspection(
        d_output_at=3,
        d_output=rng.random((layers, 4, 4), np.float32),
        arrows_at=-1,
        arrow_index=np.arange(5),
        arrows=rng.random((5, 2), np.float32),
        grid_at=0,
        grid=rng.random((layers, 6, 7, 2), np.float32),
        grid_density=rng.random((layers, 2, 2), np.float32),
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


def test_a_buffer_that_somebody_else_has_freed_is_gone_without_an_error():
    layout = BufferLayout.of({0: _snapshot(5, 0.25)}, {0: _look(1)})
    here = SnapshotBuffer(layout)
    SnapshotBuffer(layout, here.name).remove()
    here.remove()

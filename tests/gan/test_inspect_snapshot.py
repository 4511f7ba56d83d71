from dataclasses import replace

import numpy as np
import pytest

from playground.density.load import load_target
from playground.gan.inspector import Inspector, inspect_snapshot
from playground.gan.presets import CLASSIC, STABLE
from playground.gan.trainer import Trainer
from playground.nn.inspection import InspectionRequest

ALL = InspectionRequest(d_output=True, arrows=True, grid=True)
SMALL = {"batch_size": 32, "d_hidden": 8, "g_hidden": 8}
CONFIGS = {
    "gan": replace(STABLE, **SMALL),
    "cgan": replace(STABLE, model="cgan", **SMALL),
    "infogan": replace(STABLE, model="infogan", **SMALL),
    "batchgan": replace(CLASSIC, model="batchgan", **SMALL),
    "pack": replace(CLASSIC, pack=4, **SMALL),
    "normalised": replace(CLASSIC, spectral_norm=True, **SMALL),
}


def _look(trainer, wanted):
    inspector = Inspector(trainer.model_view)
    while inspector.refresh(wanted, 0):
        pass
    return inspector.inspection


def _same(one, other):
    names = ("d_output", "arrows", "arrow_index", "grid", "d_output_at", "arrows_at", "grid_at")
    return all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True) for name in names
    )


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
def test_a_peek_is_the_look_that_was_live(config):
    trainer = Trainer(config, load_target("binary"))
    for _ in range(3):
        trainer.step()
    live, snapshot = _look(trainer, ALL), trainer.snapshot()
    for _ in range(3):
        trainer.step()
    assert not _same(_look(trainer, ALL), live)
    assert _same(inspect_snapshot(trainer.model_view(), snapshot, ALL), live)


def test_only_what_is_wanted_is_looked_at():
    trainer = Trainer(CONFIGS["gan"], load_target("binary"))
    inspection = inspect_snapshot(
        trainer.model_view(), trainer.snapshot(), InspectionRequest(d_output=True)
    )
    assert (inspection.d_output_at, inspection.arrows_at, inspection.grid_at) == (0, -1, -1)


def test_the_past_of_another_drawing_has_its_own_points():
    trainer = Trainer(CONFIGS["cgan"], load_target("binary"))
    trainer.step()
    live, snapshot = _look(trainer, ALL), trainer.snapshot()
    heavier = load_target("binary")
    layers = (replace(heavier.layers[0], weight=5.0), *heavier.layers[1:])
    trainer.retarget(replace(heavier, layers=layers))
    assert _same(inspect_snapshot(trainer.model_view(), snapshot, ALL), live)


def test_peeks_move_no_stream():
    alone, watched = (Trainer(CONFIGS["infogan"], load_target("binary")) for _ in range(2))
    first = watched.snapshot()
    for _ in range(4):
        alone.step()
        watched.step()
        inspect_snapshot(watched.model_view(), first, ALL)
    ends = alone.state(), watched.state()
    for name, value in ends[0].items():
        if name != "seconds":
            assert np.array_equal(value, ends[1][name]), name

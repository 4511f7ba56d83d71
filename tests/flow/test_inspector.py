"""What is seen inside a flow: its velocity beside the exact one, its paths, its grid."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from playground.density.load import load_target
from playground.flow.config import FlowConfig
from playground.flow.trainer import FlowTrainer
from playground.metrics.exact_velocity import ExactVelocity
from playground.nn.inspection import CELLS, LINES, PATHS, STEPS, InspectionRequest

BINARY = load_target("binary")
SMALL = FlowConfig(batch_size=64, hidden=16, features=8, sampler_steps=4)
ALL = InspectionRequest(velocity=True, paths=True, grid=True, time=0.4)


def trained(**settings):
    trainer = FlowTrainer(replace(SMALL, **settings), BINARY)
    for _ in range(3):
        trainer.step()
    return trainer


def inspected(trainer, request=ALL):
    inspector = trainer.inspector()
    while inspector.refresh(request, 0):
        pass
    return inspector.inspection


def test_velocities_are_those_at_the_centres_of_the_cells():
    trainer = trained()
    found = inspected(trainer)
    assert found.velocity_time == 0.4 and found.velocity.shape == (2, CELLS, CELLS, 2)
    row, column = 3, 40
    x = torch.tensor([[(column + 0.5) / CELLS], [1 - (row + 0.5) / CELLS]]) * 2 - 1
    weights = trainer._model.network.eval_weights
    learned = trainer._model.velocity(weights, x, torch.tensor([0.4]), None)[:, 0] / 2
    exact = ExactVelocity(BINARY, "normal").at(0.4, x.numpy().T.astype(float))[0] / 2
    assert np.allclose(found.velocity[0, row, column], learned.numpy(), atol=1e-5)
    assert np.allclose(found.velocity[1, row, column], exact, atol=1e-4)


def test_a_layer_has_its_own_velocities():
    trainer = trained(model="cflow")
    of_all, one, other = (
        inspected(trainer, replace(ALL, layer=layer)).velocity for layer in (None, 0, 1)
    )
    assert not np.allclose(one[1], other[1]) and not np.allclose(one[0], other[0])
    # Between the two layers' best velocities lies that of both, where either is possible.
    low, high = np.minimum(one[1], other[1]), np.maximum(one[1], other[1])
    assert ((low - 1e-4 <= of_all[1]) & (of_all[1] <= high + 1e-4)).all()


def test_transport_has_no_exact_velocity():
    found = inspected(trained(coupling="transport")).velocity
    assert np.isfinite(found[0]).all() and np.isnan(found[1]).all()


@pytest.mark.parametrize("model", ["flow", "cflow"])
def test_paths_and_grid_end_at_points_of_the_model(model):
    trainer = trained(model=model)
    found = inspected(trainer)
    assert found.paths.shape == (PATHS, STEPS, 2)
    trainer.apply(replace(trainer.config, sampler_steps=STEPS - 1))
    snapshot = trainer.snapshot()
    ends = snapshot.generated[:PATHS]
    if model == "cflow":
        left, right = (snapshot.generated[snapshot.generated_layer == one] for one in (0, 1))
        ends = np.stack([left, right], axis=1).reshape(-1, 2)[:PATHS]
    assert np.allclose(found.paths[:, -1], ends, atol=1e-4)
    layers = 2 if model == "cflow" else 1
    assert found.grid.shape == (layers, 2 * LINES, STEPS, 2) and np.isfinite(found.grid).all()


def test_paths_are_of_the_layer_that_is_shown():
    trainer = trained(model="cflow")
    inspector = trainer.inspector()
    for layer in (0, 1, None):  # each time anew, though the model stands still
        while inspector.refresh(replace(ALL, layer=layer), 0):
            pass
        trainer.apply(replace(trainer.config, sampler_steps=STEPS - 1))
        snapshot = trainer.snapshot()
        own = snapshot.generated[snapshot.generated_layer == (layer or 0)]
        ends = inspector.inspection.paths[:, -1]
        if layer is None:
            own, ends = own[: PATHS // 2], ends[::2]
        assert np.allclose(ends, own[: len(ends)], atol=1e-4)


def test_a_plain_flow_has_the_same_paths_for_every_layer():
    trainer = trained()
    of_all, one = (inspected(trainer, replace(ALL, layer=layer)).paths for layer in (None, 1))
    assert np.array_equal(of_all, one)


def test_a_past_moment_is_inspected_as_it_was():
    trainer = trained()
    then, snapshot = inspected(trainer), trainer.snapshot()
    for _ in range(3):
        trainer.step()
    again = trainer.inspect_snapshot(snapshot, ALL)
    for name in ("velocity", "paths", "grid"):
        assert np.array_equal(getattr(again, name), getattr(then, name))


def test_only_what_is_old_or_other_is_computed_anew():
    inspector = trained().inspector()
    request = InspectionRequest(velocity=True, time=0.3)
    assert inspector.refresh(request, 5) and not inspector.refresh(request, 5)
    assert inspector.refresh(replace(request, time=0.4), 5)
    assert not inspector.refresh(InspectionRequest(d_output=True, arrows=True), 5)


@pytest.mark.parametrize("model", ["flow", "cflow"])
def test_the_density_is_that_at_the_point(model):
    trainer = trained(model=model)
    inspector = trainer.inspector()
    for point, layer in (((0.3, 0.5), None), ((0.6, 0.5), None), ((0.6, 0.5), 1)):
        request = InspectionRequest(point=point, layer=layer)
        assert inspector.refresh(request, 0) and not inspector.refresh(request, 0)
        *place, log_q = inspector.inspection.log_q
        assert tuple(place) == point
        assert log_q == pytest.approx(trainer.log_density(np.array([point]), layer)[0])
    assert not trained(base="uniform").inspector().refresh(InspectionRequest(point=(0.5, 0.5)), 0)

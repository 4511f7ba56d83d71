from dataclasses import replace

import numpy as np
import pytest
import torch

from playground.gan.config import CLASSIC, STABLE
from playground.gan.inspection import CELLS, LINES, STEPS, InspectionRequest
from playground.gan.inspector import Inspector
from playground.gan.losses import LOSSES
from playground.gan.trainer import Trainer

SMALL = {"batch_size": 64, "d_hidden": 16, "g_hidden": 16}
ALL = InspectionRequest(judged=True, arrows=True, grid=True)


@pytest.fixture
def trained(two_squares):
    def make(base=CLASSIC, steps=2, **changes):
        trainer = Trainer(replace(base, **(SMALL | changes)), two_squares)
        for _ in range(steps):
            trainer.step()
        return trainer

    return make


def _judge(trainer, points, layer=None):
    """D's outputs at `points` [n, 2], by the network itself."""
    inside = trainer.insides()
    condition = None
    if layer is not None:
        condition = inside.maker.asking.one_hot[:, torch.full((len(points),), layer)]
    columns = torch.from_numpy(np.asarray(points, np.float32).T)
    return inside.discriminator(inside.d_weights, columns, condition).detach().numpy()


@pytest.mark.parametrize("model", ["gan", "cgan"])
def test_judged_is_the_discriminator_in_the_middle_of_each_cell(trained, model):
    trainer = trained(model=model)
    judged = Inspector(trainer.insides).judged()
    assert judged.shape == (2 if model == "cgan" else 1, CELLS, CELLS)
    for layer in range(len(judged)):
        for row, column in [(0, 0), (0, CELLS - 1), (7, 31), (CELLS - 1, 3)]:
            place = [(column + 0.5) / CELLS, 1 - (row + 0.5) / CELLS]
            expected = _judge(trainer, [place], layer if model == "cgan" else None)[0]
            assert judged[layer, row, column] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("model", ["gan", "cgan"])
@pytest.mark.parametrize("loss", LOSSES)
def test_arrows_are_downhill_by_finite_differences(trained, loss, model):
    trainer = trained(model=model, loss=loss, activation="tanh")
    looker, inside = Inspector(trainer.insides), trainer.insides()
    snapshot = trainer.snapshot()
    arrows, chosen = looker.arrows(), looker.look.arrow_index
    points = snapshot.generated[chosen].astype(np.float64)
    condition = inside.asked.condition
    told = None if condition is None else condition[:, chosen]

    def loss_of(moved):
        columns = torch.from_numpy(moved.T)
        weights = inside.d_weights.double()
        at_fake = inside.discriminator(weights, columns, None if told is None else told.double())
        real = inside.real[:, chosen].double()
        at_real = inside.discriminator(weights, real, None if told is None else told.double())
        return float(LOSSES[loss].generator(at_real, at_fake)) * len(moved)

    for index in (0, 17, len(points) - 1):
        for axis in range(2):
            step = np.zeros_like(points)
            step[index, axis] = 1e-5
            slope = (loss_of(points + step) - loss_of(points - step)) / 2e-5
            assert arrows[index, axis] == pytest.approx(-slope, rel=1e-2, abs=2e-4)


def test_arrows_stand_at_points_that_are_shown(trained):
    looker = Inspector(trained(steps=0).insides)
    assert set(looker.look.arrow_index) <= set(range(0, 2000, 4))


@pytest.mark.parametrize("base", [CLASSIC, STABLE])
def test_grid_is_the_generator_on_a_lattice(trained, base):
    trainer = trained(
        base, model="cgan", latent_dim=3, square_features=False
    )  # 0 lies on every tear
    grid = Inspector(trainer.insides).grid((0, 2))
    assert grid.shape == (2, 2 * LINES, STEPS, 2)
    inside = trainer.insides()
    # Crossing lines meet in the same point: the first line's start, the middle of both middles.
    np.testing.assert_allclose(grid[:, 0, 0], grid[:, LINES, 0], atol=1e-6)
    middle = grid[:, LINES // 2, STEPS // 2]
    np.testing.assert_allclose(middle, grid[:, LINES + LINES // 2, STEPS // 2], atol=1e-6)
    for layer in range(2):
        condition = inside.maker.asking.one_hot[:, [layer]]
        point = inside.maker.generator(inside.g_weights, torch.zeros(3, 1), condition)
        np.testing.assert_allclose(middle[layer], point.detach().numpy()[:, 0], atol=1e-6)
    assert np.abs(grid - Inspector(trainer.insides).grid((0, 1))).max() > 1e-4


def test_grid_spans_all_but_two_hundredths_of_normal_latents(trained):
    trainer = trained(steps=0)
    inside = trainer.insides()
    corner = torch.special.ndtri(torch.tensor([[0.01], [0.01]]))
    point = inside.maker.generator(inside.g_weights, corner, None).detach().numpy()[:, 0]
    np.testing.assert_allclose(Inspector(trainer.insides).grid()[0, 0, 0], point, atol=1e-5)


def test_a_latent_of_one_dimension_has_a_grid(trained):
    grid = Inspector(trained(latent_dim=1).insides).grid()
    np.testing.assert_allclose(grid[0, 0], np.tile(grid[0, 0, 0], (STEPS, 1)), atol=1e-6)
    assert np.isfinite(grid).all()


@pytest.mark.parametrize("model", ["gan", "cgan", "infogan"])
def test_looking_changes_nothing_of_the_training(trained, model):
    base = {"model": model}
    looked, plain = trained(**base), trained(**base)
    looker = Inspector(looked.insides)
    while looker.refresh(ALL, 0):
        pass
    looked.step()
    plain.step()
    for name, value in plain.state().items():
        if name != "seconds":
            np.testing.assert_array_equal(looked.state()[name], value, err_msg=name)


def test_refresh_takes_what_is_wanted_by_turns_and_no_more(trained):
    looker = Inspector(trained().insides)
    assert not looker.refresh(InspectionRequest(), 0)
    order = []
    for now in range(6):
        before = looker.look
        assert looker.refresh(ALL, now)
        after = looker.look
        names = ("judged_at", "arrows_at", "grid_at")
        order.append([n for n in names if getattr(before, n) != getattr(after, n)])
    assert order[:3] == order[3:]
    assert sorted(map(tuple, order[:3])) == [("arrows_at",), ("grid_at",), ("judged_at",)]
    while looker.refresh(ALL, 9):
        pass
    assert looker.look.judged_at == looker.look.arrows_at == looker.look.grid_at == 9
    assert looker.refresh(replace(ALL, plane=(1, 0)), 9)
    assert not looker.refresh(replace(ALL, plane=(1, 0)), 9)


def test_packs_have_arrows_but_no_map(trained):
    looker = Inspector(trained(pack=8).insides)
    while looker.refresh(ALL, 0):
        pass
    assert looker.look.judged.size == 0
    assert len(looker.look.arrow_index) % 8 == 0
    assert np.abs(looker.look.arrows).max() > 0
    large = Inspector(trained(steps=0, model="batchgan", batch_size=3000).insides)
    assert not large.refresh(InspectionRequest(judged=True, arrows=True), 0)

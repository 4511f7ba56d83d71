from dataclasses import replace

import numpy as np
import pytest
import torch

from playground.gan.inspector import Inspector
from playground.gan.losses import LOSSES
from playground.gan.presets import CLASSIC, STABLE
from playground.gan.trainer import Trainer
from playground.nn.inspection import CELLS, LINES, STEPS, InspectionRequest

SMALL = {"batch_size": 64, "d_hidden": 16, "g_hidden": 16}
ALL = InspectionRequest(d_output=True, arrows=True, grid=True)


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
    view = trainer.model_view()
    condition = None
    if layer is not None:
        condition = view.sampler.conditioning.one_hot[:, torch.full((len(points),), layer)]
    columns = torch.from_numpy(np.asarray(points, np.float32).T)
    return view.discriminator(view.d_weights, columns, condition).detach().numpy()


@pytest.mark.parametrize("model", ["gan", "cgan"])
def test_judged_is_the_discriminator_in_the_middle_of_each_cell(trained, model):
    trainer = trained(model=model)
    d_output = Inspector(trainer.model_view).d_output()
    assert d_output.shape == (2 if model == "cgan" else 1, CELLS, CELLS)
    for layer in range(len(d_output)):
        for row, column in [(0, 0), (0, CELLS - 1), (7, 31), (CELLS - 1, 3)]:
            place = [(column + 0.5) / CELLS, 1 - (row + 0.5) / CELLS]
            expected = _judge(trainer, [place], layer if model == "cgan" else None)[0]
            assert d_output[layer, row, column] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("model", ["gan", "cgan"])
@pytest.mark.parametrize("loss", LOSSES)
def test_arrows_are_downhill_by_finite_differences(trained, loss, model):
    trainer = trained(model=model, loss=loss, activation="tanh")
    inspector, view = Inspector(trainer.model_view), trainer.model_view()
    snapshot = trainer.snapshot()
    arrows, chosen = inspector.arrows(), inspector.inspection.arrow_index
    points = snapshot.generated[chosen].astype(np.float64)
    condition = view.condition.discriminator_input
    condition = None if condition is None else condition[:, chosen]

    def loss_of(moved):
        columns = torch.from_numpy(moved.T)
        weights = view.d_weights.double()
        at_fake = view.discriminator(
            weights, columns, None if condition is None else condition.double()
        )
        real = view.real[:, chosen].double()
        at_real = view.discriminator(
            weights, real, None if condition is None else condition.double()
        )
        return float(LOSSES[loss].generator(at_real, at_fake)) * len(moved)

    for index in (0, 17, len(points) - 1):
        for axis in range(2):
            step = np.zeros_like(points)
            step[index, axis] = 1e-5
            slope = (loss_of(points + step) - loss_of(points - step)) / 2e-5
            assert arrows[index, axis] == pytest.approx(-slope, rel=1e-2, abs=2e-4)


def test_arrows_stand_at_points_that_are_shown(trained):
    inspector = Inspector(trained(steps=0).model_view)
    assert set(inspector.inspection.arrow_index) <= set(range(0, 2000, 4))


@pytest.mark.parametrize("base", [CLASSIC, STABLE])
def test_grid_is_the_generator_on_a_lattice(trained, base):
    trainer = trained(
        base, model="cgan", latent_dim=3, square_features=False
    )  # 0 lies on every tear
    grid = Inspector(trainer.model_view).grid((0, 2))
    assert grid.shape == (2, 2 * LINES, STEPS, 2)
    view = trainer.model_view()
    # Crossing lines meet in the same point: the first line's start, the middle of both middles.
    np.testing.assert_allclose(grid[:, 0, 0], grid[:, LINES, 0], atol=1e-6)
    middle = grid[:, LINES // 2, STEPS // 2]
    np.testing.assert_allclose(middle, grid[:, LINES + LINES // 2, STEPS // 2], atol=1e-6)
    for layer in range(2):
        condition = view.sampler.conditioning.one_hot[:, [layer]]
        point = view.sampler.generator(view.g_weights, torch.zeros(3, 1), condition)
        np.testing.assert_allclose(middle[layer], point.detach().numpy()[:, 0], atol=1e-6)
    assert np.abs(grid - Inspector(trainer.model_view).grid((0, 1))).max() > 1e-4


def test_grid_spans_all_but_two_hundredths_of_normal_latents(trained):
    trainer = trained(steps=0)
    view = trainer.model_view()
    corner = torch.special.ndtri(torch.tensor([[0.01], [0.01]]))
    point = view.sampler.generator(view.g_weights, corner, None).detach().numpy()[:, 0]
    np.testing.assert_allclose(Inspector(trainer.model_view).grid()[0, 0, 0], point, atol=1e-5)


@pytest.mark.parametrize("latent", ["uniform", "normal"])
def test_grid_density_is_how_often_latents_fall_into_a_cell(trained, latent):
    trainer = trained(STABLE, steps=0, model="cgan", latent_cells=8, latent=latent)
    view = trainer.model_view()
    table = view.sampler.generator.table(view.g_weights)
    table.copy_(torch.randn(table.shape, generator=torch.Generator().manual_seed(1)))
    density = Inspector(trainer.model_view).grid_density()
    assert density.shape == (2, LINES - 1, LINES - 1)
    n = 200_000
    for layer in range(2):
        even = view.sampler.latent(n, torch.Generator().manual_seed(layer))
        of_layer = torch.full((n,), layer)
        latents = view.sampler.shown_latent(view.g_weights, even, of_layer).numpy()
        ticks = torch.linspace(-1, 1, LINES)
        if latent == "normal":
            ticks = torch.special.ndtri((ticks * 0.98 + 1) / 2)
        edge = ticks.numpy()
        counts, *_ = np.histogram2d(*latents, bins=[edge, edge])
        share = (0.098 if latent == "normal" else 0.1) ** 2
        np.testing.assert_allclose(counts / n / share, density[layer], atol=0.1, rtol=0.06)
    turned = Inspector(trainer.model_view).grid_density((1, 0))
    np.testing.assert_allclose(turned, density.transpose(0, 2, 1))


def test_grid_density_is_even_without_a_table_and_on_other_planes(trained):
    plain = Inspector(trained(steps=0).model_view)
    assert (plain.grid_density() == 1).all()
    trainer = trained(STABLE, steps=0, latent_dim=3)
    view = trainer.model_view()
    view.sampler.generator.table(view.g_weights).normal_()
    assert (Inspector(trainer.model_view).grid_density((0, 2)) == 1).all()
    assert (Inspector(trainer.model_view).grid_density((0, 1)) != 1).any()


def test_a_latent_of_one_dimension_has_a_grid(trained):
    grid = Inspector(trained(latent_dim=1).model_view).grid()
    np.testing.assert_allclose(grid[0, 0], np.tile(grid[0, 0, 0], (STEPS, 1)), atol=1e-6)
    assert np.isfinite(grid).all()


@pytest.mark.parametrize("model", ["gan", "cgan", "infogan"])
def test_looking_changes_nothing_of_the_training(trained, model):
    base = {"model": model}
    looked, plain = trained(**base), trained(**base)
    inspector = Inspector(looked.model_view)
    while inspector.refresh(ALL, 0):
        pass
    looked.step()
    plain.step()
    for name, value in plain.state().items():
        if name != "seconds":
            np.testing.assert_array_equal(looked.state()[name], value, err_msg=name)


def test_refresh_takes_what_is_wanted_by_turns_and_no_more(trained):
    inspector = Inspector(trained().model_view)
    assert not inspector.refresh(InspectionRequest(), 0)
    order = []
    for now in range(6):
        before = inspector.inspection
        assert inspector.refresh(ALL, now)
        after = inspector.inspection
        names = ("d_output_at", "arrows_at", "grid_at")
        order.append([n for n in names if getattr(before, n) != getattr(after, n)])
    assert order[:3] == order[3:]
    assert sorted(map(tuple, order[:3])) == [("arrows_at",), ("d_output_at",), ("grid_at",)]
    while inspector.refresh(ALL, 9):
        pass
    assert (
        inspector.inspection.d_output_at
        == inspector.inspection.arrows_at
        == inspector.inspection.grid_at
        == 9
    )
    assert inspector.refresh(replace(ALL, plane=(1, 0)), 9)
    assert not inspector.refresh(replace(ALL, plane=(1, 0)), 9)


def test_packs_have_arrows_but_no_map(trained):
    inspector = Inspector(trained(pack=8).model_view)
    while inspector.refresh(ALL, 0):
        pass
    assert inspector.inspection.d_output.size == 0
    assert len(inspector.inspection.arrow_index) % 8 == 0
    assert np.abs(inspector.inspection.arrows).max() > 0
    large = Inspector(trained(steps=0, model="batchgan", batch_size=3000).model_view)
    assert not large.refresh(InspectionRequest(d_output=True, arrows=True), 0)

"""The training loop: repeatable, resumable, honest about failure, and it learns."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch

from playground.density.load import load_target
from playground.errors import InputError
from playground.gan.losses import LOSSES
from playground.gan.presets import CLASSIC, STABLE
from playground.gan.trainer import Diverged, Trainer, train
from playground.nn.mlp import ACTIVATIONS

SMALL = replace(CLASSIC, batch_size=200, iterations=30, d_hidden=20, g_hidden=10)
SMALL_STABLE = replace(STABLE, batch_size=64, iterations=30, d_hidden=16, g_hidden=16)
BINARY = load_target("binary")


def run(trainer, iterations):
    for _ in range(iterations):
        trainer.step()
    return trainer.snapshot()


def weights(snapshot):
    return np.concatenate([snapshot.d_weights, snapshot.g_weights])


@pytest.mark.parametrize("model", ["gan", "cgan"])
@pytest.mark.parametrize("optimizer", ["adadelta", "adam", "rmsprop", "sgd"])
def test_a_resumed_run_is_the_uninterrupted_one(model, optimizer):
    config = replace(SMALL, model=model, optimizer=optimizer, d_lr=0.01, g_lr=0.01)
    whole = run(Trainer(config, BINARY), 12)
    first = Trainer(config, BINARY)
    run(first, 7)
    second = Trainer(config, BINARY)
    second.load(first.state())
    resumed = run(second, 5)
    assert resumed.iteration == 12
    assert np.array_equal(weights(resumed), weights(whole))
    assert (resumed.d_loss, resumed.g_loss) == (whole.d_loss, whole.g_loss)


def test_a_resumed_stable_run_is_the_uninterrupted_one():
    whole = run(Trainer(SMALL_STABLE, BINARY), 9)
    first = Trainer(SMALL_STABLE, BINARY)
    run(first, 4)
    second = Trainer(SMALL_STABLE, BINARY)
    second.load(first.state())
    assert np.array_equal(weights(run(second, 5)), weights(whole))


@pytest.mark.parametrize(
    "change",
    [
        *({"loss": name} for name in LOSSES),
        {"gradient_penalty": 10.0, "loss": "wasserstein", "r1": 0.0, "r2": 0.0},
        {"spectral_norm": True},
        {"pack": 2},
        {"latent": "normal", "output": "sigmoid", "latent_dim": 1},
        {"average": 0.0, "schedule": 0},
        {"d_features": 0, "g_features": 0},
        *({"activation": name} for name in ACTIVATIONS),
    ],
    ids=str,
)
@pytest.mark.parametrize("model", ["gan", "cgan"])
def test_every_choice_trains_both_networks(change, model):
    trainer = Trainer(replace(SMALL_STABLE, model=model, **change), BINARY)
    before = trainer.snapshot()
    after = run(trainer, 3)
    assert math.isfinite(after.d_loss) and math.isfinite(after.g_loss)
    assert not np.array_equal(before.d_weights, after.d_weights)
    assert not np.array_equal(before.g_weights, after.g_weights)


def test_a_run_of_another_kind_of_device_goes_on_with_streams_of_its_own():
    first = Trainer(SMALL, BINARY)
    run(first, 3)
    state = first.state()
    foreign = {name: np.zeros(16, np.uint8) for name in state if name.startswith("stream.")}
    one, other, exact = (Trainer(SMALL, BINARY) for _ in range(3))
    one.load(state | foreign)
    other.load(state | foreign)
    exact.load(state)
    assert (one.continues, exact.continues) == (False, True)
    assert one.iteration == 3
    mine, theirs, through = run(one, 2), run(other, 2), run(exact, 2)
    assert np.array_equal(weights(mine), weights(theirs))
    assert not np.array_equal(weights(mine), weights(through))
    assert np.array_equal(mine.generated_layer, through.generated_layer)


@pytest.mark.parametrize("loss", ["pairing", "non-saturating"])
def test_a_cgans_packs_are_of_one_layer_for_both_networks(loss):
    config = replace(SMALL_STABLE, model="cgan", pack=4, loss=loss, batch_size=12)
    trainer = Trainer(config, BINARY)
    counts = {"draw real": [], "draw fake": []}
    for _ in range(20):
        for phase in trainer.phases():
            if phase.layer is not None:
                packs = phase.layer.view(-1, 4)
                assert (packs == packs[:, :1]).all()
                counts[phase.name].append(int(phase.layer.sum()))
    for count in counts.values():
        assert set(count) == {4, 8}  # two packs of one layer, and one of the other, in turns
        assert abs(np.mean(count) - 6) < 1


@pytest.mark.parametrize("change", [{"pack": 4}, {"model": "batchgan"}])
def test_others_packs_are_mixtures_of_the_layers(change):
    trainer = Trainer(replace(SMALL_STABLE, **change), BINARY)
    real = next(phase for phase in trainer.phases() if phase.name == "draw real")
    assert (real.layer.view(-1, trainer.config.pack_size).diff(dim=1) < 0).any()


def test_nothing_moves_once_a_schedule_has_taken_the_rates_away():
    trainer = Trainer(replace(SMALL_STABLE, schedule=5, final_rate=0.0), BINARY)
    weights = []
    for _ in range(8):
        trainer.step()
        shown = trainer.snapshot()
        weights.append(np.concatenate([shown.d_weights, trainer._model.g.weights.detach().numpy()]))
    moved = [np.abs(after - before).max() for before, after in pairwise(weights)]
    assert all(length > 0 for length in moved[:4])
    assert moved[4:] == [0, 0, 0]


def test_the_shown_generator_is_the_average_of_its_steps():
    trainer = Trainer(replace(SMALL_STABLE, average=0.9, latent_cells=0), BINARY)
    expected = trainer.snapshot().g_weights
    for iteration in range(20):
        trainer.step()
        fresh = max(0.1, 10 / (10 + iteration))
        expected = expected + fresh * (trainer._model.g.weights.detach().numpy() - expected)
        assert np.allclose(trainer.snapshot().g_weights, expected, atol=1e-6)


def test_the_seed_decides_everything():
    first, again = (run(Trainer(SMALL, BINARY), 5) for _ in range(2))
    other = run(Trainer(replace(SMALL, seed=1), BINARY), 5)
    assert np.array_equal(weights(first), weights(again))
    assert np.array_equal(first.generated, again.generated)
    assert not np.array_equal(weights(first), weights(other))


def test_a_snapshot_moves_no_training_stream():
    quiet, watched = Trainer(SMALL, BINARY), Trainer(SMALL, BINARY)
    for _ in range(6):
        quiet.step()
        watched.step()
        watched.snapshot()
        watched.sample(10)
    assert np.array_equal(weights(quiet.snapshot()), weights(watched.snapshot()))


def test_a_snapshot_does_not_change_when_training_goes_on():
    trainer = Trainer(SMALL, BINARY)
    before = trainer.snapshot()
    copy = weights(before).copy()
    later = run(trainer, 5)
    assert np.array_equal(weights(before), copy)
    assert np.array_equal(before.real, later.real)  # points can be followed
    assert not np.array_equal(before.generated, later.generated)


def test_gan_and_cgan_of_one_seed_see_the_same_real_points():
    gan, cgan = (Trainer(replace(SMALL, model=model), BINARY) for model in ("gan", "cgan"))
    for _ in range(3):
        gan.step()
        cgan.step()
    assert np.array_equal(gan.state()["stream.real"], cgan.state()["stream.real"])
    assert np.array_equal(gan.snapshot().real, cgan.snapshot().real)
    assert set(cgan.snapshot().real_layer) == {0, 1}
    assert set(gan.snapshot().real_layer) == {0}


def test_single_steps_make_up_an_iteration():
    config = replace(SMALL, d_steps=2, g_steps=3)
    whole, steps = Trainer(config, BINARY), Trainer(config, BINARY)
    whole.step()
    for _ in range(2):
        steps.d_step()
    for _ in range(3):
        steps.g_step()
    assert np.array_equal(weights(whole.snapshot()), weights(steps.snapshot()))


def test_train_yields_the_beginning_the_intervals_and_the_end():
    config = replace(SMALL, iterations=25, snapshot_every=10)
    moments = list(train(config, BINARY, "cpu"))
    assert [moment.iteration for moment in moments] == [0, 10, 20, 25]
    assert math.isnan(moments[0].d_loss) and math.isfinite(moments[1].d_loss)
    final = moments[-1]
    assert final.generated.shape == (2000, 2) and final.generated.dtype == np.float32
    assert final.generated.min() >= 0 and final.generated.max() <= 1


def test_a_cgan_learns_where_its_layers_are():
    config = replace(CLASSIC, model="cgan", iterations=400, batch_size=500, snapshot_every=400)
    *_, final = train(config, BINARY, "cpu")
    for layer in (0, 1):
        real = final.real[final.real_layer == layer].mean(axis=0)
        generated = final.generated[final.generated_layer == layer].mean(axis=0)
        assert np.linalg.norm(real - generated) < 0.05


@pytest.mark.parametrize(("rate", "name"), [("d_lr", "discriminator"), ("g_lr", "generator")])
def test_a_diverging_loss_is_named_with_its_iteration(rate, name):
    trainer = Trainer(SMALL, BINARY)
    run(trainer, 3)
    state = trainer.state()
    player = {"d_lr": "discriminator", "g_lr": "generator"}[rate]
    state[f"{player}.layer0.weight"] = state[f"{player}.layer0.weight"] * np.nan
    trainer.load(state)
    # A generator without numbers shows first in the discriminator's loss, which sees its points.
    trainer.step()
    with pytest.raises(Diverged, match=r"the discriminator's loss .* at iteration 4"):
        trainer.snapshot()


def test_divergence_by_a_rate_names_the_first_bad_iteration():
    trainer = Trainer(replace(SMALL, optimizer="sgd", d_lr=1000.0, g_lr=1000.0), BINARY)
    with pytest.raises(Diverged, match="loss was not a finite number at iteration"):
        for _ in range(500):
            trainer._model.g.weights.data.mul_(1e6)
            trainer._model.d.weights.data.mul_(1e6)
            trainer.step()
            trainer.snapshot()


def test_live_settings_apply_and_others_do_not():
    trainer = Trainer(SMALL, BINARY)
    trainer.apply(replace(SMALL, d_lr=0.5, batch_size=50, g_steps=2))
    run(trainer, 2)
    with pytest.raises(InputError, match="--latent-dim applies after a reset"):
        trainer.apply(replace(SMALL, latent_dim=5))
    assert trainer.config.batch_size == 50


def test_a_cgan_of_one_layer_says_how_to_split():
    with pytest.raises(InputError, match=r"only one.*--split"):
        Trainer(replace(SMALL, model="cgan"), load_target("ring"))


def test_a_checkpoint_of_another_model_is_refused():
    state = Trainer(SMALL, BINARY).state()
    with pytest.raises(InputError, match="another network"):
        Trainer(replace(SMALL, g_hidden=11), BINARY).load(state)
    del state["stream.real"]
    with pytest.raises(InputError, match=r"lacks stream\.real"):
        Trainer(SMALL, BINARY).load(state)


def test_a_sample_depends_on_its_own_seed_only():
    trainer = Trainer(replace(SMALL, model="cgan"), BINARY)
    points, layer = trainer.sample(1001, seed=3)
    again, _ = trainer.sample(1001, seed=3)
    other, _ = trainer.sample(1001, seed=4)
    assert points.shape == (1001, 2) and layer.shape == (1001,)
    assert np.array_equal(points, again) and not np.array_equal(points, other)
    assert np.allclose(np.bincount(layer) / 1001, BINARY.shares, atol=0.002)


@pytest.mark.gpu
@pytest.mark.parametrize("model", ["gan", "cgan"])
def test_cuda_trains_and_resumes_exactly(model):
    config = replace(SMALL, model=model)
    whole = run(Trainer(config, BINARY, "cuda"), 10)
    first = Trainer(config, BINARY, "cuda")
    run(first, 5)
    second = Trainer(config, BINARY, "cuda")
    second.load(first.state())
    assert np.array_equal(weights(run(second, 5)), weights(whole))


def test_one_thread_is_set():
    Trainer(SMALL, BINARY)
    assert torch.get_num_threads() == 1

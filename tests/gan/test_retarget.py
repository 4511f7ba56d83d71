import numpy as np
import pytest

from playground.density.target import FULL, Layer, Target
from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.gan.trainer import Trainer


def _target(row, layers=1):
    stack = []
    for i in range(layers):
        pixels = np.zeros((8, 8), np.uint16)
        pixels[row, i] = FULL
        stack.append(Layer(f"layer {i}", pixels))
    return Target("t", tuple(stack))


def _config(**more):
    return GanConfig(batch_size=16, d_hidden=8, g_hidden=8, **more)


def test_a_changed_target_is_learned_by_the_same_networks():
    trainer = Trainer(_config(), _target(0))
    trainer.step()
    before = trainer.snapshot()
    trainer.retarget(_target(7))
    after = trainer.snapshot()
    assert before.real[:, 1].min() > 0.87
    assert after.real[:, 1].max() < 0.13
    assert np.array_equal(after.g_weights, before.g_weights)
    assert np.array_equal(after.generated, before.generated)
    assert after.iteration == 1
    trainer.step()


def test_the_schedules_start_again_and_a_state_knows_since_when():
    config = _config(schedule=2, final_rate=0.0, average=0.0)
    trainer = Trainer(config, _target(0))
    for _ in range(2):
        trainer.step()
    spent = trainer.snapshot().g_weights
    trainer.step()
    assert np.array_equal(trainer.snapshot().g_weights, spent)  # the rate has faded to nothing
    trainer.retarget(_target(7))
    twin = Trainer(config, _target(7))
    twin.load(trainer.state())
    trainer.step()
    twin.step()
    assert not np.array_equal(trainer.snapshot().g_weights, spent)
    assert np.array_equal(trainer.snapshot().g_weights, twin.snapshot().g_weights)


def test_a_state_from_before_there_were_new_targets_can_be_loaded():
    trainer, other = Trainer(_config(), _target(0)), Trainer(_config(), _target(0))
    for _ in range(3):
        trainer.step()
    state = dict(trainer.state())
    del state["since"]
    other.load(state)
    trainer.step()
    other.step()  # the schedules began with the run
    assert np.array_equal(other.snapshot().g_weights, trainer.snapshot().g_weights)


def test_another_number_of_layers_needs_a_new_cgan_but_no_new_gan():
    Trainer(_config(), _target(0, 2)).retarget(_target(3, 3))
    cgan = Trainer(_config(model="cgan"), _target(0, 2))
    with pytest.raises(InputError, match="number of layers"):
        cgan.retarget(_target(3, 3))
    cgan.retarget(_target(3, 2))
    assert cgan.snapshot().real[:, 1].max() < 0.63

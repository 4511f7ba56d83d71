"""Fading rates and penalties: their ends, their order, and what stays after."""

from itertools import pairwise
from math import prod

import pytest
import torch

from playground.gan.config import GanConfig
from playground.gan.steps import d_step_parameters, g_step_parameters, penalty_factor
from playground.nn.schedule import ema_weight

CONFIG = GanConfig(schedule=1000, final_rate=0.05, final_penalty=0.001, d_lr=0.1, g_lr=10)


def d_factor(config, iteration):
    return d_step_parameters(config, iteration).rate / config.d_lr


def g_factor(config, iteration):
    return g_step_parameters(config, iteration).rate / config.g_lr


@pytest.mark.parametrize(
    ("factor", "end"), [(d_factor, 0.05), (g_factor, 0.05), (penalty_factor, 0.001)]
)
def test_fades_from_one_to_its_end_and_stays(factor, end):
    values = [factor(CONFIG, i) for i in range(0, 1001, 50)]
    assert values[0] == 1
    assert all(a > b for a, b in pairwise(values))
    assert values[-1] == pytest.approx(end) == factor(CONFIG, 5000)


@pytest.mark.parametrize("factor", [d_factor, g_factor, penalty_factor])
def test_nothing_fades_without_a_schedule(factor):
    assert factor(GanConfig(schedule=0), 10_000) == 1


def test_a_plain_cosine_is_torchs():
    weights = torch.zeros(1, requires_grad=True)
    adam = torch.optim.Adam([weights], lr=CONFIG.d_lr)
    peer = torch.optim.lr_scheduler.CosineAnnealingLR(
        adam, CONFIG.schedule, CONFIG.final_rate * CONFIG.d_lr
    )
    for iteration in range(CONFIG.schedule):
        assert d_step_parameters(CONFIG, iteration).rate == pytest.approx(peer.get_last_lr()[0])
        adam.step()
        peer.step()


def test_the_penalty_is_kept_while_the_rates_are_high():
    halfway = 500
    assert penalty_factor(CONFIG, halfway) > 0.4
    assert penalty_factor(CONFIG, 970) < 0.01


@pytest.mark.parametrize("now", [40, 400, 4000])
def test_the_average_forgets_the_first_half_of_a_run(now):
    remembered = prod(1 - ema_weight(i, CONFIG.average) for i in range(now // 2, now))
    assert ema_weight(0, CONFIG.average) == 1
    assert remembered < 0.01


def test_the_average_reaches_as_far_as_it_should_and_is_none_where_there_is_none():
    assert ema_weight(10**6, CONFIG.average) == pytest.approx(1 - CONFIG.average)
    assert ema_weight(10**6, 0) == 1

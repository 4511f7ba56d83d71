"""Fading rates and penalties: their ends, their order, and what stays after."""

from itertools import pairwise
from math import prod

import pytest
import torch

from playground.nn.schedule import cosine_decay, ema_weight, geometric_decay, schedule_progress

LENGTH, END, AVERAGE = 1000, 0.05, 0.998


def progress(*iterations, length=LENGTH):
    return schedule_progress(torch.tensor(iterations, dtype=torch.float64), length)


@pytest.mark.parametrize(
    "factor", [lambda done: cosine_decay(done, END), lambda done: geometric_decay(done, END, 5.0)]
)
def test_fades_from_one_to_its_end_and_stays(factor):
    values = factor(progress(*range(0, 1001, 50), 5000)).tolist()
    assert values[0] == 1
    assert all(a > b for a, b in pairwise(values[:-1]))
    assert values[-2] == pytest.approx(END) == values[-1]
    assert factor(progress(10_000, length=0)).item() == 1


def test_a_cosine_is_torchs():
    adam = torch.optim.Adam([torch.zeros(1, requires_grad=True)], lr=1.0)
    peer = torch.optim.lr_scheduler.CosineAnnealingLR(adam, LENGTH, END)
    for rate in cosine_decay(progress(*range(LENGTH)), END).tolist():
        assert rate == pytest.approx(peer.get_last_lr()[0])
        adam.step()
        peer.step()


def test_a_geometric_decay_with_a_power_comes_late():
    halfway, late = geometric_decay(progress(500, 970), 0.001, 5.0).tolist()
    assert halfway > 0.4
    assert late < 0.01


@pytest.mark.parametrize("now", [40, 400, 4000])
def test_the_average_forgets_the_first_half_of_a_run(now):
    weights = ema_weight(torch.arange(now, dtype=torch.float64), AVERAGE).tolist()
    assert weights[0] == 1
    assert prod(1 - weight for weight in weights[now // 2 :]) < 0.01


def test_the_average_reaches_as_far_as_it_should_and_is_none_where_there_is_none():
    late = torch.tensor([10.0**6], dtype=torch.float64)
    assert ema_weight(late, AVERAGE).item() == pytest.approx(1 - AVERAGE)
    assert ema_weight(late, 0.0).item() == 1

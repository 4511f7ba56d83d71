"""Stacked inputs against torch's own functions, and their gradients against autograd."""

import pytest
import torch

from playground.nn.fourier_features import InputRows

RANDOM = torch.Generator().manual_seed(0)
VALUES = torch.randn(2, 9, dtype=torch.float64, generator=RANDOM)
CONDITION = torch.eye(3, dtype=torch.float64)[:, torch.arange(9) % 3]


@pytest.fixture(params=[(4, False), (4, True), (0, False)], ids=["waves", "squares", "none"])
def rows(request):
    count, square = request.param
    frequencies = torch.randn(count, 2, dtype=torch.float64, generator=RANDOM)
    return InputRows(frequencies, square)


@pytest.mark.parametrize("condition", [None, CONDITION], ids=["plain", "told"])
def test_rows_are_condition_values_and_waves(rows, condition):
    waves = [wave(rows.frequencies @ VALUES) for wave in (torch.sin, torch.cos)]
    parts = [VALUES, *waves, *((wave.sign() for wave in waves) if rows.square else ())]
    expected = torch.cat(parts if condition is None else [condition, *parts])
    assert torch.allclose(rows(condition, VALUES), expected)
    assert torch.allclose(rows.plain(condition, VALUES), expected)


@pytest.mark.parametrize("condition", [None, CONDITION], ids=["plain", "told"])
def test_gradients_are_autograds_and_can_be_differentiated_again(rows, condition):
    values = VALUES.clone().requires_grad_()
    slopes = torch.randn(rows(condition, values).shape, dtype=torch.float64)
    (expected,) = torch.autograd.grad(rows.plain(condition, values), values, slopes)
    found = rows.gradient_of_values(slopes, rows(condition, VALUES), condition)
    assert torch.allclose(found, expected)
    assert torch.autograd.gradcheck(lambda given: rows(condition, given), values)
    assert torch.autograd.gradgradcheck(lambda given: rows(condition, given), values)

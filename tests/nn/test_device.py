"""Tensors become arrays, one by one or in one transfer."""

import numpy as np
import pytest
import torch

from playground.nn.device import _transferred, as_arrays

TENSORS = {
    "weights": torch.linspace(0, 1, 7),
    "turned": torch.arange(12.0).view(3, 4).T,
    "layer": torch.arange(5),
    "flags": torch.tensor([True, False, True]),
    "bytes": torch.arange(3, dtype=torch.uint8),
    "half": torch.linspace(-1, 1, 3).half(),
    "loss": torch.tensor(0.25, dtype=torch.float64),
    "none": torch.zeros(0),
    "no points": torch.zeros(0, 2, dtype=torch.int64),
}


@pytest.mark.parametrize("copied", [as_arrays, _transferred])
def test_all_are_copied_with_their_shapes_and_dtypes(copied):
    arrays = copied(TENSORS)
    assert list(arrays) == list(TENSORS)
    for name, tensor in TENSORS.items():
        expected = tensor.numpy()
        assert arrays[name].dtype == expected.dtype
        assert arrays[name].flags.c_contiguous
        np.testing.assert_array_equal(arrays[name], expected)


@pytest.mark.parametrize("copied", [as_arrays, _transferred])
def test_training_on_does_not_change_them(copied):
    weights = torch.ones(4)
    arrays = copied({"weights": weights, "part": weights[1:3]})
    weights.zero_()
    assert arrays["weights"].tolist() == [1.0] * 4
    assert arrays["part"].tolist() == [1.0] * 2
    assert all(array.flags.owndata for array in arrays.values())

"""The device's sampler against the NumPy sampler, on the CPU (and on CUDA where there is one)."""

import numpy as np
import pytest
import torch

from playground.density.load import load_target
from playground.density.sampler import Sampler, Tables
from playground.density.target import Layer, Target
from playground.nn.real_data import (
    BisectionInverse,
    DeviceInverse,
    HostInverse,
    RealPoints,
    SearchInverse,
)

CPU = torch.device("cpu")


def target_of(picture):
    """A target of one layer."""
    return Target("picture", (Layer("picture", np.array(picture, np.uint16)),))


@pytest.fixture(params=["binary", "cloud", "grid25"])
def target(request):
    return load_target(request.param)


def uniform_and_layers(target, n=5000):
    u = torch.rand(2, n, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    u[:, :2] = torch.tensor([[0.0, 1 - 2**-53]] * 2)
    return u, torch.arange(n) % len(target.layers)


def test_host_and_device_agree_with_numpy(target):
    u, layer = uniform_and_layers(target)
    expected = Sampler(target).points(u.numpy(), layer.numpy()).T
    for inverse in (HostInverse, DeviceInverse):
        assert np.allclose(inverse(target, CPU)(u, layer), expected, atol=2e-7)


def test_tables_with_room_are_taken_over_in_place():
    """A smaller target, and the first one again, draw as if they had been there from the start."""
    cloud, ring = load_target("cloud"), load_target("ring")
    small = min(cloud, ring, key=lambda target: (target.layers[0].pixels > 0).sum())
    large = cloud if small is ring else ring
    inverse, (u, layer) = DeviceInverse(large, CPU), uniform_and_layers(large)
    for target in (small, large, small):
        assert inverse.take(target)
        assert torch.equal(inverse(u, layer), DeviceInverse(target, CPU)(u, layer))
    assert not DeviceInverse(target_of([[1]]), CPU).take(large)


@pytest.mark.gpu
def test_cuda_agrees_with_numpy(target):
    u, layer = uniform_and_layers(target)
    expected = Sampler(target).points(u.numpy(), layer.numpy()).T
    cuda = torch.device("cuda")
    got = DeviceInverse(target, cuda)(u.to(cuda), layer.to(cuda))
    assert np.allclose(got.cpu(), expected, atol=2e-7)


def test_bisection_in_float32_finds_the_intervals_of_the_search(target):
    tables = Tables.of(target)
    u, layer = uniform_and_layers(target)
    u = u.float().clamp(max=1 - 2**-24)
    made = []
    for kind in (BisectionInverse, SearchInverse):
        made.append(kind(len(target.layers), len(tables.row_size) + 5, CPU))
        made[-1].take(tables.row_edges, tables.layer_first)
    found, inside = made[0](layer, u[0])
    sought, within = made[1](layer, u[0].double())
    assert (found == sought).float().mean() > 0.999  # float32 may take the neighbour at an edge
    edges = torch.from_numpy(tables.row_edges)
    back, expected = (
        edges[index] + part * edges.diff()[index]
        for index, part in ((found, inside.double()), (sought, within))
    )
    assert torch.allclose(back, expected, atol=1e-6)


def test_fixed_shares_are_exact_on_average():
    target = load_target("penta")
    points = RealPoints(target, CPU)
    random = torch.Generator().manual_seed(0)
    counts = np.array(
        [np.bincount(points.draw_layers(64, random), minlength=5) for _ in range(2000)]
    )
    assert (np.abs(counts - 64 * target.shares) < 1).all()  # each batch within one point
    assert np.allclose(counts.mean(axis=0), 64 * target.shares, atol=0.05)


def test_points_come_from_the_layer_that_is_named():
    target = load_target("binary")
    points, layer = RealPoints(target, CPU).draw(4000, torch.Generator().manual_seed(0))
    for index, item in enumerate(target.layers):
        row, column = item.frame.pixels(points[:, layer == index].T.numpy().astype(np.float64))
        assert (item.pixels[row, column] > 0).mean() > 0.999  # float32 at a pixel's very border

# The oracle of all strengths: each weight's neurons looked up one by one.

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from playground.gan.network_blocks import drawn_networks
from playground.gan.presets import STABLE
from playground.nn.network_blocks import NODES, Neuron, block_strengths, has_neuron
from playground.nn.sizes import weight_count

SMALL = replace(STABLE, d_hidden=13, g_hidden=4, layers=2, g_features=3, d_features=2)


def _kinds(network):
    return [(block.kind, block.count) for block in network.columns[0]]


@pytest.mark.parametrize(
    ("changes", "g", "d"),
    [
        ({}, [("latent", 2), ("waves", 6), ("steps", 6)], [("point", 2), ("waves", 4)]),
        (
            {"model": "cgan", "square_features": False, "d_features": 0},
            [("layer", 3), ("latent", 2), ("waves", 6)],
            [("layer", 3), ("point", 2)],
        ),
        (
            {"model": "infogan", "codes": 5, "continuous_codes": 2, "g_features": 0},
            [("code", 5), ("value", 2), ("latent", 2)],
            [("point", 2), ("waves", 4)],
        ),
        (
            {"pack": 4, "batch_differences": True},
            [("latent", 2), ("waves", 6), ("steps", 6)],
            [("point", 8), ("waves", 16), ("difference", 8)],
        ),
    ],
)
def test_what_goes_into_both(changes, g, d):
    networks = drawn_networks(replace(SMALL, **changes), 3)
    assert [_kinds(network) for network in networks] == [g, d]
    for network in networks:
        for width, blocks in zip(network.sizes, network.columns, strict=True):
            assert sum(block.count for block in blocks) == width
        assert all(len(blocks) <= NODES for blocks in network.columns[1:-1])


@pytest.mark.parametrize("name", ["g", "d"])
def test_a_strength_is_the_root_mean_square_of_its_weights(name):
    network = drawn_networks(replace(SMALL, model="cgan"), 3)["gd".index(name)]
    weights = np.random.default_rng(0).normal(size=weight_count(network.sizes) + 5)
    found = iter(block_strengths(network, weights))
    at = 0
    for index, (before, after) in enumerate(pairwise(network.sizes)):
        matrix = weights[at : at + before * after].reshape(after, before)
        at += (before + 1) * after
        groups = [
            np.repeat(np.arange(len(blocks)), [block.count for block in blocks])
            for blocks in network.columns[index : index + 2]
        ]
        for node_after in range(len(network.columns[index + 1])):
            for node_before in range(len(network.columns[index])):
                own = matrix[groups[1] == node_after][:, groups[0] == node_before]
                assert next(found) == pytest.approx(np.sqrt(np.mean(own**2)), rel=1e-5)
    assert next(found, None) is None


def test_each_neuron_has_its_node():
    network = drawn_networks(SMALL, 1)[1]
    assert network.hidden == (13, 13)
    nodes = [network.node_of(Neuron("d", 1, unit)) for unit in range(13)]
    assert nodes == sorted(nodes) and set(nodes) == set(range(NODES))
    assert [network.first_unit(1, node) for node in range(NODES)] == [
        nodes.index(node) for node in range(NODES)
    ]


def test_which_neurons_there_are():
    g, d = drawn_networks(SMALL, 1)
    assert has_neuron(d, Neuron("d", 1, 12)) and not has_neuron(d, Neuron("d", 1, 13))
    assert has_neuron(g, Neuron("g", 2, 3)) and not has_neuron(g, Neuron("g", 3, 0))
    assert not has_neuron(g, Neuron("d", 0, 0))

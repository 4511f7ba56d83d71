from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from playground.flow.config import FlowConfig
from playground.flow.network_blocks import drawn_networks as flow_networks
from playground.gan.network_blocks import drawn_networks
from playground.gan.presets import STABLE
from playground.nn.network_blocks import NODES, Neuron
from playground.plots.network_panel import NetworkPanel, neighbour
from playground.plots.theme import LIGHT

CONFIG = replace(STABLE, model="cgan", d_hidden=12, g_hidden=2, layers=2)


@pytest.fixture
def networks():
    return drawn_networks(CONFIG, 2)


@pytest.fixture
def panel(networks):
    return NetworkPanel(Figure().add_subplot(), networks, LIGHT)


def test_each_layer_is_a_column_with_its_width_and_each_input_has_its_name(panel, networks):
    for network, columns in zip(networks, panel.places, strict=True):
        assert [len(column) for column in columns] == [len(one) for one in network.columns]
        assert (np.diff([column[0, 0] for column in columns]) > 0).all()
    written = [text.get_text() for text in panel.axes.findobj(Text)]
    for text in ("G", "D", "layer 2", "latent 2", "waves 128", "steps 128", "point 2", "logit"):
        assert text in written
    assert written.count("2") == 3 and written.count("12") == 2


def test_a_flow_has_one_network_its_velocity_which_is_told_the_time():
    networks = flow_networks(FlowConfig(model="cflow", hidden=12, layers=2), 2)
    panel = NetworkPanel(Figure().add_subplot(), networks, LIGHT)
    written = [text.get_text() for text in panel.axes.findobj(Text)]
    for text in ("v", "layer 2", "point 2", "time 1", "velocity"):
        assert text in written
    assert not {"G", "D", "value 1"} & set(written)


def test_a_line_joins_the_nodes_that_its_strength_is_of(panel, networks):
    strengths = np.random.default_rng(0).random(sum(one.lines for one in networks)) + 0.5
    panel.show(strengths)
    at = 0
    for columns, lines in zip(panel.places, panel.lines, strict=True):
        segments, own = lines.get_segments(), 0
        for before, after in pairwise(columns):
            count = len(before) * len(after)
            part = slice(own, own + count)
            expected = [(start, end) for end in after for start in before]
            np.testing.assert_allclose(segments[part], expected)
            alpha = lines.get_color()[part, 3]
            order = np.argsort(strengths[at : at + count])
            assert (np.diff(alpha[order]) >= 0).all() and alpha.max() == 1
            own, at = own + count, at + count


def test_nothing_is_strong_before_anything_is_known(panel):
    panel.clear()
    assert all(lines.get_color()[:, 3].max() < 0.1 for lines in panel.lines)


def test_a_click_goes_through_the_neurons_of_a_node(panel):
    x, y = panel.places[1][2][1]
    first = panel.neuron_at(x + 0.01, y, None)
    assert first == Neuron("d", 1, 2)
    second = panel.neuron_at(x, y, first)
    assert second == Neuron("d", 1, 3)
    assert panel.neuron_at(x, y, second) == first
    assert panel.neuron_at(x, y, Neuron("g", 1, 1)) == first
    assert panel.neuron_at(*panel.places[0][1][1], None) == Neuron("g", 0, 1)
    assert panel.neuron_at(0.05, y, None) is None and panel.neuron_at(x, 0.48, None) is None


def test_the_chosen_neuron_has_a_ring_around_its_node(panel):
    panel.choose(Neuron("d", 1, 11))
    np.testing.assert_allclose(panel.chosen.get_xydata(), [panel.places[1][2][NODES - 1]])
    for neuron in (Neuron("d", 7, 0), None):
        panel.choose(neuron)
        assert not len(panel.chosen.get_xdata())


def test_neighbours_go_round(networks):
    assert neighbour(networks, Neuron("d", 1, 11), units=1) == Neuron("d", 1, 0)
    assert neighbour(networks, Neuron("d", 0, 0), units=-1) == Neuron("d", 0, 11)
    assert neighbour(networks, Neuron("d", 0, 7), layers=-1) == Neuron("g", 2, 1)
    assert neighbour(networks, Neuron("d", 1, 5), layers=1) == Neuron("g", 0, 1)

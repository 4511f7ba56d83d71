# Real clicks and keys on the networks of a window without a worker.

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from playground.nn.inspection import CELLS, Inspection, neuron_index
from playground.nn.network_blocks import Neuron

pytestmark = pytest.mark.long

ALT = Qt.KeyboardModifier.AltModifier
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def panels(window):
    QTest.keyClick(window, Qt.Key.Key_6, ALT)
    for panel in window.model_panels:
        panel.draw()
    return window.model_panels


def _click(panel, place):
    networks = panel.panels.networks
    x, y = networks.axes.transData.transform(place)
    QTest.mouseClick(panel, LEFT, NO_KEY, QPoint(round(x), round(panel.height() - y)))


def _rings(panels):
    return [panel.panels.networks.chosen.get_xydata() for panel in panels]


def test_a_click_on_a_node_asks_for_a_neuron_and_the_next_click_for_the_next(window, panels):
    place = panels[0].panels.networks.places[1][2][1]
    first = panels[0].panels.networks.networks[1].first_unit(1, 1)
    for unit in (first, first + 1):
        _click(panels[0], place)
        view = window.session.view
        assert view.heat == "neuron" and view.neuron == Neuron("d", 1, unit)
        for ring in _rings(panels):
            np.testing.assert_allclose(ring, [place])
    wanted = view.wanted()
    assert wanted.neuron == view.neuron and wanted.strengths and wanted.needs_networks


def test_keys_go_from_neuron_to_neuron(window, panels):
    panels[0].setFocus()
    QTest.keyClicks(panels[0], "n")
    assert window.session.view.neuron == Neuron("d", 0, 0)
    for keys, neuron in [
        ("nn", Neuron("d", 0, 2)),
        ("N", Neuron("d", 0, 1)),
        ("k", Neuron("d", 1, 1)),
        ("KK", Neuron("g", 3, 1)),
    ]:
        QTest.keyClicks(panels[0], keys)
        assert window.session.view.neuron == neuron
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert window.session.view.heat == "discriminator"
    assert all(not len(ring) for ring in _rings(panels))


def test_without_the_networks_these_keys_do_nothing(window, panels):
    QTest.keyClick(window, Qt.Key.Key_1, ALT)
    panels[0].setFocus()
    QTest.keyClicks(panels[0], "nk")
    assert window.session.view.heat == "none"


def test_its_map_is_shown_and_that_of_another_neuron_is_not(window, panels, moment):
    QTest.keyClick(window, Qt.Key.Key_7, ALT)
    neuron = window.session.view.neuron
    values = np.linspace(-0.4, 0.4, CELLS**2, dtype=np.float32).reshape(1, CELLS, CELLS)
    none = np.zeros(0, np.float32)
    look = Inspection(
        -1, none, -1, np.zeros(0, np.int64), none, -1, none, none,
        neuron_at=3, neuron_index=neuron_index(neuron), neuron=values,
    )  # fmt: skip
    window.comparison.show_snapshot(0, moment(), look)
    heat = panels[0].panels.inside.overlays.heat
    np.testing.assert_allclose(heat.overlay.values, values[0])
    assert heat.overlay.image.get_visible() and heat.note == "D, layer 1, neuron 1"
    assert heat._key.shown == (-1, 1)
    panels[0].setFocus()
    QTest.keyClicks(panels[0], "n")
    assert not heat.overlay.image.get_visible()


@pytest.fixture
def moment():
    from tests.gui.panels.test_zoom import FIRST

    return lambda: FIRST

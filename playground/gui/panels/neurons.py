"""Which neuron a click on the networks of a panel means, or a key."""

from collections.abc import Mapping
from types import MappingProxyType

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QKeyEvent

from playground.gui.panels.readout import place_in
from playground.nn.network_blocks import Neuron
from playground.plots.network_panel import neighbour
from playground.plots.panels import Panels

_KEYS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {"n": {"units": 1}, "N": {"units": -1}, "k": {"layers": 1}, "K": {"layers": -1}}
)


def neuron_under(panel: FigureCanvasQTAgg, at: QPointF, panels: Panels) -> Neuron | None:
    """The neuron at a pixel of the panel, where the networks are drawn; None elsewhere."""
    if panels.networks is None:
        return None
    place = place_in(panel, panels.networks.axes, at)
    return None if place is None else panels.networks.neuron_at(*place, _current(panels))


def neuron_by_key(event: QKeyEvent, panels: Panels) -> Neuron | None:
    """The neuron next to the one whose map is shown; the first neuron where there is none."""
    way = _KEYS.get(event.text())
    if way is None or panels.networks is None:
        return None
    current = _current(panels)
    if current is None:
        return panels.view.neuron
    return neighbour(panels.networks.networks, current, **way)


def _current(panels: Panels) -> Neuron | None:
    """The neuron whose map is shown, if it is one of this model."""
    view, networks = panels.view, panels.networks
    known = networks is not None and networks.has(view.neuron)
    return view.neuron if known and view.heat == "neuron" else None

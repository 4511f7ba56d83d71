"""Both networks of a model drawn: their layers, what goes into them, and how strong the weights
between their neurons are.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axes._base import _AxesBase
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.text import Text
from numpy.typing import NDArray

from playground.nn.network_blocks import BlockKind, DrawnNetwork, Neuron, has_neuron
from playground.plots.theme import Theme

_LEFT, _RIGHT = 0.24, 0.88
"""Where the inputs and the outputs stand, in shares of the width."""
_ROWS = {"g": (0.58, 0.9), "d": (0.06, 0.38)}
"""Where the lowest and the highest node of each network stand, in shares of the height."""
_ABOVE = 0.045
_CONTRAST = 6
"""Opacities are the strengths to this power, so that small differences are seen."""
_FAINTEST = 0.06
_ROW_ROOM = 0.11
"""For a line of text above the nodes, in shares of the height."""
_NODE, _SMALLEST, _LINE = 3.6, 4.0, 1.1
"""The largest marker and the smallest letters, in points; the height of a line in those."""
_NEAR = 0.06
"""A click so near to a column of nodes, in shares of the width, means it."""


class NetworkPanel:
    """The generator above the discriminator: a column of nodes for each layer, with its width.

    A node of a hidden layer stands for some of its neurons, one of the inputs for a block of them.
    The lines between nodes are the stronger, the stronger the weights are, compared with others of
    the same two layers.
    """

    def __init__(self, axes: Axes, networks: Sequence[DrawnNetwork], theme: Theme) -> None:
        """Create both in `axes`."""
        self.axes, self.networks = axes, networks
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.set_axis_off()
        self.places = [_places(network) for network in networks]
        """Of each network's columns, the places of the nodes [nodes, 2]."""
        colors = {"g": theme.generator, "d": theme.discriminator}
        self.lines = [
            _lines(axes, places, colors[network.name])
            for network, places in zip(networks, self.places, strict=True)
        ]
        self.nodes = [
            _nodes(axes, places, colors[network.name], theme)
            for network, places in zip(networks, self.places, strict=True)
        ]
        self.chosen = Line2D([], [], linestyle="", marker="o", markersize=8, animated=True)
        self.chosen.set(markerfacecolor="none", markeredgecolor=theme.text, markeredgewidth=1.6)
        axes.add_line(self.chosen)
        for network, places in zip(networks, self.places, strict=True):
            _label(axes, network, places, theme)

    @property
    def artists(self) -> list[Artist]:
        """The animated artists, in drawing order."""
        return [*self.lines, *self.nodes, self.chosen]

    def show(self, strengths: NDArray[np.floating]) -> None:
        """Show how strong the weights between nodes are: [lines] of all networks."""
        at = 0
        for network, lines in zip(self.networks, self.lines, strict=True):
            covers = []
            for before, after in pairwise(network.columns):
                count = len(before) * len(after)
                covers.append(_cover(strengths[at : at + count]))
                at += count
            colors: Any = np.array(lines.get_color())
            colors[:, 3] = np.concatenate(covers)
            lines.set_color(colors)

    def clear(self) -> None:
        """Show the networks without strengths."""
        self.show(np.zeros(sum(network.lines for network in self.networks)))

    def choose(self, neuron: Neuron | None) -> None:
        """Mark the node of this neuron, if there is one."""
        places = np.zeros((0, 2))
        for network, columns in zip(self.networks, self.places, strict=True):
            if neuron is not None and has_neuron(network, neuron):
                places = columns[neuron.layer + 1][[network.node_of(neuron)]]
        self.chosen.set_data(places[:, 0], places[:, 1])

    def has(self, neuron: Neuron) -> bool:
        """Whether there is this neuron."""
        return any(has_neuron(network, neuron) for network in self.networks)

    def neuron_at(self, x: float, y: float, current: Neuron | None) -> Neuron | None:
        """The neuron that a click at this place means: the next one of a node whose neuron is
        `current`, else the first; None where there is none.
        """
        for network, columns in zip(self.networks, self.places, strict=True):
            low, high = _ROWS[network.name]
            if not low - _NEAR <= y <= high + _NEAR:
                continue
            for layer, places in enumerate(columns[1:-1]):
                if abs(places[0, 0] - x) <= _NEAR:
                    node = int(np.abs(places[:, 1] - y).argmin())
                    return _next_of(network, layer, node, current)
        return None


def neighbour(
    networks: Sequence[DrawnNetwork], neuron: Neuron, *, units: int = 0, layers: int = 0
) -> Neuron:
    """The neuron so many units further in its layer, or so many layers on; round and round."""
    columns = [(one, layer) for one in networks for layer in range(len(one.hidden))]
    here = [(one.name, layer) for one, layer in columns].index(neuron[:2])
    network, layer = columns[(here + layers) % len(columns)]
    width = network.hidden[layer]
    return Neuron(network.name, layer, (min(neuron.unit, width - 1) + units) % width)


def _next_of(network: DrawnNetwork, layer: int, node: int, current: Neuron | None) -> Neuron:
    first, count = network.first_unit(layer, node), network.columns[layer + 1][node].count
    here = current is not None and current[:2] == (network.name, layer)
    place = current.unit - first if here and current is not None else -1
    return Neuron(network.name, layer, first + (place + 1) % count if place < count else first)


def _places(network: DrawnNetwork) -> list[NDArray[np.float64]]:
    low, high = _ROWS[network.name]
    found = []
    for x, blocks in zip(
        np.linspace(_LEFT, _RIGHT, len(network.columns)), network.columns, strict=True
    ):
        count = len(blocks)
        middle = (low + high) / 2
        y = np.linspace(high, low, count) if count > 1 else np.array([middle])
        found.append(np.column_stack([np.full(count, x), y]))
    return found


def _cover(strengths: NDArray[np.floating]) -> NDArray[np.float64]:
    """The opacities of the lines between two columns, 0 … 1."""
    top = float(strengths.max())
    share = strengths / top if top > 0 else np.zeros(len(strengths))
    cover: NDArray[np.float64] = np.maximum(share**_CONTRAST, _FAINTEST)
    return cover


def _lines(axes: Axes, places: Sequence[NDArray[np.float64]], color: str) -> LineCollection:
    """One line for each pair of nodes, in the order of the strengths."""
    segments = [
        (start, end) for before, after in pairwise(places) for end in after for start in before
    ]
    lines = LineCollection(segments, linewidths=0.8, animated=True)
    lines.set_color([(*to_rgb(color), _FAINTEST)] * len(segments))
    axes.add_collection(lines, autolim=False)
    return lines


def _nodes(axes: Axes, places: Sequence[NDArray[np.float64]], color: str, theme: Theme) -> Line2D:
    everywhere = np.concatenate(places)
    room = min(_spacing(column) for column in places)
    nodes = _FittedNodes(everywhere, room, marker="o", color=color, linestyle="")
    nodes.set(markeredgecolor=theme.face, markeredgewidth=0.4, animated=True)
    axes.add_line(nodes)
    return nodes


def _label(
    axes: Axes, network: DrawnNetwork, places: Sequence[NDArray[np.float64]], theme: Theme
) -> None:
    """Name the network, its inputs and its output, and say how wide its layers are."""
    words, (_, high) = theme.words, _ROWS[network.name]
    size, small = theme.tick_size, 0.85 * theme.tick_size
    output = network.columns[-1][0]
    name = {"logit": "D", "velocity": "v"}.get(output.kind, "G")
    above, rim = high + _ABOVE, _ROW_ROOM

    def write(x: float, y: float, text: str, room: float, **style: Any) -> None:
        style = {"fontsize": small, "color": theme.muted} | style
        axes.add_artist(_NarrowText(axes, x, y, text, room, **style))

    write(0, above, name, rim, fontsize=size, color=theme.text, fontweight="bold")
    for (x, y), block in zip(places[0], network.columns[0], strict=True):
        text = f"{_kind(block.kind, words)} {block.count}"
        write(x - 0.02, y, text, _spacing(places[0]), ha="right", va="center")
    for column, width in zip(places[1:-1], network.hidden, strict=True):
        write(column[0, 0], above, f"{width}", rim, ha="center")
    x, y = places[-1][0]
    write(x + 0.02, y, _kind(output.kind, words), rim, ha="left", va="center")


def _spacing(column: NDArray[np.float64]) -> float:
    """Between two nodes of a column, in shares of the height."""
    return float(column[0, 1] - column[1, 1]) if len(column) > 1 else _ROW_ROOM


class _NarrowText(Text):
    """A text no higher than its `room`, in shares of the height of `axes`; left out where that is
    too little to be read.
    """

    def __init__(
        self, axes: Axes, x: float, y: float, text: str, room: float, **style: Any
    ) -> None:
        super().__init__(x, y, text, transform=axes.transData, parse_math=False, **style)
        self.set_clip_path(axes.patch)  # so that axes leave it as it is
        self.set_clip_on(False)
        self._over, self._room, self._largest = axes, room, self.get_fontsize()

    def draw(self, renderer: RendererBase) -> None:
        """Draw it as large as there is room."""
        size = min(float(self._largest), _points(self._over, self._room) / _LINE)
        if size >= _SMALLEST:
            self.set_fontsize(size)
            super().draw(renderer)


class _FittedNodes(Line2D):
    """Markers that do not touch each other, `room` apart in shares of the height of their axes."""

    def __init__(self, places: NDArray[np.float64], room: float, **style: Any) -> None:
        super().__init__(places[:, 0], places[:, 1], **style)
        self._room = room

    def draw(self, renderer: RendererBase) -> None:
        """Draw them as large as there is room."""
        assert self.axes is not None
        self.set_markersize(min(_NODE, max(0.8 * _points(self.axes, self._room), 1.0)))
        super().draw(renderer)


def _points(axes: _AxesBase, room: float) -> float:
    """A share of the height of `axes`, in points."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    return float(room * axes.bbox.height * 72 / figure.dpi)


def _kind(kind: BlockKind, words: Callable[[str], str]) -> str:
    """What a node stands for, in a word."""
    return {
        "layer": words("layer"),
        "code": words("code"),
        "value": words("value"),
        "time": words("time"),
        "latent": words("latent"),
        "waves": words("waves"),
        "steps": words("steps"),
        "point": words("point"),
        "difference": words("difference"),
        "neurons": "",
        "logit": words("logit"),
        "velocity": words("velocity"),
    }[kind]

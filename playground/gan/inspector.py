"""Inspects a model, in training or at a snapshot, without touching anything that trains."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.gan.conditioning import ConditionBatch, Conditioning
from playground.gan.config import GanConfig
from playground.gan.latent_table import relative_density
from playground.gan.latents import GeneratorSampler
from playground.gan.losses import generator_objective
from playground.gan.network_blocks import drawn_networks
from playground.gan.networks import Discriminator
from playground.nn.device import as_array
from playground.nn.history import Snapshot
from playground.nn.inspection import (
    ARROWS,
    CELLS,
    LINES,
    STEPS,
    Inspection,
    InspectionRequest,
    has_d_map,
    neuron_index,
)
from playground.nn.network_blocks import Neuron, block_strengths, has_neuron

_EDGE = 0.98
"""Probability that the grid spans in each direction of normal latents."""

_FINE = 64
"""A neuron of the generator is asked at _FINE × _FINE latents."""


@dataclass(frozen=True, eq=False)
class ModelView:
    """A view of a model: networks, weights, and the monitored points and latents, which are those
    of an even density.
    """

    config: GanConfig
    discriminator: Discriminator
    d_weights: Tensor
    sampler: GeneratorSampler
    g_weights: Tensor
    real: Tensor
    latent: Tensor
    condition: ConditionBatch


class Inspector:
    """Inspects one model in turns: each call of `refresh` recomputes one requested part.

    So each call is cheap, and the caller decides how often to make one. No random stream is used.
    """

    def __init__(self, model_view: Callable[[], ModelView]) -> None:
        """`model_view` returns the model as it is at the time of the call."""
        self._model_view = model_view
        view = model_view()
        self._conditions = _conditions(view)
        self._points = _middles(view.sampler.device)
        self._arrow_index = _arrow_index(view)
        self._plane = (0, 1)
        self._neuron: Neuron | None = None
        categories = view.sampler.conditioning.categories
        layers = max(categories, 1)
        self._networks = drawn_networks(view.config, categories)
        self.inspection = Inspection(
            d_output_at=-1,
            d_output=np.full((len(self._conditions), CELLS, CELLS), np.nan, np.float32),
            arrows_at=-1,
            arrow_index=self._arrow_index,
            arrows=np.zeros((len(self._arrow_index), 2), np.float32),
            grid_at=-1,
            grid=np.full((layers, 2 * LINES, STEPS, 2), np.nan, np.float32),
            grid_density=np.ones((layers, LINES - 1, LINES - 1), np.float32),
            strengths=np.zeros(sum(one.lines for one in self._networks), np.float32),
            neuron=np.full((layers, CELLS, CELLS), np.nan, np.float32),
        )

    def refresh(self, request: InspectionRequest, now: int) -> bool:
        """Recompute the oldest of the requested parts; False if all are from `now` already.

        `now` is a number from 0 on that grows whenever the model has been updated. Parts that the
        model does not have are skipped: with packing there is no map, and with packs larger than
        the monitored batch there are no arrows.
        """
        inspection = self.inspection
        candidates = {
            "d_output": (request.d_output and bool(self._conditions), inspection.d_output_at),
            "arrows": (request.arrows and len(self._arrow_index) > 0, inspection.arrows_at),
            "grid": (request.grid, inspection.grid_at if request.plane == self._plane else -1),
            "strengths": (request.strengths, inspection.strengths_at),
            "neuron": (
                self._has_map(request.neuron),
                inspection.neuron_at if request.neuron == self._neuron else -1,
            ),
        }
        ages = {name: at for name, (wants, at) in candidates.items() if wants and at != now}
        if not ages:
            return False
        match min(ages, key=ages.__getitem__):
            case "d_output":
                self.inspection = replace(inspection, d_output_at=now, d_output=self.d_output())
            case "arrows":
                self.inspection = replace(inspection, arrows_at=now, arrows=self.arrows())
            case "strengths":
                found = self.strengths()
                self.inspection = replace(inspection, strengths_at=now, strengths=found)
            case "neuron" if request.neuron is not None:
                self._neuron = request.neuron
                self.inspection = replace(
                    inspection,
                    neuron_at=now,
                    neuron_index=neuron_index(request.neuron),
                    neuron=self.neuron(request.neuron),
                )
            case _:
                self._plane = plane = request.plane
                grid, density = self.grid(plane), self.grid_density(plane)
                self.inspection = replace(inspection, grid_at=now, grid=grid, grid_density=density)
        return True

    def d_output(self) -> NDArray[np.float32]:
        """The current `Inspection.d_output`."""
        view = self._model_view()
        with torch.no_grad():
            rows = [
                view.discriminator(
                    view.d_weights,
                    self._points,
                    None if one is None else one.expand(-1, self._points.shape[1]),
                )
                for one in self._conditions
            ]
        return as_array(torch.stack(rows).view(-1, CELLS, CELLS))

    def arrows(self) -> NDArray[np.float32]:
        """The current `Inspection.arrows`."""
        view, index = self._model_view(), torch.from_numpy(self._arrow_index)
        index = index.to(view.sampler.device)
        inputs, condition = view.condition.generator_input, view.condition.discriminator_input
        latent = view.sampler.shown_latent(
            view.g_weights, view.latent[:, index], view.condition.layer[index]
        )
        with torch.no_grad():
            points = view.sampler.generator(
                view.g_weights,
                latent,
                None if inputs is None else inputs[:, index],
            )
        _, _, slope = generator_objective(
            view.config,
            view.discriminator,
            view.discriminator.body.layered(view.d_weights),
            view.real[:, index],
            points,
            None if condition is None else condition[:, index],
        )
        # The loss is a mean; times the count, one point's gradient does not depend on the count.
        return as_array(-slope.T * len(index))

    def grid(self, plane: tuple[int, int] = (0, 1)) -> NDArray[np.float32]:
        """The current `Inspection.grid`; dimensions of `plane` beyond the latents are ignored."""
        view = self._model_view()
        sampler = view.sampler
        latent, inputs, layers = _for_all_layers(sampler, _lattice(sampler, plane))
        with torch.no_grad():
            points = sampler.generator(view.g_weights, latent, inputs)
        return as_array(points.T.reshape(layers, 2 * LINES, STEPS, 2))

    def grid_density(self, plane: tuple[int, int] = (0, 1)) -> NDArray[np.float32]:
        """The current `Inspection.grid_density`."""
        view = self._model_view()
        sampler, cells = view.sampler, LINES - 1
        layers = max(sampler.conditioning.categories, 1)
        table = sampler.generator.table(view.g_weights)
        if table is None or set(plane) != {0, 1}:
            return np.ones((layers, cells, cells), np.float32)
        of_table = torch.linspace(0, 1, table.shape[-1] + 1, device=sampler.device)
        edges = torch.linspace(-0.5, 0.5, LINES, device=sampler.device)
        part = _parts(edges * (_EDGE if sampler.normal else 1.0) + 0.5, of_table)
        means = part @ relative_density(table) @ part.T
        return as_array(means if plane == (0, 1) else means.transpose(1, 2))

    def strengths(self) -> NDArray[np.float32]:
        """The current `Inspection.strengths`."""
        view = self._model_view()
        weights = as_array(view.g_weights), as_array(view.d_weights)
        pairs = zip(self._networks, weights, strict=True)
        return np.concatenate([block_strengths(network, values) for network, values in pairs])

    def neuron(self, neuron: Neuron) -> NDArray[np.float32]:
        """The current `Inspection.neuron` of this one."""
        view = self._model_view()
        with torch.no_grad():
            if neuron.network == "d":
                return _shown_for(self.inspection.neuron, self._d_neuron(view, neuron))
            return self._g_neuron(view, neuron)

    def _d_neuron(self, view: ModelView, neuron: Neuron) -> NDArray[np.float32]:
        rows, weights = [], view.discriminator.body.layered(view.d_weights)
        for one in self._conditions:
            condition = None if one is None else one.expand(-1, self._points.shape[1])
            pass_ = view.discriminator.trace(weights, self._points, condition)
            rows.append(pass_.trace.hidden(neuron.layer)[neuron.unit])
        return as_array(torch.stack(rows).view(-1, CELLS, CELLS))

    def _g_neuron(self, view: ModelView, neuron: Neuron) -> NDArray[np.float32]:
        sampler = view.sampler
        latent, inputs, layers = _for_all_layers(sampler, _square(sampler))
        body = sampler.generator.body
        weights = body.layered(view.g_weights[: body.size])  # without the table of latents
        traced = sampler.generator.trace(weights, latent, inputs)
        values = traced.trace.hidden(neuron.layer)[neuron.unit].view(layers, -1)
        points = traced.points.view(2, layers, -1)
        maps = [
            _means(as_array(points[:, layer]), as_array(values[layer])) for layer in range(layers)
        ]
        return np.stack(maps)

    def _has_map(self, neuron: Neuron | None) -> bool:
        if neuron is None or (neuron.network == "d" and not self._conditions):
            return False
        return any(has_neuron(network, neuron) for network in self._networks)


def _parts(edges: Tensor, others: Tensor) -> Tensor:
    """How much [intervals, others] of each interval between `edges` lies in each other one."""
    low = torch.maximum(edges[:-1, None], others[:-1])
    high = torch.minimum(edges[1:, None], others[1:])
    return (high - low).clamp(min=0) / edges.diff()[:, None]


def _conditions(view: ModelView) -> list[Tensor | None]:
    """The discriminator's conditions: each one-hot column, or a single None for unconditional
    models.

    Empty with packing, since a single point cannot be evaluated.
    """
    if not has_d_map(view.config):
        return []
    conditioning = view.sampler.conditioning
    return list(conditioning.one_hot.T[:, :, None]) if conditioning.is_conditional else [None]


def _middles(device: torch.device) -> Tensor:
    """The centres of the cells [2, CELLS²], row by row from the top."""
    middle = (torch.arange(CELLS, device=device) + 0.5) / CELLS
    y, x = torch.meshgrid(1 - middle, middle, indexing="ij")
    return torch.stack([x.flatten(), y.flatten()])


def _arrow_index(view: ModelView) -> NDArray[np.int64]:
    """Indices evenly spread over the monitored points, in whole packs; empty for larger packs."""
    shown, pack = view.latent.shape[1], view.config.pack_size
    count = max(ARROWS // pack, 1) * pack
    return np.arange(count) * shown // count if count <= shown else np.zeros(0, np.int64)


def _lattice(sampler: GeneratorSampler, plane: tuple[int, int]) -> Tensor:
    """Latents [latent_dim, 2 LINES STEPS] along the lines of the grid, 0 in all other dimensions.

    For normal latents the grid has equal steps of probability, so that each of its cells gets as
    many points as any other.
    """
    fine, coarse = _ticks(sampler, STEPS), _ticks(sampler, LINES)
    along, across = fine.repeat(LINES), coarse.repeat_interleave(STEPS)
    latent = torch.zeros(sampler.latent_dim, 2 * LINES * STEPS, device=sampler.device)
    for dimension, values in zip(
        plane, (torch.cat([across, along]), torch.cat([along, across])), strict=True
    ):
        if dimension < sampler.latent_dim:
            latent[dimension] = values
    return latent


def _square(sampler: GeneratorSampler) -> Tensor:
    """Latents [latent_dim, _FINE²] all over the first two dimensions, 0 in all others."""
    ticks = _ticks(sampler, _FINE)
    latent = torch.zeros(sampler.latent_dim, _FINE**2, device=sampler.device)
    for dimension, values in enumerate((ticks.repeat(_FINE), ticks.repeat_interleave(_FINE))):
        latent[dimension : dimension + 1] = values
    return latent


def _for_all_layers(sampler: GeneratorSampler, latent: Tensor) -> tuple[Tensor, Tensor | None, int]:
    """Latents once for each layer or code, the generator's conditions with them, and how often."""
    conditioning = sampler.conditioning
    layers, count = max(conditioning.categories, 1), latent.shape[1]
    if not conditioning.categories:
        return latent, None, layers
    layer = torch.arange(layers, device=sampler.device).repeat_interleave(count)
    values = torch.zeros(conditioning.continuous, len(layer), device=sampler.device)
    encoded = conditioning.encode(layer, None if conditioning.is_conditional else values)
    return latent.repeat(1, layers), encoded.generator_input, layers


def _means(points: NDArray[np.float32], values: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of `values` [n] in each cell with `points` [2, n] in it, row 0 at the top."""
    column, row = (np.clip(points, 0, 1) * CELLS).astype(np.intp).clip(0, CELLS - 1)
    cell = (CELLS - 1 - row) * CELLS + column
    inside = ((points >= 0) & (points <= 1)).all(axis=0)
    count = np.bincount(cell[inside], minlength=CELLS**2)
    total = np.bincount(cell[inside], values[inside], minlength=CELLS**2)
    means = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return means.reshape(CELLS, CELLS).astype(np.float32)


def _shown_for(room: NDArray[np.float32], maps: NDArray[np.float32]) -> NDArray[np.float32]:
    """`maps` of D, which does not know the codes, for as many layers as `room` has."""
    return maps if len(maps) == len(room) else np.repeat(maps, len(room), axis=0)


def _ticks(sampler: GeneratorSampler, count: int) -> Tensor:
    ticks = torch.linspace(-1, 1, count, device=sampler.device)
    if not sampler.normal:
        return ticks
    quantiles: Tensor = torch.special.ndtri((ticks * _EDGE + 1) / 2)
    return quantiles


def inspect_snapshot(view: ModelView, snapshot: Snapshot, request: InspectionRequest) -> Inspection:
    """The inspection of the model as it was at `snapshot`.

    `view` provides the networks, which are functions of their weights, and the latents, which are
    the same throughout a run; weights and points are taken from `snapshot`.
    """
    device = view.sampler.device
    then = replace(
        view,
        d_weights=torch.from_numpy(snapshot.d_weights).to(device),
        g_weights=torch.from_numpy(snapshot.g_weights).to(device),
        real=torch.from_numpy(snapshot.real).T.contiguous().to(device),
        condition=_condition(view, torch.from_numpy(snapshot.generated_layer).to(device)),
    )
    inspector = Inspector(lambda: then)
    while inspector.refresh(request, 0):
        pass
    return inspector.inspection


def _condition(view: ModelView, layer: Tensor) -> ConditionBatch:
    """The conditions with `layer` [n]; the continuous codes are the same throughout a run."""
    conditioning: Conditioning = view.sampler.conditioning
    if not conditioning.categories:
        return view.condition
    values = None
    if not conditioning.is_conditional:
        assert view.condition.generator_input is not None
        values = view.condition.generator_input[conditioning.categories :]
    return conditioning.encode(layer, values)

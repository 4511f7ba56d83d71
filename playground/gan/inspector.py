"""Inspects a model, in training or at a snapshot, without touching anything that trains."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.gan.conditioning import ConditionBatch, Conditioning
from playground.gan.config import GanConfig
from playground.gan.latents import GeneratorSampler
from playground.gan.losses import generator_objective
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
)

_EDGE = 0.98
"""Probability that the grid spans in each direction of normal latents."""


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
        layers = max(view.sampler.conditioning.categories, 1)
        self.inspection = Inspection(
            d_output_at=-1,
            d_output=np.full((len(self._conditions), CELLS, CELLS), np.nan, np.float32),
            arrows_at=-1,
            arrow_index=self._arrow_index,
            arrows=np.zeros((len(self._arrow_index), 2), np.float32),
            grid_at=-1,
            grid=np.full((layers, 2 * LINES, STEPS, 2), np.nan, np.float32),
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
        }
        ages = {name: at for name, (wants, at) in candidates.items() if wants and at != now}
        if not ages:
            return False
        match min(ages, key=ages.__getitem__):
            case "d_output":
                self.inspection = replace(inspection, d_output_at=now, d_output=self.d_output())
            case "arrows":
                self.inspection = replace(inspection, arrows_at=now, arrows=self.arrows())
            case _:
                self._plane = request.plane
                self.inspection = replace(inspection, grid_at=now, grid=self.grid(request.plane))
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
            view.d_weights,
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
        latent = _lattice(sampler, plane)
        count, layers = latent.shape[1], max(sampler.conditioning.categories, 1)
        inputs = None
        if sampler.conditioning.categories:
            layer = torch.arange(layers, device=sampler.device).repeat_interleave(count)
            values = torch.zeros(sampler.conditioning.continuous, len(layer), device=sampler.device)
            inputs = sampler.conditioning.encode(
                layer, None if sampler.conditioning.is_conditional else values
            ).generator_input
        with torch.no_grad():
            points = sampler.generator(view.g_weights, latent.repeat(1, layers), inputs)
        return as_array(points.T.reshape(layers, 2 * LINES, STEPS, 2))


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

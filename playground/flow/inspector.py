"""Inspects a flow, in training or at a snapshot: its velocity, its paths, the grid of its noise."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.special import logsumexp
from torch import Tensor

from playground.density.target import Target
from playground.flow.config import FlowConfig
from playground.flow.likelihood import log_density
from playground.flow.model import FlowModel, FlowMonitor, to_square
from playground.flow.network_blocks import drawn_networks
from playground.flow.samplers import final, heun, path
from playground.metrics.exact_velocity import ExactVelocity
from playground.nn.device import as_array
from playground.nn.history import Snapshot
from playground.nn.inspection import CELLS, LINES, PATHS, STEPS, Inspection, InspectionRequest
from playground.nn.network_blocks import block_strengths

_EDGE = 0.98
"""Probability that the grid spans in each direction of normal noise."""

LAST_TIME = 0.999
"""Velocities are shown up to here: at 1 the exact one has no limit off the support."""


@dataclass(frozen=True, eq=False)
class FlowView:
    """A view of a flow: its settings, target, networks and weights, and what it shows."""

    config: FlowConfig
    target: Target
    model: FlowModel
    weights: Tensor
    monitor: FlowMonitor

    def log_density(
        self, points: NDArray[np.floating], layer: int | None = None
    ) -> NDArray[np.float64]:
        """Log q [n] at `points` [n, 2] of the unit square, see `FlowTrainer.log_density`."""
        places = torch.from_numpy(np.ascontiguousarray(points.T, np.float32))
        places = places.to(self.model.device)
        parts = {0: 1.0} if layer is None else {layer: 1.0}
        if layer is None and self.config.is_conditional:
            parts = dict(enumerate(self.target.shares))
        found = []
        for index, share in parts.items():
            layers = torch.full((len(points),), index, device=places.device)
            one = log_density(self.model, self.config, self.weights, places, layers)
            found.append(as_array(one).astype(np.float64) + np.log(share))
        mixture: NDArray[np.float64] = logsumexp(found, axis=0)
        return mixture


class FlowInspector:
    """Inspects one flow in turns: each call of `refresh` recomputes one requested part.

    No random stream is used.
    """

    def __init__(self, view: Callable[[], FlowView]) -> None:
        """`view` returns the model as it is at the time of the call."""
        self._view = view
        layers = max(len(view().model.one_hot), 1)
        self._plane_of_velocity: tuple[float, int | None] = (-1.0, None)
        self._layer_of_paths: int | None = None
        self._place_of_density: tuple[tuple[float, float] | None, int | None] = (None, None)
        count = view().config.condition_count(len(view().target.layers))
        (self._network,) = drawn_networks(view().config, count)
        self._exact = lru_cache(maxsize=2)(_exact)
        nothing = np.full((layers, 2 * LINES, STEPS, 2), np.nan, np.float32)
        self.inspection = Inspection(
            d_output_at=-1,
            d_output=np.zeros((0, CELLS, CELLS), np.float32),
            arrows_at=-1,
            arrow_index=np.zeros(0, np.int64),
            arrows=np.zeros((0, 2), np.float32),
            grid_at=-1,
            grid=nothing,
            grid_density=np.ones((layers, LINES - 1, LINES - 1), np.float32),
            strengths=np.zeros(self._network.lines, np.float32),
            velocity=np.full((2, CELLS, CELLS, 2), np.nan, np.float32),
            paths=np.full((PATHS, STEPS, 2), np.nan, np.float32),
        )

    def refresh(self, request: InspectionRequest, now: int) -> bool:
        """Recompute the oldest of the requested parts; False if all are from `now` already.

        `now` is a number from 0 on that grows whenever the model has been updated.
        """
        known = self.inspection
        same = self._plane_of_velocity == (request.time, request.layer)
        there = self._place_of_density == (request.point, request.layer)
        has_density = self._view().config.has_log_density
        candidates = {
            "velocity": (request.velocity, known.velocity_at if same else -1),
            "paths": (
                request.paths,
                known.paths_at if self._layer_of_paths == request.layer else -1,
            ),
            "grid": (request.grid, known.grid_at),
            "log_q": (has_density and request.point, known.log_q_at if there else -1),
            "strengths": (request.strengths, known.strengths_at),
        }
        ages = {name: at for name, (wants, at) in candidates.items() if wants and at != now}
        if not ages:
            return False
        match min(ages, key=ages.__getitem__):
            case "velocity":
                self._plane_of_velocity = request.time, request.layer
                found = self.velocity(request.time, request.layer)
                self.inspection = replace(
                    known, velocity_at=now, velocity=found, velocity_time=request.time
                )
            case "paths":
                self._layer_of_paths = request.layer
                self.inspection = replace(known, paths_at=now, paths=self.paths(request.layer))
            case "log_q":
                self._place_of_density = request.point, request.layer
                self.inspection = replace(known, log_q_at=now, log_q=self.log_q(request))
            case "strengths":
                found = block_strengths(self._network, as_array(self._view().weights))
                self.inspection = replace(known, strengths_at=now, strengths=found)
            case _:
                self.inspection = replace(known, grid_at=now, grid=self.grid())
        return True

    @torch.no_grad()
    def velocity(self, time: float, layer: int | None) -> NDArray[np.float32]:
        """The `Inspection.velocity` at a time, for one layer or for all of them; unguided."""
        view, t = self._view(), min(time, LAST_TIME)
        x = _middles(view.model.device)
        told = view.model.condition(torch.full((x.shape[1],), layer or 0, device=x.device))
        if told is not None and layer is None:
            told = torch.zeros_like(told)
        learned = view.model.velocity(view.weights, x, x.new_full((x.shape[1],), t), told)
        found = np.full((2, CELLS, CELLS, 2), np.nan)
        found[0] = as_array(learned.T).reshape(CELLS, CELLS, 2)
        if view.config.has_exact_velocity:
            exact = self._exact(view.target, view.config, layer if told is not None else None)
            found[1] = exact.on_grid(t, CELLS)
        return (found / 2).astype(np.float32)

    def log_q(self, request: InspectionRequest) -> NDArray[np.float64]:
        """The `Inspection.log_q` at the point of a request."""
        place = np.array([request.point])
        return np.append(place, self._view().log_density(place, request.layer))

    @torch.no_grad()
    def paths(self, layer: int | None) -> NDArray[np.float32]:
        """The `Inspection.paths`, followed by Heun's steps; of a conditional flow those of one
        layer, or of as many points in each.
        """
        view = self._view()
        told = view.monitor.layer if view.config.is_conditional else view.monitor.layer * 0
        chosen = torch.from_numpy(_first_of(as_array(told), layer)).to(told.device)
        field = view.model.field(view.config, view.weights, told[chosen])
        ways = torch.stack(list(path(heun, field, view.monitor.base[:, chosen], STEPS - 1)))
        return as_array(to_square(ways).permute(2, 0, 1))

    @torch.no_grad()
    def grid(self) -> NDArray[np.float32]:
        """The `Inspection.grid`: where a square grid of the noise gets to, under each condition."""
        view = self._view()
        lattice = _lattice(view.model)
        layers = max(len(view.model.one_hot), 1)
        layer = torch.arange(layers, device=lattice.device).repeat_interleave(lattice.shape[1])
        field = view.model.field(view.config, view.weights, layer)
        points = final(heun, field, lattice.repeat(1, layers), STEPS // 2)
        return as_array(to_square(points).T.reshape(layers, 2 * LINES, STEPS, 2))


def _first_of(layers: NDArray[np.int64], layer: int | None) -> NDArray[np.int64]:
    """The first `PATHS` of points of these layers [n] that are in this one, where any is, or the
    first of each layer in turns; fewer points come again.
    """
    (found,) = np.nonzero(layers == layer)
    if not len(found):
        ranks = np.zeros(len(layers), np.int64)
        for one in np.unique(layers):
            ranks[layers == one] = np.arange(np.count_nonzero(layers == one))
        found = np.lexsort((layers, ranks))
    return np.resize(found, PATHS)


def _exact(target: Target, config: FlowConfig, layer: int | None) -> ExactVelocity:
    assert config.noise
    return ExactVelocity(target, config.noise, layer)


def _middles(device: torch.device) -> Tensor:
    """The centres of the cells [2, CELLS²] over -1 … 1, row by row from the top."""
    middle = (torch.arange(CELLS, device=device) + 0.5) / CELLS * 2 - 1
    y, x = torch.meshgrid(-middle, middle, indexing="ij")
    return torch.stack([x.flatten(), y.flatten()])


def _lattice(model: FlowModel) -> Tensor:
    """Noise [2, 2 LINES STEPS] along the lines of the grid, in equal steps of probability."""
    fine, coarse = _ticks(model, STEPS), _ticks(model, LINES)
    along, across = fine.repeat(LINES), coarse.repeat_interleave(STEPS)
    return torch.stack([torch.cat([across, along]), torch.cat([along, across])])


def _ticks(model: FlowModel, count: int) -> Tensor:
    ticks = torch.linspace(-1, 1, count, device=model.device)
    if model.paths.noise != "normal":
        return ticks
    quantiles: Tensor = torch.special.ndtri((ticks * _EDGE + 1) / 2)
    return quantiles


def inspect_flow(view: FlowView, snapshot: Snapshot, request: InspectionRequest) -> Inspection:
    """The inspection of the model as it was at `snapshot`: its weights count, and the rest of
    `view` is the same throughout a run.
    """
    weights = torch.from_numpy(snapshot.g_weights).to(view.model.device)
    then = replace(view, weights=weights)
    inspector = FlowInspector(lambda: then)
    while inspector.refresh(request, 0):
        pass
    return inspector.inspection

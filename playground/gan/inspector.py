"""Looks inside a model, as it trains or as it was at a snapshot; nothing that trains is touched."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.gan.conditioning import ConditionBatch, Conditioning
from playground.gan.config import GanConfig
from playground.gan.history import Snapshot
from playground.gan.inspection import (
    ARROWS,
    CELLS,
    LINES,
    STEPS,
    Inspection,
    InspectionRequest,
    has_judgement,
)
from playground.gan.latents import GeneratorSampler
from playground.gan.losses import generator_objective
from playground.gan.networks import Discriminator
from playground.nn.device import as_array

_EDGE = 0.98
"""Of normal latents the grid spans this much of the probability in each direction."""


@dataclass(frozen=True, eq=False)
class ModelView:
    """A model as it is now: networks, weights, and the points and latents that are shown."""

    config: GanConfig
    discriminator: Discriminator
    d_weights: Tensor
    maker: GeneratorSampler
    g_weights: Tensor
    real: Tensor
    latent: Tensor
    asked: ConditionBatch


class Inspector:
    """Looks at one model by turns: each call of `take` refreshes one thing that is wanted.

    So a look costs little at a time, and the caller decides how often. Random streams are not used.
    """

    def __init__(self, insides: Callable[[], ModelView]) -> None:
        """`insides` gives the model as it is at the moment of a look."""
        self._insides = insides
        inside = insides()
        self._conditions = _conditions(inside)
        self._points = _middles(inside.maker.device)
        self._chosen = _chosen(inside)
        self._plane = (0, 1)
        layers = max(inside.maker.asking.layers, 1)
        self.look = Inspection(
            judged_at=-1,
            judged=np.full((len(self._conditions), CELLS, CELLS), np.nan, np.float32),
            arrows_at=-1,
            arrow_index=self._chosen,
            arrows=np.zeros((len(self._chosen), 2), np.float32),
            grid_at=-1,
            grid=np.full((layers, 2 * LINES, STEPS, 2), np.nan, np.float32),
        )

    def refresh(self, wanted: InspectionRequest, now: int) -> bool:
        """Take the oldest of the looks that are wanted; False when all are of `now` already.

        `now` is a number from 0 on that grows whenever the model has moved. What the model does not
        have is passed over: packs of points have no map, and too large ones no arrows.
        """
        look = self.look
        asked = {
            "judged": (wanted.judged and bool(self._conditions), look.judged_at),
            "arrows": (wanted.arrows and len(self._chosen) > 0, look.arrows_at),
            "grid": (wanted.grid, look.grid_at if wanted.plane == self._plane else -1),
        }
        ages = {name: at for name, (wants, at) in asked.items() if wants and at != now}
        if not ages:
            return False
        match min(ages, key=ages.__getitem__):
            case "judged":
                self.look = replace(look, judged_at=now, judged=self.judged())
            case "arrows":
                self.look = replace(look, arrows_at=now, arrows=self.arrows())
            case _:
                self._plane = wanted.plane
                self.look = replace(look, grid_at=now, grid=self.grid(wanted.plane))
        return True

    def judged(self) -> NDArray[np.float32]:
        """`Inspection.judged` of now."""
        inside = self._insides()
        with torch.no_grad():
            rows = [
                inside.discriminator(
                    inside.d_weights,
                    self._points,
                    None if one is None else one.expand(-1, self._points.shape[1]),
                )
                for one in self._conditions
            ]
        return as_array(torch.stack(rows).view(-1, CELLS, CELLS))

    def arrows(self) -> NDArray[np.float32]:
        """`Inspection.arrows` of now."""
        inside, chosen = self._insides(), torch.from_numpy(self._chosen)
        chosen = chosen.to(inside.maker.device)
        inputs, condition = inside.asked.inputs, inside.asked.condition
        with torch.no_grad():
            points = inside.maker.generator(
                inside.g_weights,
                inside.latent[:, chosen],
                None if inputs is None else inputs[:, chosen],
            )
        points.requires_grad_()
        loss = generator_objective(
            inside.config,
            lambda x, told: inside.discriminator(inside.d_weights, x, told),
            inside.real[:, chosen],
            points,
            None if condition is None else condition[:, chosen],
        )
        (slope,) = torch.autograd.grad(loss, points)
        # The loss is a mean; one point's own part of it does not depend on how many there are.
        return as_array(-slope.T * len(chosen))

    def grid(self, plane: tuple[int, int] = (0, 1)) -> NDArray[np.float32]:
        """`Inspection.grid` of now; dimensions that the latents do not have are left out."""
        inside = self._insides()
        maker = inside.maker
        latent = _lattice(maker, plane)
        count, layers = latent.shape[1], max(maker.asking.layers, 1)
        inputs = None
        if maker.asking.layers:
            layer = torch.arange(layers, device=maker.device).repeat_interleave(count)
            values = torch.zeros(maker.asking.continuous, len(layer), device=maker.device)
            inputs = maker.asking.ask(layer, None if maker.asking.is_told else values).inputs
        with torch.no_grad():
            points = maker.generator(inside.g_weights, latent.repeat(1, layers), inputs)
        return as_array(points.T.reshape(layers, 2 * LINES, STEPS, 2))


def _conditions(inside: ModelView) -> list[Tensor | None]:
    """What the discriminator may be told beside a point: each one-hot column, or nothing.

    A single point cannot be judged where packs are, so then there is nothing to look at.
    """
    if not has_judgement(inside.config):
        return []
    asking = inside.maker.asking
    return list(asking.one_hot.T[:, :, None]) if asking.is_told else [None]


def _middles(device: torch.device) -> Tensor:
    """The middles of the cells [2, CELLS²], row after row from the top."""
    middle = (torch.arange(CELLS, device=device) + 0.5) / CELLS
    y, x = torch.meshgrid(1 - middle, middle, indexing="ij")
    return torch.stack([x.flatten(), y.flatten()])


def _chosen(inside: ModelView) -> NDArray[np.int64]:
    """Points spread evenly over those shown, in whole packs; none where a pack is larger."""
    shown, pack = inside.latent.shape[1], inside.config.judged_together
    count = max(ARROWS // pack, 1) * pack
    return np.arange(count) * shown // count if count <= shown else np.zeros(0, np.int64)


def _lattice(maker: GeneratorSampler, plane: tuple[int, int]) -> Tensor:
    """Latents [latent_dim, 2 LINES STEPS] along the lines of the grid, 0 in all other dimensions.

    Of normal latents the grid is drawn at equal steps of probability, so that each of its cells
    gets as many points as any other.
    """
    fine, coarse = _ticks(maker, STEPS), _ticks(maker, LINES)
    along, across = fine.repeat(LINES), coarse.repeat_interleave(STEPS)
    latent = torch.zeros(maker.latent_dim, 2 * LINES * STEPS, device=maker.device)
    for dimension, values in zip(
        plane, (torch.cat([across, along]), torch.cat([along, across])), strict=True
    ):
        if dimension < maker.latent_dim:
            latent[dimension] = values
    return latent


def _ticks(maker: GeneratorSampler, count: int) -> Tensor:
    ticks = torch.linspace(-1, 1, count, device=maker.device)
    if not maker.normal:
        return ticks
    quantiles: Tensor = torch.special.ndtri((ticks * _EDGE + 1) / 2)
    return quantiles


def inspect_snapshot(
    inside: ModelView, snapshot: Snapshot, wanted: InspectionRequest
) -> Inspection:
    """What a look at the model would have shown when `snapshot` was taken of it.

    `inside` gives the networks, which are functions of their weights, and the latents, which are
    the same at all moments of a run; weights and points are those of `snapshot`.
    """
    device = inside.maker.device
    then = replace(
        inside,
        d_weights=torch.from_numpy(snapshot.d_weights).to(device),
        g_weights=torch.from_numpy(snapshot.g_weights).to(device),
        real=torch.from_numpy(snapshot.real).T.contiguous().to(device),
        asked=_asked(inside, torch.from_numpy(snapshot.generated_layer).to(device)),
    )
    looker = Inspector(lambda: then)
    while looker.refresh(wanted, 0):
        pass
    return looker.look


def _asked(inside: ModelView, layer: Tensor) -> ConditionBatch:
    """What was asked for with `layer` [n]; continuous codes are the same at all moments, too."""
    asking: Conditioning = inside.maker.asking
    if not asking.layers:
        return inside.asked
    values = None
    if not asking.is_told:
        assert inside.asked.inputs is not None
        values = inside.asked.inputs[asking.layers :]
    return asking.ask(layer, values)

"""Batches of straight paths from noise to real points, and moments on them."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment
from torch import Tensor

from playground.flow.base import Noise, base_density
from playground.flow.config import FlowConfig
from playground.nn.random_streams import (
    LATENT_STEPS,
    TIME_STEPS,
    KroneckerSequence,
    normal_from_uniform,
)
from playground.nn.real_data import RealPoints


class Moments(NamedTuple):
    """Points `x` [2, n] on straight paths at the times `t` [n], and the paths' `velocity` [2, n].

    `base` [2, n] is where the paths begin.
    """

    x: Tensor
    t: Tensor
    velocity: Tensor
    base: Tensor


@dataclass(frozen=True, eq=False)
class Paths:
    """Draws the beginnings and the times of a batch, and pairs them with real points in -1 … 1.

    x_t = (1 − t) z + t x has the velocity x − z (Lipman et al. 2023, arXiv 2210.02747; Liu et al.
    2023, arXiv 2209.03003).
    """

    device: torch.device
    noise: Noise | None
    density: RealPoints | None
    """The points that paths begin at, where that is no noise."""
    times: Literal["late", "uniform", "logit-normal"]
    transport: bool
    even: KroneckerSequence

    @classmethod
    def of(cls, config: FlowConfig, device: torch.device) -> "Paths":
        """The paths of `config`."""
        return cls(
            device,
            config.noise,
            None if config.noise else RealPoints(base_density(config.base), device),
            config.times,
            config.coupling == "transport",
            KroneckerSequence((*LATENT_STEPS, *TIME_STEPS), device, torch.float32),
        )

    def base(self, n: int, random: torch.Generator) -> Tensor:
        """Independent points [2, n] to begin at: noise in its units, or of a density in -1 … 1."""
        if self.density:
            return self.density.draw(n, random)[0] * 2 - 1
        if self.noise == "normal":
            return torch.randn((2, n), generator=random, device=self.device)
        return torch.rand((2, n), generator=random, device=self.device) * 2 - 1

    def base_from_uniform(self, uniform: Tensor) -> Tensor:
        """The same for uniform numbers [2, n] in 0 … 1."""
        if self.density:
            return self.density.at(uniform) * 2 - 1
        return normal_from_uniform(uniform) if self.noise == "normal" else uniform * 2 - 1

    def moment(self, uniform: Tensor) -> Tensor:
        """The times for uniform numbers in 0 … 1; late ones have the density ½ / √(1 − t)."""
        match self.times:
            case "late":
                return 1 - (1 - uniform).square()
            case "logit-normal":
                return torch.sigmoid(normal_from_uniform(uniform))
            case "uniform":
                return uniform

    def moments(
        self, real: Tensor, layer: Tensor | None, random: torch.Generator, *, quasi_random: bool
    ) -> Moments:
        """A moment of a path to each of the `real` points [2, n], whose layers [n] are told the
        network or not.
        """
        n = real.shape[1]
        if quasi_random:
            uniform = self.even(n, random)
        else:
            uniform = torch.rand((3, n), generator=random, device=self.device)
        base = self.base_from_uniform(uniform[:2])
        if self.transport:
            base = base[:, transport_order(base, real, layer)]
        t = self.moment(uniform[2])
        velocity = real - base
        return Moments(torch.addcmul(base, velocity, t), t, velocity, base)


def transport_order(noise: Tensor, real: Tensor, layer: Tensor | None) -> Tensor:
    """Which noise [n] goes to each real point, so that the squared ways are least in all.

    Where the network is told the layer, noise is exchanged within a layer only: pairs across layers
    would bend what a conditional flow learns of its base (Cheng & Schwing 2025, arXiv 2503.10636).
    The assignment is SciPy's, on the host (minibatch optimal transport: Tong et al. 2024, arXiv
    2302.00482).
    """
    order = np.arange(noise.shape[1])
    labels = np.zeros_like(order) if layer is None else layer.cpu().numpy()
    starts, ends = noise.T.cpu().numpy(), real.T.cpu().numpy()
    for one in np.unique(labels):
        (own,) = np.nonzero(labels == one)
        cost = np.square(ends[own, None] - starts[None, own]).sum(axis=2)
        order[own] = own[linear_sum_assignment(cost)[1]]
    return torch.from_numpy(order).to(noise.device)

"""What every snapshot of a run shows."""

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.gan.asking import Asked
from playground.gan.maker import Maker
from playground.gan.real_points import MixturePoints, RealPoints

_POINTS = 2000


@dataclass(frozen=True, eq=False)
class Shown:
    """The same real points [2, n], latents and requests in every snapshot of a run."""

    real: Tensor
    latent: Tensor
    asked: Asked

    @classmethod
    def draw(
        cls, real_points: RealPoints | MixturePoints, maker: Maker, random: torch.Generator
    ) -> "Shown":
        """Fresh ones."""
        real, layer = real_points.draw(_POINTS, random)
        latent = maker.latent(_POINTS, random)
        return cls(real, latent, maker.asking.draw(layer, random))

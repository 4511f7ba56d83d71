"""The real points and the latents that every snapshot of a run shows."""

from dataclasses import dataclass

from torch import Tensor

from playground.gan.asking import Asked
from playground.gan.maker import Maker
from playground.gan.real_points import MixturePoints, RealPoints
from playground.gan.streams import open_stream

_POINTS = 2000


@dataclass(frozen=True, eq=False)
class Shown:
    """Points [2, n], latents [latent_dim, n], what is asked for, and what the generator sees."""

    real: Tensor
    latent: Tensor
    asked: Asked
    inputs: Tensor

    @classmethod
    def of(cls, seed: int, points: RealPoints | MixturePoints, maker: Maker) -> "Shown":
        """Those of `seed`, from a stream of their own: training does not move them."""
        random = open_stream(seed, "snapshot", maker.device)
        real, layer = points.draw(_POINTS, random)
        latent = maker.latent(_POINTS, random)
        asked = maker.asking.draw(layer, random)
        return cls(real, latent, asked, maker.generator.inputs(latent, asked.inputs))

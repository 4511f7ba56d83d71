"""Fourier features: what lets a small network see, and draw, fine detail."""

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from playground.gan.shapes import feature_outputs
from playground.gan.streams import open_stream


@dataclass(frozen=True)
class Fourier:
    """Random projections whose waves a network sees besides its inputs.

    `count` projections of `inputs` values in -1 … 1, shared out among `octaves` scales: their
    frequencies are normal with a deviation of ½, 1, 2, … cycles a unit. They are fixed by the seed
    and not trained, so no checkpoint holds them. (Tancik et al. 2020, arXiv 2006.10739.)

    The waves are sin and cos; with `square` also their signs. A square wave has jumps, and a
    generator that sees it can tear the plane apart along them: a continuous one would have to draw
    bridges of points between modes that lie apart.
    """

    inputs: int
    count: int
    octaves: int
    seed: int
    network: Literal["d", "g"]
    square: bool = False

    @property
    def outputs(self) -> int:
        """How many values the network sees: the inputs, and two or four waves a projection."""
        return feature_outputs(self.inputs, self.count, square=self.square)

    def frequencies(self) -> Tensor:
        """The projections, float32 [count, inputs], in radians a unit."""
        random = open_stream(self.seed, f"{self.network}_features")
        drawn = torch.randn(self.count, self.inputs, generator=random)
        octave = torch.arange(self.count) % self.octaves
        return drawn * (torch.pi * 2.0**octave)[:, None]


def waves(values: Tensor, frequencies: Tensor, square: bool) -> list[Tensor]:
    """The waves of `values` [inputs, n], each [count, n]: sin, cos, and if `square` their signs."""
    phase = frequencies @ values
    smooth = [phase.sin(), phase.cos()]
    return smooth + [wave.sign() for wave in smooth] if square else smooth

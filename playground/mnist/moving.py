"""Real images moved a little, which changes no digit."""

import torch
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample

from playground.mnist.team import Team

ANGLE = 0.25
"""Most that an image is turned, in radians, either way."""
SHEAR = 0.3
SCALE = 0.2
"""Most that it is made larger or smaller, as a share, along each axis by itself."""
SHIFT = 0.15
"""Most that it is moved along each axis, as a share of half its side."""


def moved(
    images: Tensor, black: float, stream: torch.Generator, team: Team | None = None
) -> Tensor:
    """Each of `images` [n, 1, side, side] turned, sheared, scaled and shifted at random.

    What comes in at the edges is `black`, the value of an empty pixel. In a `team` the images are
    a share of a batch, and the draws those of the whole.
    """
    team = team or Team()
    draw = torch.rand(len(images) * team.size, 6, generator=stream, device=images.device)
    draw = team.share(draw).T * 2 - 1
    turn, shear = ANGLE * draw[0], SHEAR * draw[1]
    wide, high = 1 + SCALE * draw[2], 1 + SCALE * draw[3]
    right, down = SHIFT * draw[4], SHIFT * draw[5]
    cos, sin = turn.cos(), turn.sin()
    rows = [wide * cos, wide * (shear * cos - sin), right, high * sin, high * (shear * sin + cos)]
    matrices = torch.stack([*rows, down], dim=1).view(-1, 2, 3)
    grid = affine_grid(matrices, list(images.shape), align_corners=False)
    return grid_sample(images - black, grid, align_corners=False) + black

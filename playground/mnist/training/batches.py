"""Batches of real images, stored as bytes on the device, and their augmentation."""

import torch
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample, interpolate

from playground.errors import InputError
from playground.mnist.config import MnistConfig
from playground.mnist.data.digits import Digits
from playground.mnist.networks.build import image_batch
from playground.mnist.training.distributed import ProcessGroup
from playground.nn.random_streams import open_stream

_EPOCH_PURPOSE = "real"


class Batches:
    """Batches of `digits`: each pass shuffles all of them anew and drops an incomplete last batch.

    The order of a pass depends only on the seed and the number of the pass, so that a batch is
    determined by its iteration. Raises InputError when a batch is larger than the data.
    """

    def __init__(
        self, digits: Digits, config: MnistConfig, device: torch.device, group: ProcessGroup
    ) -> None:
        if config.batch_size > len(digits):
            raise InputError(
                f"--batch-size must be at most the {len(digits):,} images, got {config.batch_size}"
            )
        if config.labelled > len(digits):
            raise InputError(
                f"--labelled must be at most the {len(digits):,} images, got {config.labelled}"
            )
        self._config, self._group, self._device = config, group, device
        self._images = resized(torch.from_numpy(digits.images.copy()), config.side).to(device)
        self._labels = torch.from_numpy(digits.labels.copy()).long().to(device)
        self.per_pass = len(digits) // config.batch_size
        self._pass = -1
        self._order = torch.empty(0)

    def at(self, iteration: int) -> tuple[Tensor, Tensor]:
        """The share of a batch of this process: images [n, 1, side, side], labels int64 [n]."""
        number, index = divmod(iteration, self.per_pass)
        if number != self._pass:
            self._order, self._pass = self._shuffled(number), number
        start = index * self._config.batch_size
        return self._gather(self._order[start : start + self._config.batch_size])

    def labelled(self, stream: torch.Generator) -> tuple[Tensor, Tensor]:
        """Draw a batch from the images whose labels may be used."""
        n = self._config.batch_size
        chosen = torch.randint(self._config.labelled, (n,), generator=stream, device=self._device)
        return self._gather(chosen)

    def _gather(self, indices: Tensor) -> tuple[Tensor, Tensor]:
        indices = self._group.share(indices)
        images = image_batch(self._images[indices], self._config.signed)
        return images, self._labels[indices]

    def _shuffled(self, number: int) -> Tensor:
        # A seed of its own for each pass; 2³² passes of one run do not happen.
        stream = open_stream(self._config.seed * 2**32 + number, _EPOCH_PURPOSE, self._device)
        return torch.randperm(len(self._images), generator=stream, device=self._device)


def resized(images: Tensor, side: int) -> Tensor:
    """Bytes [n, 28, 28] resized bilinearly to [n, side, side]."""
    if images.shape[1] == side:
        return images
    parts = [
        interpolate(part[:, None].float(), (side, side), mode="bilinear")[:, 0].round().byte()
        for part in images.split(4096)
    ]
    return torch.cat(parts)


ANGLE = 0.25
"""Maximum rotation in radians, either way."""
SHEAR = 0.3
SCALE = 0.2
"""Maximum relative change of size, along each axis separately."""
SHIFT = 0.15
"""Maximum shift along each axis, relative to half the side."""


def augment(
    images: Tensor, black: float, stream: torch.Generator, group: ProcessGroup | None = None
) -> Tensor:
    """Randomly rotate, shear, scale and shift each of `images` [n, 1, side, side].

    Pixels from outside the image are `black`, the value of an empty pixel. In a `group` the images
    are a share of a batch, and the draws are those of the whole batch.
    """
    group = group or ProcessGroup()
    draw = torch.rand(len(images) * group.size, 6, generator=stream, device=images.device)
    draw = group.share(draw).T * 2 - 1
    turn, shear = ANGLE * draw[0], SHEAR * draw[1]
    wide, high = 1 + SCALE * draw[2], 1 + SCALE * draw[3]
    right, down = SHIFT * draw[4], SHIFT * draw[5]
    cos, sin = turn.cos(), turn.sin()
    rows = [wide * cos, wide * (shear * cos - sin), right, high * sin, high * (shear * sin + cos)]
    matrices = torch.stack([*rows, down], dim=1).view(-1, 2, 3)
    grid = affine_grid(matrices, list(images.shape), align_corners=False)
    return grid_sample(images - black, grid, align_corners=False) + black

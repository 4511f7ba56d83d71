"""What an InfoGAN's Q reads off real images, and which digit each code stands for."""

from copy import deepcopy
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from torch import Tensor, nn

from playground.mnist.config import MnistConfig
from playground.mnist.data.digits import CLASSES, Digits
from playground.mnist.networks.build import Networks, image_batch
from playground.mnist.networks.layers import collect_statistics
from playground.mnist.training.batches import sized

_CHUNK = 500
_STATISTICS = 2000
"""Real images whose statistics batch norm takes."""


@dataclass(frozen=True, eq=False)
class CodeReadings:
    """Log probabilities of c1 [n, codes] and the values of c2, c3, … [n, values], per image."""

    log_codes: NDArray[np.float64]
    values: NDArray[np.float64]

    @property
    def code(self) -> NDArray[np.intp]:
        """The likeliest code of each image [n]."""
        found: NDArray[np.intp] = self.log_codes.argmax(axis=1)
        return found


class DigitCodeReader(nn.Module):
    """Q behind the trunk that it stands on: bytes [n, side, side] → all that it reads."""

    def __init__(self, networks: Networks, config: MnistConfig) -> None:
        super().__init__()
        assert networks.reader is not None
        self._discriminator, self._reader = networks.discriminator, networks.reader
        self._config = config

    def forward(self, images: Tensor) -> Tensor:
        pictures = image_batch(images, self._config.signed)
        label = images.new_zeros(len(images), dtype=torch.int64)
        features = (
            self._discriminator(pictures, label)[1] if self._config.reader == "shared" else pictures
        )
        read: Tensor = self._reader(pictures, features)
        return read


def reading_of(networks: Networks, config: MnistConfig, real: Tensor) -> DigitCodeReader:
    """A copy of Q for real images, whose batch norms take the statistics of `real` (bytes).

    In training their running statistics are of real and of generated images in turn. No label is
    used, and the networks that train stay as they are.
    """
    reading = deepcopy(DigitCodeReader(networks, config))
    collect_statistics(reading, list(sized(real[:_STATISTICS], config.side).split(_CHUNK)))
    return reading


def read(
    reading: DigitCodeReader, digits: Digits, config: MnistConfig, device: torch.device
) -> CodeReadings:
    """What `reading` reads off `digits`."""
    images = sized(torch.from_numpy(digits.images.copy()), config.side).to(device)
    with torch.no_grad():
        found = torch.cat([reading(part) for part in images.split(_CHUNK)]).double().cpu()
    values = found[:, config.codes : config.codes + config.continuous_codes]
    return CodeReadings(found[:, : config.codes].log_softmax(1).numpy(), values.numpy())


def match_codes(
    code: NDArray[np.integer], labels: NDArray[np.integer], codes: int
) -> NDArray[np.intp]:
    """The digit that each code stands for [codes], one to one, -1 for codes that are left over.

    The best there is (the Hungarian method, as in `metrics.matching`).
    """
    counts = np.zeros((codes, CLASSES), np.int64)
    np.add.at(counts, (code, labels), 1)
    digits = np.full(codes, -1)
    rows, columns = linear_sum_assignment(counts, maximize=True)
    digits[rows] = columns
    return digits

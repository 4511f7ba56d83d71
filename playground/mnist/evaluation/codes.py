"""The codes that an InfoGAN's Q predicts for real images, and the digit of each code."""

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
from playground.mnist.training.batches import resized

_CHUNK = 500
_STATISTICS = 2000
"""Number of real images for the batch norm statistics."""


@dataclass(frozen=True, eq=False)
class CodePredictions:
    """Log probabilities of c1 [n, codes] and the values of c2, c3, … [n, values], per image."""

    log_codes: NDArray[np.float64]
    values: NDArray[np.float64]

    @property
    def code(self) -> NDArray[np.intp]:
        """The most likely code of each image [n]."""
        found: NDArray[np.intp] = self.log_codes.argmax(axis=1)
        return found


class DigitCodeReader(nn.Module):
    """Q with the trunk that it uses: bytes [n, side, side] → all of Q's outputs."""

    def __init__(self, networks: Networks, config: MnistConfig) -> None:
        super().__init__()
        assert networks.reader is not None
        self._discriminator, self._reader = networks.discriminator, networks.reader
        self._config = config

    def forward(self, images: Tensor) -> Tensor:
        batch = image_batch(images, self._config.signed)
        label = images.new_zeros(len(images), dtype=torch.int64)
        features = (
            self._discriminator(batch, label)[1] if self._config.reader == "shared" else batch
        )
        predicted: Tensor = self._reader(batch, features)
        return predicted


def calibrated_reader(networks: Networks, config: MnistConfig, real: Tensor) -> DigitCodeReader:
    """A copy of Q for real images, with batch norm statistics from `real` (bytes).

    In training the running statistics alternate between real and generated images. No label is
    used, and the networks being trained do not change.
    """
    reader = deepcopy(DigitCodeReader(networks, config))
    collect_statistics(reader, list(resized(real[:_STATISTICS], config.side).split(_CHUNK)))
    return reader


def predict_codes(
    reader: DigitCodeReader, digits: Digits, config: MnistConfig, device: torch.device
) -> CodePredictions:
    """Apply `reader` to `digits`."""
    images = resized(torch.from_numpy(digits.images.copy()), config.side).to(device)
    with torch.no_grad():
        found = torch.cat([reader(part) for part in images.split(_CHUNK)]).double().cpu()
    values = found[:, config.codes : config.codes + config.continuous_codes]
    return CodePredictions(found[:, : config.codes].log_softmax(1).numpy(), values.numpy())


def match_codes(
    code: NDArray[np.integer], labels: NDArray[np.integer], codes: int
) -> NDArray[np.intp]:
    """The digit that each code stands for [codes], one to one; -1 for codes left over.

    The matching is optimal (the Hungarian method, as in `metrics.modes`).
    """
    counts = np.zeros((codes, CLASSES), np.int64)
    np.add.at(counts, (code, labels), 1)
    digits = np.full(codes, -1)
    rows, columns = linear_sum_assignment(counts, maximize=True)
    digits[rows] = columns
    return digits

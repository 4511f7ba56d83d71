"""One moment of a training run, apart from everything that computes."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What a run shows at `iteration`: NumPy arrays on the CPU, never tensors or modules.

    Points are float32 [n, 2] in the unit square, x to the right, y up; the layers are int64 [n],
    all 0 for a plain GAN; for an InfoGAN the codes that were asked for, and those that it reads off
    the real points. The latents behind `generated` are the same in every snapshot of a run,
    and so are the real points, so each point can be followed through training. `d_loss` and
    `g_loss` are those of the newest steps, NaN before the first. The weights are the networks'
    parameters, float32, flat; `g_weights` are the averaged ones where the run averages, `q_weights`
    those of an InfoGAN's reader of codes (else none).
    """

    iteration: int
    seconds: float
    real: NDArray[np.float32]
    real_layer: NDArray[np.int64]
    generated: NDArray[np.float32]
    generated_layer: NDArray[np.int64]
    d_loss: float
    g_loss: float
    d_weights: NDArray[np.float32]
    g_weights: NDArray[np.float32]
    q_weights: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))

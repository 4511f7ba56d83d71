"""One moment of a training run, apart from everything that computes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What a run shows at `iteration`: NumPy arrays on the CPU, never tensors or modules.

    Points are float32 [n, 2] in the unit square, x to the right, y up; the layers are int64 [n],
    all 0 for a plain GAN. The latents behind `generated` are the same in every snapshot of a run,
    and so are the real points, so each point can be followed through training. `d_loss` and
    `g_loss` are those of the newest steps, NaN before the first. The weights are both networks'
    parameters, float32, flat; `g_weights` are the averaged ones where the run averages.
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

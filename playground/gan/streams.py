"""Randomness: one stream for each purpose, all keyed by the seed of the run."""

import numpy as np
import torch

PURPOSES = (
    "d_weights",
    "g_weights",
    "d_features",
    "g_features",
    "real",
    "latent",
    "penalty",
    "snapshot",
    "sample",
    "q_weights",
    "dropout",
)
"""What a run draws for. The place in here is part of the key, so new purposes go to the end."""


def open_stream(
    seed: int, purpose: str, device: torch.device | str = "cpu", since: int = 0
) -> torch.Generator:
    """The stream of `purpose` at its beginning; equal keys give equal numbers on one device.

    One that is opened anew `since` a later iteration gives other numbers.
    """
    key = np.random.SeedSequence([seed, PURPOSES.index(purpose), *([since] if since else [])])
    stream = torch.Generator(device)
    stream.manual_seed(int(key.generate_state(1, np.uint64)[0] >> np.uint64(1)))
    return stream

"""Sampling from the averaged generator in evaluation mode, at chosen inputs."""

import torch
from torch import Tensor, nn

from playground.mnist.config import MnistConfig
from playground.mnist.data.digits import CLASSES
from playground.mnist.networks.build import to_bytes
from playground.mnist.networks.layers import Inputs, collect_statistics, draw_inputs, labels_of
from playground.nn.random_streams import open_stream

SWEEP = 10
"""Number of steps of a code from one end to the other."""
_CHUNK = 500
_STATISTICS_BATCHES = 5


def update_batch_norm(generator: nn.Module, config: MnistConfig, device: torch.device) -> None:
    """Recompute the batch norm statistics of the averaged generator.

    They are those of inputs from the training distribution. The generator is in evaluation mode
    afterwards.
    """
    stream = open_stream(config.seed, "snapshot", device)
    batches = [draw_inputs(config, 200, stream) for _ in range(_STATISTICS_BATCHES)]
    collect_statistics(generator, batches)


def generate(generator: nn.Module, inputs: Inputs, config: MnistConfig) -> Tensor:
    """Generate bytes [n, side, side] on the CPU."""
    parts = []
    with torch.no_grad():
        for start in range(0, len(inputs), _CHUNK):
            images = generator(inputs.part(start, start + _CHUNK))
            parts.append(to_bytes(images, config.signed).cpu())
    return torch.cat(parts)


def grid_inputs(config: MnistConfig, device: torch.device) -> Inputs:
    """The 100 inputs of every epoch's image, row by row, the same throughout a run.

    A CGAN's columns are digits; an InfoGAN's rows are codes with c2 = c3 = 0; along the other
    direction the noise varies.
    """
    inputs = draw_inputs(config, 100, open_stream(config.seed, "snapshot", device))
    count = labels_of(config)
    if not count:
        return inputs
    index = torch.arange(10, device=device)
    if config.model == "cgan":
        return Inputs(
            inputs.noise[:10].repeat_interleave(10, 0), index.repeat(10), inputs.values[:100]
        )
    code = torch.arange(count, device=device).repeat_interleave(10)
    return Inputs(
        inputs.noise[:10].repeat(count, 1),
        code,
        inputs.values.new_zeros(10 * count, inputs.values.shape[1]),
    )


def sweep_inputs(
    config: MnistConfig, code_index: int, limit: float, device: torch.device
) -> Inputs:
    """Sweep an InfoGAN's code c2 (`code_index` 0), c3 (1), … from -limit to limit; a row per c1.

    The noise is the same everywhere, and the other values are 0.
    """
    noise = draw_inputs(config, 1, open_stream(config.seed, "snapshot", device)).noise
    n = config.codes * SWEEP
    values = torch.zeros(n, config.continuous_codes, device=device)
    values[:, code_index] = torch.linspace(-limit, limit, SWEEP, device=device).repeat(config.codes)
    code = torch.arange(config.codes, device=device).repeat_interleave(SWEEP)
    return Inputs(noise.expand(n, -1), code, values)


def interpolate_labels(generator: nn.Module, config: MnistConfig, device: torch.device) -> Tensor:
    """Interpolate between a CGAN's labels; bytes [100, side, side].

    Row k goes from digit k to the next one. The labels' embeddings are interpolated; the noise is
    the same everywhere.
    """
    inputs = draw_inputs(config, 1, open_stream(config.seed, "snapshot", device))
    table: Tensor = generator.embedding.weight  # type: ignore[union-attr, assignment]
    start = torch.arange(CLASSES, device=device).repeat_interleave(SWEEP)
    share = torch.linspace(0, 1, SWEEP, device=device).repeat(CLASSES)[:, None]
    mixed = torch.lerp(table[start], table[(start + 1) % CLASSES], share)
    body: nn.Module = generator.body  # type: ignore[assignment]
    with torch.no_grad():
        images = body(torch.cat([mixed, inputs.noise.expand(len(mixed), -1)], dim=1))
    return to_bytes(images, config.signed).cpu()

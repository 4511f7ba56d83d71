"""The generator as it is shown: averaged, in evaluation mode, asked for what one wants to see."""

import torch
from torch import Tensor, nn

from playground.mnist.config import MnistConfig
from playground.mnist.data.digits import CLASSES
from playground.mnist.networks.build import to_bytes
from playground.mnist.networks.layers import Inputs, collect_statistics, draw_inputs, labels_of
from playground.nn.random_streams import open_stream

SWEEP = 10
"""Steps of a code from one end to the other."""
_CHUNK = 500
_SETTLING = 5


def settle(generator: nn.Module, config: MnistConfig, device: torch.device) -> None:
    """Give the averaged generator the batch statistics that go with its weights.

    They are those of inputs as training draws them. It is in evaluation mode afterwards.
    """
    stream = open_stream(config.seed, "snapshot", device)
    batches = [draw_inputs(config, 200, stream) for _ in range(_SETTLING)]
    collect_statistics(generator, batches)


def generate(generator: nn.Module, inputs: Inputs, config: MnistConfig) -> Tensor:
    """Bytes [n, side, side] on the CPU."""
    parts = []
    with torch.no_grad():
        for start in range(0, len(inputs), _CHUNK):
            images = generator(inputs.part(start, start + _CHUNK))
            parts.append(to_bytes(images, config.signed).cpu())
    return torch.cat(parts)


def grid_inputs(config: MnistConfig, device: torch.device) -> Inputs:
    """The 100 inputs of the picture of every epoch, row by row, the same all through a run.

    A CGAN's columns are digits; an InfoGAN's rows are codes with c2 = c3 = 0; each line across them
    is of one noise.
    """
    some = draw_inputs(config, 100, open_stream(config.seed, "snapshot", device))
    count = labels_of(config)
    if not count:
        return some
    place = torch.arange(10, device=device)
    if config.model == "cgan":
        return Inputs(some.noise[:10].repeat_interleave(10, 0), place.repeat(10), some.values[:100])
    code = torch.arange(count, device=device).repeat_interleave(10)
    return Inputs(
        some.noise[:10].repeat(count, 1),
        code,
        some.values.new_zeros(10 * count, some.values.shape[1]),
    )


def sweep_inputs(config: MnistConfig, which: int, far: float, device: torch.device) -> Inputs:
    """An InfoGAN's code c2 (`which` = 0), c3 (1), … from -far to far; a row for each c1.

    All else stays: one noise vector for all, the other values 0.
    """
    noise = draw_inputs(config, 1, open_stream(config.seed, "snapshot", device)).noise
    n = config.codes * SWEEP
    values = torch.zeros(n, config.continuous_codes, device=device)
    values[:, which] = torch.linspace(-far, far, SWEEP, device=device).repeat(config.codes)
    code = torch.arange(config.codes, device=device).repeat_interleave(SWEEP)
    return Inputs(noise.expand(n, -1), code, values)


def interpolate_labels(generator: nn.Module, config: MnistConfig, device: torch.device) -> Tensor:
    """A CGAN between its labels: row k goes from digit k to the next one; bytes [100, side, side].

    What is mixed are the labels' embeddings; one noise vector is kept.
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

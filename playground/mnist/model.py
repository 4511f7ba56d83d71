"""A trained image model, for sampling."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from playground.errors import InputError
from playground.mnist.config import MnistConfig
from playground.mnist.data.digits import CLASSES
from playground.mnist.networks.build import (
    AVERAGE_READER,
    Networks,
    averages_reader,
    make_networks,
)
from playground.mnist.networks.layers import Inputs, draw_inputs, labels_of
from playground.mnist.runs.folder import MnistRun, open_mnist_run
from playground.mnist.runs.previews import generate
from playground.mnist.training.distributed import ProcessGroup
from playground.mnist.training.trainer import load_networks
from playground.nn.random_streams import open_stream
from playground.runs.foreign_file import DAMAGE, reason_of, whole_number

GRID_COLUMNS = 10
"""Number of columns of `MnistModel.sample_grid` for a model without labels."""


@dataclass(frozen=True, eq=False)
class MnistModel:
    """The averaged generator of a run, and its networks, at `epoch`; Q is averaged where it has a
    trunk of its own.

    `digits` [codes] is the digit that each of an InfoGAN's codes stands for, -1 for none; for a
    CGAN it is 0 to 9, for a plain GAN empty.
    """

    config: MnistConfig
    generator: nn.Module
    networks: Networks
    digits: tuple[int, ...]
    epoch: int

    def sample(
        self, n: int, digit: int | None = None, c2: float = 0.0, c3: float = 0.0, seed: int = 0
    ) -> NDArray[np.uint8]:
        """Sample `n` images [n, side, side], white on black, of one `digit` or of all in turn.

        c2 and c3 are an InfoGAN's codes. Raises InputError for a digit or a code that the model
        lacks.
        """
        return generate(self.generator, self._inputs(n, digit, (c2, c3), seed), self.config).numpy()

    def sample_grid(
        self, rows: int, label: int | None, values: Sequence[float], seed: int
    ) -> NDArray[np.uint8]:
        """Sample a grid of images [rows, columns, side, side] with an InfoGAN's codes c2, c3, …
        `values`.

        With a `label` all images are of it, each with its own noise; without one there is a column
        for each label of the model, and the images of a row share their noise.
        """
        columns = labels_of(self.config) or GRID_COLUMNS
        n = rows * columns
        noise = draw_inputs(self.config, n, open_stream(seed, "sample")).noise
        if label is None and labels_of(self.config):
            noise = noise[:rows].repeat_interleave(columns, 0)
            labels = torch.arange(columns).repeat(rows)
        else:
            labels = torch.full((n,), label or 0)
        inputs = Inputs(noise, labels, torch.tensor(values, dtype=torch.float32).expand(n, -1))
        images = generate(self.generator, inputs, self.config).numpy()
        return images.reshape(rows, columns, *images.shape[1:])

    def draw(self, n: int, seed: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """Draw `n` images from the training distribution, with random codes, and their labels."""
        images, label, _ = self.draw_codes(n, seed)
        return images, label

    def draw_codes(
        self, n: int, seed: int
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.float32]]:
        """Draw as `draw` does; return the values of c2, c3, … [n, values] as well."""
        inputs = draw_inputs(self.config, n, open_stream(seed, "sample"))
        images = generate(self.generator, inputs, self.config).numpy()
        return images, inputs.label.numpy(), inputs.values.numpy()

    def _inputs(self, n: int, digit: int | None, codes: tuple[float, ...], seed: int) -> Inputs:
        config = self.config
        drawn = draw_inputs(config, n, open_stream(seed, "sample"))
        count = config.continuous_codes if config.model == "infogan" else 0
        for index, code in enumerate(codes):
            if code and index >= count:
                raise InputError(f"--c{index + 2} is a code that this {config.model} does not have")
        values = torch.zeros(n, count)
        for index, code in enumerate(codes[:count]):
            values[:, index] = code
        return Inputs(drawn.noise, self._labels(n, digit), values)

    def _labels(self, n: int, digit: int | None) -> torch.Tensor:
        count = labels_of(self.config)
        if digit is None:
            return torch.arange(n) % max(count, 1)
        if not 0 <= digit <= 9:
            raise InputError(f"--digit must be 0 to 9, got {digit}")
        if not count:
            raise InputError("--digit: a plain GAN cannot be asked for a digit")
        if digit not in self.digits:
            raise InputError(f"--digit {digit}: no code of this run stands for it")
        return torch.full((n,), self.digits.index(digit))


def open_mnist(path: str | Path) -> MnistModel:
    """Load the model of the run folder `path` at its newest checkpoint. Raises InputError."""
    run = open_mnist_run(Path(path))
    return load_model(run, run.checkpoint)


def load_model(run: MnistRun, checkpoint: Path) -> MnistModel:
    """Load the model of `run` at one of its checkpoints, on the CPU. Raises InputError."""
    held = run.load_checkpoint(checkpoint)
    config = run.record.config
    networks = make_networks(config, torch.device("cpu"), ProcessGroup())
    spare = make_networks(config, torch.device("cpu"), ProcessGroup())
    average, averages = spare.generator, {"average": spare.generator}
    if spare.reader is not None and averages_reader(config):
        averages[AVERAGE_READER] = spare.reader
    state = {name: torch.from_numpy(np.array(value)) for name, value in held.state.items()}
    try:
        load_networks(networks.named() | averages, state)
        epoch = whole_number(held.meta["epoch"], "epoch")
        digits = tuple(range(10)) if config.model == "cgan" else _digits(held.meta["digits"])
        if config.model == "infogan" and len(digits) not in (0, config.codes):
            raise ValueError(f"it names {len(digits):,} digits for {config.codes} codes")
    except InputError as error:
        raise InputError(f"{checkpoint}: {error}") from error
    except (RuntimeError, *DAMAGE) as error:
        reason = reason_of(error)
        raise InputError(f"{checkpoint}: does not fit the run ({reason})") from error
    networks = replace(networks, reader=averages.get(AVERAGE_READER, networks.reader))
    for network in (average, *networks.named().values()):
        network.eval().requires_grad_(False)
    return MnistModel(config, average, networks, digits, epoch)


def _digits(values: Any) -> tuple[int, ...]:
    """Raises InputError, or TypeError where there are none to go through."""
    return tuple(whole_number(value, "digits", -1, CLASSES - 1) for value in values)

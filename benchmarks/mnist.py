"""Training speed of the image models, including data loading: `python -m benchmarks.mnist`.

Each is compared with the same networks in a plain loop, in the same process and in turns. MNIST is
taken from $PLAYGROUND_DATA or the cache if it is there; else synthetic digits, which cost the same.
"""

import io
from collections.abc import Callable

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from benchmarks.timing import medians, print_table
from playground.mnist.config import PRESETS, MnistConfig
from playground.mnist.data.digits import Digits
from playground.mnist.data.idx import find_folder, read_digits
from playground.mnist.data.synthetic import draw_digits
from playground.mnist.networks.build import make_networks
from playground.mnist.networks.layers import draw_inputs
from playground.mnist.training.distributed import ProcessGroup
from playground.mnist.training.losses import discriminator_loss, generator_loss, information_losses
from playground.mnist.training.trainer import MnistTrainer, default_threads
from playground.nn.device import pick_device, tune_process
from playground.nn.random_streams import open_stream

_ROUNDS = 5
"""Timed rounds of each, in turns, after one warm-up."""


def main() -> None:
    """Print the seconds per batch and the ratios."""
    tune_process(default_threads())
    device = pick_device()
    folder = find_folder(None)
    digits = read_digits(folder)[0] if folder else draw_digits(20_000, 0)
    print(f"{device.type}, {torch.get_num_threads()} threads, {len(digits):,} images")
    _infogan(digits, device)
    _cgan(digits, device)


def _infogan(digits: Digits, device: torch.device) -> None:
    rows = []
    for name, chunk in (("article", 2), ("paper", 2)):
        config = PRESETS["infogan"][name]
        trainer = MnistTrainer(config, digits, device)
        loop = _PlainLoop(config, device)
        runs = {"ours": _repeat(trainer.step, chunk), "plain": _repeat(loop.step, chunk)}
        seconds = {key: s / chunk for key, s in medians(runs, _ROUNDS).items()}
        ratio = seconds["ours"] / seconds["plain"]
        rows.append((name, f"{seconds['ours']:.3f}", f"{seconds['plain']:.3f}", f"{ratio:.2f}"))
    header = ("InfoGAN", "ours, s a batch", "plain loop on one batch, s", "ratio")
    print_table("InfoGAN at full width, its batch from the data, codes and average", header, rows)


def _cgan(digits: Digits, device: torch.device) -> None:
    config, chunk = PRESETS["cgan"]["classic"], 20
    trainer = MnistTrainer(config, digits, device)
    memory, loader = _PlainLoop(config, device), _PlainLoop(config, device)
    files = _Files(digits, config)
    batches = _forever(DataLoader(files, config.batch_size, shuffle=True, drop_last=True))
    runs = {
        "ours": _repeat(trainer.step, chunk),
        "memory": _repeat(memory.step, chunk),
        "loader": _repeat(lambda: loader.step(next(batches)), chunk),
    }
    seconds = {key: s / chunk for key, s in medians(runs, _ROUNDS).items()}
    rows = [
        ("ours", f"{1e3 * seconds['ours']:.1f}", "1"),
        ("one batch in memory", f"{1e3 * seconds['memory']:.1f}", _over(seconds, "memory")),
        ("DataLoader of PIL images", f"{1e3 * seconds['loader']:.1f}", _over(seconds, "loader")),
    ]
    print_table("CGAN, batch 64", ("data", "ms a batch", "ours takes × its time"), rows)


def _over(seconds: dict[str, float], name: str) -> str:
    return f"{seconds['ours'] / seconds[name]:.2f}"


class _PlainLoop:
    """The same networks and losses, fused Adam, channels last; inputs are drawn, images given."""

    def __init__(self, config: MnistConfig, device: torch.device) -> None:
        self._config, self._device = config, device
        self._stream = open_stream(0, "latent", device)
        net = make_networks(config, device, ProcessGroup(), open_stream(0, "dropout", device))
        self._net = net
        for network in net.named().values():
            network.train()
        fused = {"fused": device.type in ("cpu", "cuda"), "betas": (config.beta1, config.beta2)}
        reader = list(net.reader.parameters()) if net.reader else []
        both = [*net.generator.parameters(), *net.discriminator.parameters(), *reader]
        self._d = torch.optim.Adam(net.discriminator.parameters(), config.d_lr, **fused)
        self._g = torch.optim.Adam(net.generator.parameters(), config.g_lr, **fused)
        self._info = torch.optim.Adam(both, config.info_lr, **fused) if net.reader else None
        low, side = (-1.0 if config.signed else 0.0), config.side
        images = torch.rand(config.batch_size, 1, side, side) * (1 - low) + low
        label = torch.arange(config.batch_size) % 10
        self._batch = images.to(device, memory_format=torch.channels_last), label.to(device)

    def step(self, batch: tuple[Tensor, Tensor] | None = None) -> None:
        """Update D on real and generated images, then G, then the information loss."""
        config, net = self._config, self._net
        images, label = batch or self._batch
        images, label = images.to(self._device), label.to(self._device)
        inputs = draw_inputs(config, config.batch_size, self._stream)
        fake = net.generator(inputs)
        real_logits = net.discriminator(images, label)[0]
        fake_logits = net.discriminator(fake.detach(), inputs.label)[0]
        self._descend(discriminator_loss(config, real_logits, fake_logits), self._d)
        self._descend(generator_loss(config, net.discriminator(fake, inputs.label)[0]), self._g)
        if self._info and net.reader:
            fake = net.generator(inputs)
            predicted = net.reader(fake, net.discriminator(fake, inputs.label)[1])
            category, values = information_losses(config, predicted, inputs)
            self._descend(category + config.continuous_weight * values, self._info)

    def _descend(self, loss: Tensor, adam: torch.optim.Adam) -> None:
        for each in filter(None, (self._d, self._g, self._info)):
            each.zero_grad()
        loss.backward()
        adam.step()


class _Files(Dataset[tuple[Tensor, int]]):
    """Images as PNG files that PIL opens, resizes and converts to a tensor on access."""

    def __init__(self, digits: Digits, config: MnistConfig) -> None:
        self._side, self._labels = config.side, digits.labels[:5000]
        self._files = [_png(image) for image in digits.images[:5000]]

    def __len__(self) -> int:
        return len(self._files)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        with Image.open(io.BytesIO(self._files[index])) as picture:
            pixels = np.array(picture.resize((self._side, self._side), Image.Resampling.BILINEAR))
        image = torch.from_numpy(pixels)[None].float() / 127.5 - 1
        return image, int(self._labels[index])


def _png(image: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(image).save(file, format="PNG")
    return file.getvalue()


def _forever(loader: DataLoader):
    while True:
        yield from loader


def _repeat(step: Callable[[], None], times: int) -> Callable[[], None]:
    def run() -> None:
        for _ in range(times):
            step()

    return run


if __name__ == "__main__":
    main()

"""The small digit classifier that evaluates the runs."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from platformdirs import user_cache_path
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from playground.errors import InputError
from playground.mnist.data.digits import CLASSES, SIDE, DigitData, Digits
from playground.mnist.training.batches import augment, resized
from playground.nn.random_streams import open_stream
from playground.runs.checkpoint import load_checkpoint, save_checkpoint
from playground.runs.foreign_file import DAMAGE

_VERSION = 1  # raised whenever the network or its training changes, so that no old one is found
_EPOCHS = 5
_BATCH = 128
_RATE = 4e-3
_CHUNK = 500


class Classifier:
    """A classifier trained once on a data set's training digits, with its test `accuracy`."""

    def __init__(self, network: nn.Sequential, accuracy: float) -> None:
        self._network = network.eval().requires_grad_(False)
        self.accuracy = accuracy

    def digits_of(self, images: NDArray[np.uint8]) -> NDArray[np.intp]:
        """The most likely digit of each of `images` [n, 28, 28] or [n, 32, 32]."""
        return self.read(images)[0]

    def read(self, images: NDArray[np.uint8]) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The most likely digit of each of `images`, and the features [n, 64] it is told by."""
        return _read(self._network, images)


def cached_classifier(data: DigitData) -> Classifier | None:
    """The classifier for `data` from the user's cache, if it is there and undamaged."""
    with suppress(InputError, RuntimeError, *DAMAGE):
        held = load_checkpoint(_cache_path(data))
        network = _network()
        network.load_state_dict({name: torch.from_numpy(v) for name, v in held.state.items()})
        return Classifier(network, float(held.meta["accuracy"]))
    return None


def make_classifier(data: DigitData, show: Callable[[str], None]) -> Classifier:
    """The classifier for `data`, from the user's cache, or trained now if it is not there.

    `show` is called with messages about the progress. The classifier runs on the CPU.
    """
    cached = cached_classifier(data)
    if cached:
        return cached
    network = _trained(data.train, show)
    accuracy = _accuracy(network, data.test)
    path = _cache_path(data)
    state = {name: value.numpy() for name, value in network.state_dict().items()}
    with suppress(OSError):  # a cache that cannot be written costs time only
        path.parent.mkdir(parents=True, exist_ok=True)
        save_checkpoint(path, state, {"accuracy": accuracy})
    return Classifier(network, accuracy)


def trained_accuracy(train: Digits, test: Digits, show: Callable[[str], None]) -> float:
    """The share of `test` digits that such a classifier tells right when `train` taught it."""
    return _accuracy(_trained(train, show), test)


def _cache_path(data: DigitData) -> Path:
    digest = hashlib.sha256(f"{_VERSION} {torch.__version__}".encode())
    for digits in (data.train, data.test):
        digest.update(digits.images.tobytes() + digits.labels.tobytes())
    return user_cache_path("playground") / "classifiers" / f"{digest.hexdigest()[:32]}.safetensors"


def _network() -> nn.Sequential:
    def block(before: int, after: int, stride: int) -> list[nn.Module]:
        convolution = nn.Conv2d(before, after, 3, stride, 1, bias=False)
        return [convolution, nn.BatchNorm2d(after), nn.ReLU()]

    return nn.Sequential(
        *block(1, 16, 1),
        *block(16, 32, 2),
        *block(32, 32, 1),
        *block(32, 64, 2),
        *block(64, 64, 1),
        nn.AvgPool2d(7),
        nn.Flatten(),
        nn.Linear(64, CLASSES),
    )


def _trained(digits: Digits, show: Callable[[str], None]) -> nn.Sequential:
    """Train with Adam and a one-cycle learning rate, on augmented images."""
    stream = open_stream(0, "real")
    network = _network()
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.Linear):
            fan = module.weight[0].numel()
            nn.init.normal_(module.weight, std=(2 / fan) ** 0.5, generator=stream)
    images = torch.from_numpy(digits.images.copy())
    labels = torch.from_numpy(digits.labels.copy()).long()
    steps = _EPOCHS * -(-len(images) // _BATCH)
    adam = torch.optim.Adam(network.parameters(), _RATE)
    rates = torch.optim.lr_scheduler.OneCycleLR(adam, _RATE, steps)
    for epoch in range(_EPOCHS):
        show(f"training the classifier: epoch {epoch + 1} of {_EPOCHS}")
        for indices in torch.randperm(len(images), generator=stream).split(_BATCH):
            augmented = augment(_batch(images[indices]), 0.0, stream)
            loss = cross_entropy(network(augmented), labels[indices])
            adam.zero_grad()
            loss.backward()
            adam.step()
            rates.step()
    return network


def _accuracy(network: nn.Sequential, test: Digits) -> float:
    return float((_read(network.eval(), test.images)[0] == test.labels).mean())


def _read(
    network: nn.Sequential, images: NDArray[np.uint8]
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    batches = resized(torch.from_numpy(np.array(images)), SIDE).split(_CHUNK)
    with torch.no_grad():
        features = torch.cat([network[:-1](_batch(part)) for part in batches])
        digits = network[-1](features).argmax(1)
    return digits.numpy(), features.numpy()


def _batch(images: Tensor) -> Tensor:
    return images[:, None].float() / 255

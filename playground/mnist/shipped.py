"""The small model of digits that ships with the playground, made by `assets/train_digits.py`.

One safetensors file: the weights of the averaged generator as float16, and JSON with its settings,
what its codes stand for, and its error. Nothing in it comes from elsewhere: it learned digits drawn
from fonts (`playground/mnist/data/synthetic.py`).
"""

from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from playground.mnist.config import MnistConfig
from playground.mnist.model import MnistModel
from playground.mnist.networks.build import make_networks
from playground.mnist.runs.config_file import MEANT
from playground.mnist.training.distributed import ProcessGroup
from playground.runs.checkpoint import load_checkpoint, save_checkpoint

SHIPPED = Path(str(files("playground.mnist"))) / "drawn_digits.safetensors"


def save_shipped(path: Path, model: MnistModel, about: Mapping[str, Any]) -> None:
    """Write the generator of `model`, and what there is to be known `about` it. Raises OSError."""
    state: dict[str, NDArray[Any]] = {
        name: value.numpy().astype(np.float16)
        for name, value in model.generator.state_dict().items()
    }
    meta = {"settings": asdict(model.config), "digits": list(model.digits), **about}
    save_checkpoint(path, state, meta)


def load_shipped(path: Path = SHIPPED) -> MnistModel:
    """The model in a file of `save_shipped`, for sampling, on the CPU. Raises InputError.

    Discriminator and code reader are not shipped: they are as they were before the training.
    """
    held = load_checkpoint(path)
    config = MnistConfig(**{**MEANT, **held.meta["settings"]})
    networks = make_networks(config, torch.device("cpu"), ProcessGroup())
    state = {name: torch.from_numpy(value).float() for name, value in held.state.items()}
    networks.generator.load_state_dict(state)
    for network in networks.named().values():
        network.eval().requires_grad_(False)
    digits = tuple(held.meta["digits"])
    return MnistModel(config, networks.generator, networks, digits, config.epochs)

"""The training of an image model, one iteration at a time."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from copy import deepcopy
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from playground.errors import Diverged
from playground.mnist.config import MnistConfig
from playground.mnist.data.digits import Digits
from playground.mnist.networks.build import make_networks
from playground.mnist.networks.layers import draw_inputs
from playground.mnist.training.batches import Batches, augment
from playground.mnist.training.distributed import ProcessGroup
from playground.mnist.training.losses import (
    balance_loss,
    consistency_loss,
    discriminator_loss,
    generator_loss,
    information_losses,
)
from playground.mnist.training.optimizers import Optimizers
from playground.nn.device import by_prefix, tune_process
from playground.nn.random_streams import open_stream

LOSSES = ("d_loss", "g_loss", "c1_loss", "values_loss", "labelled_loss")
"""Columns of the losses that a trainer adds up; those of codes are an InfoGAN's."""

_STREAMS = ("latent", "dropout", "penalty")


class MnistTrainer:
    """Trains the networks of `config` on `digits`; the caller owns the loop.

    A step draws one batch of inputs, and both networks learn from the images made of it. Nothing in
    it is read back from the device. Where a `team` trains, all its members make the same steps.
    """

    def __init__(
        self,
        config: MnistConfig,
        digits: Digits,
        device: torch.device,
        team: ProcessGroup | None = None,
    ) -> None:
        tune_process(config.threads or default_threads())
        self.config, self.device, self.team = config, device, team or ProcessGroup()
        self.batches = Batches(digits, config, device, self.team)
        self.epoch_batches = config.epoch_batches or self.batches.in_pass
        self.iteration = 0
        self._streams = {name: open_stream(config.seed, name, device) for name in _STREAMS}
        self.networks = make_networks(config, device, self.team, self._streams["dropout"])
        self.average = deepcopy(self.networks.generator).requires_grad_(False)
        self._adams = Optimizers(config, self.networks, self.team)
        self._sums = torch.zeros(len(LOSSES) + 1, device=device, dtype=torch.float64)
        for network in self.networks.named().values():
            network.train()

    @property
    def epoch(self) -> int:
        """How many epochs are done."""
        return self.iteration // self.epoch_batches

    def step(self) -> None:
        """One iteration: a step of each network, on the same generated images."""
        real, label = self.batches.at(self.iteration)
        asked = draw_inputs(self.config, self.config.batch_size, self._streams["latent"])
        asked = asked.share(self.team)
        with self._precision():
            fake = self.networks.generator(asked)
        if self.config.first == "d":
            self._d_step(real, label, fake.detach(), asked)
            self._g_step(fake, asked)
        else:
            self._g_step(fake, asked)
            self._d_step(real, label, fake.detach(), asked)
        self._follow()
        self._sums[-1] += 1
        self.iteration += 1

    def losses(self) -> dict[str, float]:
        """Means since the last call, by the names in `LOSSES`, and begins anew.

        Raises Diverged when one of them was no finite number.
        """
        self.check()
        sums = (self.team.mean(self._sums)).tolist()
        self._sums.zero_()
        return {name: value / max(sums[-1], 1) for name, value in zip(LOSSES, sums, strict=False)}

    def check(self) -> None:
        """Raise Diverged when a loss was no finite number since the last call of `losses`."""
        if not bool(self._sums.isfinite().all()):
            raise Diverged(
                f"a loss was not a finite number before iteration {self.iteration + 1}; "
                "a lower learning rate may help"
            )

    def state(self) -> dict[str, NDArray[Any]]:
        """Everything that training goes on from, by name."""
        held: dict[str, Tensor] = {"sums": self._sums, "iteration": torch.tensor(self.iteration)}
        for name, network in (self.networks.named() | {"average": self.average}).items():
            held |= {f"{name}.{key}": value for key, value in network.state_dict().items()}
        held |= {f"adam.{name}": value for name, value in self._adams.state().items()}
        for name, stream in self._streams.items():
            held[f"stream.{name}"] = stream.get_state()
        return {name: value.detach().cpu().numpy() for name, value in held.items()}

    def load(self, state: Mapping[str, NDArray[Any]]) -> None:
        """Go back, or on, to a `state`. Raises KeyError or RuntimeError when it does not fit."""
        held = {name: torch.from_numpy(np.array(value)) for name, value in state.items()}
        load_networks(self.networks.named() | {"average": self.average}, held)
        self._adams.load(by_prefix(held, "adam."))
        for name, stream in self._streams.items():
            stream.set_state(held[f"stream.{name}"])
        self._sums.copy_(held["sums"])
        self.iteration = int(held["iteration"])

    def _d_step(self, real: Tensor, label: Tensor, fake: Tensor, asked: Any) -> None:
        config, networks = self.config, self.networks
        joined = networks.reader is not None and config.info_step == "joined"
        with self._precision():
            (on_real, features), (on_fake, fake_features) = networks.judge(
                (real, label), (fake, asked.label)
            )
            loss = discriminator_loss(config, on_real.float(), on_fake.float())
            self._note("d_loss", loss)
            if joined:
                factor = config.reader_weight
                loss = loss + self._information(fake, fake_features, asked, factor=factor)
            if networks.reader is not None:
                loss = loss + self._on_real(real, features)
        self._adams.descend(loss, *(name for name in ("d", "q") if name in self._adams))

    def _g_step(self, fake: Tensor, asked: Any) -> None:
        config, networks = self.config, self.networks
        with self._precision():
            verdict, features = networks.discriminator(fake, asked.label)
            loss = generator_loss(config, verdict.float())
            self._note("g_loss", loss)
            if networks.reader is None:
                self._adams.descend(loss, "g")
                return
            information = self._information(fake, features, asked, note=True)
        if config.info_step == "joined":
            self._adams.descend(loss + information, "g")
        else:
            # Both gradients are of the same moment: a step would change what the other is taken at.
            gradients = self._adams.gradients(loss, "g", keep=True)
            self._adams.move("info", self._adams.gradients(information, "info"))
            self._adams.move("g", gradients)

    def _information(
        self,
        fake: Tensor,
        features: Tensor,
        asked: Any,
        *,
        factor: float = 1.0,
        note: bool = False,
    ) -> Tensor:
        assert self.networks.reader is not None
        read = self.networks.reader(fake, features).float()
        category, values = information_losses(self.config, read, asked)
        if note:
            self._note("c1_loss", category)
            self._note("values_loss", values)
        weight = factor * self.config.info_weight
        return weight * category + self.config.continuous_weight * values

    def _on_real(self, real: Tensor, features: Tensor) -> Tensor:
        """What Q learns from real images, where the settings ask for that; else 0."""
        config, networks = self.config, self.networks
        assert networks.reader is not None
        loss = features.new_zeros((), dtype=torch.float32)
        if config.balance or config.consistency:
            read = networks.reader(real, features).float()
            loss = loss + config.balance * balance_loss(config, read, self.team)
        if config.consistency:
            black, stream = -1.0 if config.signed else 0.0, self._streams["penalty"]
            images = augment(real, black, stream, self.team)
            again = self._read(images)
            loss = loss + config.consistency * consistency_loss(config, read, again)
        if config.labelled:
            images, name = self.batches.labelled(self._streams["penalty"])
            read = self._read(images)
            named = nn.functional.cross_entropy(read[:, : config.codes], name)
            self._note("labelled_loss", named)
            loss = loss + config.labelled_weight * named
        return loss

    def _read(self, images: Tensor) -> Tensor:
        """What Q reads off real `images`."""
        assert self.networks.reader is not None
        features = images
        if self.config.reader == "shared":
            # The label is for a CGAN's discriminator; this one does not look at it.
            features = self.networks.discriminator(images, images.new_zeros(()))[1]
        read: Tensor = self.networks.reader(images, features)
        return read.float()

    def _follow(self) -> None:
        """The averaged generator; at first over the last tenth of the steps, not its memory."""
        share = max(1 - self.config.average, 10 / (10 + self.iteration))
        ours: list[Tensor] = list(self.average.parameters())
        theirs: list[Tensor] = list(self.networks.generator.parameters())
        with torch.no_grad():
            torch._foreach_lerp_(ours, theirs, share)

    def _note(self, name: str, loss: Tensor) -> None:
        self._sums[LOSSES.index(name)] += loss.detach()

    def _precision(self) -> AbstractContextManager[Any]:
        if self.config.precision == "float32":
            return nullcontext()
        return torch.autocast(self.device.type, torch.bfloat16)


def default_threads() -> int:
    """A thread for each core that this process may use."""
    return max(1, torch.get_num_threads())


def load_networks(networks: Mapping[str, nn.Module], held: Mapping[str, Tensor]) -> None:
    """Put the weights of a state into `networks`. Raises KeyError or RuntimeError."""
    for name, network in networks.items():
        network.load_state_dict(by_prefix(held, f"{name}."))

"""Trains an image model, one iteration at a time."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from playground.errors import Diverged
from playground.mnist.config import MnistConfig
from playground.mnist.data.digits import Digits
from playground.mnist.networks.build import (
    AVERAGE_READER,
    Networks,
    averages_reader,
    make_networks,
)
from playground.mnist.networks.layers import draw_inputs
from playground.mnist.networks.light import LightDiscriminator
from playground.mnist.training.batches import Batches, augment
from playground.mnist.training.distributed import ProcessGroup
from playground.mnist.training.losses import (
    balance_loss,
    compares,
    consistency_loss,
    discriminator_loss,
    generator_loss,
    information_losses,
    slope_penalty,
)
from playground.mnist.training.optimizers import Optimizers
from playground.nn.device import by_prefix, tune_process
from playground.nn.random_streams import open_stream, restore_streams
from playground.nn.recording import Recording, recording_of
from playground.nn.schedule import ema_weight

LOSSES = ("d_loss", "g_loss", "c1_loss", "values_loss", "labelled_loss")
"""The losses that a trainer accumulates, by column of metrics.csv; some are an InfoGAN's only."""

_STREAMS = ("latent", "dropout", "penalty")


class MnistTrainer:
    """Trains the networks of `config` on `digits`; the caller owns the loop.

    A step draws one batch of inputs, and both networks learn from the images generated from it.
    Nothing in it is read back from the device. All processes of a `group` take the same steps.
    """

    def __init__(
        self,
        config: MnistConfig,
        digits: Digits,
        device: torch.device,
        group: ProcessGroup | None = None,
    ) -> None:
        tune_process(config.threads or default_threads())
        self.config, self.device, self.group = config, device, group or ProcessGroup()
        self.batches = Batches(digits, config, device, self.group)
        self.epoch_batches = config.epoch_batches or self.batches.per_pass
        self.iteration = 0
        self.continues = True
        """Whether the random numbers continue exactly those of the loaded run."""
        self._streams = {name: open_stream(config.seed, name, device) for name in _STREAMS}
        self.networks = make_networks(config, device, self.group, self._streams["dropout"])
        self.average = deepcopy(self.networks.generator).requires_grad_(False)
        self._average_reader = None
        if self.networks.reader is not None and averages_reader(config):
            self._average_reader = deepcopy(self.networks.reader).requires_grad_(False)
        self._optimizers = Optimizers(config, self.networks, self.group)
        self._sums = torch.zeros(len(LOSSES) + 1, device=device, dtype=torch.float64)
        self._share = torch.zeros((), device=device)
        for network in self.networks.named().values():
            network.train()
        alone = self.group.size == 1
        self._recording = (
            recording_of(device, [*self._streams.values()], self._changing) if alone else None
        )
        self._given: tuple[Tensor, Tensor] | None = None
        self._loads = 0  # a loaded state is held by other tensors

    @property
    def epoch(self) -> int:
        """Number of completed epochs."""
        return self.iteration // self.epoch_batches

    @property
    def averaged(self) -> Networks:
        """The networks as they are scored: the averages, where there are any."""
        reader = self._average_reader or self.networks.reader
        return replace(self.networks, generator=self.average, reader=reader)

    def step(self) -> None:
        """Run one iteration: a step of each network, on the same generated images."""
        real, label = self.batches.at(self.iteration)
        now = torch.tensor(self.iteration, dtype=torch.float64)
        self._share.copy_(ema_weight(now, self.config.average))
        if self._recording is None or not self._optimizers.have_stepped:
            self._iterate(real, label)
        else:
            self._replay(self._recording, real, label)
        self.iteration += 1

    def _replay(self, recording: Recording, real: Tensor, label: Tensor) -> None:
        if self._given is None:
            self._given = real.clone(), label.clone()
        for buffer, values in zip(self._given, (real, label), strict=True):
            buffer.copy_(values)
        recording.run(self._loads, lambda: self._iterate(*(self._given or (real, label))))

    def _iterate(self, real: Tensor, label: Tensor) -> None:
        """An iteration on a batch of real images, as it can be recorded."""
        inputs = draw_inputs(self.config, self.config.batch_size, self._streams["latent"])
        inputs = inputs.share(self.group)
        with self._precision():
            fake = self.networks.generator(inputs)
        if self.config.first == "d":
            self._d_step(real, label, fake.detach(), inputs)
            self._g_step(real, label, fake, inputs)
        else:
            self._g_step(real, label, fake, inputs)
            self._d_step(real, label, fake.detach(), inputs)
        self._follow()
        self._sums[-1] += 1

    def losses(self) -> dict[str, float]:
        """The mean losses since the last call, by the names in `LOSSES`; restarts the means.

        Raises Diverged if one of them is not finite.
        """
        self.check()
        sums = (self.group.mean(self._sums)).tolist()
        self._sums.zero_()
        return {name: value / max(sums[-1], 1) for name, value in zip(LOSSES, sums, strict=False)}

    def check(self) -> None:
        """Raise Diverged if a loss was not finite since the last call of `losses`."""
        if not bool(self._sums.isfinite().all()):
            raise Diverged(
                f"a loss was not a finite number before iteration {self.iteration + 1}; "
                "a lower learning rate may help"
            )

    def state(self) -> dict[str, NDArray[Any]]:
        """Everything needed to resume training, by name."""
        tensors = self._learned() | {"iteration": torch.tensor(self.iteration)}
        for name, stream in self._streams.items():
            tensors[f"stream.{name}"] = stream.get_state()
        return {name: value.detach().cpu().numpy() for name, value in tensors.items()}

    def _learned(self) -> dict[str, Tensor]:
        tensors: dict[str, Tensor] = {"sums": self._sums}
        for name, network in self._named().items():
            tensors |= {f"{name}.{key}": value for key, value in network.state_dict().items()}
        return tensors | {f"adam.{name}": one for name, one in self._optimizers.state().items()}

    def _named(self) -> dict[str, nn.Module]:
        """The networks and their averages, by their names in a checkpoint."""
        averages: dict[str, nn.Module] = {"average": self.average}
        if self._average_reader is not None:
            averages[AVERAGE_READER] = self._average_reader
        return self.networks.named() | averages

    def _changing(self) -> list[Tensor]:
        """All tensors that an iteration changes."""
        return list(self._learned().values())

    def load(self, state: Mapping[str, NDArray[Any]]) -> None:
        """Load a `state`. Raises KeyError or RuntimeError when it does not fit.

        Random streams of another kind of device cannot be restored: new ones are opened then, and
        the run no longer `continues` exactly.
        """
        tensors = {name: torch.from_numpy(np.array(value)) for name, value in state.items()}
        load_networks(self._named(), tensors)
        self._optimizers.load(by_prefix(tensors, "adam."))
        self._sums.copy_(tensors["sums"])
        self._loads += 1
        self.iteration = int(tensors["iteration"])
        saved = {name: tensors[f"stream.{name}"] for name in self._streams}
        self.continues = restore_streams(self._streams, saved, self.config.seed, self.iteration)

    def _d_step(self, real: Tensor, label: Tensor, fake: Tensor, inputs: Any) -> None:
        config, networks = self.config, self.networks
        joined = networks.reader is not None and config.info_step == "joined"
        with self._precision():
            (on_real, features), (on_fake, fake_features) = networks.discriminate(
                (real, label), (fake, inputs.label)
            )
            loss = discriminator_loss(config, on_real.float(), on_fake.float())
            self._record("d_loss", loss)
            if config.penalty:
                for images, asked in ((real, label), (fake, inputs.label)):
                    loss = loss + slope_penalty(
                        config, networks.discriminator, images, asked, self.group
                    )
            loss = loss + self._class_loss(features, label)
            if joined:
                factor = config.reader_weight
                loss = loss + self._information(fake, fake_features, inputs, factor=factor)
            if networks.reader is not None:
                loss = loss + self._real_loss(real, features)
        self._optimizers.descend(loss, *(name for name in ("d", "q") if name in self._optimizers))

    def _g_step(self, real: Tensor, label: Tensor, fake: Tensor, inputs: Any) -> None:
        config, networks = self.config, self.networks
        with self._precision():
            logits, features = networks.discriminator(fake, inputs.label)
            on_real = None
            if compares(config):
                with torch.no_grad():
                    on_real = networks.discriminator(real, label)[0].float()
            loss = generator_loss(config, logits.float(), on_real)
            self._record("g_loss", loss)
            loss = loss + self._class_loss(features, inputs.label)
            if networks.reader is None:
                self._optimizers.descend(loss, "g")
                return
            information = self._information(fake, features, inputs, note=True)
        if config.info_step == "joined":
            self._optimizers.descend(loss + information, "g")
        else:
            # Both gradients are taken at the same weights: a step would change those of the other.
            gradients = self._optimizers.gradients(loss, "g", keep=True)
            self._optimizers.step("info", self._optimizers.gradients(information, "info"))
            self._optimizers.step("g", gradients)

    def _class_loss(self, features: Tensor, label: Tensor) -> Tensor:
        """The weighted loss of a CGAN's classifier on images of these digits; 0 without one."""
        if not self.config.class_weight:
            return features.new_zeros((), dtype=torch.float32)
        discriminator = self.networks.discriminator
        assert isinstance(discriminator, LightDiscriminator)
        return self.config.class_weight * discriminator.class_loss(features, label)

    def _information(
        self,
        fake: Tensor,
        features: Tensor,
        inputs: Any,
        *,
        factor: float = 1.0,
        note: bool = False,
    ) -> Tensor:
        assert self.networks.reader is not None
        predicted = self.networks.reader(fake, features).float()
        category, values = information_losses(self.config, predicted, inputs)
        if note:
            self._record("c1_loss", category)
            self._record("values_loss", values)
        weight = factor * self.config.info_weight
        return weight * category + self.config.continuous_weight * values

    def _real_loss(self, real: Tensor, features: Tensor) -> Tensor:
        """The loss of Q on real images, as far as the settings include it; else 0."""
        config, networks = self.config, self.networks
        assert networks.reader is not None
        loss = features.new_zeros((), dtype=torch.float32)
        if config.balance or config.consistency:
            predicted = networks.reader(real, features).float()
            loss = loss + config.balance * balance_loss(config, predicted, self.group)
        if config.consistency:
            black, stream = -1.0 if config.signed else 0.0, self._streams["penalty"]
            images = augment(real, black, stream, self.group)
            again = self._predict(images)
            loss = loss + config.consistency * consistency_loss(config, predicted, again)
        if config.labelled:
            images, name = self.batches.labelled(self._streams["penalty"])
            predicted = self._predict(images)
            named = nn.functional.cross_entropy(predicted[:, : config.codes], name)
            self._record("labelled_loss", named)
            loss = loss + config.labelled_weight * named
        return loss

    def _predict(self, images: Tensor) -> Tensor:
        """Q's outputs for real `images`."""
        assert self.networks.reader is not None
        features = images
        if self.config.reader == "shared":
            # The label is for a CGAN's discriminator; this one ignores it.
            features = self.networks.discriminator(images, images.new_zeros(()))[1]
        predicted: Tensor = self.networks.reader(images, features)
        return predicted.float()

    def _follow(self) -> None:
        """Update the averages."""
        pairs = [(self.average, self.networks.generator)]
        if self._average_reader is not None and self.networks.reader is not None:
            pairs.append((self._average_reader, self.networks.reader))
        ours: list[Tensor] = [one for average, _ in pairs for one in average.parameters()]
        theirs: list[Tensor] = [one for _, network in pairs for one in network.parameters()]
        with torch.no_grad():
            torch._foreach_lerp_(ours, theirs, [self._share] * len(ours))

    def _record(self, name: str, loss: Tensor) -> None:
        self._sums[LOSSES.index(name)] += loss.detach()

    def _precision(self) -> AbstractContextManager[Any]:
        if self.config.precision == "float32":
            return nullcontext()
        return torch.autocast(self.device.type, torch.bfloat16)


def default_threads() -> int:
    """One thread for each core that this process may use."""
    return max(1, torch.get_num_threads())


def load_networks(networks: Mapping[str, nn.Module], tensors: Mapping[str, Tensor]) -> None:
    """Load the weights of a state into `networks`. Raises KeyError or RuntimeError.

    In a state of version 0.1 the average of Q is missing; it is Q itself then.
    """
    for name, network in networks.items():
        held = by_prefix(tensors, f"{name}.")
        if name == AVERAGE_READER and not held:
            held = by_prefix(tensors, "reader.")
        network.load_state_dict(held)

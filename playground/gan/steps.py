"""The training step of each network, split into the phases that slow motion shows."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Literal, NamedTuple

import torch
from torch import Tensor

from playground.gan.conditioning import ConditionBatch
from playground.gan.config import GanConfig
from playground.gan.losses import LOSSES, discriminator_objective, generator_objective
from playground.gan.model import GanModel
from playground.gan.real_data import MixturePoints, RealPoints
from playground.nn.divergence import LossMonitor
from playground.nn.optimizers import StepParameters, TrainableNetwork, gradients
from playground.nn.schedule import cosine_decay, ema_weight, geometric_decay, schedule_progress

PhaseName = Literal[
    "draw real", "draw fake", "D's gradient", "D's step", "G's gradient", "G's step"
]


class Phase(NamedTuple):
    """A phase that has just finished, and the points [2, n] that it drew, if any.

    `layer` [n] holds the layers of real points, or the layers or codes requested of generated ones.
    """

    name: PhaseName
    points: Tensor | None = None
    layer: Tensor | None = None


class TrainingSteps:
    """Draws batches and updates the networks of `model` with them.

    Draws advance the `streams`; losses go to `loss_monitor`, and nothing is read back from the
    device. `age` is the number of iterations since the schedules began.
    """

    def __init__(
        self,
        model: GanModel,
        points: RealPoints | MixturePoints,
        streams: Mapping[str, torch.Generator],
        loss_monitor: LossMonitor,
    ) -> None:
        self.points = points
        """The source of real points."""
        self._model, self._streams, self._loss_monitor = model, streams, loss_monitor

    def discriminator_step(self, config: GanConfig, iteration: int, age: int) -> Iterator[Phase]:
        """Update the discriminator on a batch of real points and one of generated ones."""
        model = self._model
        real, layer = self.draw_real(config)
        yield Phase("draw real", real, layer)
        with torch.no_grad():
            fake, condition = self.draw_fake(config, layer)
        yield Phase("draw fake", fake, condition.layer)
        discriminator = partial(model.discriminator, model.d.weights)
        fade, random = penalty_factor(config, age), self._streams["penalty"]
        loss, penalty = discriminator_objective(
            config, discriminator, real, fake, condition.discriminator_input, fade, random
        )
        self._loss_monitor.record(0, loss, iteration)
        (gradient,) = gradients(loss + penalty, model.d)
        yield Phase("D's gradient")
        model.d.step(gradient, d_step_parameters(config, age))
        yield Phase("D's step")

    def generator_step(self, config: GanConfig, iteration: int, age: int) -> Iterator[Phase]:
        """Update the generator, and an InfoGAN's code reader, on a batch of generated points."""
        model = self._model
        if LOSSES[config.loss].compares or model.reader:
            real, layer = self.draw_real(config)
            yield Phase("draw real", real, layer)
        else:
            n, random = config.batch_size, self._streams["latent"]
            real, layer = None, self.points.draw_layers(n, random, config.layer_block)
        discriminator = partial(model.discriminator, model.d.weights.detach())
        fake, condition = self.draw_fake(config, layer)
        yield Phase("draw fake", fake, condition.layer)
        loss = generator_objective(config, discriminator, real, fake, condition.discriminator_input)
        self._loss_monitor.record(1, loss, iteration)
        updates: list[tuple[TrainableNetwork, StepParameters]] = [
            (model.g, g_step_parameters(config, age))
        ]
        if model.reader and model.q:
            assert real is not None
            fade, random = penalty_factor(config, age), self._streams["penalty"]
            loss = loss + model.reader.info_loss(
                config, model.q.weights, fake, condition, real, fade, random
            )
            updates.append((model.q, d_step_parameters(config, age)))
        found = gradients(loss, *(network for network, _ in updates))
        yield Phase("G's gradient")
        for (network, parameters), gradient in zip(updates, found, strict=True):
            network.step(gradient, parameters)
        model.g.update_average(ema_weight(iteration, config.average))
        yield Phase("G's step")

    def draw_real(self, config: GanConfig) -> tuple[Tensor, Tensor]:
        """Draw a batch of real points [2, n] and their layers [n]."""
        random = self._streams["real"]
        real, layer = self.points.draw(
            config.batch_size, random, config.draws_quasi_random, config.layer_block
        )
        if config.pack_size == config.layer_block:
            return real, layer
        # A pack must be a random mixture of the layers, as it is for generated points.
        order = torch.rand(config.batch_size, generator=random, device=real.device).argsort()
        return real[:, order], layer[order]

    def draw_fake(self, config: GanConfig, layer: Tensor) -> tuple[Tensor, ConditionBatch]:
        """Generate points [2, n] to go with real ones of `layer` [n]; return them and their
        conditions.
        """
        sampler, weights = self._model.sampler, self._model.g.weights
        return sampler.generate(weights, layer, self._streams["latent"], config.draws_quasi_random)


def d_step_parameters(config: GanConfig, age: int) -> StepParameters:
    """Those of the discriminator: its rate falls as a cosine from 1 to `final_rate` of `d_lr`."""
    return _step_parameters(config, config.d_lr, age)


def g_step_parameters(config: GanConfig, age: int) -> StepParameters:
    """Those of the generator: its rate falls as a cosine from 1 to `final_rate` of `g_lr`."""
    return _step_parameters(config, config.g_lr, age)


def penalty_factor(config: GanConfig, age: int) -> float:
    """The factor on R1 and R2: it falls geometrically, ever faster, from 1 to `final_penalty`.

    A discriminator under a strong penalty is smooth and gives every mode its share; under a weak
    one it is sharp and moves the points onto the support. So it stays smooth until the rates are
    low: sharpened early, it lets the modes drift away from their shares.
    """
    return geometric_decay(
        schedule_progress(age, config.schedule), config.final_penalty, config.penalty_fade
    )


def _step_parameters(config: GanConfig, rate: float, age: int) -> StepParameters:
    left = cosine_decay(schedule_progress(age, config.schedule), config.final_rate)
    return StepParameters(rate * left, config.beta1, config.beta2)

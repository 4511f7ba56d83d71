"""One step of each network, phase by phase, as slow motion names them."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Literal, NamedTuple

import torch
from torch import Tensor

from playground.gan.conditioning import ConditionBatch
from playground.gan.config import GanConfig
from playground.gan.losses import LOSSES, discriminator_objective, generator_objective
from playground.gan.model import Model
from playground.gan.real_data import MixturePoints, RealPoints
from playground.nn.divergence import LossWatch
from playground.nn.optimizers import Pace, TrainableNetwork, gradients
from playground.nn.schedule import cosine, fading, fresh_share, progress

PhaseName = Literal[
    "draw real", "draw fake", "D's gradient", "D's step", "G's gradient", "G's step"
]


class Phase(NamedTuple):
    """A phase that has just passed, and the points [2, n] that it drew, if it drew any.

    `layer` [n] has the layers of real points, and the layers or codes that generated ones answer.
    """

    name: PhaseName
    points: Tensor | None = None
    layer: Tensor | None = None


class TrainingSteps:
    """Draws batches, and moves the players of `model` with them.

    What is drawn moves the `streams`; losses are noted by `watch`, and nothing is read back from
    the device. `age` is the number of iterations since the schedules began.
    """

    def __init__(
        self,
        model: Model,
        points: RealPoints | MixturePoints,
        streams: Mapping[str, torch.Generator],
        watch: LossWatch,
    ) -> None:
        self.points = points
        """The real ones."""
        self._model, self._streams, self._watch = model, streams, watch

    def of_discriminator(self, config: GanConfig, iteration: int, age: int) -> Iterator[Phase]:
        """A step on a batch of real points and one of generated ones."""
        model = self._model
        real, layer = self.draw_real(config)
        yield Phase("draw real", real, layer)
        with torch.no_grad():
            fake, asked = self.draw_fake(config, layer)
        yield Phase("draw fake", fake, asked.layer)
        judge = partial(model.discriminator, model.d.weights)
        fade, random = penalty_factor(config, age), self._streams["penalty"]
        loss, penalty = discriminator_objective(
            config, judge, real, fake, asked.condition, fade, random
        )
        self._watch.note(0, loss, iteration)
        (gradient,) = gradients(loss + penalty, model.d)
        yield Phase("D's gradient")
        model.d.step(gradient, d_pace(config, age))
        yield Phase("D's step")

    def of_generator(self, config: GanConfig, iteration: int, age: int) -> Iterator[Phase]:
        """A step of the generator, and of what reads its codes, on a batch of its own points."""
        model = self._model
        if LOSSES[config.loss].compares or model.reader:
            real, layer = self.draw_real(config)
            yield Phase("draw real", real, layer)
        else:
            n, random = config.batch_size, self._streams["latent"]
            real, layer = None, self.points.allot(n, random, config.told_together)
        judge = partial(model.discriminator, model.d.weights.detach())
        fake, asked = self.draw_fake(config, layer)
        yield Phase("draw fake", fake, asked.layer)
        loss = generator_objective(config, judge, real, fake, asked.condition)
        self._watch.note(1, loss, iteration)
        moves: list[tuple[TrainableNetwork, Pace]] = [(model.g, g_pace(config, age))]
        if model.reader and model.q:
            assert real is not None
            fade, random = penalty_factor(config, age), self._streams["penalty"]
            loss = loss + model.reader.objective(
                config, model.q.weights, fake, asked, real, fade, random
            )
            moves.append((model.q, d_pace(config, age)))
        found = gradients(loss, *(player for player, _ in moves))
        yield Phase("G's gradient")
        for (player, pace), gradient in zip(moves, found, strict=True):
            player.step(gradient, pace)
        model.g.follow(fresh_share(iteration, config.average))
        yield Phase("G's step")

    def draw_real(self, config: GanConfig) -> tuple[Tensor, Tensor]:
        """A batch of real points [2, n] and their layers [n]."""
        random = self._streams["real"]
        real, layer = self.points.draw(
            config.batch_size, random, config.draws_quasi_random, config.told_together
        )
        if config.judged_together == config.told_together:
            return real, layer
        # A pack must hold a random mixture of the layers, as it does of generated points.
        order = torch.rand(config.batch_size, generator=random, device=real.device).argsort()
        return real[:, order], layer[order]

    def draw_fake(self, config: GanConfig, layer: Tensor) -> tuple[Tensor, ConditionBatch]:
        """Generated points [2, n] beside real ones of `layer` [n], and what was asked for."""
        maker, weights = self._model.maker, self._model.g.weights
        return maker.fakes(weights, layer, self._streams["latent"], config.draws_quasi_random)


def d_pace(config: GanConfig, age: int) -> Pace:
    """The discriminator's: its rate falls along a cosine from 1 to `final_rate` of `d_lr`."""
    return _pace(config, config.d_lr, age)


def g_pace(config: GanConfig, age: int) -> Pace:
    """The generator's, likewise."""
    return _pace(config, config.g_lr, age)


def penalty_factor(config: GanConfig, age: int) -> float:
    """What is left of R1 and R2: geometrically, ever faster, from 1 to `final_penalty`.

    A discriminator under a strong penalty is soft, and brings every mode to its share; under a
    weak one it is sharp, and brings the points onto the support. So it is kept soft until the rates
    are low: made sharp early, the modes drift away from their shares.
    """
    return fading(progress(age, config.schedule), config.final_penalty, config.penalty_fade)


def _pace(config: GanConfig, rate: float, age: int) -> Pace:
    left = cosine(progress(age, config.schedule), config.final_rate)
    return Pace(rate * left, config.beta1, config.beta2)

"""The training step of each network, split into the phases that slow motion shows."""

from collections.abc import Generator, Iterator, Mapping
from typing import NamedTuple

from torch import Tensor

from playground.gan.conditioning import ConditionBatch
from playground.gan.config import GanConfig
from playground.gan.course import Pacing
from playground.gan.latent_table import LOG_RATIOS, uniform_from_latent
from playground.gan.losses import LOSSES, discriminator_objective, generator_objective
from playground.gan.model import GanModel
from playground.gan.networks import GeneratorTrace
from playground.message import Sentence
from playground.nn.divergence import LossMonitor
from playground.nn.model_trainer import Phase
from playground.nn.random_streams import RandomStream, uniform
from playground.nn.real_data import MixturePoints, RealPoints

LOSSES_THAT_DIVERGE = (
    Sentence(
        "the discriminator's loss was not a finite number at iteration {iteration}; "
        "a lower learning rate may help"
    ),
    Sentence(
        "the generator's loss was not a finite number at iteration {iteration}; "
        "a lower learning rate may help"
    ),
)
"""What is said of the discriminator's loss, and of the generator's."""


class Batch(NamedTuple):
    """Real points [2, n] (None where they are not needed), generated ones, and their conditions;
    `judged` are the discriminator's inputs for them, where it has judged them already.
    """

    real: Tensor | None
    generated: GeneratorTrace
    condition: ConditionBatch
    judged: Tensor | None = None


class TrainingSteps:
    """Draws batches and updates the networks of `model` with them.

    Draws advance the `streams`; losses go to `loss_monitor`. The `model` may be a stack of those of
    many runs: all arrays have an axis of runs first then. Nothing is read back from the device,
    and all numbers that change along a run come from it, in a `Pacing`: an iteration that was
    recorded can be replayed at another moment.
    """

    def __init__(
        self,
        model: GanModel,
        points: RealPoints | MixturePoints,
        streams: Mapping[str, RandomStream],
        loss_monitor: LossMonitor,
    ) -> None:
        self.points = points
        """The source of real points."""
        self._model, self._streams, self._loss_monitor = model, streams, loss_monitor

    def iteration(self, config: GanConfig, pacing: Pacing) -> Iterator[Phase]:
        """The discriminator's steps, then the generator's; the first of these on the last batch of
        the discriminator, if the config says so.
        """
        batch = None
        for _ in range(config.d_steps):
            batch = yield from self.discriminator_step(config, pacing)
        for _ in range(config.g_steps):
            yield from self.generator_step(config, pacing, batch if config.reuse_batch else None)
            batch = None

    def discriminator_step(
        self, config: GanConfig, pacing: Pacing
    ) -> Generator[Phase, None, Batch]:
        """Update the discriminator on a batch of real points and one of generated ones; return
        them.
        """
        model = self._model
        real, layer = self.draw_real(config)
        yield Phase("draw real", real, layer)
        generated, condition = self.draw_fake(config, layer)
        yield Phase("draw fake", generated.points, condition.layer)
        loss, gradient, judged = discriminator_objective(
            config,
            model.discriminator,
            model.d.layered,
            real,
            generated.points,
            condition.discriminator_input,
            pacing,
            self._streams["penalty"],
        )
        self._loss_monitor.record(0, loss, pacing.iteration)
        yield Phase("D's gradient")
        model.d.step(gradient, pacing.d)
        yield Phase("D's step")
        return Batch(real, generated, condition, judged)

    def generator_step(
        self, config: GanConfig, pacing: Pacing, batch: Batch | None = None
    ) -> Iterator[Phase]:
        """Update the generator, and an InfoGAN's code reader, on `batch`, or on one drawn here."""
        model = self._model
        real, generated, condition, judged = batch or (yield from self._draw_batch(config))
        loss, logits, of_points = generator_objective(
            config,
            model.discriminator,
            model.d.layered,
            real,
            generated.points,
            condition.discriminator_input,
            judged,
        )
        self._loss_monitor.record(1, loss, pacing.iteration)
        if model.table:
            first = generated.latent[..., :2, :]
            numbers = uniform_from_latent(first, normal=model.sampler.normal)
            log_ratio = LOG_RATIOS[config.loss](logits)
            model.table.learn(numbers, condition.layer, log_ratio, pacing.table[..., None, None])
        of_reader = None
        if model.reader and model.q:
            assert real is not None
            of_reader, more = model.reader.gradients(
                model.q.weights, generated.points, condition, real, pacing, self._streams["penalty"]
            )
            of_points = of_points + more
        gradient = generated.gradient(of_points)
        yield Phase("G's gradient")
        model.g.step(gradient, pacing.g)
        if of_reader is not None and model.q:
            model.q.step(of_reader, pacing.d)
        model.g.update_average(pacing.average)
        yield Phase("G's step")

    def _draw_batch(self, config: GanConfig) -> Generator[Phase, None, Batch]:
        """Draw a batch for the generator, with real points where its loss needs them."""
        if LOSSES[config.loss].compares or self._model.reader:
            real, layer = self.draw_real(config)
            yield Phase("draw real", real, layer)
        else:
            n, random = config.batch_size, self._streams["latent"]
            real, layer = None, self.points.draw_layers(n, random, config.layer_block)
        generated, condition = self.draw_fake(config, layer)
        yield Phase("draw fake", generated.points, condition.layer)
        return Batch(real, generated, condition)

    def draw_real(self, config: GanConfig) -> tuple[Tensor, Tensor]:
        """Draw a batch of real points [2, n] and their layers [n]."""
        random = self._streams["real"]
        real, layer = self.points.draw(
            config.batch_size, random, config.draws_quasi_random, config.layer_block
        )
        if config.pack_size == config.layer_block:
            return real, layer
        # A pack must be a random mixture of the layers, as it is for generated points.
        order = uniform((config.batch_size,), random, real.device).argsort()
        return real[:, order], layer[order]

    def draw_fake(self, config: GanConfig, layer: Tensor) -> tuple[GeneratorTrace, ConditionBatch]:
        """Generate points to go with real ones of `layer` [n]; return them and their conditions."""
        model, random = self._model, self._streams["latent"]
        inverse = model.table.inverse if model.table else None
        return model.sampler.trace(
            model.g.layered, layer, random, config.draws_quasi_random, inverse
        )

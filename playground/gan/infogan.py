"""The network that predicts an InfoGAN's codes: Q(c|x) (Chen et al. 2016, arXiv 1606.03657)."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from playground.gan.conditioning import ConditionBatch, Conditioning
from playground.gan.config import GanConfig
from playground.gan.course import Pacing
from playground.gan.layer_sizes import reader_sizes
from playground.gan.losses import mean_squared_gradient_norm, nearby
from playground.nn.mlp import Mlp
from playground.nn.random_streams import RandomStream


@dataclass(frozen=True, eq=False)
class CodeReader:
    """Maps points to the logits of `codes` codes and an estimate of each continuous value.

    A network separate from the discriminator, of the same width and depth but without Fourier
    features: it then separates only coarse structure, and codes settle on parts instead of fine
    stripes.
    """

    body: Mlp
    codes: int

    @classmethod
    def of(cls, config: GanConfig, conditioning: Conditioning) -> "CodeReader":
        """The code reader of `config`."""
        return cls(
            Mlp(reader_sizes(config, conditioning.generator_inputs), config.activation),
            conditioning.categories,
        )

    def initial(self, random: torch.Generator) -> Tensor:
        """Initial weights on the CPU."""
        return self.body.initial(random)

    def __call__(self, weights: Tensor, points: Tensor) -> tuple[Tensor, Tensor]:
        """Logits [codes, n] and values [continuous, n] for points [2, n]."""
        outputs = self.body(weights, points * 2 - 1)
        return outputs[: self.codes], outputs[self.codes :]

    @torch.no_grad()
    def predict(self, weights: Tensor, points: Tensor) -> Tensor:
        """The most likely code int64 [n] of each of `points` [2, n]."""
        return self(weights, points)[0].argmax(dim=0)

    def gradients(
        self,
        weights: Tensor,
        fake: Tensor,
        condition: ConditionBatch,
        real: Tensor,
        pacing: Pacing,
        random: RandomStream,
    ) -> tuple[Tensor, Tensor]:
        """The gradients of `info_loss`: those of the reader's weights, and of `fake` [2, n]."""
        leaf, points = weights.detach().requires_grad_(), fake.detach().requires_grad_()
        loss = self.info_loss(leaf, points, condition, real, pacing, random)
        of_weights, of_points = torch.autograd.grad(loss, (leaf, points))
        return of_weights, of_points

    def info_loss(
        self,
        weights: Tensor,
        fake: Tensor,
        condition: ConditionBatch,
        real: Tensor,
        pacing: Pacing,
        random: RandomStream,
    ) -> Tensor:
        """The loss that generator and reader both minimise: minus the lower bound on I(c; G(z, c)).

        Up to constants and weights: the cross-entropy of the code, and half the squared error of
        the continuous values (Gaussians of fixed variance).

        The bound depends neither on where codes meet nor on whether two of them share one part; the
        terms on `real` points (all unlabelled) do. The squared gradient of the logits there makes
        it cheap for a code to change slowly along a part and steeply in a gap, so that codes slide
        along the parts until each has one to itself; and a balance term asks for all codes to be
        predicted equally often.
        """
        logits, guesses = self(weights, fake)
        loss = pacing.info_weight * cross_entropy(logits.T, condition.layer)
        if len(guesses):
            assert condition.generator_input is not None
            error = (guesses - condition.generator_input[self.codes :]).square().sum(
                dim=0
            ).mean() / 2
            loss = loss + pacing.continuous_weight * error
        return loss + self._on_real(weights, real, pacing, random)

    def _on_real(
        self, weights: Tensor, real: Tensor, pacing: Pacing, random: RandomStream
    ) -> Tensor:
        """The weighted penalties on real points: the logits' squared gradient and the codes'
        imbalance.
        """
        both = torch.cat([real, nearby(real, random)], dim=1)
        here, nearby_logits = self(weights, both)[0].chunk(2, dim=1)
        slope = pacing.info_slope * mean_squared_gradient_norm(here, nearby_logits)
        return slope + pacing.info_balance * imbalance(here)


def imbalance(logits: Tensor) -> Tensor:
    """KL in nats from the codes' mean use to a uniform one, for logits [codes, n]."""
    use = logits.softmax(dim=0).mean(dim=1)
    return use @ (use * len(use)).clamp(min=1e-12).log()

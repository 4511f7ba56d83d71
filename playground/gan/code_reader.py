"""The network that reads an InfoGAN's codes off points: Q(c|x) (Chen et al. 2016, 1606.03657)."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from playground.gan.asking import Asked, Asking
from playground.gan.config import GanConfig
from playground.gan.mlp import Mlp


@dataclass(frozen=True, eq=False)
class CodeReader:
    """Points to the logits of `codes` codes and a guess at each continuous value.

    A network apart from the discriminator, of its width and depth, but without Fourier features:
    what it can tell apart is then coarse, and codes settle on parts instead of on fine stripes.
    """

    body: Mlp
    codes: int

    @classmethod
    def of(cls, config: GanConfig, asking: Asking) -> "CodeReader":
        """The reader that `config` asks for."""
        hidden = (config.d_hidden,) * config.layers
        return cls(Mlp((2, *hidden, asking.inputs), config.activation), asking.layers)

    def initial(self, random: torch.Generator) -> Tensor:
        """Fresh weights on the CPU."""
        return self.body.initial(random)

    def __call__(self, weights: Tensor, points: Tensor) -> tuple[Tensor, Tensor]:
        """Logits [codes, n] and values [continuous, n] for points [2, n]."""
        outputs = self.body(weights, points * 2 - 1)
        return outputs[: self.codes], outputs[self.codes :]

    def objective(
        self, config: GanConfig, weights: Tensor, fake: Tensor, asked: Asked, random: torch.Generator
    ) -> Tensor:
        """What generator and reader both minimise: minus the bound on I(c; G(z, c)).

        Up to constants and weights: the cross-entropy of the code, and half the squared error of
        the continuous values (Gaussians of fixed variance). Points are shaken by `info_blur`
        first, so codes that meet inside a dense part cost more than codes that meet in a gap.
        """
        if config.info_blur:
            shake = torch.randn(fake.shape, generator=random, device=fake.device)
            fake = fake + config.info_blur * shake
        logits, guesses = self(weights, fake)
        loss = config.info_weight * cross_entropy(logits.T, asked.layer)
        if len(guesses):
            assert asked.inputs is not None
            error = (guesses - asked.inputs[self.codes :]).square().sum(dim=0).mean() / 2
            loss = loss + config.continuous_weight * error
        return loss

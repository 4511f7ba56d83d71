"""The network that reads an InfoGAN's codes off points: Q(c|x) (Chen et al. 2016, 1606.03657)."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from playground.gan.conditioning import ConditionBatch, Conditioning
from playground.gan.config import GanConfig
from playground.gan.layer_sizes import reader_sizes
from playground.gan.losses import mean_squared_slope, nearby
from playground.nn.mlp import Mlp


@dataclass(frozen=True, eq=False)
class CodeReader:
    """Points to the logits of `codes` codes and a guess at each continuous value.

    A network apart from the discriminator, of its width and depth, but without Fourier features:
    what it can tell apart is then coarse, and codes settle on parts instead of on fine stripes.
    """

    body: Mlp
    codes: int

    @classmethod
    def of(cls, config: GanConfig, asking: Conditioning) -> "CodeReader":
        """The reader that `config` asks for."""
        return cls(Mlp(reader_sizes(config, asking.inputs), config.activation), asking.layers)

    def initial(self, random: torch.Generator) -> Tensor:
        """Fresh weights on the CPU."""
        return self.body.initial(random)

    def __call__(self, weights: Tensor, points: Tensor) -> tuple[Tensor, Tensor]:
        """Logits [codes, n] and values [continuous, n] for points [2, n]."""
        outputs = self.body(weights, points * 2 - 1)
        return outputs[: self.codes], outputs[self.codes :]

    @torch.no_grad()
    def read(self, weights: Tensor, points: Tensor) -> Tensor:
        """The likeliest code int64 [n] of each of `points` [2, n]."""
        return self(weights, points)[0].argmax(dim=0)

    def objective(
        self,
        config: GanConfig,
        weights: Tensor,
        fake: Tensor,
        asked: ConditionBatch,
        real: Tensor,
        fade: float,
        random: torch.Generator,
    ) -> Tensor:
        """What generator and reader both minimise: minus the bound on I(c; G(z, c)).

        Up to constants and weights: the cross-entropy of the code, and half the squared error of
        the continuous values (Gaussians of fixed variance).

        The bound does not care where codes meet, nor whether two of them share one part. What is
        read off `real` points (unlabelled, as all of them) does. The logits' squared slope there,
        of which `fade` is left by now, lets a code change slowly along a part and steeply in a gap,
        so that codes slide along the parts until each has one to itself; and all codes are to be
        read equally often, as they are asked for.
        """
        logits, guesses = self(weights, fake)
        loss = config.info_weight * cross_entropy(logits.T, asked.layer)
        if len(guesses):
            assert asked.inputs is not None
            error = (guesses - asked.inputs[self.codes :]).square().sum(dim=0).mean() / 2
            loss = loss + config.continuous_weight * error
        return loss + self._on_real(config, weights, real, fade, random)

    def _on_real(
        self,
        config: GanConfig,
        weights: Tensor,
        real: Tensor,
        fade: float,
        random: torch.Generator,
    ) -> Tensor:
        """The slope and the uneven use of the codes at real points, weighed."""
        both = torch.cat([real, nearby(real, random)], dim=1)
        here, beside = self(weights, both)[0].chunk(2, dim=1)
        slope = config.info_slope * fade * mean_squared_slope(here, beside)
        return slope + config.info_balance * unevenness(here)


def unevenness(logits: Tensor) -> Tensor:
    """How far the codes' mean use falls short of an even one, in nats, for logits [codes, n]."""
    use = logits.softmax(dim=0).mean(dim=1)
    return use @ (use * len(use)).clamp(min=1e-12).log()

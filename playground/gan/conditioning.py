"""What the generator is asked for beside its latent, and what the discriminator is told of it."""

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.density.target import Target
from playground.gan.config import GanConfig


@dataclass(frozen=True, eq=False)
class ConditionBatch:
    """One batch's requests: `layer` int64 [n] is the layer or the code, 0 for a plain GAN.

    `inputs` [Asking.inputs, n] stand in front of the generator's latent, `condition`
    [Asking.told, n] in front of the discriminator's points; None where there is nothing.
    """

    layer: Tensor
    inputs: Tensor | None
    condition: Tensor | None


@dataclass(frozen=True, eq=False)
class Conditioning:
    """Which requests a model knows.

    A CGAN is asked for a layer (one-hot) and its discriminator is told. An InfoGAN is asked for a
    code (one-hot) and `continuous` values in -1 … 1, all drawn evenly and independently of the
    real points, and its discriminator is not told. Others are asked for nothing.
    """

    one_hot: Tensor
    continuous: int
    is_told: bool

    @classmethod
    def of(cls, config: GanConfig, target: Target, device: torch.device) -> "Conditioning":
        """What `config` asks for. Raises InputError when `target` has too few layers for it."""
        config.check_target(target)
        one_hot = torch.eye(config.asked_layers(len(target.layers)), device=device)
        continuous = config.continuous_codes if config.finds_codes else 0
        return cls(one_hot, continuous, config.is_conditional)

    @property
    def layers(self) -> int:
        """How many layers or codes can be asked for; 0 for a plain GAN."""
        return len(self.one_hot)

    @property
    def inputs(self) -> int:
        """How many values the generator gets beside its latent."""
        return self.layers + self.continuous

    @property
    def told(self) -> int:
        """How many values the discriminator gets beside a point."""
        return self.layers if self.is_told else 0

    def draw(
        self, layer: Tensor, random: torch.Generator, only: int | None = None
    ) -> ConditionBatch:
        """The requests for fakes beside real points of `layer` [n], in their order.

        `only` asks all of one layer or code.
        """
        if not self.layers:
            return ConditionBatch(torch.zeros_like(layer), None, None)
        if self.is_told:
            return self.ask(layer if only is None else torch.full_like(layer, only), None)
        device = layer.device
        # In no order: a loss that compares the i-th real point with the i-th fake must not find
        # codes and layers in step.
        code = torch.randint(self.layers, layer.shape, generator=random, device=device)
        if only is not None:
            code = torch.full_like(code, only)
        values = torch.rand(self.continuous, len(code), generator=random, device=device) * 2 - 1
        return self.ask(code, values)

    def ask(self, layer: Tensor, values: Tensor | None) -> ConditionBatch:
        """The requests for `layer` [n] and, of an InfoGAN, continuous `values` [continuous, n]."""
        rows = self.one_hot[:, layer]
        inputs = rows if values is None else torch.cat([rows, values])
        return ConditionBatch(layer, inputs, rows if self.is_told else None)

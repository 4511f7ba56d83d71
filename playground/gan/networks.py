"""The generator and discriminator of a config, as functions of their weights, and their traces.

A trace is a pass whose gradient can be asked for, without autograd; a network that is called can be
differentiated by autograd. Where runs train as one (`gan.stack`), weights, points, conditions and
logits have an axis of runs before those named here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import torch
from torch import Tensor

from playground.gan.config import GanConfig
from playground.gan.layer_sizes import discriminator_sizes, generator_sizes
from playground.nn.fourier_features import FourierFeatures, InputRows
from playground.nn.mlp import LayeredWeights, Mlp, Trace

_SHIFT_START = 0.1  # factor on the output layer's initial weights, so that shifts start small


@dataclass(frozen=True, eq=False)
class Generator:
    """Maps latents to points in the unit square.

    The condition (one-hot) precedes the latent and its Fourier features. Either a sigmoid maps the
    output into the square, or the network outputs a shift of the first two latents from their
    position in -1 … 1: it then starts close to the identity.
    """

    body: Mlp
    rows: InputRows
    output: Literal["sigmoid", "shift", "linear"]
    gain: float
    cells: int
    """Cells along a side of the table of the latents' density; 0 without one."""

    @classmethod
    def of(cls, config: GanConfig, conditions: int, device: torch.device) -> "Generator":
        """The generator of `config`, with `conditions` condition inputs (0: unconditional)."""
        features = FourierFeatures(
            config.latent_dim,
            config.g_features,
            config.octaves,
            config.seed,
            "g",
            config.square_features,
        )
        body = Mlp(generator_sizes(config, conditions), config.activation)
        rows = InputRows(features.frequencies().to(device), config.square_features)
        return cls(body, rows, config.output, config.gain, config.table_shape(1)[1])

    def stack(self, generators: "Sequence[Generator]") -> "Generator":
        """`generators` of the same form as this one, with features of their own, as one."""
        return replace(self, rows=InputRows.stack([one.rows for one in generators]))

    def initial(self, random: torch.Generator) -> Tensor:
        """Initial weights on the CPU."""
        last = _SHIFT_START if self.output == "shift" else 1.0
        return self.body.initial(random, gain=self.gain, last=last)

    def __call__(self, weights: Tensor, latent: Tensor, condition: Tensor | None) -> Tensor:
        """Points [2, n] for latents [latent_dim, n] and one-hot conditions [conditions, n]."""
        return self.points(weights, latent, self.inputs(latent, condition))

    def inputs(self, latent: Tensor, condition: Tensor | None) -> Tensor:
        """The network's inputs for latents and conditions; independent of the weights."""
        return self.rows(condition, latent)

    def points(self, weights: Tensor, latent: Tensor, inputs: Tensor) -> Tensor:
        """Points [2, n] for latents whose network inputs are `inputs`."""
        return self._placed(self.body(weights[: self.body.size], inputs), latent)

    def table(self, weights: Tensor) -> Tensor | None:
        """The latents' log density [layers, cells, cells] that follows the weights, if any."""
        values = weights[self.body.size :]
        return values.view(-1, self.cells, self.cells) if self.cells else None

    def trace(
        self, weights: LayeredWeights, latent: Tensor, condition: Tensor | None
    ) -> "GeneratorTrace":
        """The points for latents and conditions, traced."""
        trace = self.body.trace(weights, self.inputs(latent, condition))
        return GeneratorTrace(self._placed(trace.outputs, latent), latent, trace, self.output)

    def _placed(self, outputs: Tensor, latent: Tensor) -> Tensor:
        match self.output:
            case "sigmoid":
                return torch.sigmoid(outputs)
            case "shift":
                return (latent[..., :2, :] + outputs + 1) / 2
            case "linear":
                return (outputs + 1) / 2


@dataclass(frozen=True, eq=False)
class GeneratorTrace:
    """Generated `points` [2, n] with their latents, and the gradient of a loss on them."""

    points: Tensor
    latent: Tensor
    trace: Trace
    output: Literal["sigmoid", "shift", "linear"]

    def gradient(self, of_points: Tensor) -> Tensor:
        """The gradient with respect to the weights, from that with respect to the points."""
        if self.output == "sigmoid":
            of_outputs = of_points * self.points * (1 - self.points)
        else:
            of_outputs = of_points / 2
        gradient, _ = self.trace.gradients(of_outputs, once=True)
        assert gradient is not None
        return gradient


@dataclass(frozen=True, eq=False)
class Discriminator:
    """Maps points to logits: above 0 means "real".

    The input is a single point, or `pack` of them together (PacGAN; Lin et al. 2018, arXiv
    1712.04086); the points of a pack come from one distribution, so under one condition. Points are
    scaled to -1 … 1 and followed by their Fourier features and, with `differences`, by their
    squared differences from the pack's mean.
    """

    body: Mlp
    rows: InputRows
    pack: int
    differences: bool

    @classmethod
    def of(cls, config: GanConfig, conditions: int, device: torch.device) -> "Discriminator":
        """The discriminator of `config`, with `conditions` condition inputs (0: none)."""
        features = FourierFeatures(2, config.d_features, config.octaves, config.seed, "d")
        pack, differences = config.pack_size, config.batch_differences
        sizes = discriminator_sizes(config, conditions)
        body = Mlp(sizes, config.activation, config.spectral_norm)
        return cls(body, InputRows(features.frequencies().to(device), False), pack, differences)

    def stack(self, discriminators: "Sequence[Discriminator]") -> "Discriminator":
        """`discriminators` of the same form as this one, with features of their own, as one."""
        return replace(self, rows=InputRows.stack([one.rows for one in discriminators]))

    def initial(self, random: torch.Generator) -> Tensor:
        """Initial weights on the CPU."""
        return self.body.initial(random)

    def __call__(self, weights: Tensor, points: Tensor, condition: Tensor | None) -> Tensor:
        """Logits [n / pack] for points [2, n] and one-hot conditions [conditions, n].

        Consecutive points of the batch form a pack.
        """
        return self.body(weights, self._inputs(condition, points))[..., 0, :]

    def trace(
        self,
        weights: LayeredWeights,
        points: Tensor,
        condition: Tensor | None,
        inputs: Tensor | None = None,
    ) -> "DiscriminatorTrace":
        """The logits for points and conditions, traced; `inputs` are those of an earlier trace of
        the same points.
        """
        inputs = self._inputs(condition, points) if inputs is None else inputs
        leaf = used = weights.vector
        if self.body.spectral:
            leaf = leaf.detach().requires_grad_()
            used = self.body.used(leaf)
            weights = self.body.layered(used.detach())
        trace = self.body.trace(weights, inputs)
        logits = trace.outputs[..., 0, :]
        return DiscriminatorTrace(self, logits, trace, points, condition, leaf, used)

    def gradient_of_points(
        self, gradient: Tensor, inputs: Tensor, points: Tensor, condition: Tensor | None
    ) -> Tensor:
        """The gradient [2, n] with respect to `points`, from that with respect to the perceptron's
        `inputs`.
        """
        if self.pack == 1 and not self.differences:
            return self.rows.gradient_of_values(gradient, inputs, condition) * 2
        points = points.detach().requires_grad_()
        return torch.autograd.grad(self._inputs(condition, points), points, gradient)[0]

    def _inputs(self, condition: Tensor | None, points: Tensor) -> Tensor:
        """The inputs of the perceptron, a column for each pack."""
        points = points * 2 - 1
        inputs = self.rows(condition, points)
        if self.differences:
            inputs = torch.cat([inputs, _differences(points, self.pack)])
        if self.pack > 1:
            inputs = inputs.unflatten(1, (-1, self.pack)).transpose(1, 2).flatten(0, 1)
        return inputs


@dataclass(frozen=True, eq=False)
class DiscriminatorTrace:
    """The `logits` [n / pack] of points, and the gradients of a loss on them, one of which can be
    asked for.

    `used` are the weights that multiply, computed from the `weights`: the same, but for a spectral
    discriminator.
    """

    discriminator: Discriminator
    logits: Tensor
    trace: Trace
    points: Tensor
    condition: Tensor | None
    weights: Tensor
    used: Tensor

    @property
    def inputs(self) -> Tensor:
        """The inputs of the perceptron, a column for each pack."""
        return self.trace.kept[0]

    def of_weights(self, slopes: Tensor) -> Tensor:
        """The gradient with respect to the weights, from that with respect to the logits."""
        gradient, _ = self.trace.gradients(slopes[..., None, :], once=True)
        assert gradient is not None
        if self.used is self.weights:
            return gradient
        return torch.autograd.grad(self.used, self.weights, gradient)[0]

    def of_points(self, slopes: Tensor) -> Tensor:
        """The gradient [2, m] with respect to the last points, from that with respect to their
        logits [m / pack].
        """
        trace, count = self.trace.last(slopes.shape[-1]), slopes.shape[-1] * self.discriminator.pack
        _, gradient = trace.gradients(
            slopes[..., None, :], of_weights=False, of_inputs=True, once=True
        )
        assert gradient is not None
        condition = None if self.condition is None else self.condition[..., -count:]
        return self.discriminator.gradient_of_points(
            gradient, trace.kept[0], self.points[..., -count:], condition
        )


def _differences(values: Tensor, pack: int) -> Tensor:
    """The squared difference of each of `values` [rows, n] from the mean of its pack."""
    packs: Tensor = values.unflatten(1, (-1, pack))
    return (packs - packs.mean(dim=2, keepdim=True)).square().flatten(1)

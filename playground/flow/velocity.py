"""The network of a flow: the velocity of a point at a time, and its divergence."""

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.flow.config import FlowConfig
from playground.flow.layer_sizes import TIME_FEATURES, velocity_sizes
from playground.nn.fourier_features import FourierFeatures
from playground.nn.mlp import LayeredWeights, Mlp, Trace

_FAINTEST = -20.0
"""The logarithm of the least mean of a wave. Smaller ones say nothing, and those below the least
normal number would make a CPU's products four times as slow."""


@dataclass(frozen=True, eq=False)
class VelocityInputs:
    """The rows of the network's input: a condition (if any), point, time, and features of them.

    The features of a point are sin and cos of the `frequencies` [count, 2] times the point, each
    times the mean of such a wave under the noise that is left: what is finer than the noise says
    nothing yet, and comes in as it ends. Those of the time are sin and cos of `tones` [tones].
    """

    frequencies: Tensor
    tones: Tensor

    def __call__(self, x: Tensor, t: Tensor, condition: Tensor | None) -> Tensor:
        """The inputs [rows, n] for points [2, n], times [n] and a condition [conditions, n]."""
        phase, beat, fade = self.frequencies @ x, self.tones[:, None] * t, self.fade(t)
        waves = [phase.sin().mul_(fade), phase.cos().mul_(fade), beat.sin(), beat.cos()]
        return torch.cat([*([] if condition is None else [condition]), x, t[None], *waves])

    def fade(self, t: Tensor) -> Tensor:
        """The mean of each wave [count, n] under normal noise of deviation 1 − t."""
        square = self.frequencies.square().sum(1, keepdim=True)
        return torch.exp((square * (1 - t).square() * -0.5).clamp_(min=_FAINTEST))

    def gradient_of_points(
        self, gradient: Tensor, x: Tensor, t: Tensor, condition: Tensor | None
    ) -> Tensor:
        """The gradient [2, n] with respect to the points, from that with respect to all rows."""
        count, first = len(self.frequencies), 0 if condition is None else len(condition)
        of_sin, of_cos = gradient[first + 3 : first + 3 + 2 * count].chunk(2)
        phase = self.frequencies @ x
        of_phase = (of_sin * phase.cos() - of_cos * phase.sin()) * self.fade(t)
        return gradient[first : first + 2] + self.frequencies.T @ of_phase


@dataclass(frozen=True, eq=False)
class Velocity:
    """Maps points in -1 … 1, times in 0 … 1 and conditions to velocities.

    A condition is one-hot; all 0 where the layer is not told.
    """

    body: Mlp
    inputs: VelocityInputs

    @classmethod
    def of(cls, config: FlowConfig, conditions: int, device: torch.device) -> "Velocity":
        """The velocity of `config`, with `conditions` condition inputs (0: unconditional)."""
        body = Mlp(velocity_sizes(config, conditions), config.activation)
        features = FourierFeatures(2, config.features, config.octaves, config.seed, "v")
        tones = torch.pi * 2.0 ** torch.arange(TIME_FEATURES)
        return cls(body, VelocityInputs(features.frequencies().to(device), tones.to(device)))

    def initial(self, random: torch.Generator) -> Tensor:
        """Initial weights on the CPU."""
        return self.body.initial(random)

    def __call__(self, weights: Tensor, x: Tensor, t: Tensor, condition: Tensor | None) -> Tensor:
        """Velocities [2, n] at points [2, n] and times [n], without a gradient."""
        return self.body.outputs(weights, self.inputs(x, t, condition), in_place=True)

    def trace(
        self, weights: LayeredWeights, x: Tensor, t: Tensor, condition: Tensor | None
    ) -> Trace:
        """The same, traced."""
        return self.body.trace(weights, self.inputs(x, t, condition))

    def with_divergence(
        self, weights: Tensor, x: Tensor, t: Tensor, condition: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """The velocities [2, n] and their divergence [n]: in two dimensions two exact gradients."""
        trace = self.trace(self.body.layered(weights), x, t, condition)
        divergence = torch.zeros_like(t)
        for axis in range(2):
            seed = torch.zeros_like(x)
            seed[axis] = 1
            _, found = trace.gradients(seed, of_weights=False, of_inputs=True)
            assert found is not None
            divergence += self.inputs.gradient_of_points(found, x, t, condition)[axis]
        return trace.outputs, divergence

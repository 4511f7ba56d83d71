"""Random Fourier features, and the inputs of a network stacked with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import torch
from torch import Tensor

from playground.nn.mlp import affine, differentiable_again
from playground.nn.random_streams import open_stream
from playground.nn.sizes import feature_outputs


@dataclass(frozen=True)
class FourierFeatures:
    """Random Fourier features: sinusoids of random projections of a network's inputs.

    `count` projections of `inputs` values in -1 … 1, divided among `octaves` scales: their
    frequencies are normal with a standard deviation of ½, 1, 2, … cycles per unit. They are fixed
    by the seed and not trained, so no checkpoint holds them. (Tancik et al. 2020, arXiv
    2006.10739.)

    The features are sin and cos; with `square` also their signs. A square wave is discontinuous, so
    a generator that sees it can map the latent space discontinuously; a continuous generator would
    have to draw bridges of points between separate modes.
    """

    inputs: int
    count: int
    octaves: int
    seed: int
    network: Literal["d", "g", "v"]
    square: bool = False

    @property
    def outputs(self) -> int:
        """Size of the network's input: the inputs, and two or four features per projection."""
        return feature_outputs(self.inputs, self.count, square=self.square)

    def frequencies(self) -> Tensor:
        """The projections, float32 [count, inputs], in radians per unit."""
        random = open_stream(self.seed, f"{self.network}_features")
        drawn = torch.randn(self.count, self.inputs, generator=random)
        octave = torch.arange(self.count) % self.octaves
        return drawn * (torch.pi * 2.0**octave)[:, None]


@dataclass(frozen=True, eq=False)
class InputRows:
    """The rows of a network's input: a condition (if any), values, and features of the values.

    The features are sin and cos of the `frequencies` [count, values] times the values, [count, n]
    each, and, if `square`, their signs. Of runs that train as one, all arrays have an axis of runs
    before these.
    """

    frequencies: Tensor
    square: bool

    @classmethod
    def stack(cls, rows: "Sequence[InputRows]") -> "InputRows":
        """Those of many runs as one."""
        return cls(torch.stack([one.frequencies for one in rows]), rows[0].square)

    def __call__(self, condition: Tensor | None, values: Tensor) -> Tensor:
        """The inputs [rows, n] for `values` [values, n] and a condition [conditions, n];
        differentiable with respect to the values.
        """
        if condition is None and not self._count:
            return values
        if not values.requires_grad:
            return self.fill(condition, values)
        rows: Tensor = _Rows.apply(values, condition, self)  # type: ignore[no-untyped-call]
        return rows

    def fill(self, condition: Tensor | None, values: Tensor) -> Tensor:
        """The inputs, without a gradient."""
        before, (*runs, width, n), count = _rows(condition), values.shape, self._count
        features = feature_outputs(width, count, square=self.square)
        rows = values.new_empty(*runs, before + features, n)
        if condition is not None:
            rows[..., :before, :] = condition
        rows[..., before : before + width, :] = values
        if count:
            waves = rows[..., before + width :, :].view(*runs, -1, count, n)
            phase = self.frequencies @ values
            torch.sin(phase, out=waves[..., 0, :, :])
            torch.cos(phase, out=waves[..., 1, :, :])
            if self.square:
                torch.sign(waves[..., :2, :, :], out=waves[..., 2:, :, :])
        return rows

    def gradient_of_values(
        self, gradient: Tensor, rows: Tensor, condition: Tensor | None
    ) -> Tensor:
        """The gradient [values, n] of a loss from that with respect to all `rows`. Square waves
        have none.
        """
        count, before, first = self._count, _rows(condition), _rows(condition) + self._width
        direct = gradient[..., before:first, :]
        if not count:
            return direct
        sin, cos = rows[..., first : first + 2 * count, :].chunk(2, dim=-2)
        of_sin, of_cos = gradient[..., first : first + 2 * count, :].chunk(2, dim=-2)
        of_phase = (of_sin * cos).addcmul_(of_cos, sin, value=-1)
        return affine(direct, self.frequencies.mT, of_phase)

    def plain(self, condition: Tensor | None, values: Tensor) -> Tensor:
        """The inputs as a composition of torch's functions."""
        phase = self.frequencies @ values
        waves = [phase.sin(), phase.cos()]
        waves += [wave.sign() for wave in waves] if self.square else []
        return torch.cat([*([] if condition is None else [condition]), values, *waves])

    @property
    def _count(self) -> int:
        return self.frequencies.shape[-2]

    @property
    def _width(self) -> int:
        return self.frequencies.shape[-1]


class _Rows(torch.autograd.Function):
    """The stacked inputs as one step of autograd; differentiated twice, it is computed again."""

    @staticmethod
    def forward(context: Any, values: Tensor, condition: Tensor | None, rows: InputRows) -> Tensor:
        filled = rows.fill(condition, values)
        context.rows, context.condition = rows, condition
        context.save_for_backward(values, filled)
        return filled

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> tuple[Tensor | None, None, None]:
        values, filled = context.saved_tensors
        rows, condition = context.rows, context.condition
        if torch.is_grad_enabled():
            (again,) = differentiable_again(
                lambda given: rows.plain(condition, given), (values,), (True,), gradient
            )
            return again, None, None
        return rows.gradient_of_values(gradient, filled, condition), None, None


def _rows(condition: Tensor | None) -> int:
    return 0 if condition is None else condition.shape[-2]

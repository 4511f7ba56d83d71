"""A table of the latents' density that learns from the discriminator how much of what is wanted.

Once the generated points lie on separate parts, no slope between the parts tells the generator to
move mass from one to another. The discriminator knows the error: where its best output is log p/q,
the mean of p/q over the points of a part is the part's wanted share over its present one. So the
latents' density follows: uniform numbers are bent by inverting a table of cells over their square,
as points are drawn from an image, and each cell gains or loses mass by the mean of p/q at the
points that come of it.

Everything here stays on its device: no value is read back and no shape depends on data, so that an
iteration with a table can be captured as a CUDA graph. Buffers are overwritten, never replaced.
Where runs train as one (`gan.stack`), all arrays have an axis of runs before those named here, but
for layers [n] that all runs have in common.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import torch
from torch import Tensor
from torch.nn.functional import embedding

from playground.nn.random_streams import normal_from_uniform

FARTHEST = 4.0
"""The log density of a cell stays within ±4 of its layer's mean, so that none dies out."""

_LEAST = 1e-3
_MOST = 2.0


def _logit(output: Tensor) -> Tensor:
    return output


def _logit_of_share(output: Tensor) -> Tensor:
    """The logit of D, which is kept off 0 and 1."""
    return output.logit(_LEAST)


LOG_RATIOS: Mapping[str, Callable[[Tensor], Tensor]] = MappingProxyType(
    {
        "pairing": _logit,
        "non-saturating": _logit,
        "minimax": _logit,
        "least-squares": _logit_of_share,
    }
)
"""How log p/q (up to a constant) is read off D's output, by the loss; other losses do not tell it.

Cross-entropy: the logit of D* = p/(p + q). Least squares: D* itself is the output. Pairing: the
best critic is log p/q + c.
"""


class CellInverse:
    """Bends uniform numbers so that their density is a table's, constant in each cell.

    The unit square has `cells` × `cells` cells for each layer; the first number is inverted in the
    marginal of the rows, the second in the row that the first falls into. Where the edges are even
    the numbers stay as they are.
    """

    def __init__(
        self, layers: int, cells: int, device: torch.device, runs: tuple[int, ...] = ()
    ) -> None:
        """`runs` is the shape of the axis of runs, if there is one."""
        self._cells = cells
        even = torch.linspace(0, 1, cells + 1, device=device)
        self._row_edges = even.repeat(*runs, layers, 1)
        self._column_edges = even.repeat(*runs, layers * cells, 1)
        # Where the layers of each run begin among those of all.
        self._first = torch.arange(runs[0], device=device)[:, None] * layers if runs else None

    @classmethod
    def of(cls, log_density: Tensor) -> "CellInverse":
        """The inverse of the tables `log_density` [layers, cells, cells]."""
        *runs, layers, cells, _ = log_density.shape
        inverse = cls(layers, cells, log_density.device, tuple(runs))
        inverse.set(log_density)
        return inverse

    @property
    def edges(self) -> tuple[Tensor, Tensor]:
        """The tensors that are overwritten by `set`."""
        return self._row_edges, self._column_edges

    @torch.no_grad()
    def set(self, log_density: Tensor) -> None:
        """Take over `log_density` [layers, cells, cells], up to a constant for each layer."""
        mass = log_density.flatten(-2).softmax(dim=-1).view_as(log_density)
        rows = mass.sum(dim=-1)
        _accumulate(self._row_edges, rows)
        _accumulate(self._column_edges, (mass / rows[..., None]).flatten(-3, -2))

    @torch.no_grad()
    def __call__(self, uniform: Tensor, layer: Tensor) -> Tensor:
        """Bent numbers [2, n] in 0 … 1, for uniform ones [2, n] and their layers int64 [n]."""
        group = layer if self._first is None else layer + self._first
        first, second = uniform.unbind(-2)
        row, up = _invert(embedding(group, _each(self._row_edges)), first)
        group = group * self._cells + row
        column, right = _invert(embedding(group, _each(self._column_edges)), second)
        return torch.stack([row + up, column + right], dim=-2) / self._cells


class LatentTable:
    """The log density of `cells` × `cells` cells for each layer, which learns.

    `log_density`, float32 [layers, cells, cells], is 0 at first: uniform. Rows are the first
    uniform number, columns the second. `inverse` bends the numbers of a training batch.
    """

    def __init__(self, log_density: Tensor) -> None:
        """Learn in place of `log_density`."""
        (*_, layers, cells, _), device = log_density.shape, log_density.device
        self.log_density = log_density
        self.inverse = CellInverse.of(log_density)
        # The indicators of each layer, and of each row or column.
        self._of_layers = torch.eye(layers, device=device)
        self._of_cells = torch.eye(cells, device=device)

    @torch.no_grad()
    def learn(self, bent: Tensor, layer: Tensor, log_ratio: Tensor, rate: Tensor | float) -> None:
        """Move the log density of each cell by `rate` times what its points fall short by.

        `log_ratio` [n] (`LOG_RATIOS` of D's output) is log p/q, up to a constant for each layer, at
        the points that come of the `bent` numbers [2, n] and their `layer` [n]. The mean of p/q
        over the points of a part is the part's wanted share over its present one, however the
        points lie within it; the mean of its logarithm is lower, by the more the more blurred the
        part is, and would take mass from fine parts. A cell without points stays where it is.
        """
        own = embedding(layer, self._of_layers)
        sums = self._sums(bent, own, self._ratio(layer, own.mT, log_ratio))
        total, count = sums.unbind(-2)
        of_layer = sums.sum(dim=(-3, -1))[..., None, None]
        mean = of_layer[..., 0, :, :] / of_layer[..., 1, :, :].clamp(min=1)
        short = (total / mean.clamp(min=_LEAST) - count) / count.clamp(min=1)
        self.log_density += rate * short
        self.log_density -= self.log_density.mean(dim=(-2, -1), keepdim=True)
        self.log_density.clamp_(-FARTHEST, FARTHEST)
        self.inverse.set(self.log_density)

    def _ratio(self, layer: Tensor, own: Tensor, log_ratio: Tensor) -> Tensor:
        """p/q [n] up to a factor for each layer, at most e^`_MOST` times its geometric mean. `own`
        [layers, n] are the layers' indicators.
        """
        mean = (own @ log_ratio[..., None])[..., 0] / own.sum(dim=-1).clamp(min=1)
        centred = log_ratio - mean.gather(-1, layer.expand_as(log_ratio))
        return centred.clamp(max=_MOST).exp()

    def _sums(self, bent: Tensor, own: Tensor, value: Tensor) -> Tensor:
        """The sum of `value` [n] and the number of points in each cell, [layers, rows, 2, columns],
        for the indicators `own` [n, layers] of their layers.

        By a product of indicators, whose order of summation is fixed: scattered additions on a GPU
        have a random one, and no run would repeat itself.
        """
        cells = len(self._of_cells)
        of_row, of_column = embedding(_cell(bent, cells), self._of_cells).unbind(-3)
        of_group = (own[..., None] * of_row[..., None, :]).flatten(-2)
        sums = of_group.mT @ torch.cat([of_column * value[..., None], of_column], dim=-1)
        return sums.view(*self.log_density.shape[:-1], 2, cells)


def relative_density(log_density: Tensor) -> Tensor:
    """The density [layers, cells, cells] in each cell, as a multiple of an even one.

    So it is also the factor between the latents' density with the table and without it.
    """
    density = log_density.flatten(1).softmax(dim=1).view_as(log_density)
    return density * log_density.shape[-1] ** 2


def latent_from_uniform(uniform: Tensor, *, normal: bool) -> Tensor:
    """Latents for numbers in 0 … 1: `normal` ones with the same quantiles, or -1 … 1."""
    return normal_from_uniform(uniform) if normal else uniform * 2 - 1


def uniform_from_latent(latent: Tensor, *, normal: bool) -> Tensor:
    """The numbers in 0 … 1 that `latent_from_uniform` makes `latent` of."""
    return torch.special.ndtr(latent) if normal else (latent + 1) / 2


def _each(edges: Tensor) -> Tensor:
    """The edges [tables, cells + 1] of the tables of all runs, one after the other."""
    return edges.view(-1, edges.shape[-1])


def _cell(uniform: Tensor, cells: int) -> Tensor:
    """The row and the column [2, n] of the cell that each point [2, n] of 0 … 1 is in."""
    return (uniform * cells).long().clamp_(0, cells - 1)


def _accumulate(edges: Tensor, parts: Tensor) -> None:
    """Write the running sums of each row of `parts` (which sums to 1) behind the 0 of `edges`."""
    torch.cumsum(parts, -1, out=edges[..., 1:])
    edges[..., -1].fill_(1)


def _invert(edges: Tensor, value: Tensor) -> tuple[Tensor, Tensor]:
    """The interval of `edges` [n, cells + 1] that each `value` [n] is in, and the place inside."""
    value = value.contiguous()[..., None]  # one of several runs is a part of them
    upper = torch.searchsorted(edges, value, right=True).clamp_(1, edges.shape[-1] - 1)
    index = upper - 1
    low, high = edges.gather(-1, index), edges.gather(-1, upper)
    inside = ((value - low) / (high - low)).clamp_(0, 1)
    return index[..., 0], inside[..., 0]

"""What changes along a run: the iteration, and the rates, penalties and averages that follow it."""

from typing import NamedTuple

import torch
from torch import Tensor

from playground.gan.config import GanConfig
from playground.nn.optimizers import StepParameters
from playground.nn.schedule import cosine_decay, ema_weight, geometric_decay, schedule_progress

_AHEAD = 1024


class Pacing(NamedTuple):
    """The numbers of one iteration, float32 tensors of no dimension on the device, but for
    `iteration` (int64) and `penalties` [2, 1], the weights of R1 and R2.

    `average` is the weight of the current weights in the running average, `table` the rate of the
    latent table.
    """

    iteration: Tensor
    d: StepParameters
    g: StepParameters
    penalties: Tensor
    info_slope: Tensor
    average: Tensor
    table: Tensor
    gradient_penalty: Tensor
    info_weight: Tensor
    continuous_weight: Tensor
    info_balance: Tensor


class Course:
    """The iteration of a run, and the courses of the numbers that change along it.

    The courses are computed for many iterations at once, and an iteration takes the row of its
    number, which the device counts for itself. So no number of the host's is part of an iteration,
    and one that was recorded can be replayed; all tensors keep their place in memory.
    """

    def __init__(self, config: GanConfig, device: torch.device) -> None:
        self._config, self._since, self._iteration = config, 0, 0
        self._first = -_AHEAD  # the iteration of the first row; none yet
        self._courses = torch.zeros(_AHEAD, 13, device=device)
        self.position = torch.zeros(2, dtype=torch.int64, device=device)
        """The iteration, and its row."""

    @property
    def iteration(self) -> int:
        """The number of iterations that have passed."""
        return self._iteration

    @property
    def since(self) -> int:
        """The iteration at which the schedules began."""
        return self._since

    def apply(self, config: GanConfig) -> None:
        """Take over the live settings of `config`."""
        self._config, self._first = config, -_AHEAD

    def go_to(self, iteration: int, since: int) -> None:
        """Continue from `iteration`, with schedules that began at `since`."""
        self._iteration, self._since, self._first = iteration, since, -_AHEAD

    def prepare(self) -> None:
        """Compute the courses from the present iteration on, if they do not reach it."""
        if not 0 <= self._iteration - self._first < _AHEAD:
            self._first = self._iteration
            self._courses.copy_(self._computed())
            self.position[0] = self._iteration
            self.position[1] = 0

    def pacing(self) -> Pacing:
        """The numbers of the present iteration."""
        row = self._courses.index_select(0, self.position[1:])[0]
        d_rate, g_rate, _, _, beta1, beta2, *others = row.unbind()
        return Pacing(
            self.position[0],
            StepParameters(d_rate, beta1, beta2),
            StepParameters(g_rate, beta1, beta2),
            row[2:4, None],
            *others,
        )

    def count(self) -> None:
        """Count an iteration on the device, as the last part of it."""
        self.position += 1

    def passed(self) -> None:
        """Count the same iteration on the host."""
        self._iteration += 1

    def _computed(self) -> Tensor:
        """The courses of the iterations from `_first` on, float32, a row each."""
        device, config = self._courses.device, self._config
        precise = torch.float32 if device.type == "mps" else torch.float64
        iteration = torch.arange(_AHEAD, dtype=precise, device=device) + self._first
        done = schedule_progress(iteration - self._since, config.schedule)
        rate = cosine_decay(done, config.final_rate)
        fade = penalty_factor(config, done)
        columns = (
            config.d_lr * rate,
            config.g_lr * rate,
            config.r1 * fade,
            config.r2 * fade,
            torch.full_like(rate, config.beta1),
            torch.full_like(rate, config.beta2),
            config.info_slope * fade,
            ema_weight(iteration, config.average),
            config.latent_rate * table_factor(iteration - self._since),
            torch.full_like(rate, config.gradient_penalty),
            torch.full_like(rate, config.info_weight),
            torch.full_like(rate, config.continuous_weight),
            torch.full_like(rate, config.info_balance),
        )
        return torch.stack(columns, dim=1).float()


def penalty_factor(config: GanConfig, done: Tensor) -> Tensor:
    """The factor on R1 and R2: it falls geometrically, ever faster, from 1 to `final_penalty`.

    A discriminator under a strong penalty is smooth and gives every mode its share; under a weak
    one it is sharp and moves the points onto the support. So it stays smooth until the rates are
    low: sharpened early, it lets the modes drift away from their shares.
    """
    return geometric_decay(done, config.final_penalty, config.penalty_fade)


_TABLE_BEGINS = 500


def table_factor(age: Tensor) -> Tensor:
    """The factor on the latent table's rate: 0 while the points are still on their way to the
    parts, then 1 to the end.
    """
    return (age >= _TABLE_BEGINS).to(age.dtype)

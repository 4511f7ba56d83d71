"""What changes along the run of a GAN: rates, penalties and averages."""

from typing import NamedTuple

import torch
from torch import Tensor

from playground.gan.config import GanConfig
from playground.nn.course import Columns, Course, CourseStack
from playground.nn.optimizers import StepParameters
from playground.nn.schedule import cosine_decay, ema_weight, geometric_decay, schedule_progress


class Pacing(NamedTuple):
    """The numbers of one iteration, float32 tensors of no dimension on the device, but for
    `iteration` (int64) and `penalties` [2, 1], the weights of R1 and R2. Of a stack of runs they
    are [runs, 1], but for `iteration` [runs] and `penalties` [runs, 2, 1].

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


def pacing_of(course: Course | CourseStack) -> Pacing:
    """The numbers of the present iteration of a course of `columns_of` a config, or of many."""
    row = course.row()
    numbers = row.unbind() if row.dim() == 1 else row[..., None].unbind(1)
    d_rate, g_rate, _, _, beta1, beta2, *others = numbers
    return Pacing(
        course.position[..., 0],
        StepParameters(d_rate, beta1, beta2),
        StepParameters(g_rate, beta1, beta2),
        row[..., 2:4, None],
        *others,
    )


def columns_of(config: GanConfig) -> Columns:
    """The numbers that change along a run by `config`, in the order of `pacing_of`."""

    def columns(iteration: Tensor, age: Tensor) -> tuple[Tensor, ...]:
        done = schedule_progress(age, config.schedule)
        rate = cosine_decay(done, config.final_rate)
        fade = penalty_factor(config, done)
        return (
            config.d_lr * rate,
            config.g_lr * rate,
            config.r1 * fade,
            config.r2 * fade,
            torch.full_like(rate, config.beta1),
            torch.full_like(rate, config.beta2),
            config.info_slope * fade,
            ema_weight(iteration, config.average),
            config.latent_rate * table_factor(age),
            torch.full_like(rate, config.gradient_penalty),
            torch.full_like(rate, config.info_weight),
            torch.full_like(rate, config.continuous_weight),
            torch.full_like(rate, config.info_balance),
        )

    return columns


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

"""The courses on the device against Python's own numbers, at any moment of a run."""

from math import cos, pi

import pytest
import torch

from playground.gan.config import GanConfig
from playground.gan.course import columns_of, pacing_of
from playground.nn.course import Course

CONFIG = GanConfig(schedule=1500, final_rate=0.05, final_penalty=0.001, r2=0.5, info_slope=0.3)


def expected(config, iteration, since=0):
    done = min((iteration - since) / config.schedule, 1) if config.schedule else 0
    rate = config.final_rate + (1 - config.final_rate) * (1 + cos(pi * done)) / 2
    fade = config.final_penalty**done**config.penalty_fade
    return {
        "d": (config.d_lr * rate, config.beta1, config.beta2),
        "g": (config.g_lr * rate, config.beta1, config.beta2),
        "penalties": (config.r1 * fade, config.r2 * fade),
        "info_slope": config.info_slope * fade,
        "table": config.latent_rate * (iteration - since >= 500),
        "average": max(1 - config.average, 10 / (10 + iteration)),
        "gradient_penalty": config.gradient_penalty,
        "info_weight": config.info_weight,
        "continuous_weight": config.continuous_weight,
        "info_balance": config.info_balance,
    }


def check(course, config, since=0):
    course.prepare()
    pacing = pacing_of(course)
    assert pacing.iteration.item() == course.iteration
    for name, value in expected(config, course.iteration, since).items():
        found = getattr(pacing, name)
        found = [one.item() for one in (found if isinstance(found, tuple) else found.flatten())]
        assert found == pytest.approx(value if isinstance(value, tuple) else [value], rel=1e-6)


def go_on(course, iterations):
    for _ in range(iterations):
        course.prepare()
        course.count()
        course.passed()


@pytest.mark.parametrize("config", [CONFIG, GanConfig(schedule=0, average=0.0)])
def test_each_iteration_has_the_numbers_of_the_schedules(config):
    course = Course(columns_of(config), torch.device("cpu"))
    for steps in (0, 1, 700, 500, 1023, 1024, 3000):
        go_on(course, steps)
        check(course, config)


def test_live_settings_count_from_the_next_iteration_on():
    course = Course(columns_of(CONFIG), torch.device("cpu"))
    go_on(course, 100)
    changed = GanConfig(schedule=300, d_lr=0.7, r1=0.0, beta2=0.5, average=0.5)
    course.follow(columns_of(changed))
    check(course, changed)


def test_schedules_can_begin_again_and_a_run_can_go_anywhere():
    course = Course(columns_of(CONFIG), torch.device("cpu"))
    go_on(course, 100)
    check(course, CONFIG)
    course.go_to(100, since=100)
    check(course, CONFIG, since=100)
    go_on(course, 1100)
    check(course, CONFIG, since=100)
    course.go_to(20, since=0)
    check(course, CONFIG)


def test_its_tensors_keep_their_place():
    course = Course(columns_of(CONFIG), torch.device("cpu"))
    course.prepare()
    places = [one.data_ptr() for one in (pacing_of(course).iteration, course.courses)]
    go_on(course, 2000)
    course.follow(columns_of(GanConfig()))
    course.go_to(7, since=3)
    course.prepare()
    assert places == [one.data_ptr() for one in (pacing_of(course).iteration, course.courses)]

"""Scores at several numbers of steps: those of the command line, of the weights that were given."""

from dataclasses import replace

import pytest

from playground.density.load import load_target
from playground.flow.config import FlowConfig
from playground.flow.run_score import score_steps
from playground.flow.trainer import FlowTrainer
from playground.gan.config import GanConfig
from playground.gan.trainer import Trainer
from playground.metrics.evaluation import Evaluator
from playground.worker.steps_scoring import StepsJob, scores

BINARY = load_target("binary")
FLOW = FlowConfig(hidden=8, features=4, batch_size=32, sampler="euler")
SMALL = {"steps": (1, 3), "points": 200, "draws": 2}


def _ratio(trainer, weights):
    samples = [trainer.sample(200, seed, weights=weights)[0] for seed in range(2)]
    return Evaluator(BINARY, 200).evaluate(samples).sliced_wasserstein.ratio


def test_weights_are_those_of_the_snapshot_and_other_models_have_one_score():
    gan, flow = Trainer(GanConfig(), BINARY), FlowTrainer(FLOW, BINARY)
    shown = [one.snapshot().g_weights for one in (gan, flow)]
    flow.step()  # what is trained on meanwhile is another matter
    job = StepsJob(BINARY, tuple(zip((gan.config, FLOW), shown, strict=True)), "cpu", **SMALL)
    found = list(scores(job))
    assert [(one.model, one.evaluations) for one in found] == [(0, 1), (1, 1), (1, 3)]
    assert found[0].ratio == pytest.approx(_ratio(gan, shown[0]))
    for one in found[1:]:
        flow.apply(replace(FLOW, sampler_steps=one.evaluations))
        assert one.ratio == pytest.approx(_ratio(flow, shown[1]))


def test_the_sampler_of_a_trainer_stays_as_it_is():
    trainer = FlowTrainer(replace(FLOW, sampler_steps=5), BINARY)
    first, *_ = score_steps(trainer, (2,), 100, 1, None)
    assert (first.steps, first.evaluations) == (2, 2)
    assert trainer.config.sampler_steps == 5

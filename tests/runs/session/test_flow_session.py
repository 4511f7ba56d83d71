"""A flow's run in a session's file: back as it was, and it goes on exactly."""

from dataclasses import replace

import numpy as np
import pytest

from playground.density.load import load_target
from playground.drawing.drawing import Drawing
from playground.flow.config import FlowConfig
from playground.flow.trainer import FlowTrainer
from playground.nn.history import History
from playground.runs.session.file import SavedSession, read_session, write_session
from playground.runs.session.saved_run import SavedRun

BINARY = load_target("binary")
SMALL = FlowConfig(batch_size=32, hidden=8, features=4, sampler_steps=2)


@pytest.mark.parametrize("model", ["flow", "cflow"])
def test_a_flow_comes_back_and_goes_on(tmp_path, model):
    config, past = replace(SMALL, model=model), History()
    trainer = FlowTrainer(config, BINARY)
    for _ in range(3):
        past.add_snapshot(trainer.snapshot())
        past.add_checkpoint(trainer.iteration, config, trainer.state())
        trainer.step()
    run = SavedRun.of(0, config, past)
    run.check(2)
    path = tmp_path / "x.playground"
    write_session(path, SavedSession(Drawing.of(BINARY), {"seed": 0}, {"heat": "none"}, (run,)))
    (again,) = read_session(path).runs
    assert again.config == config and again.iteration == 2
    assert np.array_equal(again.snapshots[-1].generated, run.snapshots[-1].generated)
    resumed = FlowTrainer(again.config, BINARY)
    resumed.load(again.checkpoints[-1].state)
    resumed.step()
    assert np.array_equal(resumed.snapshot().generated, trainer.snapshot().generated)

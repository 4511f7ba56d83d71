"""`--bench moons`: flows from eight Gaussians to two moons."""

import json
from dataclasses import replace

import numpy as np
import pytest

from playground.cli import main, moons_bench
from playground.flow.config import FlowConfig

CONFIGS = moons_bench.configs


@pytest.fixture(autouse=True)
def _tiny(monkeypatch):
    """Flows that have learned nothing, few points, and one process."""
    tiny = {"iterations": 2, "batch_size": 20, "hidden": 8, "features": 4, "sampler_steps": 2}
    few = {name: replace(config, **tiny) for name, config in CONFIGS(1).items()}
    monkeypatch.setattr(moons_bench, "configs", lambda times: few)
    monkeypatch.setattr(moons_bench, "POINTS", 300)
    monkeypatch.setattr("playground.sweeps.parallel.usable_cores", lambda: 1)


def test_the_table_begins_with_a_perfect_sampler_and_ends_with_the_published(capsys):
    assert main("--bench moons --seeds 2".split()) == 0
    heading, _, perfect, *ours = capsys.readouterr().out.splitlines()
    assert "squared Wasserstein-2 distance, 4 samples of 300 points" in heading
    assert perfect.split()[:3] == ["a", "perfect", "sampler"] and perfect.count("±") == 1
    names = ["flow", "flow, transport", "cflow", "cflow, transport"]
    assert [row.split("  ")[0] for row in ours[:4]] == names
    assert all(row.count("±") == 2 for row in ours[:9])
    assert "0.120 ± 0.045" in ours[4] and "6.230 ± 0.190" in ours[4]
    assert "2503.10636" in "".join(ours[9:])


def test_json_has_a_line_for_each_of_ours(capsys):
    assert main("--bench moons --seeds 1 --json".split()) == 0
    perfect, *rows = map(json.loads, capsys.readouterr().out.splitlines())
    assert perfect["w2"] < 0.3 and perfect["evaluations"] == 0
    # Untrained, they stay near the Gaussians, whose mean squared way to the moons is some 9.
    for row in rows:
        assert row["evaluations"] == 4 and 3 < row["w2"] < 40 and np.isnan(row["w2_spread"])


def test_longer_runs_have_longer_schedules():
    for config in CONFIGS(3).values():
        assert config.iterations == config.schedule == 3 * FlowConfig().iterations

"""What the quality benchmark runs, and its table."""

import pytest

from benchmarks import quality


@pytest.mark.parametrize(
    "preset, models", [("stable", ["gan", "cgan", "gan"]), ("flow", ["flow", "cflow", "flow"])]
)
def test_a_preset_runs_the_models_that_it_is_meant_for(preset, models):
    runs = list(quality._runs(["binary", "ring"], [preset], 1, None))
    assert [model for _, model, *_ in runs] == models


def test_the_table_names_flows(capsys):
    result = quality.Result(
        "binary", "cflow", "flow", 0, 60.0, 20.0, 1.1, 1.2, 0.005, 0.01, 0, 1.3, 1.2, 0.01, 0.002
    )
    quality._print([result])
    out = capsys.readouterr().out
    assert "Conditional flow" in out and "20 s, 2,000" in out and "its leak 0.20%" in out

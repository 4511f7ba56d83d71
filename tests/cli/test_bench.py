"""`--bench ring8|grid25`: presets beside a perfect sampler and the published figures."""

import json
from dataclasses import replace

import pytest

from playground.cli import bench, main
from playground.gan.presets import CLASSIC


@pytest.fixture(autouse=True)
def _tiny(monkeypatch):
    """One preset, quick and far from any mode."""
    tiny = replace(CLASSIC, iterations=3, schedule=2, batch_size=30)
    monkeypatch.setattr(bench, "PRESETS", {"tiny": tiny})
    monkeypatch.setattr("playground.sweeps.parallel.usable_cores", lambda: 1)


def _out(capsys, line):
    assert main(line.split()) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(("name", "modes"), [("ring8", 8), ("grid25", 25)])
def test_the_table_begins_with_a_perfect_sampler_and_ends_with_the_published(capsys, name, modes):
    heading, what, columns, *rows = _out(capsys, f"--bench {name} --seeds 2").splitlines()
    perfect, preset, *published, sources = rows
    assert heading.startswith(f"{name}: {modes} Gaussians, 2,500 points")
    assert "total variation" in what and columns.split()[-3:] == ["reverse", "KL", "TV"]
    assert perfect.split()[:3] == ["a", "perfect", "sampler"]
    assert f"{modes}.0    2 of 2" in perfect
    assert preset.startswith("tiny") and preset.endswith("×")
    assert [row.split()[0] for row in published] == [
        *("GAN", "PacGAN2", "PacGAN3", "PacGAN4", "Unrolled", "VEEGAN", "WGAN-GP", "GDPP")
    ]
    sigma = f"σ = {bench.MIXTURES[name]().sigma / {'ring8': 0.4, 'grid25': 0.1}[name]:.2f}"
    assert all(sigma in row for row in (*published, sources))
    assert "1712.04086" in sources and "1812.00068" in sources


def test_json_has_a_line_for_each_row_and_nothing_published(capsys):
    rows = [
        json.loads(line) for line in _out(capsys, "--bench ring8 --seeds 3 --json").split("\n")[:-1]
    ]
    assert [row["who"] for row in rows] == ["a perfect sampler", "tiny"]
    # Within 3 σ of the centre of a round Gaussian lie 1 - exp(-9/2) of its points.
    assert rows[0]["share"] == pytest.approx(0.9889, abs=0.004)
    assert rows[1]["share"] < 0.5
    assert all(row["seeds"] == 3 for row in rows)


def test_the_floors_of_the_shares_are_those_of_a_multinomial_draw(capsys):
    # E|share - 1/8| of 2,500 points is √(2/π) times the binomial deviation, and TV half of 8 such;
    # twice n times the reverse KL is about χ² with 7 degrees of freedom.
    floor = 4 * (2 / 3.14159) ** 0.5 * (7 / 64 / 2500) ** 0.5
    assert bench._tv_floor(bench.ring8()) == pytest.approx(floor, rel=0.06)
    perfect, tiny = map(json.loads, _out(capsys, "--bench ring8 --seeds 40 --json").splitlines())
    assert perfect["mode_tv_ratio"] == pytest.approx(1, abs=0.15)
    assert perfect["reverse_kl"] == pytest.approx(7 / 5000, rel=0.3)
    assert tiny["mode_tv_ratio"] > 10 and tiny["reverse_kl"] > 0.1


def test_longer_stretches_the_iterations_and_the_schedule(capsys, monkeypatch):
    trained = []

    def note(run):
        mixture, config, _ = run
        trained.append((config.iterations, config.schedule, config.seed))
        return bench.quality(bench._perfect(mixture, config.seed), mixture)

    monkeypatch.setattr(bench, "_trained", note)
    out = _out(capsys, "--bench ring8 --seeds 2 --longer 4")
    assert trained == [(12, 8, 0), (12, 8, 1)]
    assert "tiny, 4× as long" in out


def test_a_test_that_nobody_knows_is_one_sentence(capsys):
    assert main(["--bench", "ring9"]) == 2
    assert "--bench must be one of ring8, grid25, moons, got 'ring9'" in capsys.readouterr().err


@pytest.mark.slow
def test_several_processes_give_the_same_rows(capsys):
    alone = _out(capsys, "--bench ring8 --seeds 2 --json")
    assert _out(capsys, "--bench ring8 --seeds 2 --json --jobs 2") == alone

"""What the command line does with a session that the window saved."""

from dataclasses import replace

import pytest

from playground.cli import main
from playground.density.load import load_target
from playground.drawing.drawing import Drawing
from playground.gan.presets import PRESETS
from playground.gan.trainer import Trainer
from playground.nn.history import History
from playground.runs.session.file import SavedSession, write_session
from playground.runs.session.saved_run import SavedRun


@pytest.fixture
def session(tmp_path, monkeypatch):
    """A session with a trained GAN and CGAN, in the folder that is at hand."""
    monkeypatch.chdir(tmp_path)
    target, runs = load_target("binary"), []
    for place, model in enumerate(("gan", "cgan")):
        config = replace(PRESETS["classic"], model=model, batch_size=30)
        trainer, past = Trainer(config, target), History()
        trainer.step()
        past.add_checkpoint(1, config, trainer.state())
        runs.append(SavedRun.of(place, config, past))
    session = SavedSession(Drawing.of(target), {}, {}, tuple(runs))
    write_session(tmp_path / "x.playground", session)
    return session


def test_each_model_of_a_session_is_scored(session, capsys):
    assert main("--score x.playground -n 500".split()) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "at iteration" in line] == [
        "GAN at iteration 1",
        "CGAN at iteration 1",
    ]
    assert sum(line.startswith("sliced Wasserstein") and "n = 500" in line for line in lines) == 2


def test_a_session_goes_on_in_the_window_only(session, capsys):
    assert main("--resume x.playground".split()) == 2
    assert "open it there" in capsys.readouterr().err


def test_what_is_drawn_in_a_session_is_a_target(session, tmp_path):
    assert main("--sample x.playground -n 10 --out points.csv".split()) == 0
    assert len((tmp_path / "points.csv").read_text().splitlines()) == 11


def test_a_session_without_runs_is_one_sentence(session, tmp_path, capsys):
    write_session(tmp_path / "x.playground", replace(session, runs=()))
    assert main("--score x.playground".split()) == 2
    assert "nothing has been trained" in capsys.readouterr().err


@pytest.mark.parametrize("mode", ["", "--score", "--sample"])
def test_a_damaged_session_is_one_sentence(session, tmp_path, capsys, mode):
    path = tmp_path / "x.playground"
    path.write_bytes(path.read_bytes()[:-9])
    out = "--out points.csv" if mode == "--sample" else ""
    assert main(f"{mode} x.playground {out}".split()) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "x.playground" in line

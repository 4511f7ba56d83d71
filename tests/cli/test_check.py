"""`--check`: a folder of students' sessions becomes a table."""

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from playground.cli import main
from playground.density.load import load_target
from playground.drawing.drawing import Drawing
from playground.gan.presets import CLASSIC
from playground.gan.trainer import Trainer
from playground.nn.history import History
from playground.runs.session.file import SavedSession, write_session
from playground.runs.session.saved_run import SavedRun


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A light session of the fourth lesson, after an iteration."""
    target, runs = load_target("binary"), []
    for place, model in enumerate(("gan", "cgan")):
        config = replace(CLASSIC, model=model, batch_size=16, d_hidden=4, g_hidden=4)
        trainer, past = Trainer(config, target), History()
        trainer.step()
        past.add_snapshot(trainer.snapshot())
        past.add_checkpoint(1, config, trainer.state())
        runs.append(SavedRun.of(place, config, past))
    path = tmp_path_factory.mktemp("session") / "x.playground"
    session = SavedSession(Drawing.of(target), {}, {}, tuple(runs))
    write_session(path, session, light=True)
    return path


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "class").mkdir()
    return tmp_path / "class"


def test_each_task_of_each_session_has_a_row(folder, handed_in, capsys):
    shutil.copy(handed_in, folder / "ann.playground")
    shutil.copy(handed_in, folder / "=cmd.playground")
    (folder / "notes.txt").write_text("no session")
    assert main("--check class --out table.csv".split()) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4 and all(" 4  " in line for line in lines)
    with Path("table.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["file"] for row in rows] == ["'=cmd.playground"] * 2 + ["ann.playground"] * 2
    assert {row["done"] for row in rows} <= {"yes", "no"} and rows[0]["lesson"] == "4"
    leak, reach = rows[:2]
    assert leak["task"] == "Right model: leak under 1%"
    assert reach["task"] == "Left model: reach 1.25× the floor" and reach["done"] == "no"
    assert float(reach["measured"]) > 1.25


def test_what_cannot_be_read_is_a_row_and_the_rest_is_read(folder, handed_in, capsys):
    (folder / "bad.playground").write_bytes(b"PK nothing")
    shutil.copy(handed_in, folder / "good.playground")
    assert main("--check class".split()) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "is no session" in lines[0] and lines[0].endswith("-") and len(lines) == 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--check nowhere.playground", "`nowhere.playground` does not exist"),
        ("--check class", "`class` is a folder without a session"),
        ("--check class --out table.txt", "--out must end in one of .csv"),
        ("--check class --seed 3", "--seed does not belong to --check"),
    ],
)
def test_what_cannot_be_checked_is_one_sentence(line, said, capsys):
    assert main(line.split()) == 2
    assert said in capsys.readouterr().err

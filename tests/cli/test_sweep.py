"""`--sweep` and the table of one, as they are typed; the processes that train are real."""

import csv
import io
import subprocess
import sys

import pytest

from playground.cli import main
from playground.runs.run_folder import open_run

SMALL = (
    "--iterations 6 --snapshot-every 3 --d-hidden 4 --g-hidden 4 --layers 1 --batch-size 16 "
    "--d-features 4 --g-features 4 --latent-cells 4 --samples 40"
).split()


@pytest.fixture(scope="module")
def swept(tmp_path_factory, square_file):
    """A sweep of four runs, by two processes, in a process of its own."""
    folder = tmp_path_factory.mktemp("sweep")
    argv = ["--sweep", "gan", square_file, "--seed", "0-1", "--r1", "0.1,0.2", *SMALL]
    done = subprocess.run(
        [sys.executable, "-m", "playground", *argv, "--jobs", "2", "--out", str(folder / "s")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "s", done


@pytest.fixture(scope="module")
def square_file(tmp_path_factory):
    from PIL import Image

    path = tmp_path_factory.mktemp("target") / "square.png"
    image = Image.new("L", (8, 8))
    image.paste(255, (2, 2, 6, 6))
    image.save(path)
    return str(path)


def _table(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.slow
def test_a_sweep_says_each_run_and_where_it_is(swept):
    path, done = swept
    assert "Traceback" not in done.stderr
    lines = done.stdout.splitlines()
    assert sum(line.startswith(("001-gan", "002-gan", "003-gan", "004-gan")) for line in lines) == 4
    assert lines[-1] == f"The sweep is in {path}, with table.csv, summary.csv and pictures"
    rows = _table((path / "table.csv").read_text())
    assert [(row["r1"], row["seed"], row["state"]) for row in rows] == [
        *(("0.1", "0", "done"), ("0.1", "1", "done"), ("0.2", "0", "done"), ("0.2", "1", "done"))
    ]
    assert {p.name for p in path.glob("*.png")} == {"runs.png", "over-r1.png"}
    assert not list(path.rglob(".lock")) and not list(path.rglob("*.part"))


@pytest.mark.slow
def test_each_run_is_one_that_everything_opens(swept, capsys, tmp_path):
    path, _ = swept
    row = _table((path / "table.csv").read_text())[2]
    run = open_run(path / row["run"])
    assert run.record.config.r1 == 0.2 and "--sweep" in run.record.command
    assert main(["--score", str(run.path)]) == 0
    assert f"{float(row['times_floor']):.2f}× the floor" in capsys.readouterr().out
    assert main(["--resume", str(run.path), "--iterations", "8", "--quiet"]) == 0
    assert main(["--sample", str(run.path), "-n", "5", "--out", str(tmp_path / "p.csv")]) == 0


@pytest.mark.slow
def test_the_table_is_printed_again_and_sorted(swept, capsys):
    path, _ = swept
    assert main(["--score", str(path), "--sort", "times_floor", "--csv"]) == 0
    rows = _table(capsys.readouterr().out)
    figures = [float(row["times_floor"]) for row in rows]
    assert figures == sorted(figures) and len(rows) == 4
    assert main(["--score", str(path)]) == 0
    out = capsys.readouterr().out
    assert "× floor" in out and "leak" not in out
    assert main(["--score", str(path), "--sort", "colour"]) == 2
    assert "--sort must be one of run, model, target, r1, seed" in capsys.readouterr().err


@pytest.mark.slow
def test_going_on_with_a_sweep_that_is_done_trains_nothing(swept, capsys):
    path, _ = swept
    before = (path / "table.csv").read_text()
    assert main(["--sweep", str(path)]) == 0
    assert (path / "table.csv").read_text() == before
    assert "The sweep is in" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("--sweep vae binary", "--sweep must be of gan, cgan, infogan, batchgan"),
        ("--sweep gan binary ring", "--sweep takes models and targets"),
        ("--sweep nowhere", "nowhere: there is no such folder"),
        ("--sweep gan binary --r1 0.1,x", "--r1 must be a finite number, got 'x'"),
        ("--sweep gan binary --seed 5-2", "--seed must be a range that rises, got 5-2"),
        ("--sweep gan binary --sort seed", "--sort does not belong to --sweep"),
        ("--sweep . --r1 3", "--r1 does not belong to --sweep DIR"),
        ("--sweep gan binary --jobs -1", "--jobs must be at least 0"),
        ("--sweep gan binary --preset good", "--preset must be one of"),
        ("--sweep gan binary --pairs --r1 1,2,3 --r2 1,2", "pairs need lists of one length"),
        ("--sweep gan binary --seed 0-999 --r1 0-999", "at most 100,000 runs, got 1,000,000"),
        ("--sweep gan nowhere.png", "nowhere.png"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_written(
    line, says, capsys, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert main(line.split()) == 2
    error = capsys.readouterr().err
    assert says in error and error.count("\n") == 1
    assert not any(tmp_path.iterdir())


def test_help_lists_every_setting_and_tells_of_lists(capsys):
    with pytest.raises(SystemExit):
        main(["--sweep", "--help"])
    out = capsys.readouterr().out
    assert "--r1" in out and "3-7" in out and "--latent-cells" in out

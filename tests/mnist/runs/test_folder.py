"""`--mnist` and `--resume`: the run folder, and what is done when a run is cut off."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from playground.cli import main
from playground.mnist.runs.config_file import read_record
from playground.mnist.runs.metrics import read_metrics
from playground.runs.checkpoint import load_checkpoint
from playground.runs.run_lock import hold_run
from tests.mnist.conftest import TINY

pytestmark = pytest.mark.slow

LAST = "checkpoints/last.safetensors"
KINDS = {
    "gan": "gan",
    "cgan": "cgan",
    "gan classic": "gan --preset classic",
    "cgan classic": "cgan --preset classic",
    "paper": "infogan --preset paper --precision bfloat16",
    "article": "infogan --preset article",
    "semi-supervised": "infogan --preset semi-supervised --labelled 30 --variance learned",
    "stable": "infogan",
    "reader apart": "infogan --preset paper --reader apart --size 32 --loss least-squares "
    "--balance 1",
}


def _state(run):
    return dict(load_checkpoint(Path(run) / LAST).state)


def _assert_equal(one, other):
    one, other = _state(one), _state(other)
    assert one.keys() == other.keys()
    for name in one:
        np.testing.assert_array_equal(one[name], other[name], strict=True, err_msg=name)


def _losses(run):
    rows = read_metrics(Path(run) / "metrics.csv")
    return [(row.epoch, row.iteration, row.d_loss, row.g_loss) for row in rows]


@pytest.mark.parametrize("kind", KINDS)
def test_a_resumed_run_is_the_uninterrupted_one(train, kind):
    assert train(f"{KINDS[kind]} --epochs 2 --out whole --quiet") == 0
    assert train(f"{KINDS[kind]} --epochs 1 --out parts --quiet") == 0
    assert main("--resume parts --epochs 2 --quiet".split()) == 0
    _assert_equal("whole", "parts")
    assert _losses("whole") == _losses("parts")
    for name in ("whole", "parts"):
        assert read_record(Path(name) / "config.json").config.epochs == 2
    one, other = (Path(name, "pictures/epoch-0002.png") for name in ("whole", "parts"))
    assert one.read_bytes() == other.read_bytes()


def test_a_run_folder_holds_everything(train, capsys):
    assert train("infogan --epochs 2 --keep-every 1 --out run") == 0
    out, error = capsys.readouterr()
    assert out.startswith("The run is in run; D ")
    assert "epoch 2 of 2: D " in error and "images/s" in error and "left" in error
    assert sorted(path.name for path in Path("run").iterdir()) == [
        "animation.gif",
        "checkpoints",
        "codes-c1.png",
        "codes-c2-wide.png",
        "codes-c2.png",
        "codes-c3-wide.png",
        "codes-c3.png",
        "config.json",
        "grid.png",
        "losses.png",
        "metrics.csv",
        "pictures",
    ]
    names = sorted(path.name for path in Path("run/checkpoints").iterdir())
    assert names == ["epoch-0001.safetensors", "epoch-0002.safetensors", "last.safetensors"]
    assert int(load_checkpoint(Path("run/checkpoints", names[0])).state["iteration"]) == 3
    with Image.open("run/animation.gif") as film:
        assert film.n_frames == 3  # before the first step, and after each epoch
    record = json.loads(Path("run/config.json").read_text())
    assert record["data"]["kind"] == "drawn"
    assert record["data"]["warning"] == ""


@pytest.mark.parametrize("how", ["", "--preset classic --size 28"])
def test_a_cgan_shows_what_lies_between_labels(train, how):
    assert train(f"cgan {how} --epochs 1 --out run --quiet") == 0
    assert Path("run/interpolation.png").is_file()
    assert not Path("run/codes-c1.png").exists()


def test_json_is_a_line_an_epoch_and_nothing_else(train, capsys):
    assert train("gan --epochs 2 --json --out run") == 0
    out, error = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["epoch"] for row in rows] == [1, 2]
    assert rows[0]["error"] is None and rows[0]["d_loss"] > 0
    assert error == ""


def test_quiet_prints_nothing_and_runs_are_numbered(train, capsys):
    for _ in range(2):
        assert train("gan --epochs 1 --quiet") == 0
    assert capsys.readouterr() == ("", "")
    names = sorted(path.name for path in Path("runs").iterdir())
    assert names == ["001-gan-drawn", "002-gan-drawn"]


def test_the_stand_in_is_said_and_written(train, capsys, monkeypatch):
    monkeypatch.setattr("playground.mnist.data.download.MIRRORS", ("http://127.0.0.1:9/",))
    how = TINY.replace("--data drawn", "")
    assert train("gan --epochs 1 --out run --quiet", how) == 0
    error = capsys.readouterr().err
    assert "WARNING" in error and "DRAWN DIGITS STAND IN" in error
    data = json.loads(Path("run/config.json").read_text())["data"]
    assert data["kind"] == "drawn" and "DRAWN DIGITS STAND IN" in data["warning"]
    assert train("gan --epochs 1 --out other --data mnist", how) == 2
    assert "--data-dir" in capsys.readouterr().err
    assert not Path("other").exists()


def test_resume_refuses_other_settings_with_a_list(train, capsys):
    assert train("gan --epochs 1 --out run --quiet") == 0
    before = Path("run/config.json").read_bytes()
    assert main("--resume run --epochs 2 --batch-size 10 --g-lr 0.5".split()) == 2
    error = capsys.readouterr().err
    assert "--batch-size is 20 there, 10 here; --g-lr is 0.002 there, 0.5 here" in error
    assert main("--resume run --epochs 2 --width 0.05 --quiet".split()) == 0
    assert before != Path("run/config.json").read_bytes()


def _start(line):
    command = [sys.executable, "-W", "error", "-m", "playground", *line.split()]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _wait_for(process, path):
    end = time.monotonic() + 60
    while not path.exists():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < end
        time.sleep(0.02)


posix = pytest.mark.skipif(os.name != "posix", reason="signals of this kind are POSIX")


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_keeps_what_was_trained(number, code):
    process = _start(f"--mnist gan {TINY} --epochs 1000000 --epoch-batches 50 --out run")
    _wait_for(process, Path("run/pictures/epoch-0001.png"))
    process.send_signal(number)
    out, error = process.communicate(timeout=60)
    assert process.returncode == code, error
    assert b"Traceback" not in error
    assert b"Stopped after" in out
    done = int(_state("run")["iteration"])
    for name in ("animation.gif", "grid.png", "losses.png"):
        assert Path("run", name).stat().st_size > 0
    assert main(["--resume", "run", "--epochs", str(done // 50 + 1), "--quiet"]) == 0
    assert int(_state("run")["iteration"]) == 50 * (done // 50 + 1)


@posix
def test_after_a_kill_the_last_checkpoint_is_whole():
    process = _start(f"--mnist gan {TINY} --epochs 1000000 --out run")
    _wait_for(process, Path("run/pictures/epoch-0003.png"))
    process.kill()
    process.communicate(timeout=60)
    done = int(_state("run")["iteration"]) // 3
    assert main(["--resume", "run", "--epochs", str(done + 1), "--quiet"]) == 0
    assert [row.epoch for row in read_metrics(Path("run/metrics.csv"))] == list(range(1, done + 2))


@pytest.mark.parametrize("what", ["metrics", "checkpoint", "figure"])
def test_a_full_disk_keeps_the_last_checkpoint(train, monkeypatch, capsys, what):
    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    assert train("gan --epochs 1 --out run --quiet") == 0
    names = {"metrics": "write_metrics", "checkpoint": "save_checkpoint", "figure": "save_figure"}
    monkeypatch.setattr(f"playground.mnist.runs.recorder.{names[what]}", full)
    assert main("--resume run --epochs 2 --quiet".split()) == 1
    error = capsys.readouterr().err
    assert "No space left on device" in error
    assert "run keeps the checkpoint of epoch" in error
    assert int(_state("run")["iteration"]) in (3, 6)


def test_a_run_that_diverges_keeps_its_last_good_checkpoint(train, capsys, monkeypatch):
    """A loss that is no number, from the third epoch on."""
    from playground.mnist.training import trainer

    whole = trainer.generator_loss
    calls = []

    def breaks(config, *logits):
        calls.append(1)
        return whole(config, *logits) * (float("nan") if len(calls) > 6 else 1)

    monkeypatch.setattr(trainer, "generator_loss", breaks)
    assert train("gan --epochs 9 --out run --quiet") == 1
    error = capsys.readouterr().err
    assert "not a finite number" in error and "keeps the checkpoint of epoch 2" in error
    for name, values in _state("run").items():
        assert np.isfinite(values).all(), name


def test_a_run_that_is_going_on_is_neither_resumed_nor_replaced(train, capsys):
    assert train("gan --epochs 1 --out run --quiet") == 0
    with hold_run(Path("run")):
        assert main("--resume run --epochs 2 --quiet".split()) == 2
        assert train("gan --epochs 1 --out run --quiet --force") == 2
    assert capsys.readouterr().err.count("belongs to another run, which is still going on") == 2
    assert main("--resume run --epochs 2 --quiet".split()) == 0
    assert not Path("run/.lock").exists()


@pytest.mark.skipif(os.name != "posix", reason="links need leave on Windows")
def test_nothing_behind_a_link_is_ever_deleted_or_written(train, capsys):
    assert train("gan --epochs 1 --out run --quiet") == 0
    shutil.move("run/pictures", "mine")
    before = {path.name: path.read_bytes() for path in Path("mine").iterdir()}
    Path("run/pictures").symlink_to(Path("mine").absolute())
    assert main("--resume run --epochs 2 --quiet".split()) == 2
    assert "run/pictures: leads out of the run" in capsys.readouterr().err
    assert train("gan --epochs 3 --seed 5 --out run --quiet --force") == 0
    assert {path.name: path.read_bytes() for path in Path("mine").iterdir()} == before
    assert len(list(Path("run/pictures").iterdir())) == 4


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (MemoryError(), "out of memory; a smaller batch or smaller networks may help"),
        (RuntimeError("CUDA out of memory. Tried …"), "out of memory; a smaller"),
        (
            RuntimeError("CUDA error: failed\nlong"),
            "the training cannot go on (CUDA error: failed)",
        ),
    ],
)
def test_every_fault_is_a_sentence(train, monkeypatch, capsys, fault, says):
    def fail(_trainer):
        raise fault

    monkeypatch.setattr("playground.mnist.training.trainer.MnistTrainer.step", fail)
    assert train("gan --epochs 2 --out run --quiet") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"playground: {says}")
    assert line.endswith("run keeps the checkpoint of epoch 0")


@pytest.mark.parametrize("named", ["--data-dir", "PLAYGROUND_DATA"])
def test_a_run_knows_where_its_digits_are(monkeypatch, capsys, named):
    from tests.mnist.data.test_load import write_mnist

    def no_download(*_arguments):
        raise AssertionError("it must not download")

    monkeypatch.setattr("playground.mnist.data.load.download", no_download)
    folder = write_mnist(Path("digits"), n=120)
    how = "--width 0.05 --batch-size 20 --epoch-batches 3 --threads 1 --device cpu --quiet"
    line = f"--mnist gan --data mnist --epochs 1 --out run {how}"
    if named == "--data-dir":
        line += " --data-dir digits"
    else:
        monkeypatch.setenv(named, "digits")
    assert main(line.split()) == 0
    monkeypatch.delenv("PLAYGROUND_DATA", raising=False)
    record = read_record(Path("run/config.json"))
    assert record.data.folder == str(folder.resolve())
    here = Path.cwd()
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")
    assert main(f"--resume {here}/run --epochs 2 --quiet".split()) == 0
    assert main(f"--score {here}/run -n 100 --quiet".split()) == 0
    # moved: what is given goes before what was written down
    folder = shutil.move(here / "digits", here / "moved")
    assert main(f"--resume {here}/run --epochs 3 --quiet --data-dir {folder}".split()) == 0
    monkeypatch.setenv("PLAYGROUND_DATA", str(folder))
    assert main(f"--score {here}/run -n 100 --quiet".split()) == 0
    assert capsys.readouterr().err == ""
    write_mnist(folder, n=100)
    assert main(f"--resume {here}/run --epochs 4 --quiet".split()) == 2
    assert "learned other images than these" in capsys.readouterr().err

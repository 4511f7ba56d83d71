"""Bad input to `--mnist` and its runs ends with exit code 2 and one line; nothing is lost."""

import json
from pathlib import Path

import pytest

from playground.cli import main
from tests.mnist.conftest import TINY
from tests.mnist.data.test_load import write_mnist

LAST = "checkpoints/last.safetensors"
GAN = f"--mnist gan {TINY} --epochs 1 --out new "
BAD = {
    "an unknown model": ("--mnist vae", "gan, cgan, infogan"),
    "no model": ("--mnist", "needs one of gan, cgan, infogan"),
    "a preset of another model": (
        "--mnist gan --preset paper",
        "--preset must be one of stable, classic",
    ),
    "zero epochs": (GAN + "--epochs 0", "--epochs must be at least 1, got 0"),
    "a batch larger than the data": (GAN + "--batch-size 121", "at most the 120 images, got 121"),
    "more labelled than there are": (GAN.replace("gan", "infogan") + "--labelled 121", "120"),
    "networks of another model": (GAN + "--networks paper", "--networks must be one of dense"),
    "a penalty of other networks": (
        GAN + "--networks dense",
        "--penalty needs --networks light, got 'dense'",
    ),
    "a classifier in a plain GAN": (GAN + "--class-weight 1", "--class-weight needs a cgan"),
    "a size that is none": (GAN + "--size 30", "28, 32"),
    "no such folder of data": ("--mnist gan --data-dir gone", "gone: there is no such folder"),
    "a folder without data": ("--mnist gan --data-dir empty", "has no train-images-idx3-ubyte"),
    "a truncated IDX": ("--mnist gan --data-dir cut --out new", "must hold"),
    "a device that is none": (GAN + "--device tpu", "auto, cpu, cuda, mps"),
    "a folder with other files": (
        GAN.replace("new", "full") + "--force",
        "neither empty nor a run",
    ),
    "a folder with a run": (GAN.replace("new", "run"), "--force"),
    "a folder that is a file": (GAN.replace("new", "file"), "is a file"),
    "a flag of another mode": (GAN + "--digit 3", "--digit does not belong to --mnist"),
    "a flag of scoring": (GAN + "--full", "--full does not belong to --mnist"),
    "an abbreviated flag": (GAN + "--epoch 3", "--epoch"),
    "two modes": (GAN + "--score run", "--score"),
    "resume on nothing": ("--resume gone", "gone"),
    "resume on an empty folder": ("--resume empty", "empty"),
    "resume backwards": ("--resume run --epochs 1", "--epochs must be at least 2"),
    "resume on other data": ("--resume other --epochs 3", "learned other images"),
    "a checkpoint cut short": ("--resume short --epochs 3", "not a whole checkpoint"),
    "a checkpoint of another model": ("--resume foreign --epochs 3", "is of the model cgan"),
    "a config of a newer kind": ("--resume newer", "format 99"),
    "a config with a setting too many": ("--resume strange", "colour"),
    "a digit that is none": ("--sample run --digit 11 --out x.png", "at most 9, got 11"),
    "a digit of a plain GAN": ("--sample run --digit 3 --out x.png", "cannot be asked for a digit"),
    "a code of a plain GAN": ("--sample run --c2 1 --out x.png", "--c2"),
    "images of another kind": ("--sample run --out x.csv", ".png, .npy"),
    "images without a file": ("--sample run", "--out"),
    "images over a file": ("--sample run --out x2.png", "--force"),
    "no images": ("--sample run -n 0 --out x.png", "-n must be at least 1, got 0"),
    "too few to score": ("--score run -n 5", "-n must be at least 100, got 5"),
    "a flag without a mode": ("--digit 3", "--digit"),
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """A folder with runs good and bad."""
    here = tmp_path_factory.mktemp("runs")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        for name, model in (("run", "gan"), ("cgan", "cgan")):
            line = f"--mnist {model} {TINY} --epochs 2 --device cpu --quiet --out {name}"
            assert main(line.split()) == 0
        for name in ("empty", "full"):
            Path(name).mkdir()
        Path("full/thesis.tex").touch()
        Path("file").touch()
        Path("x2.png").touch()
        write_mnist(Path("cut"))
        images = Path("cut/train-images-idx3-ubyte")
        images.write_bytes(images.read_bytes()[:-1])
        config = json.loads(Path("run/config.json").read_text())
        whole = Path("run", LAST).read_bytes()
        broken = {
            "other": (config | {"data": config["data"] | {"seed": 7}}, whole),
            "short": (config, whole[:-10]),
            "foreign": (config, Path("cgan", LAST).read_bytes()),
            "newer": (config | {"format": 99}, whole),
            "strange": (config | {"config": config["config"] | {"colour": 1}}, whole),
        }
        for name, (content, checkpoint) in broken.items():
            Path(name, "checkpoints").mkdir(parents=True)
            Path(name, "config.json").write_text(json.dumps(content))
            Path(name, LAST).write_bytes(checkpoint)
    return here


def _files(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", BAD)
def test_bad_input(runs, monkeypatch, capsys, name):
    monkeypatch.chdir(runs)
    line, says = BAD[name]
    before = _files(runs)
    assert main(line.split()) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.count("\n") == 1
    assert error.startswith("playground: ")
    assert says in error
    assert _files(runs) == before


@pytest.mark.parametrize("line", ["--mnist --help", "--mnist infogan --help"])
def test_help_is_no_error(capsys, line):
    with pytest.raises(SystemExit) as end:
        main(line.split())
    assert end.value.code == 0
    assert "--digit" in capsys.readouterr().out

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from playground.cli import main
from playground.density.load import load_target
from playground.metrics.step_metrics import CurveFigures
from playground.metrics.training_metrics import CurveEvaluator
from playground.runs.checkpoint import load_checkpoint, save_checkpoint
from playground.runs.run_folder import open_run

pytestmark = pytest.mark.long

SMALL = "--batch-size 20 --samples 30 --snapshot-every 10"
CLASSIC = "--preset classic " + SMALL
STATE = "checkpoints/last.safetensors"
PICTURE = Path(__file__).parents[2] / "assets" / "densities" / "ring.png"


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def _train(line):
    small = SMALL if "--preset" in line else CLASSIC
    return main(f"--train {line} {small}".split())


def _rows(run):
    """The rows of the run's losses, without what depends on the machine's speed."""
    rows = [row.split(",") for row in (Path(run) / "metrics.csv").read_text().splitlines()]
    return [[row[0], *row[2:4]] for row in rows]


def _state(run):
    return dict(load_checkpoint(Path(run) / STATE).state)


def test_a_run_folder_holds_everything(capsys):
    assert _train("cgan binary --iterations 25 --seed 3 --out run") == 0
    out, error = capsys.readouterr()
    run, verdict = out.splitlines()
    assert run == "The run is in run"
    assert verdict.startswith("sliced Wasserstein") and "told apart" in verdict
    assert "CGAN on binary: 25 iterations to go" in error
    assert sorted(path.name for path in Path("run").iterdir()) == [
        "animation.gif",
        "checkpoints",
        "config.json",
        "final.png",
        "metrics.csv",
        "moments.safetensors",
        "samples.csv",
        "target",
    ]
    record = json.loads(Path("run/config.json").read_text())
    assert record["config"]["seed"] == 3
    assert record["device"] in ("cpu", "cuda", "mps")
    assert record["versions"]["numpy"] == np.__version__
    assert [row[0] for row in _rows("run")] == ["iteration", "10", "20", "25"]
    with Image.open("run/final.png") as picture:
        assert picture.width > picture.height > 500
    with Image.open("run/animation.gif") as animation:
        assert animation.n_frames == 4  # the start, and each row of the losses


def test_samples_are_the_generators():
    assert _train("cgan binary --iterations 5 --animation none --out cgan --quiet") == 0
    assert _train("gan binary --iterations 5 --animation none --out gan --quiet") == 0
    table = np.genfromtxt("cgan/samples.csv", delimiter=",", names=True)
    assert table.dtype.names == ("x", "y", "layer")
    assert len(table) == 30
    assert set(table["layer"]) == {0, 1}
    assert Path("gan/samples.csv").read_text().splitlines()[0] == "x,y"
    assert ((table["x"] >= 0) & (table["x"] <= 1) & (table["y"] >= 0) & (table["y"] <= 1)).all()


def test_the_target_is_kept_without_loss():
    assert _train("gan penta --iterations 1 --animation none --out run --quiet") == 0
    kept, original = open_run(Path("run")).target(), load_target("penta")
    assert [layer.name for layer in kept.layers] == [layer.name for layer in original.layers]
    for layer, other in zip(kept.layers, original.layers, strict=True):
        np.testing.assert_array_equal(layer.pixels, other.pixels)


def test_a_run_is_a_target():
    assert _train("gan ring8 --split --iterations 1 --animation none --out a --quiet") == 0
    assert _train("cgan a --iterations 1 --animation none --out b --quiet") == 0
    assert len(open_run(Path("b")).record.layers) == 8


def test_quiet_prints_nothing(capsys):
    assert _train("gan ring --iterations 2 --animation none --quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_runs_are_numbered():
    for model in ("gan", "cgan", "gan"):
        assert _train(f"{model} binary --iterations 1 --animation none --quiet") == 0
    names = sorted(path.name for path in Path("runs").iterdir())
    assert names == ["001-gan-binary", "002-cgan-binary", "003-gan-binary"]


def test_force_replaces_a_run(capsys):
    assert _train("cgan binary --iterations 20 --animation frames --out run --quiet") == 0
    Path("run/notes.txt").write_text("mine")
    assert _train("gan ring --iterations 10 --animation none --out run --quiet") == 2
    assert "--force" in capsys.readouterr().err
    assert len(_rows("run")) == 3
    assert _train("gan ring --iterations 10 --animation none --out run --quiet --force") == 0
    assert not Path("run/frames").exists()
    assert [path.name for path in Path("run/target").iterdir()] == ["01-ring.png"]
    assert Path("run/notes.txt").read_text() == "mine"


@pytest.mark.parametrize("model", ["gan", "cgan"])
@pytest.mark.parametrize(
    "how",
    [
        "--preset classic",
        "--preset classic --optimizer adam --d-lr 0.001 --g-lr 0.001",
        "--preset stable --d-hidden 16 --g-hidden 16 --schedule 200",
    ],
)
def test_resumed_is_the_same_bit_for_bit(model, how):
    line = f"{model} binary {how} --animation none --quiet --device cpu"
    assert _train(f"{line} --iterations 300 --out whole") == 0
    assert _train(f"{line} --iterations 150 --out parts") == 0
    assert main("--resume parts --iterations 300 --quiet".split()) == 0
    assert Path("whole/samples.csv").read_bytes() == Path("parts/samples.csv").read_bytes()
    assert _rows("whole") == _rows("parts")
    whole, parts = _state("whole"), _state("parts")
    assert whole.keys() == parts.keys()
    for name in whole.keys() - {"seconds"}:
        np.testing.assert_array_equal(whole[name], parts[name], strict=True)
    assert open_run(Path("parts")).record.config == open_run(Path("whole")).record.config


def test_the_picture_of_a_resumed_run_begins_where_it_went_on():
    assert _train("gan ring --iterations 20 --animation frames --out run --quiet") == 0
    assert main("--resume run --iterations 40 --quiet".split()) == 0
    frames = sorted(path.name for path in Path("run/frames").iterdir())
    more = sorted(path.name for path in Path("run/from-20/frames").iterdir())
    assert frames == ["000000.png", "000010.png", "000020.png"]
    assert more == ["000020.png", "000030.png", "000040.png"]


def test_resume_of_a_finished_run_writes_its_end_again():
    assert _train("gan ring --iterations 10 --out run --quiet") == 0
    samples = Path("run/samples.csv").read_bytes()
    Path("run/samples.csv").unlink()
    assert main("--resume run --quiet".split()) == 0
    assert Path("run/samples.csv").read_bytes() == samples
    assert open_run(Path("run")).record.animation == "gif"


def test_resume_refuses_to_go_back(capsys):
    assert _train("gan ring --iterations 10 --animation none --out run --quiet") == 0
    before = Path("run/config.json").read_bytes()
    assert main("--resume run --iterations 9".split()) == 2
    assert "--iterations must be at least 10, which are done, got 9" in capsys.readouterr().err
    assert Path("run/config.json").read_bytes() == before


def test_resume_refuses_what_does_not_fit(capsys):
    for name, width in (("a", 8), ("b", 9)):
        line = f"gan ring --g-hidden {width} --iterations 1 --animation none --out {name} --quiet"
        assert _train(line) == 0
    Path("a", STATE).write_bytes(Path("b", STATE).read_bytes())
    assert main("--resume a --iterations 5".split()) == 2
    Path("b", STATE).write_bytes(b"no checkpoint")
    assert main("--resume b --iterations 5".split()) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 2
    assert "not a whole checkpoint" in error


def test_a_run_of_a_device_that_is_not_here_moves_to_one_that_is(capsys):
    assert _train("gan ring --iterations 2 --animation none --out run --quiet") == 0
    record, state = Path("run/config.json"), dict(_state("run"))
    foreign = {name: np.zeros(16, np.uint8) for name in state if name.startswith("stream.")}
    save_checkpoint(Path("run", STATE), state | foreign, {"iteration": 2})
    record.write_text(re.sub('"device": "cpu"', '"device": "mps"', record.read_text()))
    assert main("--resume run --iterations 4 --quiet".split()) == 2
    assert "--device mps is not available here" in capsys.readouterr().err
    assert main("--sample run -n 10 --out points.csv".split()) == 0
    assert main("--resume run --iterations 4 --device cpu --quiet".split()) == 0
    assert "another kind of device; its random numbers begin anew" in capsys.readouterr().err
    assert json.loads(record.read_text())["device"] == "cpu"
    assert main("--resume run --iterations 6 --quiet".split()) == 0
    assert capsys.readouterr().err == ""


def test_a_run_stops_at_its_goal(capsys, monkeypatch):
    monkeypatch.setattr("playground.runs.recorder._FIRST_SECONDS", 0.0)
    line = "gan ring --iterations 3000 --animation none --out run --stop-at 500"
    assert _train(line) == 0
    out = capsys.readouterr().out
    done = int(re.search(r"Within 500 times the floor at iteration (\d+) of 3,000", out).group(1))
    assert 0 < done < 3000 and int(_state("run")["iteration"]) == done
    assert len(Path("run/samples.csv").read_text().splitlines()) > 1
    assert main("--resume run --iterations 3000 --stop-at 400 --quiet".split()) == 0
    assert done < int(_state("run")["iteration"]) < 3000


def test_a_run_may_result_in_its_best_moment(capsys, monkeypatch):
    """Ring, whose D is then let loose: the end is worse than the middle."""
    monkeypatch.setattr("playground.runs.recorder._FIRST_SECONDS", 0.0)
    monkeypatch.setattr("playground.runs.recorder._SHARE", 10.0)
    looks = iter([*np.linspace(9, 2, 8), *np.linspace(2.5, 9, 8)])
    figures = CurveFigures(1.0, 1.0, 0.0, 0, float("nan"))
    monkeypatch.setattr(
        CurveEvaluator,
        "figures",
        lambda *_: replace(figures, sliced_wasserstein=next(looks, 9.0)),
    )
    line = "gan ring --iterations 160 --animation none --out run --keep best"
    assert _train(line) == 0
    out = capsys.readouterr().out
    best = dict(load_checkpoint(Path("run/checkpoints/best.safetensors")).state)
    moment = int(best["iteration"])
    # means of five looks: the least one is that of looks 6 to 10, of iterations 60 to 100
    assert f"Its result is iteration {moment:,}, where the distance was least" in out
    assert moment == 100
    assert int(_state("run")["iteration"]) == 160
    assert main("--sample run -n 30 --out again.csv".split()) == 0
    assert main("--resume run --iterations 160 --quiet".split()) == 0
    assert Path("again.csv").read_text() == Path("run/samples.csv").read_text()
    assert main("--resume run --iterations 160 --keep last --quiet".split()) == 0
    assert Path("again.csv").read_text() != Path("run/samples.csv").read_text()


def test_a_table_that_cannot_learn_is_said(capsys):
    line = "--preset stable --iterations 1 --animation none --quiet --loss"
    assert _train(f"gan ring {line} hinge --out a") == 0
    assert "The latent table is off: with the loss hinge" in capsys.readouterr().err
    assert _train(f"gan ring {line} hinge --latent-cells 0 --out b") == 0
    assert _train(f"gan ring {line} minimax --out c") == 0
    assert capsys.readouterr().err == ""


def test_resume_warns_of_other_versions(capsys):
    assert _train("gan ring --iterations 1 --animation none --out run --quiet") == 0
    path = Path("run/config.json")
    path.write_text(re.sub('"torch": ".*"', '"torch": "1.0"', path.read_text()))
    assert main("--resume run --iterations 2 --quiet".split()) == 0
    assert "warning: the run began with torch 1.0" in capsys.readouterr().err


def test_a_run_that_diverges_keeps_its_last_good_checkpoint(capsys):
    line = "gan ring --optimizer sgd --d-lr 1000 --g-lr 1000 --d-hidden 1000 --layers 8"
    assert _train(f"{line} --iterations 400 --out run") == 1
    out, error = capsys.readouterr()
    last = error.splitlines()[-1]
    assert out == ""
    assert re.search(r"at iteration \d+|after iteration \d+", last)
    kept = int(re.search(r"checkpoint of iteration (\d+)$", last).group(1))
    state = _state("run")
    assert int(state["iteration"]) == kept
    weights = [array for name, array in state.items() if name.endswith(("weight", "bias"))]
    assert weights
    assert all(np.isfinite(array).all() for array in weights)


@pytest.mark.parametrize("place", ["metrics", "animation", "samples", "picture"])
def test_a_full_disk_keeps_the_last_checkpoint(monkeypatch, capsys, place):
    from playground.runs import recorder
    from playground.runs.tables import Metrics
    from playground.runs.video import Animation

    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    match place:
        case "metrics":
            monkeypatch.setattr(Metrics, "add", full)
        case "animation":
            whole = Animation.close
            monkeypatch.setattr(Animation, "close", lambda self: (whole(self), full()))
        case "samples":
            monkeypatch.setattr(recorder, "write_csv", full)
        case "picture":
            monkeypatch.setattr("matplotlib.figure.Figure.savefig", full)
    assert _train("gan ring --iterations 15 --out run") == 1
    last = capsys.readouterr().err.splitlines()[-1]
    assert "No space left on device" in last
    done = 0 if place == "metrics" else 15
    assert last.endswith(f"run keeps the checkpoint of iteration {done}")
    assert int(_state("run")["iteration"]) == done
    assert not list(Path("run").rglob(".*.part"))


def test_a_disk_full_before_the_first_step_leaves_nothing(monkeypatch, capsys):
    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("playground.runs.recorder.save_checkpoint", full)
    assert _train("gan ring --iterations 15 --out run") == 1
    monkeypatch.setattr("playground.runs.run_folder.write_layers", full)
    assert _train("gan ring --iterations 15 --out other") == 2
    assert list(Path().iterdir()) == []
    assert capsys.readouterr().err.count("No space left on device") == 2


@pytest.mark.parametrize("where", ["step", "__init__"])
@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (MemoryError(), "out of memory; a smaller batch or smaller networks may help"),
        (RuntimeError("alloc_cpu.cpp: not enough memory: you tried …"), "out of memory; a smaller"),
        (
            RuntimeError("CUDA error: failed\nlong"),
            "the training cannot go on (CUDA error: failed)",
        ),
    ],
)
def test_every_fault_is_a_sentence(monkeypatch, capsys, where, fault, says):
    def fail(*_arguments):
        raise fault

    monkeypatch.setattr(f"playground.gan.trainer.Trainer.{where}", fail)
    assert _train("gan ring --iterations 15 --animation none --out run --quiet") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"playground: {says}")
    assert line.endswith("checkpoint of iteration 0") == (where == "step")


def test_a_run_that_flies_off_warns_of_nothing():
    """Points of 1e30 overflow whole numbers, and sums of them floats."""
    wild = "--output linear --optimizer adam --loss wasserstein --d-lr 10 --g-lr 10 --layers 6"
    process = _start(f"--train gan ring {wild} --iterations 300 --out run --quiet")
    _, error = process.communicate(timeout=120)
    assert b"Warning" not in error and b"Traceback" not in error
    assert process.returncode == (1 if error else 0)


def test_names_do_not_steer_the_terminal(capsys):
    name = "\x1b[2Jevil\x07"
    Path(f"{name}.png").write_bytes(Path(PICTURE).read_bytes())
    assert _train(f"gan {name}.png --iterations 3 --animation none --out {name}") == 0
    assert main(["--score", name]) == 0
    assert main(["--score", f"{name}?"]) == 2
    out, error = capsys.readouterr()
    assert "\x1b" not in out + error and "\x07" not in out + error
    assert "GAN on \\x1b[2Jevil\\x07: 3 iterations to go" in error
    assert "The run is in \\x1b[2Jevil\\x07" in out


def _start(line, **options):
    command = [sys.executable, "-W", "error", "-m", "playground", *line.split(), *CLASSIC.split()]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def _wait_for(process, path):
    """Until `path` is there: the run has begun."""
    end = time.monotonic() + 60
    while not path.exists():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < end
        time.sleep(0.02)


posix = pytest.mark.skipif(os.name != "posix", reason="signals of this kind are POSIX")


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_keeps_what_was_trained(number, code):
    process = _start("--train gan ring --iterations 10000000 --animation gif --out run")
    _wait_for(process, Path("run", STATE))
    process.send_signal(number)
    out, error = process.communicate(timeout=60)
    assert process.returncode == code, error
    assert b"Traceback" not in error
    done = int(_state("run")["iteration"])
    assert f"Stopped at iteration {done:,} of 10,000,000" in out.decode()
    for name in ("samples.csv", "final.png", "animation.gif"):
        assert Path("run", name).stat().st_size > 0
    assert main(["--resume", "run", "--iterations", str(done + 5), "--quiet"]) == 0
    assert int(_state("run")["iteration"]) == done + 5


@posix
def test_a_second_signal_ends_at_once():
    """An iteration takes minutes here, so nothing but the second signal can end it in time."""
    slow = "--d-steps 1000 --batch-size 20000"
    command = [sys.executable, "-m", "playground", *"--train gan ring --out run".split()]
    process = subprocess.Popen(
        [*command, "--preset", "classic", *slow.split()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    _wait_for(process, Path("run", STATE))
    process.send_signal(signal.SIGINT)
    time.sleep(1)  # signals that come too close together count as one
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in error
    assert int(_state("run")["iteration"]) == 0


@posix
def test_files_that_cannot_grow_end_the_run_with_a_sentence():
    """As a disk that fills up, with the operating system's own error."""
    import resource

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    process = _start("--train gan ring --iterations 10000000 --out run", preexec_fn=limited)
    _, error = process.communicate(timeout=120)
    assert process.returncode == 1, error
    last = error.decode().splitlines()[-1]
    assert b"Traceback" not in error
    assert "File too large" in last
    kept = int(re.search(r"checkpoint of iteration (\d+)$", last).group(1))
    assert int(_state("run")["iteration"]) == kept
    assert [path.name for path in Path("run/checkpoints").iterdir()] == ["last.safetensors"]


def test_an_infogan_finds_layers_and_says_how_well(capsys):
    small = "--d-hidden 32 --g-hidden 32 --batch-size 64 --samples 30 --schedule 150"
    line = f"infogan binary --iterations 150 --snapshot-every 50 {small} --out run"
    assert main(f"--train {line}".split()) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    found = re.search(r"to the 2 layers: accuracy ([\d.]+)% at n = 10,000, without labels", last)
    assert float(found.group(1)) > 90
    table = np.genfromtxt("run/samples.csv", delimiter=",", names=True)
    assert set(table["layer"]) == {0, 1}
    assert main("--sample run -n 50 --out points.csv".split()) == 0
    assert Path("points.csv").read_text().startswith("x,y,layer")
    assert open_run(Path("run")).record.config.output == "sigmoid"  # its own preset


def test_an_infogan_needs_codes(capsys):
    assert main("--train infogan ring --out run".split()) == 2
    assert "needs at least two codes" in capsys.readouterr().err
    assert not Path("run").exists()


@pytest.mark.parametrize("model", ["infogan --codes 3", "batchgan", "batchgan --batch-differences"])
def test_a_resumed_run_of_the_other_models_is_the_uninterrupted_one(model):
    name, *flags = model.split()
    line = f"--train {name} binary {' '.join(flags)} --samples 30 --animation none --quiet"
    assert main(f"{line} --iterations 6 --out whole".split()) == 0
    assert main(f"{line} --iterations 3 --out parts".split()) == 0
    assert main("--resume parts --iterations 6 --quiet".split()) == 0
    whole, parts = _state("whole"), _state("parts")
    assert whole.keys() == parts.keys()
    for key in whole.keys() - {"seconds"}:
        np.testing.assert_array_equal(whole[key], parts[key], strict=True)


def _together(*lines):
    """The exit codes and errors of these, all started at once."""
    command = [sys.executable, "-W", "error", "-m", "playground"]
    processes = [
        subprocess.Popen([*command, *line.split()], stderr=subprocess.PIPE, text=True)
        for line in lines
    ]
    errors = [process.communicate(timeout=120)[1] for process in processes]
    return [process.returncode for process in processes], errors


def test_of_two_runs_in_one_folder_one_is_refused():
    lines = [
        f"--train {model} binary --iterations 300 --seed {seed} --animation none --quiet --out run "
        + CLASSIC
        for model, seed in (("gan", 1), ("cgan", 2))
    ]
    codes, errors = _together(*lines)
    assert sorted(codes) == [0, 2], errors
    refused = errors[codes.index(2)]
    assert "holds a run already" in refused or "still going on" in refused
    winner = ("gan", 1) if codes[0] == 0 else ("cgan", 2)
    record = open_run(Path("run")).record
    assert (record.config.model, record.config.seed) == winner
    alone = lines[codes.index(0)].replace("--out run", "--out alone").split()
    assert main(alone) == 0
    assert _rows("run") == _rows("alone")
    assert Path("run/samples.csv").read_bytes() == Path("alone/samples.csv").read_bytes()
    assert not Path("run/.lock").exists()


@posix
def test_a_run_that_is_going_on_is_neither_resumed_nor_replaced(capsys):
    process = _start("--train gan ring --iterations 10000000 --animation none --out run")
    _wait_for(process, Path("run", STATE))
    assert main("--resume run --quiet".split()) == 2
    assert _train("gan ring --iterations 3 --animation none --out run --force --quiet") == 2
    assert capsys.readouterr().err.count("belongs to another run, which is still going on") == 2
    process.kill()
    process.communicate()
    done = int(_state("run")["iteration"])
    assert main(["--resume", "run", "--iterations", str(done + 3), "--quiet"]) == 0
    assert int(_state("run")["iteration"]) == done + 3
    assert not Path("run/.lock").exists()


@posix
def test_a_resumed_run_is_not_written_elsewhere(capsys):
    assert _train("gan ring --iterations 3 --animation frames --out run --quiet") == 0
    Path("elsewhere").mkdir()
    Path("run/from-3").symlink_to(Path("elsewhere").absolute())
    assert main("--resume run --iterations 9 --quiet".split()) == 2
    assert "run/from-3: leads out of the run" in capsys.readouterr().err
    assert list(Path("elsewhere").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("locale", ["C.UTF-8", "POSIX"])
@pytest.mark.parametrize("name", ["caf\udce9", "双鱼", "a\nb"])
def test_files_of_any_name_can_be_learned(name, locale):
    picture = Path(f"{name}.png")
    picture.write_bytes(PICTURE.read_bytes())
    environment = {**os.environ, "LC_ALL": locale}
    if locale == "POSIX":  # as Python takes it by the letter
        environment |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-W", "error", "-m", "playground"]
    short = [*CLASSIC.split(), "--iterations", "3", "--animation", "gif", "--quiet"]
    for line in (
        ["--train", "gan", picture, *short, "--out", name],
        ["--resume", name, "--iterations", "5", "--quiet"],
        ["--sample", picture, "-n", "5", "--out", f"{name}.points.png"],
        ["--export", "script", name, "--out", f"{name}.py"],
    ):
        done = subprocess.run([*command, *line], env=environment, capture_output=True)
        assert (done.returncode, done.stderr) == (0, b""), line
    learned, meant = open_run(Path(name)).target(), load_target(str(PICTURE))
    np.testing.assert_array_equal(learned.layers[0].pixels, meant.layers[0].pixels)
    compile(Path(f"{name}.py").read_bytes(), "script", "exec")


def test_settings_of_a_file_are_those_of_the_run_it_came_from(capsys):
    assert _train("gan ring --iterations 2 --seed 4 --loss hinge --out a --quiet") == 0
    capsys.readouterr()
    more = "--iterations 3 --animation none --quiet"
    assert main(f"--train gan ring --config a/config.json {more} --out b".split()) == 0
    one, other = (open_run(Path(name)).record.config for name in "ab")
    assert other == replace(one, iterations=3)
    assert main(f"--train gan ring --config a/config.json --preset classic {more}".split()) == 2
    assert "--config and --preset both say" in capsys.readouterr().err
    assert main(f"--train gan ring --config none.json {more}".split()) == 2
    assert "`none.json` does not exist" in capsys.readouterr().err
    assert main("--list --config a/config.json".split()) == 2

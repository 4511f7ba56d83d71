"""Data-parallel training: two processes against one."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from playground.cli import main
from playground.runs.checkpoint import load_checkpoint
from tests.mnist.conftest import TINY

pytestmark = pytest.mark.slow

LAST = "checkpoints/last.safetensors"


def _together(line, program="-m playground"):
    command = f"-m torch.distributed.run --standalone --nproc-per-node 2 {program} {line}"
    return subprocess.run(
        [sys.executable, *command.split()], capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("model", ["cgan", "cgan --preset classic", "infogan --labelled 40"])
def test_two_processes_learn_what_one_does(model):
    """Batch norm, dropout and all draws included; sums in another order round otherwise.

    Adam's first step is the sign of the gradient, so that a rounded zero moves weights: compared
    are the gradients of one iteration, as Adam remembers them.
    """
    line = f"--mnist {model} {TINY} --device cpu --epochs 1 --epoch-batches 1 --quiet"
    assert main(f"{line} --out one".split()) == 0
    done = _together(f"{line} --out two")
    assert done.returncode == 0, done.stderr
    one, two = (dict(load_checkpoint(Path(run) / LAST).state) for run in ("one", "two"))
    assert one.keys() == two.keys()
    for name, values in one.items():
        if name.endswith("exp_avg"):
            np.testing.assert_allclose(two[name], values, rtol=1e-3, atol=1e-4, err_msg=name)
        elif name.startswith("stream."):
            np.testing.assert_array_equal(two[name], values, err_msg=name)


def test_a_batch_that_cannot_be_shared_out():
    done = _together(f"--mnist gan {TINY} --batch-size 21 --out run")
    assert done.returncode != 0
    assert "--batch-size must be a multiple of the 2 processes" in done.stderr
    assert not Path("run").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the threads in /proc")
def test_no_thread_of_the_group_outlives_the_run():
    """One that did aborted its process now and then, when the run was done."""
    Path("watched.py").write_text(
        "import atexit, glob, sys\n"
        "from playground.cli import main\n"
        "def tell():\n"
        "    names = [open(one).read() for one in glob.glob('/proc/self/task/*/comm')]\n"
        "    print(len(names) > 0, [name for name in names if 'gloo' in name])\n"
        "atexit.register(tell)\n"
        "sys.exit(main())\n"
    )
    line = f"--mnist cgan {TINY} --device cpu --epochs 1 --epoch-batches 1 --quiet --out run"
    done = _together(line, "watched.py")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["True []"] * 2

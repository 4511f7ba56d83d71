"""`--mnist` and `--resume`: the run folder, and what is done when a run is cut off."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from playground.cli import main
from playground.mnist.metrics import read_metrics
from playground.mnist.record import read_record
from playground.runs.checkpoint import load_checkpoint
from tests.mnist.conftest import TINY

LAST = "checkpoints/last.safetensors"
KINDS = {
    "gan": "gan",
    "cgan": "cgan",
    "paper": "infogan --precision bfloat16",
    "article": "infogan --preset article",
    "semi-supervised": "infogan --preset semi-supervised --labelled 30 --variance learned",
    "stable": "infogan --preset stable",
    "reader apart": "infogan --reader apart --size 32 --loss least-squares --balance 1",
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

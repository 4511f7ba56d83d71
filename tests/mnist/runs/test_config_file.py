import json
from dataclasses import asdict, fields
from pathlib import Path

import pytest

from playground.mnist.config import MnistConfig
from playground.mnist.runs.config_file import MEANT, read_record

OLD_RUNS = Path(__file__).parents[2] / "fixtures" / "v0.1"


def test_every_setting_says_what_a_file_without_it_means():
    assert MEANT.keys() == {item.name for item in fields(MnistConfig)}
    MnistConfig(**MEANT)


@pytest.mark.parametrize("lost", [None, *sorted(MEANT)])
def test_what_0_1_wrote_means_the_same_and_a_lost_setting_what_it_did_then(lost, tmp_path):
    content = json.loads((OLD_RUNS / "mnist-infogan" / "config.json").read_text("utf-8"))
    content["config"].pop(lost, None)
    (tmp_path / "config.json").write_text(json.dumps(content))
    assert asdict(read_record(tmp_path / "config.json").config) == {**MEANT, **content["config"]}

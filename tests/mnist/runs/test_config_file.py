import json
from dataclasses import asdict, fields
from pathlib import Path

import pytest

from playground.error_log import error_log
from playground.errors import InputError
from playground.mnist.config import MnistConfig
from playground.mnist.runs.config_file import MEANT, is_mnist_run, read_record
from playground.mnist.runs.metrics import EpochFigures, read_metrics

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


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("kind", "gan", "is not of a run of --mnist"),
        ("format", 10**4000, "format 10^4000 is not 1"),
        ("keep_every", float("inf"), "is not a JSON file (Infinity is no JSON)"),
        ("keep_every", 10**4000, "`keep_every` must be a whole number"),
        ("keep_every", True, "`keep_every` must be a whole number"),
        ("config", [], "lacks or misspells a setting"),
        ("config.width", 10**4000, "--width"),
        ("config.\x1b[31m", 1, "lacks or misspells a setting"),
        ("data.kind", "x\x1b", r"`kind` of the data must be mnist or drawn, got 'x\\x1b'"),
        ("data.images", 10**30, "`images` must be a whole number from 1 to 1000000"),
        ("data.seed", -1, "`seed` must be a whole number"),
        ("versions", 3, "lacks or misspells a setting"),
    ],
)
def test_what_a_stranger_wrote_is_one_sentence(tmp_path, path, value, says):
    content = json.loads((OLD_RUNS / "mnist-infogan" / "config.json").read_text("utf-8"))
    *way, last = path.split(".")
    place = content
    for key in way:
        place = place[key]
    place[last] = value
    (tmp_path / "config.json").write_text(json.dumps(content))
    with pytest.raises(InputError) as caught:
        read_record(tmp_path / "config.json")
    said = str(caught.value)
    assert says in said and said.startswith(str(tmp_path / "config.json"))
    assert "\n" not in said and "\x1b" not in said and len(said) < 900


def test_what_is_no_json_is_no_run(tmp_path):
    for content in (b"[" * 100_000, b"\xff", b"9" * 10_000, b""):
        (tmp_path / "config.json").write_bytes(content)
        assert not is_mnist_run(tmp_path)


HEADER = ",".join(field.name for field in fields(EpochFigures))
WHOLE = "1,3,0.5,100,1.25,0.5,,,,,,"


@pytest.mark.parametrize(
    "row",
    [
        b"\xb4" + WHOLE.encode(),
        b"nan" + WHOLE[1:].encode(),
        b"inf" + WHOLE[1:].encode(),
        b"-1" + WHOLE[1:].encode(),
        b"1.5" + WHOLE[1:].encode(),
        b"9" * 5000 + WHOLE[1:].encode(),
        b"one" + WHOLE[1:].encode(),
        WHOLE.encode() + b"x" * 200_000,
    ],
    ids=range(8),
)
def test_a_damaged_table_is_one_sentence(tmp_path, row):
    path = tmp_path / "metrics.csv"
    path.write_bytes(f"{HEADER}\n{WHOLE}\n".encode() + row + b"\n")
    with pytest.raises(InputError, match=r"metrics\.csv") as caught:
        read_metrics(path)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 700
    assert not error_log().exists()


def test_a_row_that_was_cut_short_is_passed_over(tmp_path):
    path = tmp_path / "metrics.csv"
    path.write_text(f"{HEADER}\n{WHOLE}\n2,6,1")
    assert [row.epoch for row in read_metrics(path)] == [1]
    assert read_metrics(tmp_path / "none.csv") == []


def test_a_table_of_0_1_has_no_distances_and_is_read(tmp_path):
    path = tmp_path / "metrics.csv"
    old = HEADER.removesuffix(",frechet,frechet_floor")
    path.write_text(f"{old}\n1,3,0.5,100,1.25,0.5,,,,0.25\n2,6,1")
    (row,) = read_metrics(path)
    assert (row.epoch, row.error) == (1, 0.25) and row.frechet != row.frechet

import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.runs.config_file import RunConfig
from playground.runs.run_folder import (
    check_own_folders,
    check_place,
    clear_run,
    discard,
    is_run,
    make_folders,
    make_numbered,
    make_place,
    open_run,
    start_run,
    update_run,
)
from playground.runs.target_images import layer_files


def _record(target):
    return RunConfig(
        config=GanConfig(),
        target=target.name,
        layers=layer_files(target),
        device="cpu",
        samples=5,
        animation="none",
        command="playground",
        versions={},
    )


@pytest.fixture
def run(tmp_path, two_squares):
    return start_run(tmp_path, _record(two_squares), two_squares)


def test_opens_again(run, two_squares):
    opened = open_run(run.path)
    assert opened == run
    target = opened.target()
    assert target.name == two_squares.name
    np.testing.assert_array_equal(target.shares, two_squares.shares)


def test_update_changes_the_record_only(run):
    from dataclasses import replace

    updated = update_run(run, replace(run.record, samples=6))
    assert open_run(run.path) == updated
    assert updated.record.samples == 6


def test_what_is_no_run(tmp_path):
    assert not is_run(tmp_path)
    with pytest.raises(InputError, match=r"has no config\.json"):
        open_run(tmp_path)
    with pytest.raises(InputError, match="there is no such folder"):
        open_run(tmp_path / "gone")


def test_a_missing_layer_is_named(run):
    (run.path / "target" / run.record.layers[1].file).unlink()
    with pytest.raises(InputError, match=run.record.layers[1].file):
        run.target()


def test_a_run_without_checkpoint_says_so(run):
    with pytest.raises(InputError, match="no such checkpoint"):
        run.load_checkpoint()


def _run(path, target):
    record = RunConfig(GanConfig(), target.name, layer_files(target), "cpu", 5, "none", "", {})
    path.mkdir(exist_ok=True)
    run = start_run(path, record, target)
    for name in ("samples.csv", "final.png", "animation.gif"):
        (path / name).touch()
    (path / "frames").mkdir()
    (path / "frames" / "000010.png").touch()
    (path / "from-150" / "frames").mkdir(parents=True)
    (path / "from-150" / "frames" / "000160.png").touch()
    return run


def test_numbers_go_up_and_names_are_plain(tmp_path):
    names = [make_numbered(tmp_path / "runs", name).name for name in ("gan-a b", "cgan-x", "gan")]
    assert names == ["001-gan-a-b", "002-cgan-x", "003-gan"]
    (tmp_path / "runs" / "041-mine").mkdir()
    (tmp_path / "runs" / "notes.txt").touch()
    assert make_numbered(tmp_path / "runs", "gan").name == "042-gan"


def test_nobody_shares_a_folder(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(lambda _: make_numbered(tmp_path, "gan"), range(64)))
    assert len(set(made)) == 64


def test_force_replaces_a_run_and_keeps_what_is_not_of_it(tmp_path, two_squares):
    path = tmp_path / "run"
    _run(path, two_squares)
    kept = [path / "notes.txt", path / "target" / "mine.png", path / "frames" / "best.png"]
    for file in kept:
        file.touch()
    with pytest.raises(InputError, match="holds a run already, --force replaces it"):
        check_place(path, force=False)
    check_place(path, force=True)
    make_place(path)
    assert sorted(file for file in path.rglob("*") if file.is_file()) == sorted(kept)


def test_a_whole_run_leaves_nothing_but_its_folder(tmp_path, two_squares):
    _run(tmp_path / "run", two_squares)
    make_place(tmp_path / "run")
    assert list((tmp_path / "run").iterdir()) == []


def test_discard_takes_the_folder_too(tmp_path, two_squares):
    discard(_run(tmp_path / "run", two_squares))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("force", [False, True])
def test_foreign_folders_are_never_touched(tmp_path, force):
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(InputError, match="neither empty nor a run"):
        check_place(tmp_path, force=force)


@pytest.mark.parametrize("force", [False, True])
def test_foreign_config_files_are_never_touched(tmp_path, force):
    (tmp_path / "config.json").write_text('{"port": 80}')
    assert is_run(tmp_path)
    with pytest.raises(InputError, match=r"config"):
        check_place(tmp_path, force=force)
    assert (tmp_path / "config.json").exists()


def test_files_are_in_the_way(tmp_path):
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "run" / "deeper"):
        with pytest.raises(InputError, match="file"):
            check_place(path, force=True)


def test_empty_and_new_folders_are_fine(tmp_path):
    check_place(tmp_path, force=False)
    check_place(tmp_path / "a" / "b", force=False)
    assert list(tmp_path.iterdir()) == []
    make_place(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_without_leave_to_write(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="cannot be written"):
        check_place(tmp_path / "run", force=False)
    with pytest.raises(InputError, match="cannot be made"):
        make_folders(tmp_path / "run")


def test_parents_are_made_together_or_not_at_all(tmp_path):
    too_long = tmp_path / "a" / "b" / ("x" * 300) / "run"
    with pytest.raises(InputError, match="cannot be made"):
        make_folders(too_long)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="links need leave on Windows")
@pytest.mark.parametrize("name", ["frames", "checkpoints", "target", "from-150", "from-7/frames"])
def test_nothing_behind_a_link_is_ever_deleted(tmp_path, two_squares, name):
    path, elsewhere = tmp_path / "run", tmp_path / "elsewhere"
    make_place(path)
    run = start_run(path, _record(two_squares), two_squares)
    shutil.rmtree(path / name, ignore_errors=True)
    elsewhere.mkdir()
    files = [*(entry.file for entry in run.record.layers), "last.safetensors", "000010.png"]
    files += ["animation.gif", "metrics.csv"]
    for file in files:
        (elsewhere / file).write_text("mine")
    (path / name).parent.mkdir(exist_ok=True)
    (path / name).symlink_to(elsewhere)
    with pytest.raises(InputError, match="leads out of the run"):
        check_own_folders((path / name).parent)
    clear_run(run)
    assert sorted(file.name for file in elsewhere.iterdir()) == sorted(files)
    assert list(path.iterdir()) == []  # the link itself is gone, so that nothing is written there


def test_a_run_may_lie_behind_a_link(tmp_path, two_squares):
    (tmp_path / "disk").mkdir()
    path = tmp_path / "run"
    path.symlink_to(tmp_path / "disk")
    run = start_run(path, _record(two_squares), two_squares)
    check_own_folders(path)
    clear_run(run)
    assert list((tmp_path / "disk").iterdir()) == []

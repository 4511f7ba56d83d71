import errno
import os
import subprocess
import sys

import pytest
from filelock import FileLock

from playground.errors import InputError
from playground.runs.run_folder import check_place
from playground.runs.run_lock import LOCK, hold_run

pytestmark = pytest.mark.slow

HOLDER = """
import sys, time
from pathlib import Path
from playground.runs.run_lock import hold_run
with hold_run(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "run"
    path.mkdir()
    (path / "config.json").touch()
    return path


def test_a_folder_has_one_writer_and_is_free_again(folder):
    refused = pytest.raises(InputError, match="belongs to another run, which is still going on")
    with hold_run(folder), refused, hold_run(folder):
        pytest.fail("two hold one folder")
    assert [path.name for path in folder.iterdir()] == ["config.json"]
    with hold_run(folder):
        assert (folder / LOCK).exists()


def test_an_error_frees_it_too(folder):
    with pytest.raises(ZeroDivisionError), hold_run(folder):
        raise ZeroDivisionError
    assert [path.name for path in folder.iterdir()] == ["config.json"]


def test_a_lock_goes_with_a_killed_process(folder):
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, folder], stdout=subprocess.PIPE)
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(InputError, match="another run"), hold_run(folder):
        pass
    holder.kill()
    holder.communicate()
    with hold_run(folder):
        pass
    assert [path.name for path in folder.iterdir()] == ["config.json"]


def test_what_a_killed_run_left_half_written_goes(folder):
    left = [
        ".metrics.csv.123.part",
        "target/.01-ring.png.9.part",
        "checkpoints/.last.safetensors.77.part",
        "from-20/frames/.000010.png.5.part",
        "pictures/.epoch-0001.png.5.part",
        # as version 0.1 named them
        "animation.part",
        ".animation.part.mp4",
        "frames/000010.part",
        "checkpoints/epoch-0010.part",
    ]
    kept = ["notes.part", "mine/.metrics.csv.123.part", "metrics.csv", "target/01-ring.png"]
    for name in left + kept:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    with hold_run(folder):
        pass
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert there == {"config.json", *kept}


def test_parts_behind_a_link_stay(folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / ".metrics.csv.123.part").touch()
    (folder / "frames").symlink_to(other)
    with hold_run(folder):
        pass
    assert (other / ".metrics.csv.123.part").exists()


def test_what_is_left_of_a_killed_start_is_an_empty_folder(tmp_path):
    path = tmp_path / "run"
    path.mkdir()
    (path / LOCK).touch()
    (path / ".config.json.5.part").touch()
    check_place(path, force=False)
    with hold_run(path):
        pass
    assert not path.exists()  # nothing came of it


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_folder_that_cannot_be_written_is_named_itself(folder, monkeypatch, number):
    def refuse(*_arguments, **_options):
        raise OSError(number, os.strerror(number), str(folder / LOCK))

    monkeypatch.setattr(FileLock, "acquire", refuse)
    with pytest.raises(InputError) as caught, hold_run(folder):
        pass
    assert str(caught.value) == f"{folder}: cannot be written ({os.strerror(number)})"


def test_file_systems_without_locks_take_runs(folder, monkeypatch):
    def refuse(*_arguments, **_options):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    with hold_run(folder):
        (folder / "metrics.csv").touch()
    assert (folder / "metrics.csv").exists()

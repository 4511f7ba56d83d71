"""What is opened of a stranger's, and what is not: nothing waits, and memory is bounded."""

import os
import sys
import tracemalloc

import pytest

from playground.error_log import error_log
from playground.errors import InputError
from playground.message import Sentence
from playground.runs.checkpoint import load_checkpoint
from playground.runs.foreign_file import content_of, foreign_file, lies_there, open_file, parse_json

DAMAGED = Sentence("{path}: is damaged ({reason})")


def _refused(path):
    with pytest.raises(InputError) as caught, foreign_file(path, DAMAGED):
        open_file(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among files")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "x")
    assert "a folder or a device" in _refused(tmp_path / "x")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no /dev/zero")
def test_a_device_a_folder_and_nothing_are_refused(tmp_path):
    (tmp_path / "link").symlink_to("/dev/zero")
    assert "a folder or a device" in _refused(tmp_path / "link")
    assert "a folder or a device" in _refused(tmp_path)
    assert "does not exist" in _refused(tmp_path / "gone")
    (tmp_path / "empty").touch()
    assert "is damaged (it is empty)" in _refused(tmp_path / "empty")


@pytest.mark.skipif(not hasattr(os.stat_result, "st_blocks"), reason="the system does not tell")
def test_of_a_sparse_file_nothing_is_read(tmp_path):
    path = tmp_path / "last.safetensors"
    with path.open("wb") as file:
        file.write(b"\xff")
        file.truncate(2**31)
    tracemalloc.start()
    assert "the disk holds" in _refused(path)
    with pytest.raises(InputError, match="the disk holds"):
        load_checkpoint(path)
    assert tracemalloc.get_traced_memory()[1] < 2**22
    tracemalloc.stop()


def test_a_file_that_has_more_than_it_may_is_not_read_whole(tmp_path):
    (tmp_path / "x").write_bytes(bytes(1000))
    assert content_of(tmp_path / "x", 1000) == bytes(1000)
    with pytest.raises(InputError, match="has 1,000 bytes, and 999 are allowed"):
        content_of(tmp_path / "x", 999)


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "gone"])
def test_what_no_path_can_be_is_not_there(tmp_path, name):
    assert not lies_there(tmp_path / name)
    with pytest.raises(InputError, match="no such checkpoint"):
        load_checkpoint(tmp_path / name)


@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", "-Infinity", "1e999", "[" * 100_000, "9" * 5000]
)
def test_what_is_no_json_number_is_damage(tmp_path, text):
    with pytest.raises(InputError), foreign_file(tmp_path, DAMAGED):
        parse_json(text.encode())
    assert not error_log().exists()


def test_a_fault_of_a_new_kind_is_logged_besides(tmp_path):
    class Unheard(Exception):
        pass

    with pytest.raises(InputError, match=r"is damaged \(zq\)"), foreign_file(tmp_path, DAMAGED):
        raise Unheard("zq")
    assert "Unheard: zq" in error_log().read_text()

import os
import subprocess
import sys
import threading

import pytest

from playground.runs.atomic import aside_of, atomic_write, is_part, sweep_asides, write_json


@pytest.mark.parametrize("name", ["x" * 250 + ".csv", "画" * 84 + ".x", "a.b", "\udcff" * 254])
def test_any_name_that_a_file_can_have_can_be_written(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"old")
    with atomic_write(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_error_leaves_what_was_there(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), atomic_write(path) as file:
        file.write(b"new")
        raise ZeroDivisionError
    assert path.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_link_that_a_stranger_put_is_not_followed(tmp_path):
    victim, path = tmp_path / "victim", tmp_path / "file.json"
    victim.write_text("mine")
    aside_of(path).symlink_to(victim)
    write_json(path, {})
    assert victim.read_text() == "mine"
    assert path.read_text() == "{}\n" and not path.is_symlink()


def test_long_names_with_one_beginning_do_not_meet(tmp_path):
    names = [tmp_path / ("x" * 240 + end) for end in ("a", "b")]
    barrier = threading.Barrier(2)

    def write(path):
        with atomic_write(path) as file:
            barrier.wait(10)
            file.write(path.name.encode())

    threads = [threading.Thread(target=write, args=(path,)) for path in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.read_text() for path in names] == [path.name for path in names]


def test_parts_are_known_by_their_names(tmp_path):
    assert all(is_part(aside_of(tmp_path / name)) for name in ("a", "animation.gif", "z" * 250))
    assert not any(is_part(tmp_path / name) for name in ("a.part", "part", ".part", "metrics.csv"))


@pytest.mark.skipif(sys.platform == "win32", reason="what is open there cannot be removed")
def test_what_a_killed_process_had_begun_goes_and_what_a_living_one_writes_stays(tmp_path):
    killed = subprocess.Popen([sys.executable, "-c", ""])
    killed.wait()
    for name in ("x.playground", "[x]." + "y" * 230):
        path = tmp_path / name
        mine = aside_of(path)
        others = [mine.with_name(mine.name.replace(str(os.getpid()), str(killed.pid)))]
        stays = [mine, tmp_path / f".z.{killed.pid}.part", tmp_path / f".{name[:9]}.part"]
        for one in (*others, *stays):
            one.touch()
        sweep_asides(path)
        assert not any(one.exists() for one in others)
        assert all(one.exists() for one in stays)

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from playground import home
from playground.home import provide_home

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows always has a home")


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """No home known, and a folder for temporary files."""
    for name in ("HOME", *home._FOLDERS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: os.environ.get("HOME", path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def _of(monkeypatch, path):
    monkeypatch.setenv("HOME", str(path))


def test_without_a_home_there_is_a_temporary_one(bare, monkeypatch):
    monkeypatch.setenv("HOME", "set so that it is put back")
    monkeypatch.delenv("HOME")
    provide_home()
    place = Path(os.environ["HOME"])
    assert place == bare / f"playground-{os.getuid()}"
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    provide_home()
    assert os.environ["HOME"] == str(place)


def test_a_home_that_is_there_stays(bare, monkeypatch):
    (bare / "me").mkdir()
    _of(monkeypatch, bare / "me")
    before = dict(os.environ)
    provide_home()
    assert dict(os.environ) == before
    assert list((bare / "me").iterdir()) == []


def test_a_home_that_cannot_be_written_keeps_what_can(bare, monkeypatch):
    me = bare / "me"
    (me / ".cache").mkdir(parents=True)
    _of(monkeypatch, me)
    for name in home._FOLDERS:
        monkeypatch.setenv(name, "set so that it is put back")
        monkeypatch.delenv(name)
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != me and allowed(path, mode))
    provide_home()
    assert os.environ["HOME"] == str(me)
    assert "XDG_CACHE_HOME" not in os.environ
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "MPLCONFIGDIR"):
        assert Path(os.environ[name]).is_relative_to(bare / f"playground-{os.getuid()}")
        assert Path(os.environ[name]).is_dir()


@pytest.mark.parametrize("trap", ["link", "open to all", "file"])
def test_a_stranger_s_folder_is_not_taken(bare, monkeypatch, trap):
    place, other = bare / f"playground-{os.getuid()}", bare / "other"
    other.mkdir()
    if trap == "link":
        place.symlink_to(other)
    elif trap == "file":
        place.touch()
    else:
        place.mkdir()
        place.chmod(0o777)
    found = home._temporary_home()
    assert found not in (place, other)
    assert stat.S_IMODE(found.stat().st_mode) == 0o700


@pytest.mark.skipif(sys.platform != "linux", reason="user namespaces are of Linux")
def test_a_run_of_a_user_who_is_nobody(tmp_path):
    nobody = ["unshare", "--user", "--map-user=12345"]
    if subprocess.run([*nobody, "true"], capture_output=True).returncode:
        pytest.skip("no user namespaces here")
    line = "--train gan ring --iterations 3 --samples 9 --animation gif --quiet --out run"
    root = str(Path(home.__file__).parents[1])
    environment = {key: value for key, value in os.environ.items() if key[:3] not in ("HOM", "XDG")}
    done = subprocess.run(
        [*nobody, sys.executable, "-W", "error", "-m", "playground", *line.split()],
        cwd=tmp_path,
        env=environment | {"TMPDIR": str(tmp_path), "PYTHONPATH": root},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")
    assert {path.name for path in tmp_path.iterdir()} == {"run", "playground-12345"}

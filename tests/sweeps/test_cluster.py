"""A sweep on a Dask cluster: a real scheduler and real workers on 127.0.0.1."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec

import pytest
from PIL import Image

from playground.cli import main
from playground.errors import InputError
from playground.runs.run_folder import open_run
from playground.sweeps.cluster_engine import ClusterEngine, write_files

needs_dask = pytest.mark.skipif(
    find_spec("distributed") is None, reason="needs the extra: pip install '.[cluster]'"
)
SMALL = (
    "--snapshot-every 50 --d-hidden 8 --g-hidden 8 --layers 1 --batch-size 16 --d-features 4 "
    "--g-features 4 --samples 50 --device cpu"
)
_SECONDS = 120


class Cluster:
    """A scheduler and workers, each a process, one thread a worker."""

    def __init__(self, folder, *flags):
        self._folder = folder
        self._file = folder / "scheduler.json"
        self.scheduler = self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", *flags)
        _wait(self._file.exists)
        self.workers = []

    def add_worker(self, *flags):
        where = ("--local-directory", str(self._folder), "--nthreads", "1", "--no-nanny")
        self.workers.append(self._start("dask_worker", *where, *flags))

    def _start(self, what, *flags):
        module = f"distributed.cli.{what}"
        which = ("--scheduler-file", str(self._file), "--no-dashboard")
        log = (self._folder / f"{what}.log").open("ab")
        with log:
            return subprocess.Popen(
                [sys.executable, "-m", module, *flags, *which],
                stdout=log,
                stderr=log,
                cwd=self._folder,
            )

    @property
    def address(self):
        return json.loads(self._file.read_text())["address"]

    def close(self):
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait(_SECONDS)


def _wait(condition):
    patience = time.monotonic() + _SECONDS
    while not condition():
        assert time.monotonic() < patience
        time.sleep(0.05)


@pytest.fixture
def cluster(tmp_path):
    (tmp_path / "cluster").mkdir()
    found = Cluster(tmp_path / "cluster")
    yield found
    found.close()


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path, monkeypatch):
    image = Image.new("L", (8, 8))
    image.paste(255, (2, 2, 6, 6))
    image.save(tmp_path / "square.png")
    monkeypatch.chdir(tmp_path)


def _begin(line):
    return subprocess.Popen(
        [sys.executable, "-m", "playground", *line.split()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _end(process):
    out, error = process.communicate(timeout=_SECONDS)
    assert "Traceback" not in error, error
    return process.returncode, out, error


def _rows(path):
    with (path / "table.csv").open(encoding="utf-8") as file:
        return [{k: v for k, v in row.items() if k != "seconds"} for row in csv.DictReader(file)]


def _is_training(path):
    return any(line.startswith(("001", "002")) for line in path.read_text().splitlines())


@needs_dask
@pytest.mark.slow
def test_two_workers_give_the_numbers_of_this_computer_also_when_one_is_killed(tmp_path, cluster):
    line = f"--sweep gan square.png --seed 0-3 --iterations 250 {SMALL}"
    cluster.add_worker()
    cluster.add_worker()
    process = _begin(f"{line} --cluster {cluster.address} --out far")
    # Two finished runs later, both workers are in the middle of another one.
    _wait(lambda: len(list(tmp_path.glob("far/*/score.json"))) >= 1)
    cluster.workers[0].send_signal(signal.SIGKILL)
    code, out, error = _end(process)
    assert code == 0, error
    assert main(f"{line} --out near --jobs 1 --quiet".split()) == 0
    assert _rows(tmp_path / "far") == _rows(tmp_path / "near")
    for name in (row["run"] for row in _rows(tmp_path / "far")):
        far, near = open_run(tmp_path / "far" / name), open_run(tmp_path / "near" / name)
        assert far.samples.read_bytes() == near.samples.read_bytes()
        assert far.load_checkpoint().meta == near.load_checkpoint().meta
    assert "The sweep is in far" in out


@needs_dask
@pytest.mark.slow
def test_a_scheduler_that_goes_away_leaves_a_sweep_that_can_be_gone_on_with(tmp_path, cluster):
    cluster.add_worker()
    line = f"--sweep gan square.png --seed 0-1 --iterations 250 {SMALL} --out far"
    process = _begin(f"{line} --cluster {cluster.address}")
    _wait(lambda: list(tmp_path.glob("far/*/score.json")))
    cluster.scheduler.kill()
    code, _, error = _end(process)
    assert code == 1
    assert "is gone; what is done is kept, and playground --sweep far goes on" in error
    assert main(["--sweep", "far", "--quiet", "--jobs", "1"]) == 0
    assert [row["state"] for row in _rows(tmp_path / "far")] == ["done", "done"]


@needs_dask
@pytest.mark.slow
def test_stopping_brings_the_states_back(tmp_path, cluster):
    cluster.add_worker()
    line = f"--sweep gan square.png --seed 0-1 --iterations 1000000 {SMALL} --out far"
    process = _begin(f"{line} --cluster {cluster.address} --jobs 1")
    assert process.stderr is not None
    for said in process.stderr:
        if "1 running" in said and "left" in said:
            break
    process.send_signal(signal.SIGINT)
    code, out, _ = _end(process)
    assert code == 130 and "Stopped with 0 of 2 runs done" in out
    run = open_run(tmp_path / "far" / "001-gan-square")
    assert 0 < run.load_checkpoint().meta["iteration"] < 1_000_000
    assert not (tmp_path / "far" / "002-gan-square").exists()


@needs_dask
@pytest.mark.slow
def test_a_worker_of_another_version_is_refused(tmp_path, cluster):
    preload = tmp_path / "older.py"
    preload.write_text("import playground.runs.config_file as c\nc.__version__ = '0.0.9'\n")
    cluster.add_worker("--preload", str(preload))
    line = f"--sweep gan square.png --iterations 10 {SMALL} --out far"
    code, _, error = _end(_begin(f"{line} --cluster {cluster.address}"))
    assert code == 1 and error.splitlines()[-1].startswith("playground: a worker of tcp://")
    assert "has playground 0.0.9 instead of " in error
    assert [row["state"] for row in _rows(tmp_path / "far")] == ["waiting"]


@needs_dask
def test_an_address_without_a_scheduler_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("playground.sweeps.cluster_engine._CONNECT_SECONDS", 0.5)
    with pytest.raises(InputError, match=r"--cluster tcp://127\.0\.0\.1:9: no scheduler answers"):
        ClusterEngine("tcp://127.0.0.1:9")
    with pytest.raises(InputError, match="no scheduler answers"):
        ClusterEngine("nothing at all")


def _openssl(words, subject=""):
    named = ["-subj", f"/CN={subject}"] if subject else []
    subprocess.run(["openssl", *words.split(), *named], check=True, capture_output=True)


def _authority(name):
    """A key and its certificate, signed by itself."""
    words = f"req -x509 -newkey rsa:2048 -nodes -days 2 -keyout {name}.key -out {name}.pem"
    _openssl(words, subject=name)


def _configured(folder, name, monkeypatch):
    """Dask's configuration, which says who this is."""
    mine = {"cert": str(folder / f"{name}.pem"), "key": str(folder / f"{name}.key")}
    tls = {"ca-file": str(folder / "authority.pem"), "client": mine}
    config = folder / name
    config.mkdir()
    (config / "distributed.yaml").write_text(
        json.dumps({"distributed": {"comm": {"require-encryption": True, "tls": tls}}})
    )
    monkeypatch.setenv("DASK_CONFIG", str(config))


@needs_dask
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_certificates_say_who_may_use_a_cluster(tmp_path, monkeypatch):
    _authority("authority")
    _authority("stranger")
    _openssl("req -newkey rsa:2048 -nodes -keyout me.key -out me.csr", subject="me")
    _openssl(
        "x509 -req -in me.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 "
        "-out me.pem"
    )
    files = {"--tls-ca-file": "authority.pem", "--tls-cert": "me.pem", "--tls-key": "me.key"}
    flags = [part for flag, name in files.items() for part in (flag, str(tmp_path / name))]
    (tmp_path / "cluster").mkdir()
    cluster = Cluster(tmp_path / "cluster", "--protocol", "tls", *flags)
    try:
        cluster.add_worker(*flags)
        assert cluster.address.startswith("tls://127.0.0.1:")
        line = (
            f"--sweep gan square.png --seed 0-1 --iterations 60 {SMALL} --cluster {cluster.address}"
        )
        _configured(tmp_path, "me", monkeypatch)
        code, _, error = _end(_begin(f"{line} --out far"))
        assert code == 0, error
        assert [row["state"] for row in _rows(tmp_path / "far")] == ["done", "done"]
        _configured(tmp_path, "stranger", monkeypatch)
        code, _, error = _end(_begin(f"{line} --out strange"))
        assert code == 2
        assert "no scheduler answers" in error
        assert not (tmp_path / "strange").exists()
    finally:
        cluster.close()


@needs_dask
def test_without_certificates_tls_is_refused_at_once():
    with pytest.raises(InputError, match="names no certificates"):
        ClusterEngine("tls://127.0.0.1:9")


def test_without_the_extra_it_is_named_before_anything_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main("--sweep gan square.png --cluster tcp://host:8786 --out far".split()) == 2
    assert "pip install 'density-playground[cluster]'" in capsys.readouterr().err
    assert not (tmp_path / "far").exists()


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x"])
def test_what_comes_back_lands_in_the_run(tmp_path, name):
    write_files(tmp_path / "run", {"a/b.txt": b"1", "score.json": b"{}"})
    assert (tmp_path / "run" / "a" / "b.txt").read_bytes() == b"1"
    with pytest.raises(OSError, match="is no file of a run"):
        write_files(tmp_path / "run", {name: b"1"})
    assert not os.path.lexists(tmp_path / "x")

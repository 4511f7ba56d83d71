"""Whoever stands in a stranger's folder runs none of the code that lies there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import playground
from playground.import_path import leave_working_folder

pytestmark = pytest.mark.slow

ROOT = Path(playground.__file__).parents[1]

# As the window does it: a worker that trains, shared memory, an exported file.
WINDOW = """
import sys
import time

def main():
    from playground.__main__ import leave_working_folder
    leave_working_folder()
    import numpy as np
    from pathlib import Path
    from playground.worker.export_jobs import PointsJob
    from playground.worker.export_rendering import main as export
    from playground.worker.process import SpawnedProcess
    from playground.worker.shared_memory import SharedMemory
    from playground.worker.client import Worker
    from playground.worker.protocol import Ready
    worker = Worker()
    memory = SharedMemory(create=True, size=16)
    end = time.monotonic() + 120
    while not any(isinstance(one, Ready) for one in worker.reports()):
        assert not worker.ended and time.monotonic() < end, worker.ended
        time.sleep(0.05)
    export = SpawnedProcess(export, Path(sys.argv[1]) / "points.csv")
    export.connection.send(PointsJob(np.zeros((3, 2)), None, "csv"))
    print(export.connection.recv())
    export.close()
    memory.close()
    memory.unlink()
    worker.close()

if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def names():
    """Every module by its first name, and those that Python itself loads to run `-m`."""
    code = (
        "import json, sys, runpy; early = set(sys.modules);"
        "import playground.worker.server, playground.worker.export_rendering;"
        "import playground.runs.recorder, playground.cli.loop, playground.gui.application;"
        "import playground.mnist.runs.recorder, matplotlib.backends.backend_agg;"
        "import multiprocessing.resource_tracker, multiprocessing.popen_spawn_posix, pdb;"
        "first = lambda names: sorted({name.partition('.')[0] for name in names});"
        "print(json.dumps([first(sys.modules), first(early)]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    every, early = json.loads(done.stdout)
    assert {"socket", "multiprocessing", "torch", "logging"} <= set(every)
    return every, early


@pytest.fixture
def poisoned(tmp_path, monkeypatch):
    """Makes the working folder one of these modules, each of which leaves a mark; returns those."""
    folder, marks = tmp_path / "stranger", tmp_path / "marks"
    folder.mkdir()
    marks.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in ("PYTHONSAFEPATH", "NoDefaultCurrentDirectoryInExePath"):
        monkeypatch.delenv(name, raising=False)

    def poison(names):
        for name in set(names) - {"playground", "__main__", "__mp_main__"}:
            mark = marks / name
            (folder / f"{name}.py").write_text(f"open({str(mark)!r}, 'w').close()\nraise OSError")
        (folder / "matplotlibrc").write_bytes(b"figure.facecolor: red\n\xff\n")
        return marks

    return poison


def _run(*command, **environment):
    return subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=200,
    )


TRAIN = "--train gan ring --iterations 2 --samples 9 --animation gif --quiet --out run".split()
SCRIPT = "import sys; from playground.__main__ import main; sys.exit(main())"


def test_the_module_runs_nothing(names, poisoned):
    every, early = names
    marks = poisoned(set(every) - set(early))  # those Python takes from there before us
    done = _run("-m", "playground", *TRAIN)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(marks.iterdir()) == []


def test_the_script_runs_nothing(names, poisoned, tmp_path):
    marks = poisoned(names[0])
    for name in ("fc-list", "ffmpeg", "gcc", "ldconfig"):  # Python and matplotlib look for these
        Path(name).write_text(f"#!/bin/sh\ntouch {marks}/{name}\n")
        Path(name).chmod(0o755)
    script = tmp_path / "playground"
    script.write_text(SCRIPT)
    done = _run(str(script), *TRAIN, PATH=f":.:{os.environ['PATH']}", MPLCONFIGDIR=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert list(marks.iterdir()) == []


def test_processes_beside_the_window_run_nothing(names, poisoned, tmp_path):
    marks = poisoned(names[0])
    script = tmp_path / "window.py"
    script.write_text(WINDOW)
    done = _run(str(script), str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "ExportDone" in done.stdout
    assert (tmp_path / "points.csv").exists()
    assert list(marks.iterdir()) == []


def test_what_children_inherit(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    kept = [*sys.path]
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), *kept])
    for name in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH"):
        monkeypatch.setenv(name, os.pathsep.join(["", ".", "bin", str(tmp_path), str(ROOT)]))
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    leave_working_folder()
    assert sys.path == kept
    for name in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH"):
        assert os.environ[name] == str(ROOT)
    assert os.environ["PYTHONSAFEPATH"] == "1"


def test_the_own_folder_stays_behind_all_others(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", [str(ROOT), "/usr/lib/python3"])
    leave_working_folder()
    assert sys.path == ["/usr/lib/python3", str(ROOT)]


def test_python_s_own_folders_stay(monkeypatch):
    stdlib = str(Path(os.__file__).parent)
    monkeypatch.chdir(stdlib)
    monkeypatch.setattr(sys, "path", ["", stdlib])
    leave_working_folder()
    assert sys.path == [stdlib]


def test_a_checkout_is_found_before_an_installed_package_of_its_name(tmp_path):
    other = tmp_path / "installed"
    (other / "playground").mkdir(parents=True)
    (other / "playground" / "__init__.py").write_text("")
    code = (
        "import sys; from playground.import_path import leave_working_folder as leave;"
        f"sys.path.insert(1, {str(other)!r}); leave();"
        f"print(sys.path.index({str(ROOT)!r}) < sys.path.index({str(other)!r}), sys.path[-1])"
    )
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment.pop("PYTHONSAFEPATH", None)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.stdout.startswith("True"), done.stderr

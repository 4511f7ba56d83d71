"""The cores are those that this process may use; what a person has set stays."""

import os
import subprocess
import sys

import pytest

from playground.threads import usable_cores, use_one_blas_thread


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="not of this system")
def test_a_process_bound_to_one_core_may_use_one():
    code = (
        "import os; from playground.threads import usable_cores; "
        "os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); print(usable_cores())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


def test_without_affinity_all_cores_count(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert usable_cores() == 7
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert usable_cores() == 1


@pytest.mark.parametrize(("before", "after"), [(None, "1"), ("3", "3")])
def test_what_a_person_has_set_stays(monkeypatch, before, after):
    monkeypatch.setattr(os, "environ", {} if before is None else {"OPENBLAS_NUM_THREADS": before})
    use_one_blas_thread()
    assert os.environ["OPENBLAS_NUM_THREADS"] == after

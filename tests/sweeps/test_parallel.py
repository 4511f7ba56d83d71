"""Processes of this machine that compute for one."""

import os
import signal
import subprocess
import sys
import time

import pytest

_PARENT = """
import os, sys, time
from playground.sweeps.parallel import in_processes
from tests.sweeps.test_parallel import tell_and_sleep
if __name__ == "__main__":
    list(in_processes(tell_and_sleep, [0, 1], jobs=2))
"""


def tell_and_sleep(_):
    os.write(1, f"{os.getpid()}\n".encode())
    time.sleep(600)


def square(x):
    return x * x


def test_results_come_in_order():
    from playground.sweeps.parallel import in_processes

    assert list(in_processes(square, range(5), jobs=2)) == [0, 1, 4, 9, 16]


@pytest.mark.skipif(os.name == "nt", reason="processes are killed by a signal")
def test_they_end_with_the_process_that_started_them():
    command = [sys.executable, "-c", _PARENT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        children = [int(parent.stdout.readline()) for _ in range(2)]
        parent.send_signal(signal.SIGKILL)
        # The pipe ends when the last of them has: a read that returns is the proof.
        assert parent.stdout.read() == "" and len(set(children)) == 2

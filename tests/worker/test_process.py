"""Processes beside the window, really spawned: however one ends, somebody learns why."""

import errno
from dataclasses import replace
from multiprocessing import get_context

import pytest

from playground.density.load import load_target
from playground.error_log import error_log
from playground.gan.presets import CLASSIC
from playground.worker import client
from playground.worker import process as process_module
from playground.worker.client import Worker
from playground.worker.process import SpawnedProcess
from playground.worker.protocol import Begin, Begun, Ready, Rules, RunEnded

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _really_spawned(monkeypatch):
    monkeypatch.setattr(process_module, "get_context", get_context)


def _end(process):
    process._process.join(60)
    ended = process.ended
    process.close()
    return ended


def fail(connection, word):
    connection.send(word)
    raise KeyError(word)


class Unreadable:
    """Cannot be made again from what it is packed into."""

    def __reduce__(self):
        return int, ("no number",)


def test_a_job_that_fails_unforeseen_is_logged_and_ends_its_process(capfd):
    process = SpawnedProcess(fail, "zq", name="playground-test")
    assert process.connection.recv() == "zq"
    assert _end(process) == "exit code 1"
    text = error_log().read_text()
    assert "playground-test" in text and "KeyError: 'zq'" in text
    assert capfd.readouterr().err == ""


def test_a_worker_that_cannot_read_a_command_ends(capfd):
    worker = Worker()
    worker.send(Unreadable())
    worker._process._process.join(60)
    assert worker.ended == "exit code 1"
    worker.close()
    assert "invalid literal" in error_log().read_text()
    assert capfd.readouterr().err == ""


def test_a_worker_that_is_fine_says_that_it_is_ready():
    worker = Worker()
    while not (told := [*worker.reports()]):
        worker._process.connection.poll(1)
    assert isinstance(told[0], Ready)
    worker.close()
    assert not error_log().exists()


def test_a_run_without_shared_memory_ends_with_the_reason(monkeypatch):
    """The window is told, where it would wait for pictures for ever."""

    def full(_layout):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(client, "SnapshotBuffer", full)
    worker = Worker()
    config = replace(CLASSIC, batch_size=16, d_hidden=8, g_hidden=8)
    rules = Rules("iterations", (0,))
    worker.send(Begin(7, {0: config}, load_target("binary"), "cpu", rules))
    told = []
    while not any(isinstance(one, RunEnded | Begun) for one in told):
        worker._process.connection.poll(1)
        told += worker.reports()
    worker.close()
    (ended,) = (one for one in told if isinstance(one, RunEnded | Begun))
    said = "there is no shared memory for its pictures (No space left on device)"
    assert ended == RunEnded(7, said)


class Unsendable:
    """Cannot be packed."""

    def __reduce__(self):
        raise TypeError("not to be packed")


def tell(connection, *words):
    for word in words:
        connection.send(word)
    connection.recv()


def test_all_that_was_told_is_read_and_no_more_once_it_is_dropped():
    process = SpawnedProcess(tell, 1, 2, 3)
    heard = []
    while len(heard) < 3 and not process.ended:
        heard += process.told()
    assert heard == [1, 2, 3]
    process.kill()
    assert list(process.told()) == []


def test_a_message_that_cannot_be_sent_ends_the_process_and_one_to_a_dropped_process_nothing():
    process = SpawnedProcess(tell)
    with pytest.raises(TypeError, match="not to be packed"):
        process._send(Unsendable())
    assert _end(process) == "signal 9"
    dropped = SpawnedProcess(tell)
    dropped.kill()
    dropped._send("late")
    dropped.send_beside("later")

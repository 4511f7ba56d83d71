import stat
import sys
import threading

import pytest

from playground.error_log import error_log, log_unforeseen, uncaught_faults


def _fault(text="what?"):
    try:
        raise KeyError(text)
    except KeyError as error:
        return error


def test_a_fault_is_written_down_and_told_in_a_sentence():
    sentence = log_unforeseen(_fault("here\x1b[31m\udcff"), "Opening a session")
    assert sentence.template.startswith("{doing} failed in an unforeseen way")
    assert str(error_log()) in sentence and "KeyError" in sentence and "\n" not in sentence
    text = error_log().read_text()
    assert "Opening a session\nTraceback" in text and "_fault" in text and "\x1b" not in text


def test_it_stays_small():
    for _ in range(900):
        log_unforeseen(_fault("x" * 10_000), "Opening")
    paths = list(error_log().parent.iterdir())
    assert sorted(path.name for path in paths) == ["errors.log", "errors.log.1"]
    assert all(path.stat().st_size <= 2**18 for path in paths)


def test_an_endless_recursion_is_short():
    def deeper(n):
        return deeper(n + 1) + 1

    try:
        deeper(0)
    except RecursionError as error:
        log_unforeseen(error, "Opening")
    assert 200 < error_log().stat().st_size < 20_000


@pytest.mark.skipif(sys.platform == "win32", reason="folders are protected otherwise there")
def test_where_it_cannot_be_written_the_sentence_still_comes(monkeypatch, tmp_path):
    (tmp_path / "file").touch(stat.S_IRUSR)
    monkeypatch.setattr("playground.error_log.error_log", lambda: tmp_path / "file" / "errors.log")
    sentence = log_unforeseen(_fault(), "Saving")
    assert sentence == "Saving failed in an unforeseen way (KeyError)"


@pytest.fixture
def handled():
    """What was handled while the block is open; the test's own hooks come back after it."""
    found = []
    with uncaught_faults(found.append):
        yield found


def _in_thread(does):
    thread = threading.Thread(target=does)
    thread.start()
    thread.join()


def test_what_a_thread_does_not_catch_is_handled(handled):
    _in_thread(lambda: [][1])
    (fault,) = handled
    assert isinstance(fault, IndexError)


def test_what_recurs_is_handled_once_in_a_while(handled, monkeypatch):
    clock = iter([0.0, 1.0, 9.0, 9.5, 10.5])
    monkeypatch.setattr("playground.error_log.monotonic", lambda: next(clock))
    same = [_fault() for _ in range(5)]
    for fault in same:
        sys.excepthook(KeyError, fault, fault.__traceback__)
    assert handled == [same[0], same[4]]


def test_an_interrupt_stays_one_and_the_hooks_come_back(monkeypatch):
    seen = []
    monkeypatch.setattr(sys, "excepthook", lambda *told: seen.append(told[0]))
    before = sys.excepthook, threading.excepthook
    with uncaught_faults(pytest.fail):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
        sys.excepthook(SystemExit, SystemExit(), None)
    assert seen == [KeyboardInterrupt, SystemExit]
    assert (sys.excepthook, threading.excepthook) == before

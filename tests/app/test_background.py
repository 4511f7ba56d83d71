"""Work beside the window's thread: in order, its answers there, and safe without its owner."""

from threading import Event, current_thread, main_thread

import pytest
import shiboken6
from PySide6.QtCore import QObject

from playground.app.background import Background


@pytest.fixture
def owner(qtbot):
    return QObject()


def test_work_runs_in_order_and_its_answers_on_the_windows_thread(qtbot, owner):
    background = Background(owner)
    heard = []

    def work(number):
        thread = current_thread()
        background.answer(lambda: heard.append((number, thread, current_thread())))

    for number in range(20):
        background.start(lambda number=number: work(number))
    assert not heard  # until the window's thread comes to it
    qtbot.waitUntil(lambda: len(heard) == 20)
    assert [number for number, *_ in heard] == list(range(20))
    assert all(worked is not main_thread() for _, worked, _ in heard)
    assert all(answered is main_thread() for *_, answered in heard)


def test_an_answer_from_the_windows_thread_comes_at_once(owner):
    heard = []
    Background(owner).answer(lambda: heard.append(1))
    assert heard == [1]


def test_what_has_not_begun_is_dropped(owner):
    background = Background(owner)
    begun, may_end = Event(), Event()
    done = []
    background.start(lambda: (begun.set(), may_end.wait(10), done.append("running")))
    background.start(lambda: done.append("waiting"))
    assert begun.wait(10)
    assert background.busy
    background.drop()
    may_end.set()
    background.wait()
    assert done == ["running"]
    assert not background.busy


@pytest.mark.parametrize("attempt", range(20))
def test_an_owner_may_go_while_work_runs(qtbot, attempt):
    """Its answers reach nobody, and raise nothing where they are sent."""
    owner = QObject()
    background = Background(owner)
    begun, faults, heard = Event(), [], []

    def work():
        begun.set()
        for _ in range(200):
            try:
                background.answer(lambda: heard.append(1))
            except BaseException as fault:
                faults.append(fault)

    background.start(work)
    background.start(work)
    assert begun.wait(10)
    shiboken6.delete(owner)
    qtbot.wait(1)
    assert not faults
    assert not heard

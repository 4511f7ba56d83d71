"""Sessions that nobody writes, but that are whole: the window shows them and goes on."""

import pytest

from playground.app.notices import unforeseen_told
from playground.app.storage.session_state import SessionState
from playground.error_log import error_log
from playground.errors import InputError
from tests.fuzz.odd.sessions import odd_sessions

SLOW = 120_000


def _whole(folder):
    """Some of those made by hand that can be read, each at a path."""
    makers = list(odd_sessions())
    for number, make in enumerate([*makers[::9], *makers[-14:]]):
        path = folder / f"{number}.playground"
        path.write_bytes(make())
        try:
            SessionState.read(path)
        except InputError:
            continue
        yield path


@pytest.mark.timeout(1200)
def test_whole_sessions_are_shown_whatever_is_in_them(qtbot, window, session, tmp_path):
    problems, opened = [], 0
    session.notices.problem.connect(problems.append)
    with unforeseen_told(session.notices):
        for path in _whole(tmp_path):
            with qtbot.waitSignal(window.session_file.opened, timeout=SLOW):
                window.session_file.restore(path)
            window.grab()
            window.playhead.step(-1)
            window.grab()
            window.playhead.return_to_now()
            opened += 1
        with qtbot.waitSignal(window.session_file.saved, timeout=SLOW):
            window.session_file.save(tmp_path / "x.playground")
    assert opened > 5 and problems == []
    assert not error_log().exists(), error_log().read_text()

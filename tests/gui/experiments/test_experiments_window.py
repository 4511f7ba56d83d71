"""Run ▸ Experiments…, by mouse and keyboard; one of them trains in real processes."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from playground.app.experiments import Experiments
from playground.gui.experiments.plot import ticks
from playground.gui.widgets.text_size import set_text_size
from playground.runs.run_folder import open_run

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shown(qtbot, window):
    """The window of the experiments, over that of binary."""
    QTest.keyClick(
        window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    found = window.experiments_window
    yield found
    found.experiments.close()


def _type(field, text):
    field.selectAll()
    QTest.keyClicks(field, text)


def test_the_form_says_how_many_runs_there_are_or_what_is_wrong(shown):
    assert "15 runs on “binary”" in shown.form.summary.text()
    _type(shown.form.seeds, "0-9")
    assert "30 runs" in shown.form.summary.text() and shown.start.isEnabled()
    _type(shown.form.rows[0].values, "0.1, x")
    assert "R1 must be a finite number" in shown.form.summary.text()
    assert not shown.start.isEnabled()
    QTest.mouseClick(shown.form.models[1], LEFT, pos=QPoint(8, 8))
    _type(shown.form.rows[0].values, "0.1")
    assert "20 runs" in shown.form.summary.text()


def test_with_large_text_nothing_of_the_form_is_cut_off(qtbot, qapp, shown):
    try:
        for percent in (200, 100):
            set_text_size(qapp, percent)
            parts = (shown.form.pairs, shown.open_button, shown.start, *shown.form.models)
            qtbot.waitUntil(
                lambda parts=parts: all(one.width() >= one.sizeHint().width() for one in parts)
            )
            for row in shown.form.rows:
                assert row.values.width() > row.fontMetrics().horizontalAdvance("0.01, 0.06")
    finally:
        set_text_size(qapp, 100)


def test_settings_are_added_and_removed_by_keyboard(shown):
    before = len(shown.form.rows)
    shown.form.add_button.setFocus()
    QTest.keyClick(shown.form.add_button, Qt.Key.Key_Return)
    assert len(shown.form.rows) == before + 1
    name, text = shown.form.rows[-1].content
    assert text and name not in [row.content[0] for row in shown.form.rows[:-1]]
    shown.form.rows[-1].removed.emit()
    assert len(shown.form.rows) == before


def _fill(shown, iterations="3"):
    _type(shown.form.rows[0].values, "0.1, 0.3")
    _type(shown.form.rows[1].values, iterations)
    _type(shown.form.seeds, "0")
    shown.form.jobs.setValue(1)


@pytest.mark.slow
def test_an_experiment_fills_the_table_and_its_runs_open_side_by_side(qtbot, window, shown):
    _fill(shown)
    QTest.mouseClick(shown.start, LEFT)
    experiments = shown.experiments
    assert experiments.is_running and shown.stop.isEnabled() and not shown.start.isEnabled()
    with qtbot.waitSignal(experiments.ended, timeout=240_000) as ended:
        pass
    assert ended.args == [""] and experiments.is_complete and not shown.go_on.isEnabled()
    assert shown.sorted.rowCount() == 2 == shown.pictures.count()
    assert len(shown.plot.plot.points) == 2
    shown.rows.selectAll()
    assert shown.compare.isEnabled() and not shown.show_run.isEnabled()
    QTest.mouseClick(shown.compare, LEFT)
    slots = window.session.slots
    assert [slot.config.r1 for slot in slots] == [0.1, 0.3] and all(slot.shown for slot in slots)
    first = experiments.sweep.path / experiments.rows[0].run
    state = window.session.state.runs[0].checkpoints[-1].state
    saved = open_run(first).load_checkpoint().state
    assert all(np.array_equal(state[name], saved[name]) for name in saved)
    shown.rows.selectRow(1)
    QTest.keyClick(shown.rows, Qt.Key.Key_Return)
    assert window.session.slots[0].config.r1 == 0.3
    assert [slot.shown for slot in window.session.slots] == [True, False]


@pytest.mark.slow
def test_a_window_that_is_closed_asks_and_the_experiment_goes_on_when_it_is_opened_again(
    qtbot, window, shown, monkeypatch
):
    _fill(shown, "1000000")
    QTest.mouseClick(shown.start, LEFT)
    experiments = shown.experiments
    qtbot.waitUntil(lambda: bool(_trained(experiments)), timeout=240_000)
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Close]
    monkeypatch.setattr(QMessageBox, "question", lambda *args: answers.pop(0))
    assert not window.close() and experiments.is_running
    process = experiments._process._process
    assert window.close() and not experiments.is_running
    process.join(60)
    assert process.exitcode == 0
    again = Experiments()
    again.open_newest()
    run = open_run(again.sweep.path / again.rows[0].run)
    assert 0 < run.load_checkpoint().meta["iteration"] < 1_000_000
    assert again.over == 0 and not again.is_complete


def _trained(experiments):
    return experiments.progress and any(experiments.progress.running.values())


@pytest.mark.parametrize(
    ("low", "high"), [(0, 1), (0.001, 0.3), (-5, 5), (1, 1.01), (3, 9000), (0.97, 1.9)]
)
def test_ticks_are_a_few_round_numbers_in_between(low, high):
    found = ticks(low, high)
    assert 2 <= len(found) <= 12 and all(low <= tick <= high for tick in found)
    assert np.allclose(np.diff(found), found[1] - found[0])


def test_a_folder_that_is_no_experiment_says_so(shown, tmp_path, monkeypatch):
    ask = "playground.gui.experiments.window.QFileDialog.getExistingDirectory"
    monkeypatch.setattr(ask, lambda *args: str(tmp_path))
    QTest.mouseClick(shown.open_button, LEFT)
    assert "is not the folder of a sweep" in shown.state.text()

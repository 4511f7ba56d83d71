"""The settings, by mouse and keyboard."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication

from playground.density.picture_text import picture_text
from playground.gan.presets import CLASSIC, STABLE
from playground.gui.settings.row import SwitchEdit, neighbour
from playground.gui.widgets.text_size import set_text_size
from playground.models import all_settings
from playground.settings import brief

pytestmark = pytest.mark.long

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(window):
    return window.settings_form


@pytest.fixture
def sized_text(qapp):
    yield partial(set_text_size, qapp)
    set_text_size(qapp, 100)


def _type(qtbot, editor, text):
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, ENTER)


def _configs(session):
    return [slot.config for slot in session.slots]


def test_every_setting_has_a_row_with_its_help(form):
    elsewhere = {"model", "iterations", "seed", "snapshot_every", "threads"}
    assert set(form.rows) == all_settings().keys() - elsewhere
    for row in form.rows.values():
        assert row.item.help in row.editor.toolTip()
        assert ("at once" in row.editor.toolTip()) == row.item.live
        assert row.editor.accessibleName()


def test_only_the_settings_of_the_chosen_models_are_shown(qtbot, form, session):
    def hidden(name):
        return form.rows[name].isHidden()

    assert hidden("lr") and not hidden("d_lr") and form.sections["Paths"].isHidden()
    session.model_slots.set_model(1, "flow")
    assert not hidden("lr") and not hidden("d_lr")  # of either
    form.choose_slot(1)
    assert hidden("d_lr") and not form.sections["Paths"].isHidden()
    assert form.sections["Loss and penalties"].isHidden()
    form.choose_slot(0)
    assert hidden("lr") and not hidden("d_lr")


def test_a_label_beside_words_has_the_room_it_needs_up_to_that_beside_numbers(form):
    for row in form.rows.values():
        font = row.label.font()
        font.setBold(True)
        needed = QFontMetrics(font).horizontalAdvance(row.item.label)
        assert row.label.width() >= min(needed, form.rows["batch_size"].label.width())


def test_a_setting_that_does_nothing_is_off_and_says_why(qtbot, form, session):
    """A plain flow is told no layers; the noise is the stochastic sampler's; a GAN has its own."""
    session.model_slots.set_model(1, "flow")
    form.choose_slot(1)
    for name, reason in {
        "label_drop": "only a conditional flow is told layers",
        "guidance": "only a conditional flow is told layers",
        "sampler_noise": "only the stochastic sampler adds noise",
    }.items():
        row = form.rows[name]
        assert not row.editor.isEnabled() and not row.label.isEnabled()
        assert row.note.text() == reason and row.note.isVisible()
    box = form.rows["sampler"].editor
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    qtbot.keyClick(box, ENTER)
    assert _configs(session)[1].sampler == "stochastic"
    assert form.rows["sampler_noise"].editor.isEnabled()
    assert form.rows["sampler_noise"].note.isHidden()
    session.model_slots.set_model(1, "cflow")
    assert form.rows["guidance"].editor.isEnabled()
    form.choose_slot(0)
    assert form.rows["beta1"].editor.isEnabled() and form.rows["penalty_fade"].editor.isEnabled()
    for name in ("r1", "r2"):
        _type(qtbot, form.rows[name].editor, "0")
    session.model_slots.set_setting((0,), "optimizer", "sgd")
    assert not form.rows["penalty_fade"].editor.isEnabled()
    assert form.rows["beta1"].note.text().startswith("only adam and stable-adam have it")


def test_a_setting_that_one_of_both_models_needs_stays_on(form, session):
    session.model_slots.set_model(0, "flow")
    session.model_slots.set_model(1, "cflow")
    assert form.rows["guidance"].editor.isEnabled()


def test_a_refusal_names_what_is_in_the_window(qtbot, form, session):
    session.model_slots.set_model(1, "flow")
    form.choose_slot(1)
    row = form.rows["base"]
    line = row.editor.lineEdit()
    _type(qtbot, line, "nothing")
    said = row.note.text()
    assert said.startswith("Base must be normal, uniform, a shipped density")
    assert "--" not in said and row.note.isVisible()


@pytest.mark.parametrize("percent", [100, 125, 150, 200])
def test_with_text_of_any_size_no_label_is_cut_and_no_box_too_narrow(
    qtbot, sized_text, form, percent
):
    sized_text(percent)
    shown = [row for row in form.rows.values() if row.isVisible()]
    assert len(shown) > 10
    qtbot.waitUntil(lambda: all(_has_room(row, form) for row in shown))


def _has_room(row, form):
    """Whether its label is whole, its box has room for a number, and all of it is in the form."""
    metrics = QFontMetrics(row.label.font())
    whole = row.label.width() >= metrics.horizontalAdvance(row.item.label)
    digits = row.editor.fontMetrics().horizontalAdvance("0.0001")
    wide = isinstance(row.editor, SwitchEdit) or row.editor.width() > digits
    end = row.preset_button.mapTo(form, row.preset_button.rect().topRight()).x()
    return whole and wide and end < form.width()


def test_a_setting_is_given_to_those_that_have_it(qtbot, form, session):
    session.model_slots.set_model(1, "flow")
    session.model_slots.set_setting((0, 1), "d_lr", 0.01)
    session.model_slots.set_setting((0, 1), "batch_size", 128)
    gan, flow = _configs(session)
    assert gan.d_lr == 0.01 and not hasattr(flow, "d_lr")
    assert gan.batch_size == flow.batch_size == 128
    session.model_slots.set_preset("transport")
    gan, flow = _configs(session)
    assert flow.coupling == "transport" and gan.d_lr == 0.01


def test_a_live_setting_applies_at_once_to_both(qtbot, form, session):
    _type(qtbot, form.rows["d_lr"].editor, "0,01")
    assert [config.d_lr for config in _configs(session)] == [0.01, 0.01]
    assert [config.d_lr for config in session.run.plan.configs.values()] == [0.01, 0.01]
    assert form.rows["d_lr"].label.font().bold()
    assert not form.rows["d_lr"].note.isVisible()
    assert form.reset_button.isVisible() is False


def test_another_setting_waits_for_the_reset(qtbot, window, form, session):
    box = form.rows["optimizer"].editor
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    assert box.currentText() == "adadelta"
    qtbot.keyClick(box, ENTER)
    assert [config.optimizer for config in _configs(session)] == ["adadelta"] * 2
    assert [config.optimizer for config in session.run.plan.configs.values()] == [
        STABLE.optimizer
    ] * 2
    assert "after reset" in form.rows["optimizer"].note.text()
    qtbot.mouseClick(form.reset_button, Qt.MouseButton.LeftButton)
    assert [config.optimizer for config in session.run.plan.configs.values()] == ["adadelta"] * 2
    assert not form.rows["optimizer"].note.isVisible()


def test_one_slot_alone_and_what_the_other_has(qtbot, window, form, session):
    form.slot_box.setFocus()
    qtbot.keyClick(form.slot_box, Qt.Key.Key_Down)
    assert form.chosen_slots == (0,)
    _type(qtbot, form.rows["g_steps"].editor, "4")
    assert [config.g_steps for config in _configs(session)] == [4, 1]
    qtbot.keyClick(form.slot_box, Qt.Key.Key_Up)
    assert "CGAN: 1" in form.rows["g_steps"].note.text()


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("d_lr", "fast", "finite number"),
        ("d_lr", "-1", "at least 0"),
        ("d_lr", "inf", "finite number"),
        ("beta2", "1", "at most"),
        ("batch_size", "511", ""),
        ("pack", "7", "multiple of Pack"),
    ],
)
def test_a_value_that_breaks_a_rule_stays_beside_its_reason(qtbot, form, session, name, text, why):
    before = _configs(session)
    _type(qtbot, form.rows[name].editor, text)
    if why:
        assert _configs(session) == before
        assert why in form.rows[name].note.text()
    else:
        assert getattr(_configs(session)[0], name) == int(text)


def test_a_base_is_chosen_or_typed(qtbot, form, session):
    session.model_slots.set_model(1, "flow")
    form.choose_slot(1)
    row = form.rows["base"]
    box = row.editor
    assert not box.isHidden() and [box.itemText(i) for i in range(2)] == ["normal", "uniform"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert session.slots[1].config.base == "uniform"
    box.lineEdit().selectAll()
    qtbot.keyClicks(box, "formula:x*y")
    assert session.slots[1].config.base == "uniform"  # until it is all there
    qtbot.keyClick(box, ENTER)
    assert session.slots[1].config.base == "formula:x*y" and not row.preset_button.isHidden()
    box.lineEdit().selectAll()
    qtbot.keyClicks(box, "formula:x-1")
    qtbot.keyClick(box, ENTER)
    assert "is negative" in row.note.text() and box.currentText() == "formula:x-1"
    assert session.slots[1].config.base == "formula:x*y"
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.currentText() == "formula:x*y"
    row.preset_button.click()
    assert session.slots[1].config.base == box.currentText() == "normal"


def test_a_drawing_is_a_base_and_stays_one(qtbot, form, session):
    session.model_slots.set_model(1, "flow")
    form.choose_slot(1)
    row, drawn = form.rows["base"], picture_text(session.target)
    box = row.editor
    box.setFocus()
    box.lineEdit().selectAll()
    qtbot.keyClicks(box, "drawing")
    qtbot.keyClick(box, ENTER)
    assert session.slots[1].config.base == drawn
    assert box.currentText() == brief(drawn) and not row.preset_button.isHidden()
    qtbot.keyClick(box, ENTER)  # what stands for it is not taken for a base of that name
    assert session.slots[1].config.base == drawn
    box.lineEdit().selectAll()
    qtbot.keyClicks(box, "no/such.png")
    qtbot.keyClick(box, ENTER)
    assert "must be normal" in row.note.text() and session.slots[1].config.base == drawn


def test_back_to_the_preset(qtbot, form, session):
    row = form.rows["average"]
    _type(qtbot, row.editor, "0.9")
    assert row.preset_button.isVisible()
    qtbot.mouseClick(row.preset_button, Qt.MouseButton.LeftButton)
    assert [config.average for config in _configs(session)] == [STABLE.average] * 2
    assert not row.preset_button.isVisible()


def test_a_preset_for_one_and_another_model_in_its_slot(qtbot, window, form, session):
    form.slot_box.setCurrentIndex(2)
    form.slot_box.activated.emit(2)
    form.model_box.setFocus()
    qtbot.keyClick(form.model_box, Qt.Key.Key_Up)
    assert [config.model for config in _configs(session)] == ["gan", "gan"]
    form.preset_box.setFocus()
    qtbot.keyClick(form.preset_box, Qt.Key.Key_Down)
    assert [config.optimizer for config in session.run.plan.configs.values()] == [
        STABLE.optimizer,
        CLASSIC.optimizer,
    ]
    titles = [panel.labels.title.text() for panel in window.model_panels]
    assert [title.split("   ")[0] for title in titles] == ["GAN · stable", "GAN · classic"]
    box = window.run_toolbar.preset_box
    assert (box.currentText(), box.placeholderText()) == ("", "mixed")
    assert "stable | classic" in box.toolTip()


def test_a_preset_of_another_model_is_named_and_can_be_left(qtbot, form, session):
    """As in the third lesson: a GAN with the settings of the Batch GAN beside it."""
    session.model_slots.set_preset("batchgan")
    assert form.preset_box.currentText() == "batchgan"
    form.choose_slot(0)
    assert form.preset_box.currentText() == "batchgan"
    form.preset_box.setFocus()
    qtbot.keyClick(form.preset_box, Qt.Key.Key_Home)
    assert [slot.preset for slot in session.slots] == ["stable", "batchgan"]
    assert _configs(session)[0].optimizer == STABLE.optimizer
    assert form.preset_box.currentText() == "stable"
    form.choose_slot(1)
    assert form.preset_box.currentText() == "batchgan"


def test_search_shows_what_it_finds_even_if_folded(qtbot, form):
    assert not form.rows["activation"].isVisible()
    form.search.setFocus()
    qtbot.keyClicks(form.search, "activation function")
    shown = [name for name, row in form.rows.items() if row.isVisible()]
    assert shown == ["activation"]
    form.search.clear()
    assert not form.rows["activation"].isVisible()
    assert form.rows["d_lr"].isVisible()


def test_codes_are_there_for_an_infogan_only(form, session):
    assert not form.rows["codes"].isVisible()
    session.model_slots.set_model(0, "infogan")
    assert form.rows["codes"].isVisible()


@pytest.mark.parametrize("name", ["batch_size", "d_lr", "optimizer"])
def test_the_wheel_changes_nothing(form, session, name):
    editor, before = form.rows[name].editor, _configs(session)
    editor.setFocus()
    middle = QPointF(editor.rect().center())
    event = QWheelEvent(
        middle, middle, QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor, event)
    assert _configs(session) == before


def test_space_plays_from_a_number_and_from_a_switch_which_enter_turns(
    qtbot, window, form, session
):
    window.activateWindow()
    form.rows["d_lr"].editor.setFocus()
    qtbot.keyClick(form.rows["d_lr"].editor, Qt.Key.Key_Space)
    assert session.control.playing
    form.rows["spectral_norm"].editor.setFocus()
    qtbot.keyClick(form.rows["spectral_norm"].editor, Qt.Key.Key_Space)
    assert not session.control.playing
    assert not session.slots[0].config.spectral_norm
    qtbot.keyClick(form.rows["spectral_norm"].editor, Qt.Key.Key_Return)
    assert not session.control.playing
    assert session.slots[0].config.spectral_norm


@pytest.mark.parametrize("name", ["batch_size", "d_lr"])
def test_undo_in_a_number_is_about_the_drawing_unless_one_types(qtbot, window, form, session, name):
    session.importer.load_shipped("ring")
    window.activateWindow()
    editor = form.rows[name].editor
    editor.setFocus()
    before = editor.text()
    qtbot.keyClicks(editor, "1")
    assert editor.text() != before
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == before
    assert session.target.name == "ring"
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.target.name == "binary"
    window.menus.redo.trigger()
    assert session.target.name == "ring"


def test_the_letters_of_the_run_bar_work_from_a_number(qtbot, window, form):
    window.activateWindow()
    editor = form.rows["batch_size"].editor
    editor.setFocus()
    with qtbot.waitSignal(window.run_toolbar.stepped):
        qtbot.keyClick(editor, Qt.Key.Key_D)
    assert editor.text() == str(form.rows["batch_size"].item.default)


def test_arrows_walk_along_the_decades(qtbot, form, session):
    assert [neighbour(x, 1) for x in (0.003, 0.9, 1.0, 7e-5)] == [0.005, 1.0, 2.0, 1e-4]
    assert [neighbour(x, -1) for x in (0.003, 1.0, 1e-4, 0.0021)] == [0.002, 0.5, 5e-5, 0.002]
    qtbot.keyClick(form.rows["d_lr"].editor, Qt.Key.Key_Up)
    assert session.slots[0].config.d_lr == 0.005


def test_it_fits_its_column_and_folds_away(qtbot, window, form):
    assert window.settings_dock.width() <= 262
    for row in form.rows.values():
        if row.isVisible():
            assert row.mapTo(form, row.rect().topRight()).x() < form.width()
    assert window.settings_dock.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert not window.settings_dock.isVisible()


def test_hiding_one_shows_the_other(qtbot, window, session):
    first, second = window.run_toolbar.shown_actions
    first.trigger()
    assert [slot.shown for slot in session.slots] == [False, True]
    assert not window.model_panels[0].isVisible()
    second.trigger()
    assert [slot.shown for slot in session.slots] == [True, False]
    assert (first.isChecked(), second.isChecked()) == (True, False)

"""The settings of the models in foldable groups, built from the declarations of their config."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.app.model_slots import ModelSlot, distinct
from playground.app.translation import tr_message, translate_setting, translated_setting
from playground.gui.settings.row import SettingRow, text_of
from playground.gui.widgets.keys import EnterPresses
from playground.models import MODELS, all_settings, preset_config
from playground.nn.model_config import ModelConfig


class Section(QWidget):
    """A column of widgets under a button that folds it."""

    def __init__(self, title: str, widgets: list[QWidget], *, folded: bool = False) -> None:
        super().__init__()
        self.header = QToolButton(autoRaise=True)
        self.header.setCheckable(True)
        self.header.setText(title)
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.header.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.header.toggled.connect(self._unfold)
        EnterPresses(self.header)
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(4, 0, 0, 2)
        column.setSpacing(2)
        for widget in widgets:
            column.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.body)
        self.header.setChecked(not folded)
        self._unfold(not folded)

    def show_all(self, every: bool) -> None:
        """Show the column even if it is folded, or leave it to the button."""
        self.body.setVisible(every or self.header.isChecked())

    def _unfold(self, unfolded: bool) -> None:
        arrow = Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow
        self.header.setArrowType(arrow)
        self.body.setVisible(unfolded)


class _Scrolled(QScrollArea):
    """Scrolls `column` up and down only, and so is as wide as that needs it."""

    def __init__(self, column: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self._column = column
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(column)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        bar = self.verticalScrollBar().sizeHint().width()
        width = self._column.minimumSizeHint().width() + bar
        return QSize(width, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.LayoutRequest:  # of the column, which may be wider now
            self.updateGeometry()
        return super().eventFilter(watched, event)


_FOLDED = ("Networks",)
_ORDER = ("Steps and rates", "Loss and penalties", "Networks", "InfoGAN")
"""The order of the groups; others follow. A setting without a group is set elsewhere."""


class SettingsForm(QWidget):
    """Shows the settings of one slot, or of both, and says what a person sets.

    A value that breaks its rule is not emitted: the reason stands under the field.
    """

    setting_changed = Signal(object, str, object)  # slots, name, value
    preset_chosen = Signal(str, object)  # preset, slots
    model_chosen = Signal(int, str)  # slot, model
    reset = Signal()
    copy_wanted = Signal(object)  # slots

    def __init__(self) -> None:
        super().__init__()
        self._slots: tuple[ModelSlot, ...] = ()
        self._waiting: tuple[tuple[str, ...], ...] = ()
        settings = [item for item in all_settings().values() if item.group]
        self.rows = {item.name: SettingRow(translated_setting(item)) for item in settings}
        self.sections = self._sections()
        self.slot_box = self._choice(self.tr("For"), self.tr("Whose settings these are"))
        self.model_box = self._choice(
            self.tr("Model"), self.tr("What this panel trains; another one starts anew")
        )
        self.preset_box = self._choice(
            self.tr("Preset"), self.tr("Where the settings start; starts anew")
        )
        self.search = QLineEdit(placeholderText=self.tr("Find a setting…"), clearButtonEnabled=True)
        self.search.setAccessibleName(self.tr("Find a setting"))
        self.waiting_label = QLabel(wordWrap=True)
        self.reset_button = self._button(
            self.tr("Reset"), self.tr("Start again with these settings (Ctrl+R)")
        )
        self.copy_button = self._button(
            self.tr("Copy as command"),
            self.tr("Put the command line that trains the same onto the clipboard"),
        )
        self._arrange()
        self._connect()

    @property
    def chosen_slots(self) -> tuple[int, ...]:
        """The slots whose settings are shown and set."""
        chosen = self.slot_box.currentIndex() - 1
        return tuple(range(len(self._slots))) if chosen < 0 else (chosen,)

    def show_slots(
        self,
        slots: tuple[ModelSlot, ...],
        titles: tuple[str, ...],
        waiting: tuple[tuple[str, ...], ...],
    ) -> None:
        """Show these; `waiting` names the settings of each that apply after a reset."""
        self._slots, self._waiting = slots, waiting
        chosen = max(self.slot_box.currentIndex(), 0)
        _fill(self.slot_box, [self.tr("Both"), *titles], chosen)
        self._show()

    def choose_slot(self, slot: int) -> None:
        """Show and set the settings of this slot alone."""
        self.slot_box.setCurrentIndex(slot + 1)
        self._show()

    def show_refusal(self, name: str, sentence: str) -> None:
        """Say why the setting `name` cannot have the value that it was given."""
        self.rows[name].show_refusal(sentence)

    def _show(self) -> None:
        first, *others = (self._slots[slot] for slot in self.chosen_slots)
        waits = {name for slot in self.chosen_slots for name in self._waiting[slot]}
        for name, row in self.rows.items():
            owner = next((one for one in (first, *others) if hasattr(one.config, name)), None)
            row.set_applicable(owner is not None)
            if owner is not None:
                value = getattr(owner.config, name)
                usual = getattr(preset_config(owner.preset, owner.config.model), name)
                idle, others_have = self._idle(name), self._others(name, value)
                row.show_value(value, usual, waits=name in waits, idle=idle, others=others_have)
        self._show_models(first)
        self._show_presets((first, *others))
        for group, section in self.sections.items():
            section.setVisible(any(self._uses(slot.config, group) for slot in (first, *others)))
        self._show_waiting(len(waits))

    def _idle(self, name: str) -> str:
        """Why a setting does nothing in all models that have it; "" if it does something."""
        configs = [self._slots[slot].config for slot in self.chosen_slots]
        reasons = [one.idle_settings.get(name, "") for one in configs if hasattr(one, name)]
        return tr_message(reasons[0]) if all(reasons) else ""

    def _uses(self, config: ModelConfig, group: str) -> bool:
        """Whether a model has a use for settings of this group."""
        names = (row.item.name for row in self.rows.values() if row.item.group == group)
        return group not in config.unused_groups and any(hasattr(config, name) for name in names)

    def _show_models(self, first: ModelSlot) -> None:
        alone = len(self.chosen_slots) == 1
        self._form.setRowVisible(self.model_box, alone)
        if alone:
            index = list(MODELS).index(first.config.model)
            _fill(self.model_box, [tr_message(model.title) for model in MODELS.values()], index)

    def _show_presets(self, slots: Sequence[ModelSlot]) -> None:
        """Offer the presets of these models, and those that they have of another model."""
        offered = [name for slot in slots for name in MODELS[slot.config.model].presets]
        current = [slot.preset for slot in slots]
        names = list(dict.fromkeys(offered + current))
        index = names.index(current[0]) if len(set(current)) == 1 else -1
        _fill(self.preset_box, names, index)

    def _show_waiting(self, count: int) -> None:
        text = (
            self.tr("1 setting applies after reset")
            if count == 1
            else self.tr("{count} settings apply after reset")
        )
        self.waiting_label.setText(text.format(count=count))
        self._waiting_bar.setVisible(count > 0)

    def _others(self, name: str, value: Any) -> str:
        """What the other slots have, where it is not `value`."""
        names = distinct([slot.title for slot in self._slots])
        apart = [
            f"{names[slot]}: {text_of(getattr(self._slots[slot].config, name))}"
            for slot in self.chosen_slots
            if getattr(self._slots[slot].config, name, value) != value
        ]
        return ", ".join(apart)

    def _reset_to_preset(self, name: str) -> None:
        for slot in self.chosen_slots:
            preset = preset_config(self._slots[slot].preset, self._slots[slot].config.model)
            if hasattr(preset, name):
                self.setting_changed.emit((slot,), name, getattr(preset, name))

    def _find(self, words: str) -> None:
        for row in self.rows.values():
            row.set_found(row.matches(words))
        for section in self.sections.values():
            section.show_all(bool(words))

    def _connect(self) -> None:
        self.slot_box.activated.connect(self._show)
        self.preset_box.textActivated.connect(
            lambda name: self.preset_chosen.emit(name, self.chosen_slots)
        )
        self.model_box.activated.connect(
            lambda index: self.model_chosen.emit(self.chosen_slots[0], list(MODELS)[index])
        )
        self.search.textChanged.connect(self._find)
        self.reset_button.clicked.connect(self.reset)
        self.copy_button.clicked.connect(lambda: self.copy_wanted.emit(self.chosen_slots))
        for row in self.rows.values():
            row.edited.connect(lambda n, v: self.setting_changed.emit(self.chosen_slots, n, v))
            row.reset_wanted.connect(self._reset_to_preset)

    def _sections(self) -> dict[str, Section]:
        groups = dict.fromkeys([*_ORDER, *(row.item.group for row in self.rows.values())])
        return {
            group: Section(
                translate_setting(group),
                [row for row in self.rows.values() if row.item.group == group],
                folded=group in _FOLDED,
            )
            for group in groups
        }

    def _arrange(self) -> None:
        self._form = QFormLayout()
        self._form.setVerticalSpacing(3)
        self._form.addRow(self.tr("For"), self.slot_box)
        self._form.addRow(self.tr("Model"), self.model_box)
        self._form.addRow(self.tr("Preset"), self.preset_box)
        self._waiting_bar = QWidget()
        bar = QHBoxLayout(self._waiting_bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self.waiting_label, 1)
        bar.addWidget(self.reset_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 4, 4)
        layout.setSpacing(4)
        layout.addLayout(self._form)
        layout.addWidget(self._waiting_bar)
        layout.addWidget(self.search)
        layout.addWidget(self._scrolled(), 1)
        layout.addWidget(self.copy_button)

    def _scrolled(self) -> QScrollArea:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 2, 0)
        layout.setSpacing(2)
        for section in self.sections.values():
            layout.addWidget(section)
        layout.addStretch()
        return _Scrolled(column)

    def _choice(self, name: str, tip: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Settings: {name}").format(name=name))
        box.setToolTip(tip)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        EnterPresses(box)
        return box

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        EnterPresses(button)
        return button


def _fill(box: QComboBox, texts: Sequence[str], index: int) -> None:
    """Offer `texts`; an index of -1 chooses none of them."""
    with QSignalBlocker(box):
        box.clear()
        box.addItems(list(texts))
        box.setCurrentIndex(index)

"""What an experiment is to train: models, lists of values by setting, and seeds."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from playground.app.experiments import ExperimentForm, listed_settings
from playground.app.session import Session
from playground.app.translation import tr_message, translate_setting, translated_setting
from playground.errors import InputError
from playground.gui.widgets.keys import EnterPresses

_FIRST = "r1"
_MOST_JOBS = 1024
_FIT, _LETTERS = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon, 8
"""Boxes of settings leave room for the values, and show so many letters at least."""


class ListRow(QWidget):
    """A setting, and the values that it shall have."""

    changed = Signal()
    removed = Signal()

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self.setting = QComboBox()
        self.setting.setSizeAdjustPolicy(_FIT)
        self.setting.setMinimumContentsLength(_LETTERS)
        for item in listed_settings():
            self.setting.addItem(translate_setting(item.label), item.name)
        self.setting.setCurrentIndex(self.setting.findData(name))
        self.setting.setAccessibleName(self.tr("Setting"))
        self.values = QLineEdit(text)
        self.values.setAccessibleName(self.tr("Values"))
        remove = QPushButton("−")
        remove.setAccessibleName(self.tr("Remove this setting"))
        remove.setToolTip(self.tr("Remove this setting"))
        remove.setFixedWidth(28)
        EnterPresses(remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.setting, 1)
        row.addWidget(self.values, 1)
        row.addWidget(remove)
        remove.clicked.connect(self.removed)
        self.setting.currentIndexChanged.connect(self._explain)
        self.setting.currentIndexChanged.connect(self.changed)
        self.values.textChanged.connect(self.changed)
        self._explain()

    @property
    def content(self) -> tuple[str, str]:
        """The name of the setting, and the text of its values."""
        return str(self.setting.currentData()), self.values.text()

    def _explain(self) -> None:
        item = next(one for one in listed_settings() if one.name == self.setting.currentData())
        self.setting.setToolTip(translated_setting(item).help)


class PlanForm(QWidget):
    """The form; `form()` is what is typed, and the last line says how many runs that is."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.models = [QCheckBox(), QCheckBox()]
        self.rows: list[ListRow] = []
        self.seeds = QLineEdit("0-4")
        self.seeds.setAccessibleName(self.tr("Seeds"))
        self.pairs = QCheckBox(self.tr("Lists in pairs, not all combinations"))
        self.jobs = QSpinBox(minimum=0, maximum=_MOST_JOBS)
        self.jobs.setSpecialValueText(self.tr("one a core"))
        self.jobs.setAccessibleName(self.tr("Runs at once"))
        self.add_button = QPushButton(self.tr("&Add a setting"))
        EnterPresses(self.add_button)
        self.summary = QLabel(wordWrap=True)
        self.summary.setMinimumHeight(3 * self.fontMetrics().height())
        self._list = QVBoxLayout()
        self._arrange()
        self._connect()
        self.models[0].setChecked(True)
        self.add_row(_FIRST, "0.01, 0.06, 0.3")
        self.add_row("iterations", str(session.slots[0].config.iterations))
        self.show_session()

    @property
    def form(self) -> ExperimentForm:
        """What is typed, with the models and the drawing as they are now."""
        session = self._session
        slots = zip(session.slots, self.models, strict=True)
        return ExperimentForm(
            tuple(slot for slot, box in slots if box.isChecked()),
            session.target,
            tuple(row.content for row in self.rows),
            self.seeds.text(),
            self.pairs.isChecked(),
        )

    @property
    def is_good(self) -> bool:
        """Whether what is typed can be trained."""
        try:
            self.form.plan()
        except InputError:
            return False
        return True

    def show_session(self) -> None:
        """Show the models of the window, which an experiment starts from."""
        for box, title in zip(self.models, self._session.model_slots.titles, strict=True):
            box.setText(title)
        self._check()

    def add_row(self, name: str, text: str = "") -> None:
        """Add a list of values for the setting `name`."""
        row = ListRow(name, text)
        self.rows.append(row)
        self._list.addWidget(row)
        row.changed.connect(self._check)
        row.removed.connect(lambda: self._remove(row))
        self._check()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(QLabel(self.tr("Start from")))
        for box in self.models:
            column.addWidget(box)
        lists = QLabel(self.tr("Values of settings: 0.01, 0.06 or 0-4, on, off"))
        lists.setWordWrap(True)
        column.addWidget(lists)
        column.addLayout(self._list)
        column.addWidget(self.add_button)
        fields = QFormLayout()
        fields.addRow(self.tr("Seeds"), self.seeds)
        fields.addRow(self.tr("Runs at once"), self.jobs)
        column.addLayout(fields)
        column.addWidget(self.pairs)
        column.addWidget(self.summary)
        column.addStretch(1)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._add_next)
        self.seeds.textChanged.connect(self._check)
        for box in (*self.models, self.pairs):
            box.toggled.connect(self._check)
        self._session.slots_changed.connect(self.show_session)
        self._session.live_target.replaced.connect(self._check)

    def _add_next(self) -> None:
        used = {row.content[0] for row in self.rows}
        free = [item for item in listed_settings() if item.name not in used and item.group]
        if free:
            self.add_row(free[0].name, str(getattr(self._session.slots[0].config, free[0].name)))
            self.rows[-1].setting.setFocus()

    def _remove(self, row: ListRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self._check()

    def _check(self) -> None:
        try:
            count = len(self.form.plan().runs)
        except InputError as error:
            self.summary.setText(tr_message(error))
        else:
            text = self.tr("{count} runs on “{target}”")
            target = self._session.target.name
            self.summary.setText(text.format(count=f"{count:,}", target=target))
        self.changed.emit()

"""The runs of an experiment as a table for views: sorted by numbers, filtered by words."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from playground.app.experiments import Experiments
from playground.app.translation import tr_message, translate_setting
from playground.models import all_settings
from playground.sweeps.results import SweepRow, table

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_ROLE = Qt.ItemDataRole
_FIGURES = ("times_floor", "off_support", "modes", "leak", "seconds")


class ExperimentTable(QAbstractTableModel):
    """A row a run; columns are named as in `table.csv`, and titled in the window's language."""

    def __init__(self, experiments: Experiments, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._experiments = experiments
        self.names: list[str] = []
        self._titles, self._states = _titles(), _states()
        self._cells: list[list[str]] = []
        experiments.rows_changed.connect(self._read)

    def run_at(self, row: int) -> SweepRow:
        """The run of a row."""
        return self._experiments.rows[row]

    def numbers(self, name: str) -> list[float | None]:
        """The column `name` as numbers, None where it has none."""
        column = self.names.index(name)
        return [_number(cells[column]) for cells in self._cells]

    def number_names(self) -> list[str]:
        """The columns that can be plotted: settings, the seed, and figures."""
        return [
            name
            for name in self.names
            if name in _FIGURES or any(number is not None for number in self.numbers(name))
            if name != "modes_of"
        ]

    def title(self, name: str) -> str:
        """What stands above the column `name`."""
        return self._titles.get(name, name)

    def rowCount(self, parent: _Index = _NONE) -> int:  # noqa: D102, N802
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: _Index = _NONE) -> int:  # noqa: D102, N802
        return 0 if parent.isValid() else len(self.names)

    def headerData(  # noqa: D102, N802
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        if role == _ROLE.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.title(self.names[section])
        return None

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> Any:  # noqa: D102
        text, name = self._cells[index.row()][index.column()], self.names[index.column()]
        if role == _ROLE.DisplayRole:
            return self._states.get(text, text) if name == "state" else _shown(name, text)
        if role == _ROLE.UserRole:
            return (1, text) if (number := _number(text)) is None else (0, number)
        if role == _ROLE.ToolTipRole and name in ("note", "state", "run"):
            return tr_message(self.run_at(index.row()).outcome.note) or text
        if role == _ROLE.TextAlignmentRole and _number(text) is not None:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _read(self) -> None:
        names, *cells = table(self._experiments.rows)
        if names == self.names and len(cells) == len(self._cells):
            self._cells = cells
            last = self.index(len(cells) - 1, len(names) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.names, self._cells = names, cells
        self.endResetModel()


class SortedExperiments(QSortFilterProxyModel):
    """The table in an order and with the rows that a person asks for."""

    def __init__(self, source: ExperimentTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._table = source
        self.setSourceModel(source)

    def filter(self, text: str) -> None:
        """Show the rows that have all words of `text` in some column."""
        self._words = text.lower().split()
        self.invalidate()

    def run_at(self, row: int) -> SweepRow:
        """The run of a row as it is shown."""
        return self._table.run_at(self.mapToSource(self.index(row, 0)).row())

    def filterAcceptsRow(self, row: int, parent: _Index) -> bool:  # noqa: D102, N802
        cells = [
            str(self._table.data(self._table.index(row, column))).lower()
            for column in range(self._table.columnCount())
        ]
        return all(any(word in cell for cell in cells) for word in self._words)

    def lessThan(self, left: _Index, right: _Index) -> bool:  # noqa: D102, N802
        one, other = (self._table.data(index, _ROLE.UserRole) for index in (left, right))
        return bool(one < other)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _shown(name: str, text: str) -> str:
    number = _number(text)
    if number is None or name in ("run", "seed"):
        return text
    if name == "off_support" or name == "leak":
        return f"{number:.2%}"
    return f"{number:.4g}"


def _titles() -> dict[str, str]:
    """By the name of a column: of settings what their form says."""
    settings = {item.name: translate_setting(item.label) for item in all_settings().values()}
    return settings | {
        "run": QCoreApplication.translate("ExperimentTable", "Run"),
        "model": QCoreApplication.translate("ExperimentTable", "Model"),
        "target": QCoreApplication.translate("ExperimentTable", "Target"),
        "preset": QCoreApplication.translate("ExperimentTable", "Preset"),
        "state": QCoreApplication.translate("ExperimentTable", "State"),
        "seconds": QCoreApplication.translate("ExperimentTable", "Seconds"),
        "times_floor": QCoreApplication.translate("ExperimentTable", "× floor"),
        "off_support": QCoreApplication.translate("ExperimentTable", "Off the support"),
        "modes": QCoreApplication.translate("ExperimentTable", "Modes"),
        "modes_of": QCoreApplication.translate("ExperimentTable", "of"),
        "leak": QCoreApplication.translate("ExperimentTable", "Leak"),
        "note": QCoreApplication.translate("ExperimentTable", "Note"),
    }


def _states() -> dict[str, str]:
    return {
        "done": QCoreApplication.translate("ExperimentTable", "done"),
        "diverged": QCoreApplication.translate("ExperimentTable", "diverged"),
        "failed": QCoreApplication.translate("ExperimentTable", "failed"),
        "waiting": QCoreApplication.translate("ExperimentTable", "waiting"),
    }

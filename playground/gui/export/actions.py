"""File ▸ Export: the menu's actions, forms and file dialogs, and the progress of each export."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QProgressDialog, QWidget

from playground.app.export_process import ExportProcess
from playground.app.exporter import SLOTS, Exporter
from playground.gui.export.dialogs import (
    drawing_form,
    film_form,
    page_form,
    picture_form,
    report_form,
    samples_form,
)
from playground.gui.panels.comparison import ComparisonView
from playground.gui.widgets.literal import literal
from playground.plots.theme import LIGHT, Theme
from playground.worker.export_jobs import FrameStyle

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from playground.plots.scene import Scene

_PATIENCE_MS = 600
"""An export that takes longer than this shows its progress."""


class ExportActions(QObject):
    """Asks what to export and where to; what is not possible is disabled, with the reason as tip.

    Choices are remembered while the window is open.
    """

    def __init__(
        self, window: QWidget, comparison: ComparisonView, exporter: Exporter, menu: QMenu
    ) -> None:
        super().__init__(window)
        self._window, self._comparison, self._exporter = window, comparison, exporter
        self._theme = LIGHT
        self._remembered: dict[str, dict[str, Any]] = {}
        self.dialogs: dict[ExportProcess, QProgressDialog] = {}
        """One for each export that is running."""
        self._fill(menu)
        menu.setToolTipsVisible(True)
        exporter.obstacles_changed.connect(self.show_obstacles)
        exporter.started.connect(self._show_progress)
        exporter.ended.connect(self._close_progress)
        self.show_obstacles()

    def use_theme(self, theme: Theme) -> None:
        """Export in these colours, unless light ones are chosen."""
        self._theme = theme

    def show_obstacles(self) -> None:
        """Enable what can be exported now, and say of the rest why not."""
        obstacles = self._exporter.obstacles
        _allow(self.picture, obstacles.picture)
        _allow(self.film, obstacles.film)
        _allow(self.page, obstacles.page)
        _allow(self.report, obstacles.film)
        _allow(self.samples, obstacles.samples)
        _allow(self.drawing, obstacles.drawing)
        for slot, title in self._exporter.titles(SLOTS).items():
            self.metrics[slot].setText(self.tr("Metrics of {title}…").format(title=title))
            self.scripts[slot].setText(self.tr("PyTorch script of {title}…").format(title=title))
            self.settings[slot].setText(self.tr("Settings of {title}…").format(title=title))
            _allow(self.metrics[slot], obstacles.metrics[slot])
            _allow(self.scripts[slot], obstacles.scripts[slot])

    def _fill(self, menu: QMenu) -> None:
        self.picture = self._act(menu, self.tr("&Picture…"), self._ask_picture, "Ctrl+P")
        self.film = self._act(menu, self.tr("&Film…"), self._ask_film, "Ctrl+Shift+P")
        self.page = self._act(menu, self.tr("&Web page…"), self._ask_page)
        self.report = self._act(menu, self.tr("&Report…"), self._ask_report)
        self.samples = self._act(menu, self.tr("&Samples…"), self._ask_samples)
        self.drawing = self._act(menu, self.tr("&Drawing…"), self._ask_drawing)
        menu.addSeparator()
        self.metrics = [self._act(menu, "", partial(self._export_metrics, i)) for i in SLOTS]
        menu.addSeparator()
        self.scripts = [self._act(menu, "", partial(self._export_script, i)) for i in SLOTS]
        menu.addSeparator()
        self.settings = [self._act(menu, "", partial(self._export_settings, i)) for i in SLOTS]

    def _act(self, menu: QMenu, text: str, do: Callable[[], None], keys: str = "") -> QAction:
        action = QAction(text, self, shortcut=QKeySequence(keys))
        action.triggered.connect(lambda: do())
        menu.addAction(action)
        return action

    def _ask_picture(self) -> None:
        sides = self._sides(self._exporter.shown_slots)
        form = picture_form(self._window, sides, self._remembered.get("picture", {}))
        form.confirmed.connect(self._export_picture)
        form.open()

    def _export_picture(self, chosen: dict[str, Any]) -> None:
        self._remembered["picture"] = chosen
        slots, kind = chosen["slots"], chosen["kind"]
        path = self._ask_path(self._exporter.file_name(slots), kind)
        if path is not None:
            style = self._style(light=chosen["light"])
            self._exporter.export_picture(
                slots, self._scenes(), style, path, kind=kind, dpi=chosen["dpi"]
            )

    def _ask_film(self) -> None:
        sides = self._sides(self._exporter.filmed_slots)
        form = film_form(self._window, sides, self._remembered.get("film", {}))
        form.confirmed.connect(self._export_film)
        form.open()

    def _export_film(self, chosen: dict[str, Any]) -> None:
        self._remembered["film"] = chosen
        slots, kind = chosen["slots"], chosen["kind"]
        path = self._ask_path(self._exporter.file_name(slots), kind)
        if path is not None:
            self._exporter.export_film(
                slots,
                self._scenes(),
                self._style(light=chosen["light"]),
                path,
                kind=kind,
                seconds=chosen["seconds"],
                per_second=chosen["per_second"],
                dpi=chosen["dpi"],
            )

    def _ask_page(self) -> None:
        sides = self._sides(self._exporter.paged_slots)
        form = page_form(self._window, sides, self._remembered.get("page", {}))
        form.confirmed.connect(self._export_page)
        form.open()

    def _export_page(self, chosen: dict[str, Any]) -> None:
        self._remembered["page"] = chosen
        slots = chosen["slots"]
        path = self._ask_path(self._exporter.file_name(slots), "html")
        if path is not None:
            self._exporter.export_page(slots, path)

    def _ask_report(self) -> None:
        sides = self._sides(self._exporter.filmed_slots)
        form = report_form(self._window, sides, self._remembered.get("report", {}))
        form.confirmed.connect(self._export_report)
        form.open()

    def _export_report(self, chosen: dict[str, Any]) -> None:
        self._remembered["report"] = chosen
        slots = chosen["slots"]
        path = self._ask_path(f"{self._exporter.file_name(slots)}-report", "html")
        if path is not None:
            self._exporter.export_report(slots, path)

    def _ask_samples(self) -> None:
        exporter = self._exporter
        titles = exporter.titles(exporter.shown_slots)
        layers, density = exporter.sampled_layers, exporter.density_name
        last = self._remembered.get("samples", {})
        form = samples_form(self._window, titles, layers, density, last)
        form.confirmed.connect(self._export_samples)
        form.open()

    def _export_samples(self, chosen: dict[str, Any]) -> None:
        self._remembered["samples"] = chosen
        (slot, layer), kind = chosen["source"], chosen["kind"]
        path = self._ask_path(f"{self._exporter.file_name((slot,))}-samples", kind)
        if path is None:
            return
        n, seed = chosen["n"], chosen["seed"]
        if slot is None:
            self._exporter.export_density(n, seed, path, kind=kind)
        else:
            self._exporter.export_samples(
                slot, self._scenes(), path, layer=layer, n=n, seed=seed, kind=kind
            )

    def _ask_drawing(self) -> None:
        form = drawing_form(self._window, self._remembered.get("drawing", {}))
        form.confirmed.connect(self._export_drawing)
        form.open()

    def _export_drawing(self, chosen: dict[str, Any]) -> None:
        self._remembered["drawing"] = chosen
        kind = chosen["kind"]
        path = self._ask_path(self._exporter.file_name(()), kind)
        if path is None:
            return
        if kind:
            self._exporter.export_drawing(path)
        else:
            self._exporter.export_layers(path)

    def _export_settings(self, slot: int) -> None:
        path = self._ask_path(f"{self._exporter.file_name((slot,))}-settings", "json")
        if path is not None:
            self._exporter.export_settings(slot, path)

    def _export_metrics(self, slot: int) -> None:
        path = self._ask_path(f"{self._exporter.file_name((slot,))}-metrics", "csv")
        if path is not None:
            self._exporter.export_metrics(slot, path)

    def _export_script(self, slot: int) -> None:
        source = self._exporter.script(slot)
        if source is None:
            return
        path = self._ask_path(f"train-{self._exporter.file_name((slot,))}", "py")
        if path is not None:
            self._exporter.export_script(source, path)

    def export_figure(self, figure: "Figure", name: str) -> None:
        """Ask where to, and write there what a figure of another window shows."""
        path = self._ask_path(name, "png")
        if path is not None:
            self._exporter.export_figure(figure, path)

    def _scenes(self) -> "dict[int, Scene]":
        """What the panels show, by slot."""
        panels = enumerate(self._comparison.panels)
        return {slot: panel.scene for slot, panel in panels if panel.has_picture}

    def _sides(self, slots: Sequence[int]) -> list[tuple[str, tuple[int, ...]]]:
        """The choices of what to export: both models, or one."""
        titles = self._exporter.titles(slots)
        sides: list[tuple[str, tuple[int, ...]]] = [(titles[slot], (slot,)) for slot in slots]
        both = [(self.tr("Both, side by side"), tuple(slots))] if len(slots) > 1 else []
        return [*both, *sides]

    def _style(self, *, light: bool) -> FrameStyle:
        from matplotlib import rcParams

        from playground.gui.panels.labels import translated_theme

        theme = translated_theme(LIGHT if light else self._theme)
        return FrameStyle(theme, tuple(rcParams["font.family"]))

    def _ask_path(self, name: str, kind: str) -> Path | None:
        """The file to write, which ends in `.kind`, or the folder to make where that is empty.

        None if the dialog was cancelled.
        """
        proposed = self._exporter.proposed_path(name, kind)
        filters = f"{kind.upper()} (*.{kind})" if kind else self.tr("New folder") + " (*)"
        title = self.tr("Export")
        text, _ = QFileDialog.getSaveFileName(self._window, title, str(proposed), filters)
        if not text:
            return None
        path, replaces = self._exporter.with_suffix(Path(text), kind)
        return path if not replaces or self._may_replace(path) else None

    def _may_replace(self, path: Path) -> bool:
        text = self.tr("{name} is there already. Replace it?").format(name=path.name)
        answer = QMessageBox.question(self._window, self.tr("Export"), literal(text))
        return answer == QMessageBox.StandardButton.Yes

    def _show_progress(self, process: ExportProcess) -> None:
        text = self.tr("Writing {name}…").format(name=process.path.name)
        dialog = QProgressDialog(literal(text), self.tr("Cancel"), 0, 0, self._window)
        dialog.setWindowTitle(self.tr("Export"))
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.setAutoReset(False)
        dialog.setAutoClose(False)
        dialog.setMinimumWidth(320)
        dialog.setMinimumDuration(_PATIENCE_MS)
        dialog.setValue(0)  # the duration counts from here
        process.progressed.connect(lambda done, total: _show_frames(dialog, done, total))
        dialog.canceled.connect(lambda: self._exporter.cancel(process))
        self.dialogs[process] = dialog

    def _close_progress(self, process: ExportProcess) -> None:
        dialog = self.dialogs.pop(process, None)
        if dialog is not None:
            dialog.deleteLater()


def _allow(action: QAction, obstacle: str) -> None:
    action.setEnabled(not obstacle)
    action.setToolTip(obstacle)


def _show_frames(dialog: QProgressDialog, done: int, total: int) -> None:
    dialog.setMaximum(total)
    dialog.setValue(done)

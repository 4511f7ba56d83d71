"""The moving picture of one model: a canvas that blits."""

# matplotlib's Qt canvas has no types.
# mypy: allow-untyped-calls

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import DrawEvent, ResizeEvent
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel

from playground.density.target import Target
from playground.gan.snapshot import Snapshot
from playground.plots.captions import legend_rows
from playground.plots.layout import LEGEND_ROW, MARGIN, TITLE
from playground.plots.panels import Panels
from playground.plots.theme import Theme

_INCH = 100  # matplotlib's, in logical pixels


class ModelPanel(FigureCanvasQTAgg):
    """Draws a target's panels once, and after that only what moves.

    The background holds what stands still through a run, the real points among it. It is taken
    anew on every full draw, which follows a resize, another screen scale, another target, theme or
    run; until it is there a frame asks for a full draw. Qt writes the title: matplotlib would take
    as long for it as for all the rest of a frame.
    """

    def __init__(self) -> None:
        super().__init__(Figure(dpi=_INCH))
        self.legend_height = 0
        """What the names of the layers take at the bottom, in logical pixels."""
        self._name, self._model, self._codes = "", "gan", 0
        self._built_for: tuple[object, ...] = ()
        self._panels: Panels | None = None
        self._snapshot: Snapshot | None = None
        self._background: Any = None
        self.title = QLabel(self, textFormat=Qt.TextFormat.PlainText)
        self.title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.mpl_connect("draw_event", self._keep_background)
        self.mpl_connect("resize_event", self._drop_background)

    @property
    def panels(self) -> Panels | None:
        """The artists; None before there was a target."""
        return self._panels

    def set_model(self, title: str, *, model: str, codes: int) -> None:
        """What `show_target` builds panels for; `codes` 0 are as many as the target has layers."""
        self._model, self._codes = model, codes
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """What the model is called."""
        self._name = title
        self.setAccessibleName(f"{title}: real and generated points, and their densities")
        if self._panels is not None:
            self._panels.title = title

    def show_run(self, target: Target, theme: Theme) -> None:
        """Back to empty panels, which are built anew only where they must look different."""
        built_for = (target, theme, self._model, self._codes)
        if self._panels is None or built_for != self._built_for:
            self._built_for = built_for
            self.show_target(target, theme)
        else:
            self.clear()

    def show_target(self, target: Target, theme: Theme) -> None:
        """Build the panels for this target, empty."""
        self.figure.clear()
        self._snapshot = None
        codes = (self._codes or len(target.layers)) if self._model == "infogan" else 0
        self._panels = Panels(
            self.figure,
            target,
            title=self._name,
            theme=theme,
            layout="stacked",
            conditional=self._model == "cgan",
            codes=codes,
        )
        rows = legend_rows(self._panels.colors, "stacked")
        self.legend_height = round(rows * LEGEND_ROW * _INCH)
        palette = self.title.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.text))
        self.title.setPalette(palette)
        self._draw_anew()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """One frame."""
        if self._panels is None:
            return
        before, self._snapshot = self._snapshot, snapshot
        self._panels.update(snapshot)
        if before is None or not np.array_equal(before.real, snapshot.real):
            self._draw_anew()
        elif self._background is not None:
            self._frame(self._panels)

    def clear(self) -> None:
        """Back to the empty panels."""
        self._snapshot = None
        if self._panels is not None:
            self._panels.clear()
            self._draw_anew()

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(300, 420)

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(500, 680)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102, N802
        super().resizeEvent(event)
        left = round(MARGIN * _INCH)
        self.title.setGeometry(left, 0, self.width() - left, round(TITLE * _INCH))

    def _frame(self, panels: Panels) -> None:
        self._write_title(panels)
        self.restore_region(self._background)
        self._draw(_moving(panels))
        self.blit(self.figure.bbox)

    def _draw_anew(self) -> None:
        self._background = None
        if self._panels is not None:
            self._write_title(self._panels)
        self.draw_idle()

    def _write_title(self, panels: Panels) -> None:
        self.title.setText(panels.status.get_text())

    def _draw(self, artists: list[Artist]) -> None:
        for artist in artists:
            self.figure.draw_artist(artist)

    def _keep_background(self, _event: DrawEvent) -> None:
        if self._panels is None:
            return
        self._draw(_still(self._panels))
        self._background = self.copy_from_bbox(self.figure.bbox)
        self._draw(_moving(self._panels))

    def _drop_background(self, _event: ResizeEvent) -> None:
        self._background = None


def _still(panels: Panels) -> list[Artist]:
    """What changes with the run only."""
    return [panels.real_density.image, *panels.points.real]


def _moving(panels: Panels) -> list[Artist]:
    """What changes with each snapshot, in drawing order, but for the title."""
    apart = {id(artist) for artist in (*_still(panels), panels.status)}
    return [artist for artist in panels.artists if id(artist) not in apart]

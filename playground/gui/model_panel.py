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
from playground.plots.panels import Panels, labels
from playground.plots.theme import Theme

_EMPTY = "The drawing is empty: paint something, and the training goes on."
_INCH = 100  # matplotlib's, in logical pixels


class ModelPanel(FigureCanvasQTAgg):
    """Draws a target's panels once, and after that only what moves.

    The background holds what stands still through a run, the real points among it. It is taken
    anew on every full draw, which follows a resize, another screen scale, another target, theme or
    run; until it is there a frame asks for a full draw. Qt writes the title: matplotlib would take
    as long for it as for all the rest of a frame.
    """

    def __init__(self, title: str, *, conditional: bool) -> None:
        super().__init__(Figure(dpi=_INCH))
        self.legend_height = 0
        """What the names of the layers take at the bottom, in logical pixels."""
        self._name, self._conditional = title, conditional
        self._panels: Panels | None = None
        self._snapshot: Snapshot | None = None
        self._ground: Any = None
        """The figure without anything that changes."""
        self._background: Any = None
        """The same with what changes with the target and the run only."""
        self.title = QLabel(self, textFormat=Qt.TextFormat.PlainText)
        self.title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._notice = QLabel(_EMPTY, self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._notice.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._notice.setAutoFillBackground(True)
        self._notice.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(f"{title}: real and generated points, and their densities")
        self.mpl_connect("draw_event", self._keep_background)
        self.mpl_connect("resize_event", self._drop_background)

    @property
    def panels(self) -> Panels | None:
        """The artists; None before there was a target."""
        return self._panels

    def show_target(self, target: Target, theme: Theme) -> None:
        """Build the panels for this target, empty."""
        self.figure.clear()
        self._snapshot = None
        self._panels = Panels(
            self.figure,
            target,
            title=self._name,
            theme=theme,
            layout="stacked",
            conditional=self._conditional,
        )
        rows = legend_rows(len(target.layers), "stacked") if self._conditional else 0
        self.legend_height = round(rows * LEGEND_ROW * _INCH)
        palette = self.title.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.text))
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.figure))
        self.title.setPalette(palette)
        self._notice.setPalette(palette)
        self._draw_anew()

    def edit_target(self, target: Target, theme: Theme) -> None:
        """Go on with a changed target; only other names or colours need panels built anew."""
        if self._panels is None or self._panels.labels != labels(target):
            snapshot = self._snapshot
            self.show_target(target, theme)
            if snapshot is not None:
                self.show_snapshot(snapshot)
        else:
            self._panels.follow(target)

    def show_waiting(self, waiting: bool) -> None:
        """Say that there is nothing to learn, or stop saying it."""
        self._notice.setVisible(waiting)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """One frame."""
        if self._panels is None:
            return
        before, self._snapshot = self._snapshot, snapshot
        self._panels.update(snapshot)
        if before is None:
            self._draw_anew()
        elif not np.array_equal(before.real, snapshot.real) and self._ground is not None:
            self._keep_still(self._panels)
            self._frame(self._panels)
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
        self._notice.setGeometry(self.rect())

    def _frame(self, panels: Panels) -> None:
        self._write_title(panels)
        self.restore_region(self._background)
        self._draw(_moving(panels))
        self.blit(self.figure.bbox)

    def _draw_anew(self) -> None:
        self._ground = self._background = None
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
        self._ground = self.copy_from_bbox(self.figure.bbox)
        self._keep_still(self._panels)
        self._draw(_moving(self._panels))

    def _keep_still(self, panels: Panels) -> None:
        """Take the background anew where only the points to learn have changed."""
        self.restore_region(self._ground)
        self._draw(_still(panels))
        self._background = self.copy_from_bbox(self.figure.bbox)

    def _drop_background(self, _event: ResizeEvent) -> None:
        self._ground = self._background = None


def _still(panels: Panels) -> list[Artist]:
    """What changes with the run only."""
    return [panels.real_density.image, *panels.points.real]


def _moving(panels: Panels) -> list[Artist]:
    """What changes with each snapshot, in drawing order, but for the title."""
    apart = {id(artist) for artist in (*_still(panels), panels.status)}
    return [artist for artist in panels.artists if id(artist) not in apart]

"""The frame that a model's panel shows, and the pictures beneath it that need no drawing anew."""

# matplotlib's Qt canvas has no types.
# mypy: allow-untyped-calls

from dataclasses import replace
from typing import Any

from matplotlib.artist import Artist
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg

from playground.app.history_player import DisplayedFrame
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.nn.history import History, Snapshot
from playground.nn.inspection import Inspection
from playground.plots.panels import Panels


class FrameState:
    """The present frame, and the past one if that is shown; updates `Panels` accordingly."""

    def __init__(self) -> None:
        self.now = DisplayedFrame()
        self.past: DisplayedFrame | None = None

    @property
    def shown(self) -> DisplayedFrame:
        """The frame that is shown."""
        return self.past or self.now

    def show_next(self, panels: Panels, snapshot: Snapshot, inspection: Inspection | None) -> None:
        """The next present frame; while the past is shown only the curves grow."""
        now = inspection or self.now.inspection
        self.now = replace(self.now, snapshot=snapshot, inspection=now)
        if self.past is not None:
            panels.add(snapshot)
            return
        if inspection is not None:
            panels.set_inspection(inspection)
        panels.update(snapshot)

    def set_metrics(self, panels: Panels | None, metrics: StepMetrics, scale: Scale) -> None:
        """The metrics of the present; they are shown with its next snapshot."""
        self.now = replace(self.now, metrics=metrics)
        if panels is None:
            return
        if self.past is not None:
            panels.add_metrics(metrics, scale)
        else:
            panels.set_metrics(metrics, scale)

    def show(self, panels: Panels) -> None:
        """Switch the panels to the past, or back to the present."""
        shown = self.shown
        assert shown.snapshot is not None, "there is nothing yet"
        now = self.now.snapshot or shown.snapshot
        panels.show(
            shown.snapshot,
            shown.inspection,
            shown.metrics,
            past=self.past is not None,
            redrawn=not now.has_real_points_of(shown.snapshot),
        )

    def replay(self, panels: Panels, history: History) -> None:
        """Add the curves of a past, up to its newest snapshot."""
        for _, snapshot in history.snapshots:
            panels.add(snapshot)
            self.now = replace(self.now, snapshot=snapshot)
        for _, (metrics, scale) in history.figures:
            panels.add_metrics(metrics, scale)
            self.now = replace(self.now, metrics=metrics)


class Backdrop:
    """Three saved pictures of the panels, each drawn over the one before: what is not animated, the
    scales, and the `still` artists.

    They exist from a full draw of the canvas until what they show is out of date.
    """

    def __init__(self, canvas: FigureCanvasQTAgg) -> None:
        self._canvas = canvas
        self._ground: Any = None
        self._scaled: Any = None
        self._whole: Any = None

    @property
    def is_there(self) -> bool:
        """Whether frames can be blitted over it."""
        return self._ground is not None

    def drop(self) -> None:
        """Forget it: it is out of date, and a full draw is due."""
        self._ground = self._scaled = self._whole = None

    def take(self, panels: Panels) -> None:
        """Save it from the canvas, which was drawn in full, and draw the animated artists there."""
        self._ground = self._copy()
        self.rescale(panels)
        self._draw(panels.moving)

    def rescale(self, panels: Panels) -> None:
        """Redraw the scales and the still artists."""
        self._canvas.restore_region(self._ground)
        self._draw(panels.scales)
        self._scaled = self._copy()
        self.renew(panels)

    def renew(self, panels: Panels) -> None:
        """Redraw only the still artists."""
        self._canvas.restore_region(self._scaled)
        self._draw(panels.still)
        self._whole = self._copy()

    def show_frame(self, panels: Panels) -> None:
        """Draw what moves over it, and show that on the screen."""
        self._canvas.restore_region(self._whole)
        self._draw(panels.moving)
        self._canvas.blit(self._canvas.figure.bbox)

    def _copy(self) -> Any:
        return self._canvas.copy_from_bbox(self._canvas.figure.bbox)

    def _draw(self, artists: list[Artist]) -> None:
        renderer = self._canvas.get_renderer()
        for artist in artists:
            artist.draw(renderer)

"""What of a run one model's panels show: its present, or a moment that is past."""

from dataclasses import replace

import numpy as np

from playground.gan.history import History
from playground.gan.look import Look
from playground.gan.snapshot import Snapshot
from playground.gui.instant import Instant
from playground.metrics.moment import Moment, Scale
from playground.plots.panels import Panels


class Moments:
    """Knows all of the present, also while the past is shown, and gives panels what is shown."""

    def __init__(self) -> None:
        self.now = Instant()
        self.past: Instant | None = None

    @property
    def shown(self) -> Instant:
        """What is shown of the two."""
        return self.past or self.now

    def go_on(self, panels: Panels, snapshot: Snapshot, look: Look | None) -> None:
        """The present has gone on; while the past is shown only the curves grow."""
        self.now = replace(self.now, snapshot=snapshot, look=look or self.now.look)
        if self.past is not None:
            panels.add(snapshot)
            return
        if look is not None:
            panels.look(look)
        panels.update(snapshot)

    def judge(self, panels: Panels | None, moment: Moment, scale: Scale) -> None:
        """These are the figures of the present; they are seen with its next snapshot."""
        self.now = replace(self.now, moment=moment)
        if panels is None:
            return
        if self.past is not None:
            panels.add_figures(moment, scale)
        else:
            panels.judge(moment, scale)

    def show(self, panels: Panels) -> None:
        """Show what the panels did not follow: the past, or the present again."""
        shown = self.shown
        assert shown.snapshot is not None, "there is nothing yet"
        now = self.now.snapshot or shown.snapshot
        panels.show(
            shown.snapshot,
            shown.look,
            shown.moment,
            past=self.past is not None,
            redrawn=not np.array_equal(now.real, shown.snapshot.real),
        )

    def go_through(self, panels: Panels, history: History) -> None:
        """The curves of a run that has been going on, up to its newest moment."""
        for _, snapshot in history.snapshots:
            panels.add(snapshot)
            self.now = replace(self.now, snapshot=snapshot)
        for _, (moment, scale) in history.figures:
            panels.add_figures(moment, scale)
            self.now = replace(self.now, moment=moment)

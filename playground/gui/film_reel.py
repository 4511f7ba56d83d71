"""One model's panels through its past, as a film shows them. No Qt in here."""

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

from playground.gan.snapshot import Snapshot
from playground.metrics.moment import Moment, Scale
from playground.plots.panels import Panels
from playground.plots.scene import Scene

if TYPE_CHECKING:
    from playground.gan.looker import Insides

Figures = tuple[Moment, Scale]


class Reel:
    """Shows each moment with a look inside of its own, where the view asks for one.

    The figures are the newest that there were by then, and the curves go no further.
    """

    def __init__(
        self, panels: Panels, scene: Scene, figures: Iterable[Figures], device: str
    ) -> None:
        """`panels` are those of `scene`; `device` is the one on which its model was trained."""
        self.panels = panels
        self._figures = deque(figures)
        self._wanted = scene.view.wanted()
        self._insides = _insides(scene, device) if self._wanted.inside else None
        self._shown: Snapshot | None = None

    def show(self, snapshot: Snapshot) -> None:
        """Go on to this moment, which is no earlier than the one before."""
        if snapshot is self._shown:
            return
        self._shown = snapshot
        while self._figures and self._figures[0][0].iteration <= snapshot.iteration:
            self.panels.judge(*self._figures.popleft())
        if self._insides is not None:
            from playground.gan.peek import peek

            self.panels.look(peek(self._insides, snapshot, self._wanted))
        self.panels.update(snapshot)


def _insides(scene: Scene, device: str) -> "Insides":
    """The networks, and what is looked at; the latents depend on the seed and the device alone."""
    from playground.gan.device import pick_device  # brings torch: seconds
    from playground.gan.trainer import Trainer

    return Trainer(scene.config, scene.target, pick_device(device)).insides()

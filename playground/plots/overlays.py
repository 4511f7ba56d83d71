"""What lies under and over the points when a person looks inside a model."""

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gan.look import Look
from playground.gan.snapshot import Snapshot
from playground.metrics.moment import Moment
from playground.plots.arrow_overlay import ArrowOverlay
from playground.plots.grid_overlay import GridOverlay
from playground.plots.heat import Heat
from playground.plots.mode_overlay import ModeOverlay
from playground.plots.theme import Theme
from playground.plots.view import View

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Overlays:
    """All overlays of one model's points, built once; `update` sets data and draws nothing."""

    def __init__(
        self,
        axes: Axes,
        key: Axes,
        theme: Theme,
        target: Target,
        *,
        config: GanConfig,
        layers: int,
    ) -> None:
        """Builds them in `axes`, hidden; the generator can be asked for `layers` or codes."""
        self.heat = Heat(axes, key, theme, target, config=config)
        self.grid = GridOverlay(axes, layers, theme)
        self.arrows = ArrowOverlay(axes, theme)
        self.modes = ModeOverlay(axes, theme)
        self.frame = list(axes.spines.values())
        """The square's, to be drawn again over the heat map, which covers it."""
        for spine in self.frame:
            spine.set_animated(True)
        self.note = ""
        self._words = theme.words

    @property
    def under(self) -> list[Artist]:
        """What lies beneath the points, in drawing order."""
        return [self.heat.overlay.image, *self.grid.lines]

    @property
    def over(self) -> list[Artist]:
        """What lies above the points."""
        return [self.arrows.patch, self.modes.rings]

    def update(
        self, view: View, snapshot: Snapshot | None, look: Look | None, moment: Moment | None
    ) -> None:
        """Shows what `view` asks for and what is known."""
        self.heat.update(view, snapshot, look)
        notes = [  # what says most first: a narrow panel loses the end
            self._show_modes(view, moment),
            self._show_arrows(view, snapshot, look),
            self._show_grid(view, look),
        ]
        self.note = " · ".join(note for note in notes if note)

    def _show_arrows(self, view: View, snapshot: Snapshot | None, look: Look | None) -> str:
        if not view.arrows or snapshot is None or look is None or look.arrows_at < 0:
            self.arrows.hide()
            return ""
        self.arrows.show(snapshot.generated[look.arrow_index], look.arrows)
        return self._words("→ −∂G's loss/∂x")

    def _show_grid(self, view: View, look: Look | None) -> str:
        if not view.grid or look is None or look.grid_at < 0:
            self.grid.hide()
            return ""
        self.grid.show(look.grid, view.layer if len(self.grid.lines) > 1 else None)
        first, second = (f"z{axis + 1}".translate(_SUBSCRIPTS) for axis in view.plane)
        return self._words("grid {first} {second}").format(first=first, second=second)

    def _show_modes(self, view: View, moment: Moment | None) -> str:
        if not view.modes or moment is None:
            self.modes.hide()
            return ""
        self.modes.show(moment.modes, moment.missed)
        missed, count = moment.missed.sum(), len(moment.missed)
        return self._words("○ {missed} of {count} modes missed").format(missed=missed, count=count)

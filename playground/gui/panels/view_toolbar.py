"""What is seen over the points and below them, as toggles for all panels at once."""

from collections.abc import Sequence
from itertools import combinations
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QComboBox, QToolBar, QToolButton

from playground.app.model_slots import ModelSlot
from playground.app.translation import tr_message
from playground.density.target import Target
from playground.gui.widgets.keys import SpacePresses
from playground.message import Sentence
from playground.metrics.distances import LEAST_LOSS
from playground.plots.view import Heat, StripKind, View

_HEAT_NAMES: tuple[Heat, ...] = ("discriminator", "best", "difference")
_HEATS = (
    ("D", "F3", Sentence("How real D takes a point to be, at every place.")),
    ("D*", "F4", Sentence("The best discriminator there could be now: p / (p + q).")),
    ("D−D*", "F5", Sentence("Where D is above the best discriminator, and where below.")),
)
_MARKS = (
    (Sentence("Arrows"), "F6", Sentence("Where the generator's loss would push its points.")),
    (
        Sentence("Grid"),
        "F7",
        Sentence("A square grid of the latent plane, as the generator bends it."),
    ),
    (
        Sentence("Missed"),
        "F8",
        Sentence("A ring on each mode that gets less than a tenth of its share."),
    ),
)
_POINTS = (
    (Sentence("Real points"), "Ctrl+3", Sentence("Show the real points.")),
    (Sentence("Generated points"), "Ctrl+4", Sentence("Show the generated points.")),
)
_STRIP_NAMES: tuple[StripKind, ...] = ("densities", "losses", "distances", "leak")
_STRIPS = (
    (Sentence("Densities"), "Alt+1", Sentence("Below: real and generated density, smoothed.")),
    (Sentence("Losses"), "Alt+2", Sentence("Below: both losses, and the least that D's could be.")),
    (
        Sentence("Distance"),
        "Alt+3",
        Sentence(
            "Below: distances as multiples of a perfect sampler's; 95 % of those are in the band."
        ),
    ),
    (
        Sentence("Leak"),
        "Alt+4",
        Sentence("Below: where the points asked of each layer fall, in percent (CGAN)."),
    ),
)
_MOST_AXES = 8
_Name = TypeVar("_Name", bound=str)
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class ViewToolbar(QToolBar):
    """Sends the view that a person asks for; the same actions stand in the View menu."""

    view_changed = Signal(object)  # View

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Look inside"))
        self.setMovable(False)
        self.view = View()
        self.heat_actions = tuple(self._check(*each) for each in _HEATS)
        self.mark_actions = tuple(self._check(*each) for each in _MARKS)
        self.point_actions = tuple(self._check(*each, shown=True) for each in _POINTS)
        self.strip_actions = tuple(self._check(*each) for each in _STRIPS)
        self._group(self.heat_actions, QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self._group(self.strip_actions, QActionGroup.ExclusionPolicy.Exclusive)
        self.strip_actions[0].setChecked(True)
        self.layer_box = self._choice(
            self.tr("Layer"), self.tr("Whose D and whose grid a CGAN shows.")
        )
        self.plane_box = self._choice(
            self.tr("Latent plane"), self.tr("The two latent dimensions of the grid.")
        )
        self._arrange()
        for action in self.actions_of_view:
            action.toggled.connect(self._send)
        for box in (self.layer_box, self.plane_box):
            box.currentIndexChanged.connect(self._send)
        self.show_race(None, ())

    @property
    def actions_of_view(self) -> tuple[QAction, ...]:
        """All toggles, those of points among them."""
        return (
            *self.heat_actions,
            *self.mark_actions,
            *self.point_actions,
            *self.strip_actions,
        )

    def show_race(self, target: Target | None, entrants: Sequence[ModelSlot]) -> None:
        """Offer what these models have."""
        configs = [entrant.config for entrant in entrants]
        conditional = any(config.model == "cgan" for config in configs)
        names = [layer.name for layer in target.layers] if target and conditional else []
        self._fill(self.layer_box, [self.tr("all layers"), *names] if len(names) > 1 else [])
        most = min(max((config.latent_dim for config in configs), default=0), _MOST_AXES)
        pairs = list(combinations(range(most), 2)) if most > 2 else []
        self._fill(self.plane_box, [_pair(*pair) for pair in pairs])
        for index, pair in enumerate(pairs):
            self.plane_box.setItemData(index, pair)
        losses = {config.loss for config in configs}
        self._allow_best(sorted(losses), any(loss in LEAST_LOSS for loss in losses))
        self.strip_actions[-1].setEnabled(conditional)
        self._send()

    def show_view(self, view: View) -> None:
        """See `view` from now on, as far as these models have what it shows."""
        before = self.view
        with QSignalBlocker(self):
            for action, name in zip(self.heat_actions, _HEAT_NAMES, strict=True):
                action.setChecked(view.heat == name)
            marks = (view.arrows, view.grid, view.modes, view.real, view.generated)
            actions = (*self.mark_actions, *self.point_actions)
            for action, checked in zip(actions, marks, strict=True):
                action.setChecked(checked)
            self.strip_actions[_STRIP_NAMES.index(view.strip)].setChecked(True)
            self._choose(self.layer_box, 0 if view.layer is None else view.layer + 1)
            self._choose(self.plane_box, self.plane_box.findData(view.plane))
        if self.view != before:
            self.view_changed.emit(self.view)

    def _choose(self, box: QComboBox, index: int) -> None:
        """The first where there is no such one."""
        box.setCurrentIndex(index if 0 <= index < box.count() else min(box.count(), 1) - 1)

    def _allow_best(self, losses: Sequence[str], has_best: bool) -> None:
        for action, (_, keys, tip) in zip(self.heat_actions[1:], _HEATS[1:], strict=True):
            action.setEnabled(has_best or not losses)
            why = self.tr("There is no best discriminator to compare with for this loss: {losses}.")
            action.setToolTip(
                f"{tr_message(tip)} ({keys})"
                if action.isEnabled()
                else why.format(losses=", ".join(losses))
            )

    def _send(self) -> None:
        """Tell of the view, if it is another one."""
        layer = self.layer_box.currentIndex() - 1
        view = View(
            heat=self._chosen(self.heat_actions, _HEAT_NAMES, "none"),
            strip=self._chosen(self.strip_actions, _STRIP_NAMES, "densities"),
            arrows=self.mark_actions[0].isChecked(),
            grid=self.mark_actions[1].isChecked(),
            modes=self.mark_actions[2].isChecked(),
            real=self.point_actions[0].isChecked(),
            generated=self.point_actions[1].isChecked(),
            layer=layer if layer >= 0 else None,
            plane=self.plane_box.currentData() or (0, 1),
        )
        if view != self.view:
            self.view = view
            self.view_changed.emit(view)

    def _chosen(self, actions: Sequence[QAction], names: Sequence[_Name], default: _Name) -> _Name:
        """The name of the one that is checked and can be had."""
        for action, name in zip(actions, names, strict=True):
            if action.isChecked() and action.isEnabled():
                return name
        return default

    def _check(self, text: str, keys: str, tip: str, *, shown: bool = False) -> QAction:
        action = QAction(tr_message(text), self, checkable=True, checked=shown)
        action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{tr_message(tip)} ({keys})")
        return action

    def _group(self, actions: Sequence[QAction], policy: QActionGroup.ExclusionPolicy) -> None:
        group = QActionGroup(self)
        group.setExclusionPolicy(policy)
        for action in actions:
            group.addAction(action)

    def _choice(self, name: str, tip: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(tip)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        SpacePresses(box)
        return box

    def _fill(self, box: QComboBox, items: list[str]) -> None:
        """Offer these; what was chosen stays if it is still there. Nothing to choose: no box."""
        with QSignalBlocker(box):
            chosen = box.currentText()
            box.clear()
            box.addItems(items)
            box.setCurrentIndex(max(box.findText(chosen), 0) if items else -1)
        self._boxes[box].setVisible(len(items) > 1)

    def _arrange(self) -> None:
        self.addActions(list(self.heat_actions))
        self._boxes = {self.layer_box: self.addWidget(self.layer_box)}
        self.addSeparator()
        self.addActions(list(self.mark_actions))
        self._boxes[self.plane_box] = self.addWidget(self.plane_box)
        self.addSeparator()
        self.addActions(list(self.strip_actions))
        for action in (*self.heat_actions, *self.mark_actions, *self.strip_actions):
            button = self.widgetForAction(action)
            assert isinstance(button, QToolButton)
            button.setAccessibleName(action.toolTip())
            SpacePresses(button)


def _pair(first: int, second: int) -> str:
    return f"z{first + 1} z{second + 1}".translate(_SUBSCRIPTS)

"""The toolbar and the menu actions that choose what is shown of all models at once."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QComboBox, QSlider, QToolButton

from playground.app.translation import tr_message
from playground.app.view_choices import ViewChoices
from playground.gui.widgets.keys import EnterPresses
from playground.gui.widgets.toolbar import ToolBar
from playground.plots.view import VIEW_OPTIONS, OptionGroup, View, ViewOption

_IN_TOOLBAR: tuple[OptionGroup, ...] = ("heat", "overlay", "flow", "strip")
_EXCLUSION = {
    "heat": QActionGroup.ExclusionPolicy.ExclusiveOptional,
    "strip": QActionGroup.ExclusionPolicy.Exclusive,
}
_TIMES, _TIME_WIDTH, _TIME_STEP = 100, 90, 5
"""Places of the slider of the time, its width in pixels, and the places that a key goes."""

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class ViewToolbar(ToolBar):
    """One action for each of `VIEW_OPTIONS`, and boxes for the layer and the latent plane."""

    chosen = Signal(str, object)  # a field of View, and its new value

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Look inside"))
        self._actions = {option: self._action(option) for option in VIEW_OPTIONS}
        for name, policy in _EXCLUSION.items():
            group = QActionGroup(self)
            group.setExclusionPolicy(policy)
            for action in self.field_actions(name):
                group.addAction(action)
        self.layer_box = self._choice(
            self.tr("Layer"), self.tr("Whose D and whose grid a CGAN shows.")
        )
        self.plane_box = self._choice(
            self.tr("Latent plane"), self.tr("The two latent dimensions of the grid.")
        )
        self.time_slider = self._time_slider()
        self.time_actions = (
            self._time_step(self.tr("&Earlier t of a flow"), "Shift+F7", -_TIME_STEP),
            self._time_step(self.tr("&Later t of a flow"), "Shift+F8", _TIME_STEP),
        )
        """Move the slider, which a narrow toolbar leaves out."""
        self._arrange()
        self.show_choices(ViewChoices())
        self.show_view(View())
        for option, action in self._actions.items():
            action.toggled.connect(lambda on, option=option: self._toggle(option, on))
        self.layer_box.currentIndexChanged.connect(self._choose_layer)
        self.plane_box.currentIndexChanged.connect(
            lambda: self.chosen.emit("plane", self.plane_box.currentData())
        )
        self.time_slider.valueChanged.connect(
            lambda value: self.chosen.emit("time", value / _TIMES)
        )

    @property
    def all_actions(self) -> tuple[QAction, ...]:
        """One for each of `VIEW_OPTIONS`."""
        return tuple(self._actions.values())

    def field_actions(self, field: str) -> tuple[QAction, ...]:
        """The actions of one field of the view, such as "heat"."""
        return tuple(action for one, action in self._actions.items() if one.field == field)

    def group_actions(self, group: OptionGroup) -> list[QAction]:
        """The actions of one group of options."""
        return [action for one, action in self._actions.items() if one.group == group]

    def show_view(self, view: View) -> None:
        """Show what is chosen, without emitting `chosen`."""
        with QSignalBlocker(self):
            on = [action for option, action in self._actions.items() if view.shows(option)]
            for action in on:
                action.setChecked(True)
            for action in self._actions.values():
                action.setChecked(action in on)
            layer = -1 if view.layer is None else view.layer
            self.layer_box.setCurrentIndex(layer + 1 if self.layer_box.count() else -1)
            self.plane_box.setCurrentIndex(self.plane_box.findData(view.plane))
            self.time_slider.setValue(round(view.time * _TIMES))

    def show_choices(self, choices: ViewChoices) -> None:
        """Offer what the models of a run have."""
        layers = [self.tr("all layers"), *choices.layers] if choices.layers else []
        with QSignalBlocker(self):
            _fill(self.layer_box, layers)
            _fill(self.plane_box, [_plane_text(*plane) for plane in choices.planes])
        for index, plane in enumerate(choices.planes):
            self.plane_box.setItemData(index, plane)
        for box, action in self._boxes.items():
            action.setVisible(box.count() > 1)
        losses = ", ".join(choices.losses_without_best)
        why = self.tr("There is no best discriminator to compare with for this loss: {losses}.")
        without = self.tr("A flow has no discriminator.")
        for option, action in self._actions.items():
            compares = option.value in ("best", "difference")
            of_d = option.value in ("discriminator", "best", "difference", "change")
            has_d = choices.adversarial or not of_d
            action.setEnabled(has_d and (not compares or not losses))
            text = f"{tr_message(option.tip)} ({option.keys})"
            reason = why.format(losses=losses) if has_d else without
            action.setToolTip(text if action.isEnabled() else reason)
            if option.value == "leak":
                action.setEnabled(choices.conditional)
            if option.group == "flow":
                action.setVisible(choices.flows)
        for action in (self._time_action, *self.time_actions):
            action.setVisible(choices.flows)

    def _toggle(self, option: ViewOption, on: bool) -> None:
        if isinstance(option.value, bool):
            self.chosen.emit(option.field, on)
        elif on:
            self.chosen.emit(option.field, option.value)
        elif not any(action.isChecked() for action in self.field_actions(option.field)):
            self.chosen.emit(option.field, getattr(View(), option.field))

    def _choose_layer(self, index: int) -> None:
        self.chosen.emit("layer", index - 1 if index > 0 else None)

    def _action(self, option: ViewOption) -> QAction:
        action = QAction(tr_message(option.text), self, checkable=True)
        action.setShortcut(QKeySequence(option.keys))
        return action

    def _choice(self, name: str, tip: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(tip)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        EnterPresses(box)
        return box

    def _time_slider(self) -> QSlider:
        slider: QSlider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, _TIMES)
        slider.setFixedWidth(_TIME_WIDTH)
        slider.setAccessibleName(self.tr("Time of a flow"))
        tip = self.tr("The time t of a flow, from noise on the left to the target.")
        slider.setToolTip(f"{tip} (Shift+F7, Shift+F8)")
        return slider

    def _time_step(self, text: str, keys: str, places: int) -> QAction:
        action = QAction(text, self, shortcut=QKeySequence(keys))
        slider = self.time_slider
        action.triggered.connect(lambda: slider.setValue(slider.value() + places))
        return action

    def _arrange(self) -> None:
        boxes = {"heat": self.layer_box, "overlay": self.plane_box}
        self._boxes = {}
        for group in _IN_TOOLBAR:
            self.addActions(self.group_actions(group))
            if group in boxes:
                self._boxes[boxes[group]] = self.addWidget(boxes[group])
                self.addSeparator()
            if group == "flow":
                self._time_action = self.addWidget(self.time_slider)
            for action in self.group_actions(group):
                button = self.widgetForAction(action)
                assert isinstance(button, QToolButton)
                EnterPresses(button)
        for option, action in self._actions.items():
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setAccessibleName(f"{tr_message(option.tip)} ({option.keys})")


def _fill(box: QComboBox, items: list[str]) -> None:
    box.clear()
    box.addItems(items)


def _plane_text(first: int, second: int) -> str:
    return f"z{first + 1} z{second + 1}".translate(_SUBSCRIPTS)

"""The toolbar of the run: play, steps, reset, slow motion, seed, preset, device, clock, panels."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QKeySequence, QPalette
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from playground.app.model_slots import short_titles
from playground.app.translation import tr_message
from playground.gui.widgets.icons import (
    pause_icon,
    play_icon,
    reset_icon,
    seed_icon,
    slow_icon,
    step_icon,
)
from playground.gui.widgets.keys import EnterPresses, NumberBox, plain
from playground.gui.widgets.toolbar import ToolBar
from playground.message import Sentence
from playground.models import MODELS

_LARGEST_SEED = 2**31 - 1
_CLOCKS = {"iterations": Sentence("same iteration"), "seconds": Sentence("same time")}


class RunToolbar(ToolBar):
    """Says what a person does with the run, and shows its state.

    Where it is too narrow for all of it, the words go that an icon or a tool tip says, too.
    """

    toggled = Signal()
    stepped = Signal(str)  # the part that moves: discriminator, generator or both
    slow_changed = Signal(bool)
    reset = Signal()
    preset_changed = Signal(str)
    seed_changed = Signal(int)
    seed_wanted = Signal()
    device_changed = Signal(str)
    clock_changed = Signal(str)
    shown_changed = Signal(int, bool)  # slot, whether it is shown and trained

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Run"))
        self.setObjectName("run_bar")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggleViewAction().setVisible(False)
        self._playing = False
        self._icons: dict[QAction, Callable[[QColor], QIcon]] = {}
        self._labels: dict[QWidget, QLabel] = {}
        self._wordy, self._spared = True, 0
        self.play_action = self._act("", "", "Space", play_icon, self.toggled.emit)
        self.step_actions = (
            self._step("D", "discriminator", "D", self.tr("Step the discriminator once")),
            self._step("G", "generator", "G", self.tr("Step the generator once")),
            self._step(
                self.tr("Both"), "both", ".", self.tr("One whole iteration: D's steps, then G's")
            ),
        )
        self.slow_action = self._act(
            self.tr("Slow"), self.tr("Slow motion, phase by phase"), "S", slow_icon
        )
        self.slow_action.setCheckable(True)
        self.slow_action.toggled.connect(self.slow_changed)
        tip = self.tr("Back to the same initial weights")
        self.reset_action = self._act(self.tr("Reset"), tip, "Ctrl+R", reset_icon, self.reset.emit)
        self.seed_box = self._add_seed()
        tip = self.tr("Another seed: other initial weights and points")
        self.seed_action = self._act(self.tr("New seed"), tip, "", seed_icon, self.seed_wanted.emit)
        self._add_choices()
        self.shown_actions = (self._toggle(0, "Ctrl+1"), self._toggle(1, "Ctrl+2"))
        self._set_focus_policies()
        self._take_room()
        self.show_playing(False)

    def show_playing(self, playing: bool) -> None:
        """Show Pause on the button while the run plays, else Play."""
        self._playing = playing
        self._icons[self.play_action] = pause_icon if playing else play_icon
        self.play_action.setText(self.tr("Pause") if playing else self.tr("Play"))
        self.play_action.setToolTip(
            self.tr("Pause the training (Space)")
            if playing
            else self.tr("Start the training (Space)")
        )
        ink = self.palette().color(QPalette.ColorRole.ButtonText)
        for action, icon in self._icons.items():
            action.setIcon(icon(ink))

    def show_devices(self, devices: Iterable[str], chosen: str) -> None:
        """Offer these devices."""
        with QSignalBlocker(self.device_box):
            self.device_box.clear()
            self.device_box.addItems(list(devices))
            self.device_box.setCurrentText(chosen)

    def show_run(self, *, seed: int, presets: Sequence[str], clock: str) -> None:
        """Show these; a preset is chosen if all models have it and it is offered, else named."""
        apart = len(set(presets)) > 1
        name = self.tr("mixed") if apart else presets[0]
        self.preset_box.setToolTip("\n".join([" | ".join(presets)] * apart + [self._preset_tip]))
        self.clock_box.setCurrentIndex(list(_CLOCKS).index(clock))
        with QSignalBlocker(self.seed_box), QSignalBlocker(self.preset_box):
            self.seed_box.setValue(seed)
            self.preset_box.setCurrentIndex(self.preset_box.findText(name))
            self.preset_box.setPlaceholderText(name)

    def show_slots(self, titles: Sequence[str], shown: Sequence[bool]) -> None:
        """Name the two models, and show which are shown."""
        names = short_titles(titles)
        for action, name, title, is_shown in zip(
            self.shown_actions, names, titles, shown, strict=True
        ):
            with QSignalBlocker(action):
                action.setChecked(is_shown)
            action.setText(name)
            action.setToolTip(
                self.tr("Show and train {title}; hidden, it stands still ({keys})").format(
                    title=title, keys=action.shortcut().toString()
                )
            )

    def event(self, event: QEvent) -> bool:  # noqa: D102
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return done

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icons"):
            self.show_playing(self._playing)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "shown_actions"):
            self._take_room()

    def _fit(self) -> None:
        """Leave words out where the toolbar is too narrow, and only there."""
        if not hasattr(self, "shown_actions"):  # Qt asks before all of it is there
            return
        needed = self.sizeHint().width()
        wordy = needed + (0 if self._wordy else self._spared) <= self.width()
        if wordy == self._wordy:
            return
        self._wordy = wordy
        self._show_words(wordy)
        if not wordy:
            self._spared = needed - self.sizeHint().width()

    def _take_room(self) -> None:
        """Keep room for the seed's digits, and for the longer of the first button's two words."""
        play = self.widgetForAction(self.play_action)
        play.setMinimumWidth(play.fontMetrics().horizontalAdvance(self.tr("Pause")) + 44)
        digits = self.seed_box.fontMetrics().horizontalAdvance("0" * 6)
        self.seed_box.setMinimumWidth(digits + 30)

    def _show_words(self, shown: bool) -> None:
        styles = Qt.ToolButtonStyle
        for action in (self.slow_action, self.reset_action):
            button = self.widgetForAction(action)
            assert isinstance(button, QToolButton)
            style = styles.ToolButtonTextBesideIcon if shown else styles.ToolButtonIconOnly
            button.setToolButtonStyle(style)
        for box in (self.preset_box, self.device_box):
            self._labels[box].setVisible(shown)
        layout = self.layout()
        assert layout is not None
        layout.invalidate()  # else `sizeHint` is of before

    def _act(
        self,
        text: str,
        tip: str,
        keys: str,
        icon: Callable[[QColor], QIcon] | None = None,
        do: Callable[[], None] | None = None,
    ) -> QAction:
        action = QAction(text, self, shortcut=QKeySequence(keys))
        action.setToolTip(f"{tip} ({keys})" if keys else tip)
        if icon:
            self._icons[action] = icon
        if do:
            action.triggered.connect(lambda: do())
        self.addAction(action)
        return action

    def _step(self, text: str, part: str, keys: str, tip: str) -> QAction:
        return self._act(text, tip, keys, step_icon, lambda: self.stepped.emit(part))

    def _toggle(self, slot: int, keys: str) -> QAction:
        action = self._act("", "", keys)
        action.setCheckable(True)
        action.toggled.connect(lambda shown: self.shown_changed.emit(slot, shown))
        return action

    def _add_choices(self) -> None:
        self._preset_tip = self.tr("How both models train; another one starts anew")
        self.preset_box = self._add_choice(
            self.tr("&Preset"), next(iter(MODELS.values())).presets, self._preset_tip
        )
        self.preset_box.setMinimumContentsLength(8)  # those that are not offered are named, too
        self.preset_box.textActivated.connect(self.preset_changed)
        tip = self.tr("Where the models train; another one starts anew")
        self.device_box = self._add_choice(self.tr("Dev&ice"), ["auto"], tip)
        self.device_box.textActivated.connect(self.device_changed)
        tip = self.tr(
            "What is fair: the models at the same iteration, or trained for the same time.\n"
            "The one that is behind catches up."
        )
        self.clock_box = self._add_choice(self.tr("R&ace"), map(tr_message, _CLOCKS.values()), tip)
        self.clock_box.activated.connect(
            lambda index: self.clock_changed.emit(list(_CLOCKS)[index])
        )

    def _add_seed(self) -> NumberBox:
        box = NumberBox(minimum=0, maximum=_LARGEST_SEED)
        box.setKeyboardTracking(False)
        box.setAccessibleName(self.tr("Seed"))
        box.setToolTip(
            self.tr("The seed of the initial weights and of all points; a new one starts anew")
        )
        box.lineEdit().setAcceptDrops(False)
        box.valueChanged.connect(self.seed_changed)
        self._add_labelled(self.tr("See&d"), box)
        return box

    def _add_choice(self, label: str, choices: Iterable[str], tip: str) -> QComboBox:
        box = QComboBox()
        box.addItems(list(choices))
        box.setAccessibleName(plain(label))
        box.setToolTip(tip)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._add_labelled(label, box)
        return box

    def _add_labelled(self, text: str, widget: QWidget) -> None:
        label = QLabel(text)
        label.setBuddy(widget)
        self._labels[widget] = label
        pair = QWidget()
        layout = QHBoxLayout(pair)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label)
        layout.addWidget(widget)
        self.addWidget(pair)

    def _set_focus_policies(self) -> None:
        """Tab reaches the buttons, but a click leaves the focus where it was."""
        buttons = {}
        for action in self.actions():
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                buttons[action] = button
        seed_button = buttons[self.seed_action]
        seed_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        boxes = (self.preset_box, self.device_box, self.clock_box)
        EnterPresses(*buttons.values(), *boxes)

"""▶ ⏸ ↺, the preset, the seed, the device, and how fast it goes."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from playground.gan.config import PRESETS
from playground.gui.icons import pause_icon, play_icon, reset_icon
from playground.gui.keys import NumberBox, SpacePresses
from playground.gui.progress import Progress

_LARGEST_SEED = 2**31 - 1


class RunBar(QToolBar):
    """Sends what a person does with a run as signals; shows what it is told."""

    toggled = Signal()
    reset = Signal()
    preset_changed = Signal(str)
    seed_changed = Signal(int)
    device_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__("Run")
        self.setObjectName("run_bar")
        self.setMovable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggleViewAction().setVisible(False)
        self.play_action = QAction(self, shortcut=QKeySequence(Qt.Key.Key_Space))
        self.play_action.triggered.connect(self.toggled)
        self.reset_action = QAction("Reset", self, shortcut=QKeySequence("Ctrl+R"))
        self.reset_action.setToolTip("Back to the same initial weights (Ctrl+R)")
        self.reset_action.triggered.connect(self.reset)
        self._playing = False
        self.addAction(self.play_action)
        self.addAction(self.reset_action)
        self.preset_box = self._add_choice(
            "&Preset", PRESETS, "How both models train; another one starts anew"
        )
        self.preset_box.currentTextChanged.connect(self.preset_changed)
        self.seed_box = self._add_seed()
        self.device_box = self._add_choice(
            "&Device", ["auto"], "Where the models train; another one starts anew"
        )
        self.device_box.currentTextChanged.connect(self.device_changed)
        self.progress_label = self._add_progress()
        self._let_keys_reach()
        self.show_playing(False)

    def show_playing(self, playing: bool) -> None:
        """▶ or ⏸: what the button does next."""
        self._playing = playing
        ink = self.palette().color(QPalette.ColorRole.ButtonText)
        self.play_action.setIcon(pause_icon(ink) if playing else play_icon(ink))
        self.play_action.setText("Pause" if playing else "Play")
        self.play_action.setToolTip(f"{'Pause' if playing else 'Start'} the training (Space)")
        self.reset_action.setIcon(reset_icon(ink))

    def show_devices(self, devices: Iterable[str], chosen: str) -> None:
        """Offer these devices."""
        with QSignalBlocker(self.device_box):
            self.device_box.clear()
            self.device_box.addItems(list(devices))
            self.device_box.setCurrentText(chosen)

    def show_progress(self, progress: Progress) -> None:
        """The numbers at the right."""
        laps = "   ".join(
            f"{lap.title} {lap.iteration:,} · {lap.per_second:,.0f} it/s" for lap in progress.laps
        )
        self.progress_label.setText(f"{laps}   {progress.frames_per_second:.0f} frames/s")

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_playing"):
            self.show_playing(self._playing)

    def _add_seed(self) -> NumberBox:
        box = NumberBox(minimum=0, maximum=_LARGEST_SEED)
        box.setKeyboardTracking(False)
        box.setAccessibleName("Seed")
        box.setToolTip("The seed of the initial weights and of all points; a new one starts anew")
        box.setMinimumWidth(box.fontMetrics().horizontalAdvance("0" * 8) + 30)
        box.lineEdit().setAcceptDrops(False)
        box.valueChanged.connect(self.seed_changed)
        self._add_labelled("&Seed", box)
        return box

    def _add_choice(self, label: str, choices: Iterable[str], tip: str) -> QComboBox:
        box = QComboBox()
        box.addItems(list(choices))
        box.setAccessibleName(label.replace("&", ""))
        box.setToolTip(tip)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._add_labelled(label, box)
        return box

    def _add_labelled(self, text: str, widget: QWidget) -> None:
        label = QLabel(text)
        label.setBuddy(widget)
        pair = QWidget()
        layout = QHBoxLayout(pair)
        layout.setContentsMargins(12, 0, 0, 0)
        layout.addWidget(label)
        layout.addWidget(widget)
        self.addWidget(pair)

    def _add_progress(self) -> QLabel:
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        label = QLabel()
        label.setAccessibleName("Progress")
        label.setToolTip(
            "Iterations done, iterations a second of each model (they train in step), "
            "and pictures a second"
        )
        label.setContentsMargins(0, 0, 8, 0)
        self.addWidget(label)
        return label

    def _let_keys_reach(self) -> None:
        """Tab reaches the buttons, a click leaves the focus where it was."""
        buttons = [self.widgetForAction(a) for a in (self.play_action, self.reset_action)]
        for button in buttons:
            assert isinstance(button, QToolButton)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        play, reset = buttons
        play.setMinimumWidth(play.fontMetrics().horizontalAdvance("Pause") + 44)
        SpacePresses(reset, self.preset_box, self.device_box)

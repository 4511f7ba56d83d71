"""The row below the panels: a slider through the run's past, and what can be done there."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QToolButton,
    QWidget,
)

from playground.app.history_player import FIRST_SPEED, SPEEDS, PlayheadState
from playground.app.milestones import GOOD, Milestones
from playground.gui.widgets.icons import back_icon, pause_icon, replay_icon, step_icon
from playground.gui.widgets.keys import EnterPresses, plain

PAGE = 10
"""How many snapshots Page Up and Page Down go."""

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageDown: -PAGE,
    Qt.Key.Key_PageUp: PAGE,
}


class TimeSlider(QSlider):
    """A click goes there at once; keys and the wheel go from snapshot to snapshot.

    Marks point at iterations, those of the first model from above, those of the second from below.
    """

    sought = Signal(int)  # an iteration
    stepped = Signal(int)  # so many snapshots; a negative number goes back
    rewound = Signal()
    ended = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(80)
        self.actionTriggered.connect(self._seek)
        self._marks: tuple[int | None, ...] = ()

    def mark(self, iterations: Sequence[int | None]) -> None:
        """Mark these, one a model, instead of others."""
        self._marks = tuple(iterations)
        self.update()

    def show_range(self, value: int, newest: int) -> None:
        """Stand at `value` of 0 … `newest`; a handle that is being dragged stays there."""
        with QSignalBlocker(self):
            self.setMaximum(max(newest, 1))
            self.setEnabled(newest > 0)
            if not self.isSliderDown():
                self.setValue(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key == Qt.Key.Key_Home:
            self.rewound.emit()
        elif key == Qt.Key.Key_End:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: D102, N802
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned:
            self.stepped.emit(1 if turned > 0 else -1)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if event.button() != Qt.MouseButton.LeftButton:
            return
        # The handle jumps to the cursor first, so that the press takes hold of it.
        self.setValue(self._value_at(event.position().x()))
        super().mousePressEvent(event)
        self.sought.emit(self.value())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.WindowText))
        size = self.height() / 4
        for index, iteration in enumerate(self._marks):
            if iteration is not None:
                edge, inwards = (0.0, size) if index == 0 else (self.height() - 0.0, -size)
                x = self.x_of(iteration)
                tip = QPointF(x, edge + inwards)
                wide = (QPointF(x - size / 1.5, edge), QPointF(x + size / 1.5, edge))
                painter.drawPolygon(QPolygonF([tip, *wide]))

    def x_of(self, iteration: int) -> float:
        """Where the middle of the handle is at this iteration, in pixels."""
        start, room = self._way
        return start + QStyle.sliderPositionFromValue(
            self.minimum(), self.maximum(), iteration, round(room)
        )

    def _seek(self, _action: int) -> None:
        self.sought.emit(self.sliderPosition())

    def _value_at(self, x: float) -> int:
        start, room = self._way
        return QStyle.sliderValueFromPosition(
            self.minimum(), self.maximum(), round(x - start), round(room)
        )

    @property
    def _way(self) -> tuple[float, int]:
        """Where the middle of the handle is at the beginning, and how far it goes, in pixels."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style, slider = self.style(), QStyle.ComplexControl.CC_Slider
        groove = style.subControlRect(slider, option, QStyle.SubControl.SC_SliderGroove, self)
        handle = style.subControlRect(slider, option, QStyle.SubControl.SC_SliderHandle, self)
        return groove.x() + handle.width() / 2, groove.width() - handle.width()


class TimeActions(QObject):
    """The actions of the Time menu: step, play back, return to the present, fork."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.back = self._action(self.tr("&Back a picture"), "Alt+Left")
        self.forward = self._action(self.tr("&Forward a picture"), "Alt+Right")
        self.rewind = self._action(self.tr("To the be&ginning"), "Alt+Home")
        self.now = self._action(self.tr("To &now"), "Alt+End")
        self.now.setToolTip(self.tr("Back to the present (Alt+End)"))
        self.best = (self._action("", "Alt+Up"), self._action("", "Alt+Shift+Up"))
        self._start, self._stop = self.tr("&Play back"), self.tr("Stop &playing back")
        self.play_back = self._action(self._start, "P")
        self.forks = (self._action("", "Ctrl+F"), self._action("", "Ctrl+Shift+F"))
        self.take_back = self._action(self.tr("&Take back the fork"))
        self.show_state(PlayheadState(None, 0, False))
        self.take_back.setEnabled(False)

    def fill(self, menu: QMenu) -> None:
        """Fill `menu` with all actions."""
        menu.addActions([self.play_back, self.back, self.forward, self.rewind, self.now])
        menu.addActions(list(self.best))
        menu.addSeparator()
        menu.addActions([*self.forks, self.take_back])

    def show_state(self, state: PlayheadState) -> None:
        """Enable what can be done there."""
        has_past = state.newest > 0
        for action in (self.back, self.rewind, self.play_back):
            action.setEnabled(has_past)
        for action in (self.forward, self.now):
            action.setEnabled(state.at is not None)
        self.play_back.setText(self._stop if state.playing_back else self._start)

    def show_best(self, titles: Sequence[str], iterations: Sequence[int | None]) -> None:
        """Offer to go where each slot's distance was least; None where that is not known."""
        for action, title, iteration in zip(self.best, titles, iterations, strict=True):
            action.setEnabled(iteration is not None)
            action.setText(self.tr("To the best of {model}").format(model=title))

    def show_forks(self, titles: Sequence[str], starts: Sequence[int | None], *, now: bool) -> None:
        """Offer to fork each slot from the iteration in `starts`, unless that is None.

        A fork of the present (`now`) begins wherever the model is by then, so no number is shown.
        """
        text = self.tr("Fork {model} at {start}, in the place of {other}")
        if now:
            text = self.tr("Fork {model} as it is now, in the place of {other}")
        for slot, (action, start) in enumerate(zip(self.forks, starts, strict=True)):
            action.setEnabled(start is not None)
            names = {"model": titles[slot], "other": titles[1 - slot]}
            action.setText(text.format(start=f"{start or 0:,}", **names))

    def _action(self, text: str, keys: str = "") -> QAction:
        action = QAction(text, self, shortcut=QKeySequence(keys))
        if text and keys:
            action.setToolTip(f"{plain(text)} ({keys})")
        return action


_INSET = 6  # pixels beside the words


class Timeline(QWidget):
    """The slider, the iteration shown, and buttons for the time actions.

    Where it is too narrow for all, the words of the iteration become its number, and what the menu
    has as well goes.
    """

    speed_changed = Signal(int)  # frames per second

    def __init__(self, actions: TimeActions) -> None:
        super().__init__()
        self._actions = actions
        self._state: PlayheadState | None = None
        self._wordy, self._room = True, (0, 0)  # of the number alone, and of the words
        self.slider = TimeSlider()
        self.slider.setAccessibleName(self.tr("Timeline"))
        self._how_to = self.tr(
            "Drag through the training so far; arrow keys go from picture to picture, "
            "Home to the first, End to the present"
        )
        self.slider.setToolTip(self._how_to)
        # Once released, the handle stands at the snapshot that is shown.
        self.slider.sliderReleased.connect(self._follow_state)
        self.label = QLabel()
        self.label.setAccessibleName(self.tr("Iteration shown"))
        self.label.setAutoFillBackground(True)
        self.label.setContentsMargins(_INSET, 0, _INSET, 0)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.speed_box = self._speeds()
        self._icons: dict[QAction, Callable[[QColor], QIcon]] = {
            actions.back: back_icon,
            actions.play_back: replay_icon,
            actions.forward: step_icon,
        }
        self.now_button = self._button(actions.now)
        self.fork_button = self._fork_button(actions.forks)
        self._arrange()
        self.show_state(PlayheadState(None, 0, False))

    def show_state(self, state: PlayheadState) -> None:
        """Show the state on the slider and in words."""
        before, self._state = self._state, state
        shown = state.newest if state.at is None else state.at
        self.slider.show_range(shown, state.newest)
        self._leave_room(state.newest)
        self.label.setText(self._words(state))
        self._actions.show_state(state)
        self.speed_box.setEnabled(state.newest > 0)
        if before is None or _marks(before) != _marks(state):
            self._mark(state)

    def show_milestones(self, titles: Sequence[str], milestones: Sequence[Milestones]) -> None:
        """Mark where each slot's model was found good, and offer to go where it was best."""
        self.slider.mark([one.good for one in milestones])
        self._actions.show_best(titles, [one.best for one in milestones])
        found = [
            self.tr("{model} was within {good} times the floor at iteration {iteration}").format(
                model=title, good=GOOD, iteration=f"{one.good:,}"
            )
            for title, one in zip(titles, milestones, strict=True)
            if one.good is not None
        ]
        self.slider.setToolTip("\n".join([self._how_to, *found]))

    def _follow_state(self) -> None:
        if self._state is not None:
            self.show_state(self._state)

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if not hasattr(self, "_icons"):
            return
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icons()
        elif event.type() == QEvent.Type.FontChange:
            self._room = (0, 0)
            self._follow_state()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102, N802
        super().resizeEvent(event)
        self._fit()
        self._follow_state()

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        kept = [self.slider, *self._buttons, self.fork_button]
        widths = [max(one.minimumSizeHint().width(), one.minimumWidth()) for one in kept]
        margins, height = self._row.contentsMargins(), super().minimumSizeHint().height()
        spaces = margins.left() + margins.right() + self._row.spacing() * len(kept)
        return QSize(sum(widths) + self._room[0] + spaces, height)

    def _fit(self) -> None:
        """Show as much as there is room for, the words first."""
        left = self.width() - self.minimumSizeHint().width() - (self._room[1] - self._room[0])
        self._wordy = left >= 0
        for spare in (self.now_button, self.speed_box):
            left -= spare.sizeHint().width() + self._row.spacing()
            spare.setVisible(left >= 0)
        self.label.setMinimumWidth(self._room[self._wordy])

    def _mark(self, state: PlayheadState) -> None:
        """Highlight the words while the past is shown; the button pauses while it plays back."""
        past = state.at is not None
        back = QPalette.ColorRole.Highlight if past else QPalette.ColorRole.Window
        ink = QPalette.ColorRole.HighlightedText if past else QPalette.ColorRole.WindowText
        self.label.setBackgroundRole(back)
        self.label.setForegroundRole(ink)
        self._icons[self._actions.play_back] = pause_icon if state.playing_back else replay_icon
        self._paint_icons()

    def _words(self, state: PlayheadState) -> str:
        if not self._wordy:
            return f"{state.newest if state.at is None else state.at:,}"
        if state.at is None:
            return self.tr("Now: {newest}").format(newest=f"{state.newest:,}")
        return self._past_words(state.at, state.newest)

    def _past_words(self, at: int, newest: int) -> str:
        return self.tr("Past: {at} of {newest}").format(at=f"{at:,}", newest=f"{newest:,}")

    def _leave_room(self, newest: int) -> None:
        """Keep the width of the slider while the words change."""
        widest = f"{newest:,}", self._past_words(newest, newest)
        metrics = self.label.fontMetrics()
        short, long = (metrics.horizontalAdvance(words) + 2 * _INSET for words in widest)
        if (short, long) != self._room:
            self._room = short, long
            self._fit()

    def _paint_icons(self) -> None:
        ink = self.palette().color(QPalette.ColorRole.ButtonText)
        for action, icon in self._icons.items():
            action.setIcon(icon(ink))

    def _arrange(self) -> None:
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 6, 2)
        row.setSpacing(2)
        self._buttons = [self._button(action) for action in self._icons]
        for button in self._buttons:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            row.addWidget(button)
        row.addWidget(self.speed_box)
        row.addWidget(self.slider, 1)
        for widget in (self.label, self.now_button, self.fork_button):
            row.addWidget(widget)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setDefaultAction(action)
        button.setAccessibleName(plain(action.text()))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        EnterPresses(button)
        return button

    def _fork_button(self, forks: Iterable[QAction]) -> QPushButton:
        button = QPushButton(self.tr("Fork from here"))
        button.setToolTip(
            self.tr("Continue from the iteration shown in the other panel, with other settings")
        )
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        menu.addActions(list(forks))
        menu.addSeparator()
        menu.addAction(self._actions.take_back)
        button.setMenu(menu)
        EnterPresses(button)
        return button

    def _speeds(self) -> QComboBox:
        box = QComboBox()
        for speed in SPEEDS:
            box.addItem(self.tr("{speed}/s").format(speed=speed), speed)
        box.setCurrentIndex(SPEEDS.index(FIRST_SPEED))
        box.setAccessibleName(self.tr("Playback speed"))
        box.setToolTip(self.tr("Frames per second when the past is played back"))
        box.currentIndexChanged.connect(lambda index: self.speed_changed.emit(SPEEDS[index]))
        EnterPresses(box)
        return box


def _marks(state: PlayheadState) -> tuple[bool, bool]:
    return state.at is not None, state.playing_back

"""One row below the panels: where in the run they are, and the way to any other moment of it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from playground.gui.icons import back_icon, pause_icon, play_icon, step_icon
from playground.gui.keys import SpacePresses, plain
from playground.gui.playhead import FIRST_SPEED, SPEEDS, Where
from playground.gui.time_actions import TimeActions
from playground.gui.time_slider import TimeSlider

_INSET = 6  # pixels beside the words


class Timeline(QWidget):
    """Sends where a person wants to look, and shows where that is."""

    speed_changed = Signal(int)  # pictures a second

    def __init__(self, actions: TimeActions) -> None:
        super().__init__()
        self._actions = actions
        self._where: Where | None = None
        self.slider = TimeSlider()
        self.slider.setAccessibleName(self.tr("Timeline"))
        self.slider.setToolTip(
            self.tr(
                "Drag through the training so far; arrow keys go from picture to picture, "
                "Home to the first, End to the present"
            )
        )
        # Out of the hand, the handle stands at the snapshot that is shown.
        self.slider.sliderReleased.connect(self._let_go)
        self.label = QLabel()
        self.label.setAccessibleName(self.tr("Moment on show"))
        self.label.setAutoFillBackground(True)
        self.label.setContentsMargins(_INSET, 0, _INSET, 0)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.speed_box = self._speeds()
        self._icons: dict[QAction, Callable[[QColor], QIcon]] = {
            actions.back: back_icon,
            actions.play_back: play_icon,
            actions.on: step_icon,
        }
        self.now_button = self._button(actions.now)
        self.fork_button = self._fork_button(actions.forks)
        self._arrange()
        self.show_where(Where(None, 0, False))

    def show_where(self, where: Where) -> None:
        """The slider, and the moment in words."""
        before, self._where = self._where, where
        shown = where.newest if where.at is None else where.at
        self.slider.show_range(shown, where.newest)
        self.label.setText(self._words(where))
        self._leave_room(where.newest)
        self._actions.show_where(where)
        self.speed_box.setEnabled(where.newest > 0)
        if before is None or _state(before) != _state(where):
            self._mark(where)

    def _let_go(self) -> None:
        if self._where is not None:
            self.show_where(self._where)

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icons"):
            self._paint_icons()

    def _mark(self, where: Where) -> None:
        """Let the words stand out while they tell of the past, and the button be a pause."""
        past = where.at is not None
        back = QPalette.ColorRole.Highlight if past else QPalette.ColorRole.Window
        ink = QPalette.ColorRole.HighlightedText if past else QPalette.ColorRole.WindowText
        self.label.setBackgroundRole(back)
        self.label.setForegroundRole(ink)
        self._icons[self._actions.play_back] = pause_icon if where.playing_back else play_icon
        self._paint_icons()

    def _words(self, where: Where) -> str:
        if where.at is None:
            return self.tr("Now: {newest}").format(newest=f"{where.newest:,}")
        return self.tr("Past: {at} of {newest}").format(
            at=f"{where.at:,}", newest=f"{where.newest:,}"
        )

    def _leave_room(self, newest: int) -> None:
        """Keep the slider as wide as it is while the words change."""
        longest = self.label.fontMetrics().horizontalAdvance(
            self._words(Where(newest, newest, False))
        )
        self.label.setMinimumWidth(longest + 2 * _INSET)

    def _paint_icons(self) -> None:
        ink = self.palette().color(QPalette.ColorRole.ButtonText)
        for action, icon in self._icons.items():
            action.setIcon(icon(ink))

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 6, 2)
        row.setSpacing(2)
        for action in self._icons:
            button = self._button(action)
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
        SpacePresses(button)
        return button

    def _fork_button(self, forks: Iterable[QAction]) -> QPushButton:
        button = QPushButton(self.tr("Fork from here"))
        button.setToolTip(
            self.tr("Train on from the moment on show in the other place, with other settings")
        )
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        menu.addActions(list(forks))
        menu.addSeparator()
        menu.addAction(self._actions.take_back)
        button.setMenu(menu)
        SpacePresses(button)
        return button

    def _speeds(self) -> QComboBox:
        box = QComboBox()
        for speed in SPEEDS:
            box.addItem(self.tr("{speed}/s").format(speed=speed), speed)
        box.setCurrentIndex(SPEEDS.index(FIRST_SPEED))
        box.setAccessibleName(self.tr("Speed of playing back"))
        box.setToolTip(self.tr("Pictures a second that the past is played back with"))
        box.currentIndexChanged.connect(lambda index: self.speed_changed.emit(SPEEDS[index]))
        SpacePresses(box)
        return box


def _state(where: Where) -> tuple[bool, bool]:
    return where.at is not None, where.playing_back

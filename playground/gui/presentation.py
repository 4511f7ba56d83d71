"""The presentation view: the models on the full screen in large type, and a bar that hides."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QMenuBar,
    QToolButton,
    QWidget,
)

from playground.gui.lessons.steps import LessonSteps
from playground.gui.panels.comparison import ComparisonView
from playground.gui.run_toolbar import RunToolbar
from playground.gui.widgets.keys import EnterPresses
from playground.gui.widgets.text_size import text_scale

ENLARGED, LARGEST = 1.5, 2.0
"""Type on the panels, in that of the window; no larger than this times the system's, for there the
panels have no room left."""

_BAR_MS = 2500
"""The bar goes so long after the mouse has rested."""
_INSET = 8


class PresentationBar(QFrame):
    """Stands over the lower edge of `models`; it comes with the mouse and goes when that rests."""

    def __init__(self, window: QWidget, models: QWidget) -> None:
        """The bar is a child of `window`, and so are the models in the end."""
        super().__init__(window)
        self._window, self._models = window, models
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("Presentation"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 3, 6, 3)
        self._row.setSpacing(2)
        self._buttons: list[QToolButton] = []
        self._timer = QTimer(self, interval=_BAR_MS, singleShot=True)
        self._timer.timeout.connect(self._rest)
        self.hide()

    def add(self, *actions: QAction) -> None:
        """Add a button for each action."""
        for action in actions:
            button = QToolButton(autoRaise=True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setDefaultAction(action)
            EnterPresses(button)
            self._row.addWidget(button)
            self._buttons.append(button)

    def appear(self) -> None:
        """Come, and stay until the mouse has rested."""
        self._set_style(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if self.sizeHint().width() > self._window.width():
            self._set_style(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.adjustSize()
        room = self._models.rect().translated(self._models.mapTo(self._window, QPoint()))
        place = self.rect()
        place.moveCenter(room.center())
        place.moveBottom(room.bottom() - _INSET)
        place.moveLeft(max(min(place.left(), self._window.width() - place.width()), 0))
        self.setGeometry(place)
        self.show()
        self.raise_()
        self._timer.start()

    def _set_style(self, style: Qt.ToolButtonStyle) -> None:
        """Where there is an icon."""
        for button in self._buttons:
            if not button.icon().isNull():
                button.setToolButtonStyle(style)
        self._row.invalidate()

    def vanish(self) -> None:
        """Go at once."""
        self._timer.stop()
        self.hide()

    def _rest(self) -> None:
        if self.underMouse():
            self._timer.start()
        else:
            self.hide()


class Presentation(QObject):
    """Shows the models of a window, and its drawing, its timeline and the steps of its lesson, if
    these are wanted, and nothing else.
    """

    changed = Signal(bool)  # whether it is on

    def __init__(
        self,
        window: QMainWindow,
        comparison: ComparisonView,
        run_toolbar: RunToolbar,
        *,
        drawing: QWidget,
        steps: LessonSteps,
        hides: Sequence[QWidget],
    ) -> None:
        """`drawing` and `steps` are shown where that is wanted; `hides` and the window's bars never
        are.
        """
        super().__init__(window)
        self._window, self._comparison = window, comparison
        bars = (window.menuBar(), run_toolbar, window.statusBar())
        rows = (comparison.view_toolbar, comparison.timeline)
        self._drawing, self._parts = drawing, (*bars, *rows, *hides, drawing)
        self._steps = steps
        self._hidden: list[QWidget] = []
        self._in_front: list[QWidget] = []
        self._keys: list[QAction] = []
        self._state = Qt.WindowState.WindowNoState
        self.is_on = False
        self.with_drawing = self._action(self.tr("Drawing"), "Alt+F11")
        self.with_drawing.setCheckable(True)
        self.with_drawing.setToolTip(self.tr("Show the drawing beside the models (Alt+F11)"))
        self.with_drawing.toggled.connect(self._show_parts)
        self.with_timeline = self._action(self.tr("Timeline"), "Ctrl+F11")
        self.with_timeline.setCheckable(True)
        self.with_timeline.setToolTip(self.tr("Show the timeline below the models (Ctrl+F11)"))
        self.with_timeline.toggled.connect(self._show_parts)
        self.with_steps = self._action(self.tr("Lesson"), "Ctrl+Shift+F11")
        self.with_steps.setCheckable(True)
        self.with_steps.setChecked(True)
        self.with_steps.setToolTip(
            self.tr("Show the steps of the lesson one by one (Ctrl+Shift+F11); PgDown turns")
        )
        self.with_steps.toggled.connect(self._show_parts)
        self.leave_action = self._action(self.tr("Leave"))
        self.leave_action.setToolTip(self.tr("Leave the presentation (Esc)"))
        self.leave_action.triggered.connect(self.leave)
        self.bar = PresentationBar(window, comparison.models)
        toolbar, time = run_toolbar, comparison.time_actions
        self.bar.add(toolbar.play_action, *toolbar.step_actions, toolbar.slow_action)
        self.bar.add(toolbar.reset_action, time.rewind, time.play_back, time.now)
        self.bar.add(*self._choices, self.leave_action)

    def set_on(self, on: bool) -> None:
        """Enter or leave."""
        if on:
            self.enter()
        else:
            self.leave()

    def start(self) -> None:
        """Enter, at the beginning of what was trained so far."""
        self.enter()
        self._comparison.time_actions.rewind.trigger()

    def enter(self) -> None:
        """Hide all but the models, and enlarge their type."""
        if self.is_on:
            return
        self.is_on = True
        window = self._window
        self._state = window.windowState()
        self._keys = [action for action in _menu_actions(window.menuBar()) if action.shortcuts()]
        self._hidden = [part for part in self._parts if not part.isHidden()]
        self._in_front = [part for part in self._hidden if not part.visibleRegion().isEmpty()]
        for part in self._hidden:
            part.hide()
        # A hidden menu's keys would sleep.
        window.addActions([*self._keys, *self._choices])
        self._enable(True)
        self._show_parts()
        self._comparison.set_text_scale(self.text_scale)
        window.setWindowState(self._state | Qt.WindowState.WindowFullScreen)
        for watched in self._watched:
            watched.setMouseTracking(True)
            watched.installEventFilter(self)
        self.changed.emit(True)

    def leave(self) -> None:
        """Show the window as it was."""
        if not self.is_on:
            return
        self.is_on = False
        window = self._window
        for watched in self._watched:
            watched.removeEventFilter(self)
        self.bar.vanish()
        self._enable(False)
        for action in (*self._keys, *self._choices):
            window.removeAction(action)
        self._steps.set_on(False)
        self._comparison.timeline.hide()
        for part in self._hidden:
            part.show()
        for part in self._in_front:
            if isinstance(part, QDockWidget):  # before the others in its place
                part.raise_()
        window.setWindowState(self._state)
        self._comparison.set_text_scale(self.text_scale)
        self.changed.emit(False)

    @property
    def text_scale(self) -> float:
        """How large type on the panels is, where 1 is the system's size."""
        usual = text_scale()
        return max(usual, min(usual * ENLARGED, LARGEST)) if self.is_on else usual

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102, N802
        if event.type() == QEvent.Type.MouseMove:
            self.bar.appear()
        return super().eventFilter(watched, event)

    @property
    def _watched(self) -> tuple[QWidget, ...]:
        return (self._window, self._comparison, *self._comparison.panels)

    @property
    def _choices(self) -> tuple[QAction, ...]:
        return self.with_drawing, self.with_timeline, self.with_steps

    def _show_parts(self) -> None:
        """Show what is wanted beside the models."""
        if self.is_on:
            self._drawing.setVisible(self.with_drawing.isChecked())
            self._comparison.timeline.setVisible(self.with_timeline.isChecked())
            self._steps.set_on(self.with_steps.isChecked() and self._steps.any)

    def _enable(self, on: bool) -> None:
        for action in (*self._choices, self.leave_action):
            action.setEnabled(on)
        self.with_steps.setEnabled(on and self._steps.any)

    def _action(self, text: str, keys: str = "") -> QAction:
        return QAction(text, self, shortcut=QKeySequence(keys), enabled=False)


def _menu_actions(menu: QMenuBar | QMenu) -> Iterator[QAction]:
    """All actions of a menu and of those in it."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _menu_actions(inner)
        else:
            yield action

"""The lessons beside the models: their dock, and what opening one does to the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QTabBar

from playground.errors import InputError
from playground.gui.language import said
from playground.gui.lesson import Lesson, Scene
from playground.gui.lessons_panel import LessonsPanel
from playground.gui.session import Session

if TYPE_CHECKING:
    from playground.gui.window import Window

_WIDTH = 340
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class Teaching(QObject):
    """Opens lessons: the drawing as one step that can be undone, the settings, the overlays."""

    problem = Signal(str)
    noted = Signal(str)
    digits_wanted = Signal()

    def __init__(self, window: "Window", session: Session) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self.panel = LessonsPanel()
        self.dock = QDockWidget(self.tr("Lessons"), window)
        self.dock.setObjectName("lessons")
        self.dock.setAllowedAreas(Qt.DockWidgetArea.RightDockWidgetArea)
        self.dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.dock.setWidget(self.panel)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        window.tabifyDockWidget(window.settings_dock, self.dock)
        for tabs in window.findChildren(QTabBar, options=_DIRECT):  # Qt makes it without a name
            tabs.setAccessibleName(self.tr("Settings and lessons"))
        self.dock.hide()
        self.panel.opened.connect(self.open)

    def show(self) -> None:
        """Show the lessons where the settings are, wide enough to read."""
        self.dock.show()
        self.dock.raise_()
        self._window.resizeDocks([self.dock], [_WIDTH], Qt.Orientation.Horizontal)
        self.panel.page.setFocus()

    def open(self, lesson: Lesson) -> None:
        """Put what the lesson is about into the window."""
        try:
            scene = lesson.scene
        except InputError as error:
            self.problem.emit(said(error))
            return
        if scene is None:
            self.digits_wanted.emit()
        else:
            self._play(scene)
            self.noted.emit(
                self.tr("Lesson {number} is open; Undo brings your drawing back.").format(
                    number=lesson.number
                )
            )

    def _play(self, scene: Scene) -> None:
        session = self._session
        session.take_up(scene.setup, scene.drawing())
        self._window.stage.look_bar.show_view(scene.view)
        session.set_playing(scene.plays)

"""The dock of the lessons: a list, the page of one, and what opening it does to the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.app.lessons import Lesson, LessonScene, all_lessons
from playground.app.session import Session
from playground.app.translation import tr_message
from playground.errors import InputError
from playground.gui.lessons.page import LessonPage
from playground.gui.widgets.keys import SpacePresses

if TYPE_CHECKING:
    from playground.gui.main_window import MainWindow


class LessonsPanel(QWidget):
    """Sends the lesson that a person opens; which page is read is nobody else's business."""

    opened = Signal(object)  # Lesson

    def __init__(self) -> None:
        super().__init__()
        self.lessons = all_lessons()
        self.page = LessonPage()
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Lesson"))
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.back = self._button(Qt.ArrowType.LeftArrow, self.tr("Previous lesson"), "Ctrl+PgUp")
        self.onward = self._button(Qt.ArrowType.RightArrow, self.tr("Next lesson"), "Ctrl+PgDown")
        self.open_button = QPushButton(self.tr("Open this lesson"))
        self.warning = QLabel(wordWrap=True)
        self._arrange()
        for lesson in self.lessons:
            self.box.addItem(f"{lesson.number}  {lesson.title(self._language())}")
        self._connect()
        self._show()

    @property
    def lesson(self) -> Lesson:
        """The one whose page is shown."""
        return self.lessons[self.box.currentIndex()]

    def show_lesson(self, name: str) -> None:
        """Turn to the page of the lesson whose folder has this name."""
        for index, lesson in enumerate(self.lessons):
            if lesson.folder.name == name:
                self.box.setCurrentIndex(index)

    def _show(self) -> None:
        index = self.box.currentIndex()
        self.back.setEnabled(index > 0)
        self.onward.setEnabled(index + 1 < len(self.lessons))
        self.page.show_page(self.lesson.folder, self.lesson.page(self._language()))
        if self.lesson.scene is None:
            self.warning.setText(self.tr("Opens a trained model; your drawing stays."))
        else:
            self.warning.setText(
                self.tr("Replaces the drawing and the settings; Undo brings the drawing back.")
            )

    def _turn(self, pages: int) -> None:
        index = self.box.currentIndex() + pages
        if 0 <= index < len(self.lessons):
            self.box.setCurrentIndex(index)

    def _connect(self) -> None:
        self.box.currentIndexChanged.connect(self._show)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.onward.clicked.connect(lambda: self._turn(1))
        self.open_button.clicked.connect(lambda: self.opened.emit(self.lesson))
        self.page.lesson_wanted.connect(self.show_lesson)
        SpacePresses(self.box, self.back, self.onward, self.open_button)

    def _arrange(self) -> None:
        turning = QHBoxLayout()
        turning.setSpacing(0)  # so that the longest title fits in a window of 1280
        turning.addWidget(self.back)
        turning.addWidget(self.box, 1)
        turning.addWidget(self.onward)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(turning)
        column.addWidget(self.page, 1)
        column.addWidget(self.open_button)
        column.addWidget(self.warning)

    def _button(self, arrow: Qt.ArrowType, name: str, keys: str) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setArrowType(arrow)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        shortcut = QShortcut(QKeySequence(keys), self)  # of the window, while the page is seen
        shortcut.setWhatsThis(name)
        shortcut.activated.connect(button.click)
        return button

    def _language(self) -> str:
        """That of the window: the code of a language is translated into the code of another."""
        return self.tr("en", "the code of this language")


_WIDTH = 340
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class LessonsDock(QObject):
    """Opens lessons: the drawing as one step that can be undone, the settings, the overlays."""

    problem = Signal(str)
    noted = Signal(str)
    digits_wanted = Signal()

    def __init__(self, window: "MainWindow", session: Session) -> None:
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
            self.problem.emit(tr_message(error))
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

    def _play(self, scene: LessonScene) -> None:
        session = self._session
        session.take_up(scene.setup, scene.drawing())
        self._window.stage.look_bar.show_view(scene.view)
        session.set_playing(scene.plays)

"""The dock of the lessons: a list, and the page of one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.app.lessons import Lesson, all_lessons
from playground.app.translation import tr_message
from playground.gui.lessons.page import LessonPage
from playground.gui.widgets.keys import EnterPresses


class LessonsPanel(QWidget):
    """Turns pages by itself, and says which lesson a person opens."""

    opened = Signal(object)  # Lesson

    def __init__(self) -> None:
        super().__init__()
        self.lessons = all_lessons()
        self.page = LessonPage()
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Lesson"))
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.back = self._button(Qt.ArrowType.LeftArrow, self.tr("Previous lesson"), "Ctrl+PgUp")
        self.forward = self._button(Qt.ArrowType.RightArrow, self.tr("Next lesson"), "Ctrl+PgDown")
        self.open_button = QPushButton(self.tr("Open this lesson"))
        self.warning = QLabel(wordWrap=True)
        self.tasks = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.tasks.setAccessibleName(self.tr("Tasks of the lesson"))
        self._done: dict[str, tuple[bool, ...]] = {}  # by the folder's name
        self._arrange()
        for lesson in self.lessons:
            self.box.addItem(f"{lesson.number}  {lesson.title(self._language())}")
        self._connect()
        self._show()

    @property
    def lesson(self) -> Lesson:
        """The lesson whose page is shown."""
        return self.lessons[self.box.currentIndex()]

    def show_lesson(self, name: str) -> None:
        """Turn to the page of the lesson in the folder of this name."""
        for index, lesson in enumerate(self.lessons):
            if lesson.folder.name == name:
                self.box.setCurrentIndex(index)

    def show_tasks(self, lesson: Lesson, done: tuple[bool, ...]) -> None:
        """Tick off the tasks of a lesson that are done."""
        self._done = {lesson.folder.name: done}
        self._show_tasks()

    def _show_tasks(self) -> None:
        scene = self.lesson.scene
        tasks = scene.tasks if scene else ()
        done = self._done.get(self.lesson.folder.name, (False,) * len(tasks))
        marks = ("☑" if one else "☐" for one in done)
        lines = [f"{mark} {tr_message(t.sentence)}" for mark, t in zip(marks, tasks, strict=True)]
        self.tasks.setText("\n".join(lines))
        self.tasks.setVisible(bool(lines))

    def _show(self) -> None:
        index = self.box.currentIndex()
        self.back.setEnabled(index > 0)
        self.forward.setEnabled(index + 1 < len(self.lessons))
        self._show_tasks()
        self.page.show_page(self.lesson.folder, self.lesson.page(self._language()))
        if self.lesson.scene is None:
            self.warning.setText(self.tr("Opens a trained model; your drawing stays."))
        else:
            self.warning.setText(
                self.tr("Replaces the drawing and the settings; Undo brings the drawing back.")
            )

    def _open(self) -> None:
        self.opened.emit(self.lesson)
        self.page.show_steps()

    def _turn(self, pages: int) -> None:
        index = self.box.currentIndex() + pages
        if 0 <= index < len(self.lessons):
            self.box.setCurrentIndex(index)

    def _connect(self) -> None:
        self.box.currentIndexChanged.connect(self._show)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.forward.clicked.connect(lambda: self._turn(1))
        self.open_button.clicked.connect(self._open)
        self.page.lesson_wanted.connect(self.show_lesson)
        EnterPresses(self.box, self.back, self.forward, self.open_button)

    def _arrange(self) -> None:
        header = QHBoxLayout()
        header.setSpacing(0)  # so that the longest title fits in a window of 1280
        header.addWidget(self.back)
        header.addWidget(self.box, 1)
        header.addWidget(self.forward)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(header)
        column.addWidget(self.page, 1)
        column.addWidget(self.tasks)
        column.addWidget(self.warning)
        column.addWidget(self.open_button)  # last, so that it stays where it is as pages turn

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
        """The language of the window: its code is the translation of "en"."""
        return self.tr("en", "the code of this language")


_WIDTH, _SHARE = 340, 0.27


class LessonsDock(QDockWidget):
    """The panel in a dock of its own, hidden at first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Lessons"))
        self.panel = LessonsPanel()
        self.setObjectName("lessons")
        self.setAllowedAreas(Qt.DockWidgetArea.RightDockWidgetArea)
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.setWidget(self.panel)
        self.hide()

    @property
    def reading_width(self) -> int:
        """Wide enough to read, in logical pixels; less in a narrow window, whose panels need it."""
        return min(_WIDTH, round(_SHARE * self.window().width()))

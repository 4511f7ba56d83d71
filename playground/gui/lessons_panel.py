"""The lessons, to read one of them and to open it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.gui.keys import SpacePresses
from playground.gui.lesson import Lesson, all_lessons
from playground.gui.lesson_page import LessonPage


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

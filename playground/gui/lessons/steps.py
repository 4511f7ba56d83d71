"""The steps of a lesson one by one, in large type, for a presentation."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.app.lessons import Lesson
from playground.app.translation import tr_message
from playground.gui.widgets.keys import EnterPresses
from playground.gui.widgets.text_size import scaled_font, text_scale

_ENLARGED = 1.4
_WIDTH = 300
_MARGIN = 12


class LessonSteps(QWidget):
    """Shows one step of the lesson that was opened last, and its tasks."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._steps, self._at = "", tuple[str, ...](), 0
        self.setAutoFillBackground(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.title = self._label(Qt.TextFormat.PlainText)
        self.text = self._label(Qt.TextFormat.MarkdownText)
        self.text.setAccessibleName(self.tr("Step of the lesson"))
        self.tasks = self._label(Qt.TextFormat.PlainText)
        self.tasks.setAccessibleName(self.tr("Tasks of the lesson"))
        self.place = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.back = self._action(self.tr("Previous step"), "PgUp", -1)
        self.forward = self._action(self.tr("Next step"), "PgDown", 1)
        self._arrange()
        self.hide()

    @property
    def any(self) -> bool:
        """Whether a lesson with steps was opened."""
        return bool(self._steps)

    def show_lesson(self, lesson: Lesson) -> None:
        """Show the first step of this lesson."""
        language = self.tr("en", "the code of this language")
        self._title, self._steps = lesson.title(language), lesson.steps(language)
        self._go_to(0)

    def show_tasks(self, lesson: Lesson, done: tuple[bool, ...]) -> None:
        """Tick off the tasks of the lesson that are done."""
        tasks = lesson.scene.tasks if lesson.scene else ()
        pairs = zip(done, tasks, strict=True)
        lines = [f"{'☑' if one else '☐'} {tr_message(task.sentence)}" for one, task in pairs]
        self.tasks.setText("\n".join(lines))
        self.tasks.setVisible(bool(lines))

    def set_on(self, on: bool) -> None:
        """Show it, and have its keys; or not."""
        self.setVisible(on)
        if on:
            self._set_fonts()
            self._go_to(self._at)
        else:
            self.back.setEnabled(False)
            self.forward.setEnabled(False)

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._set_fonts()

    def _go_to(self, step: int) -> None:
        if not 0 <= step < len(self._steps):
            return
        self._at = step
        self.title.setText(self._title)
        self.text.setText(self._steps[step])
        self.place.setText(f"{step + 1} / {len(self._steps)}")
        self.back.setEnabled(self.isVisible() and step > 0)
        self.forward.setEnabled(self.isVisible() and step + 1 < len(self._steps))

    def _set_fonts(self) -> None:
        scale = text_scale()
        bold = scaled_font(scale * _ENLARGED)
        bold.setBold(True)
        self.title.setFont(bold)
        for label in (self.text, self.tasks, self.place):
            label.setFont(scaled_font(scale * _ENLARGED))
        self.setFixedWidth(round(_WIDTH * max(scale, 1.0)))

    def _action(self, text: str, keys: str, pages: int) -> QAction:
        action = QAction(text, self, shortcut=QKeySequence(keys), enabled=False)
        action.setToolTip(f"{text} ({keys})")
        action.triggered.connect(lambda: self._go_to(self._at + pages))
        self.addAction(action)
        return action

    def _label(self, form: Qt.TextFormat) -> QLabel:
        label = QLabel(wordWrap=True, textFormat=form)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        return label

    def _arrange(self) -> None:
        inner = QWidget()
        text = QVBoxLayout(inner)
        text.setContentsMargins(0, 0, 0, 0)
        text.setSpacing(_MARGIN)
        for label in (self.title, self.text, self.tasks):
            text.addWidget(label)
        text.addStretch(1)
        room = QScrollArea(widgetResizable=True)
        room.setFrameShape(QScrollArea.Shape.NoFrame)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setAccessibleName(self.tr("Step of the lesson"))
        room.setWidget(inner)
        turn = QHBoxLayout()
        turn.addWidget(self._button(self.back, Qt.ArrowType.LeftArrow))
        turn.addWidget(self.place, 1)
        turn.addWidget(self._button(self.forward, Qt.ArrowType.RightArrow))
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.addWidget(room, 1)
        column.addLayout(turn)

    def _button(self, action: QAction, arrow: Qt.ArrowType) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setDefaultAction(action)
        button.setAccessibleName(action.text())
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setArrowType(arrow)
        EnterPresses(button)
        return button

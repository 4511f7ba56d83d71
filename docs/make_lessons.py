"""Generate lessons.md from the lessons: `python docs/make_lessons.py`."""

from pathlib import Path

from playground.app.lessons import Lesson, all_lessons

PAGE = Path(__file__).with_name("lessons.md")
_HEAD = """# Lessons

Eleven short lessons, each a configuration that opens with one click: Help ▸ Lessons in the
window. Here are their pages. [`make_lessons.py`](make_lessons.py) writes this one.

| | English | 简体中文 |
| --- | --- | --- |
"""


def page() -> str:
    """The text of the page."""
    return _HEAD + "".join(map(_line, all_lessons()))


def _line(lesson: Lesson) -> str:
    folder = f"../playground/lessons/{lesson.folder.name}"
    english = f"[{lesson.title('en')}]({folder}/page.md)"
    chinese = f"[{lesson.title('zh_CN')}]({folder}/page.zh_CN.md)"
    return f"| {lesson.number} | {english} | {chinese} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

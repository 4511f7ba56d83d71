import pytest

from playground.app.lessons import all_lessons


@pytest.mark.parametrize("lesson", all_lessons(), ids=lambda lesson: lesson.folder.name)
def test_each_has_two_to_four_steps_in_both_languages(lesson):
    english, chinese = lesson.steps("en"), lesson.steps("zh_CN")
    assert 2 <= len(english) <= 4 and len(chinese) == len(english)
    for step in (*english, *chinese):
        assert step.startswith("**") and "\n" not in step and "## " not in step
        assert step in " ".join(lesson.page("en" if step in english else "zh_CN").split())

"""Pages point to pages and pictures that are there; the list of lessons follows the lessons."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PAGES += sorted((ROOT / "playground" / "lessons").glob("*/page*.md"))


def test_the_list_of_lessons_is_up_to_date():
    made = runpy.run_path(str(ROOT / "docs" / "make_lessons.py"))["page"]()
    assert (ROOT / "docs" / "lessons.md").read_text(encoding="utf-8") == made


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_links_to_is_there(page):
    for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in link:
            assert (page.parent / link).exists(), link

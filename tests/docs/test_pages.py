"""Pages point to pages, headings, pictures and files that are there; what is made is up to date."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = (".github", "assets", "benchmarks", "docs", "playground", "tests")
PAGES = sorted(ROOT.glob("*.md"))
PAGES += sorted(page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md"))
GUIDES = (ROOT / "CONTRIBUTING.md", ROOT / "docs" / "architecture.md")
MOVED = (ROOT / "playground" / "app").is_dir()
"""Whether the tree is the one that the guides for contributors describe."""

LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED_FILE = re.compile(r"`((?:assets|benchmarks|docs|playground|tests)/[\w./-]*)`")


def _page(path):
    return str(path.relative_to(ROOT))


def _text(page):
    """What is shown, without code, in which anything may look like a link."""
    text = re.sub(r"^(```|~~~).*?^\1", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    return re.sub(r"<!--.*?-->", "", text, flags=re.S)


def _links(page):
    """The files that a page links to, each with the name behind its #, or an empty one."""
    for link in LINK.findall(_text(page)):
        if "://" not in link:
            name, _, anchor = link.partition("#")
            yield (page.parent / name).resolve() if name else page, anchor


def _anchors(page):
    """The names that a link can have behind its #: headings in small letters, with hyphens."""
    headings = re.findall(r"^#+ (.+)$", _text(page), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_pages_are_found():
    found = set(map(_page, PAGES))
    assert {"README.md", "CONTRIBUTING.md", "docs/guide.md"} <= found
    assert ".github/pull_request_template.md" in found


def test_the_list_of_lessons_is_up_to_date():
    made = runpy.run_path(str(ROOT / "docs" / "make_lessons.py"))["page"]()
    assert (ROOT / "docs" / "lessons.md").read_text(encoding="utf-8") == made


@pytest.mark.parametrize("page", PAGES, ids=_page)
def test_what_a_page_links_to_is_there(page):
    for linked, anchor in _links(page):
        assert linked.exists(), linked
        assert not anchor or anchor in _anchors(linked), f"{linked} has no heading {anchor}"


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=_page)
def test_every_page_can_be_reached_from_the_front_page(page):
    seen, todo = set(), [ROOT / "README.md"]
    while todo:
        one = todo.pop()
        seen.add(one)
        todo += [
            each
            for each, _ in _links(one)
            if each.suffix == ".md" and each.is_file() and each not in seen
        ]
    assert page in seen


def test_the_readme_is_a_front_page():
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 140
    assert max(len(line) for line in lines if not line.startswith("![")) <= 88


@pytest.mark.skipif(not MOVED, reason="the guides describe the tree that is to come")
@pytest.mark.parametrize("page", GUIDES, ids=_page)
def test_the_files_that_the_guides_name_are_there(page):
    for name in NAMED_FILE.findall(page.read_text(encoding="utf-8")):
        assert (ROOT / name).exists(), name

import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest

from playground.gui.guide import Guide
from playground.resources import guide_folder

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]


@pytest.fixture
def guide(window):
    QTest.keyClick(window, Qt.Key.Key_F1)
    (shown,) = window.findChildren(Guide)
    return shown


def test_f1_opens_the_guide_with_its_pictures(guide):
    text = guide.pages.toPlainText()
    assert text.startswith("User guide") and "White is dense, black is empty" in text
    assert "A GAN on two discs" in text  # stands for a film
    kind = QTextDocument.ResourceType.ImageResource
    picture = guide.pages.document().resource(kind, QUrl("images/window.png"))
    assert not picture.isNull() and picture.width() < guide.pages.viewport().width()
    assert guide.isVisible() and not guide.back.isEnabled()


def test_links_lead_to_other_pages_and_back(guide):
    guide.pages.setSource(QUrl("settings.md"))
    assert guide.pages.toPlainText().startswith("Settings")
    QTest.mouseClick(guide.back, Qt.MouseButton.LeftButton)
    assert guide.pages.toPlainText().startswith("User guide")


@pytest.mark.parametrize("link", ["../CONTRIBUTING.md", "no-page.md", "file:///etc/passwd"])
def test_what_is_not_of_the_guide_is_not_opened(guide, link):
    guide.pages.setSource(QUrl(link))
    assert guide.pages.toPlainText().startswith("User guide")


def test_every_page_and_picture_that_is_linked_to_is_shipped():
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text())
    shipped = tables["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    pages = [name for name in shipped if name.startswith("docs/") and name.endswith(".md")]
    assert "docs/guide.md" in pages
    for page in pages:
        text = (guide_folder() / Path(page).name).read_text(encoding="utf-8")
        for link in re.findall(r"\]\(([\w/-]+\.(?:md|png))[)#]", text):
            assert f"docs/{link}" in shipped, page

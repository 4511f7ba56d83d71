"""The example is what is exported today."""

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_example_is_up_to_date():
    made = runpy.run_path(str(DOCS / "make_script.py"))["source"]()
    assert (DOCS / "example_script.py").read_text(encoding="utf-8") == made

"""What the project says of itself in several places is the same everywhere."""

import re
import tomllib
from pathlib import Path

import playground

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _found(name, pattern):
    """The first group of `pattern` in the file `name`."""
    return re.findall(pattern, (ROOT / name).read_text(encoding="utf-8"), re.M)


def test_the_hooks_have_the_ruff_that_is_pinned():
    (pinned,) = _found("constraints.txt", r"^ruff==(.+)$")
    assert _found(".pre-commit-config.yaml", r"ruff-pre-commit\n +rev: v(.+)$") == [pinned]


def test_the_version_is_one():
    version = playground.__version__
    assert _found("CITATION.cff", r"^version: (.+)$") == [version]
    released = _found("CHANGELOG.md", r"^## \[([\d.]+)\]")
    assert released[0] == version


def test_the_oldest_python_that_is_tested_is_the_oldest_that_is_supported():
    (listed,) = _found(".github/workflows/ci.yml", r"^ +python: \[(.+)\]$")
    pythons = re.findall(r"\d\.\d+", listed)
    assert PROJECT["requires-python"] == f">={pythons[0]}"
    assert len(set(pythons)) == len(pythons) == 3


def test_whatever_is_installed_is_pinned():
    pinned = {_plain(name) for name in _found("constraints.txt", r"^([\w.-]+)==")}
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    assert {_plain(re.match(r"[\w.-]+", one)[0]) for one in wanted} <= pinned
    assert {"build", "hatchling"} <= pinned


def _plain(name):
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()

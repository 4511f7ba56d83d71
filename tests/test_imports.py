import ast
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import playground

ROOT = Path(playground.__file__).parent
ORDER = (
    "assets",
    "sentence",
    "errors",
    "model_titles",
    "settings",
    "density",
    "metrics",
    "gan",
    "script",
    "plots",
    "runs",
    "mnist",
    "gui",
    "cli",
)
HEAVY = ("playground.gan.", "playground.mnist.")
WITHOUT_TORCH = {
    "playground.gan.config",
    "playground.gan.look",
    "playground.gan.snapshot",
    *(
        f"playground.mnist.{name}"
        for name in ("config", "data", "download", "drawn", "folder", "metrics", "record")
    ),
}


def _modules():
    names = []
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return [name for name in names if name != "playground.__main__"]


MODULES = _modules()


def _brought(modules, *suspects):
    """Which of `suspects` a fresh interpreter holds after it imported all of `modules`."""
    code = (
        "import importlib, json, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        f"print(json.dumps([name for name in {suspects!r} if name in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_there_are_modules():
    assert {"playground", "playground.cli.train", "playground.density.load"} <= set(MODULES)


def test_only_the_window_brings_qt():
    assert _brought([m for m in MODULES if ".gui" not in m], "PySide6") == []


def test_configs_command_line_and_window_bring_no_torch():
    light = [m for m in MODULES if not m.startswith(HEAVY) or m in WITHOUT_TORCH]
    # pyplot would bring a global state, and a backend of its own choice.
    assert _brought(light, "torch", "matplotlib.pyplot") == []


def test_the_window_brings_nothing_heavy_before_it_is_seen():
    heavy = ("torch", "matplotlib", "scipy", "skimage", "jinja2")
    assert _brought(["playground.gui.app"], *heavy) == []


def test_the_parser_brings_nothing_heavy():
    heavy = ("torch", "numpy", "matplotlib", "PIL", "scipy", "skimage", "PySide6", "rich")
    assert _brought(["playground", "playground.cli", "playground.cli.parser"], *heavy) == []


@pytest.mark.parametrize("name", MODULES)
def test_imports_go_downwards(name):
    own = _place(name)
    for imported in _imported(name):
        assert _place(imported) <= own, f"{name} imports {imported}"


def test_public_names_are_all_there():
    for name in playground.__all__:
        assert getattr(playground, name).__name__ == name
        assert name in dir(playground)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        playground.nothing  # noqa: B018


def _place(name):
    part = name.split(".")[1] if "." in name else ""
    return ORDER.index(part) if part in ORDER else 0 if name == "playground" else len(ORDER)


def _imported(name):
    """The modules of the playground that the source of `name` imports anywhere but in this root."""
    if name == "playground":
        return
    tree = ast.parse(Path(find_spec(name).origin).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module] if node.module != "playground" else ["playground"]
        yield from (name for name in names if name.split(".")[0] == "playground")

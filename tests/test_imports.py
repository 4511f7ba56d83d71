"""The floors of the house: who may import whom, read off the source and seen in fresh processes."""

import ast
import json
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from importlib.util import find_spec
from pathlib import Path

import pytest

import playground

ROOT = Path(playground.__file__).parent
FLOORS = (
    ("message", "import_path", "home", "threads"),
    ("errors", "resources", "error_log"),
    ("settings",),
    ("density",),
    ("drawing", "metrics"),
    ("nn",),
    ("gan", "flow"),
    ("models",),
    ("script", "plots"),
    ("page",),
    ("runs",),
    ("mnist",),
    ("worker",),
    ("sweeps",),
    ("app",),
    ("gui",),
    ("cli",),
)
RANKS = {name: rank for rank, floor in enumerate(FLOORS) for name in floor}
"""Whoever stands higher may import who stands lower; those on one floor are blind to each other."""

DISK = {
    *("read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "touch"),
    *("glob", "rglob", "iterdir", "exists", "is_file", "is_dir", "stat", "rmdir", "open"),
}
"""What a path does on the disk; `QDialog.open` is none of it, and has no argument."""

HEAVY = ("playground.flow.", "playground.gan.", "playground.nn.", "playground.mnist.")
WITHOUT_TORCH = {
    *(f"playground.flow.{name}" for name in ("config", "presets", "layer_sizes", "network_blocks")),
    *(f"playground.gan.{name}" for name in ("config", "presets", "layer_sizes", "network_blocks")),
    *(
        f"playground.nn.{name}"
        for name in ("history", "inspection", "model_config", "network_blocks", "sizes")
    ),
    "playground.mnist.config",
    *(f"playground.mnist.data.{name}" for name in ("digits", "download", "idx", "load")),
    *(f"playground.mnist.runs.{name}" for name in ("config_file", "folder", "metrics")),
    "playground.mnist.data.synthetic",
}


def _modules():
    names = []
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return [name for name in names if name != "playground.__main__"]


MODULES = _modules()


def _in(*folders):
    """The modules of these folders."""
    return [name for name in MODULES if _folder(name) in folders]


def _folder(name):
    return name.split(".")[1] if "." in name else ""


def _tree(name):
    return ast.parse(Path(find_spec(name).origin).read_text(encoding="utf-8"))


def _imported(name):
    """Every module that the source of `name` imports or names in a text, wherever that stands."""
    for node in ast.walk(_tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from re.findall(r"\bplayground(?:\.\w+)+", node.value)


def _own(name):
    """The modules of the playground among them; a name that is imported counts for its module."""
    for imported in _imported(name):
        while imported not in MODULES and "." in imported:
            imported = imported.rpartition(".")[0]
        if imported in MODULES and imported not in ("playground", name):
            yield imported


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


def test_every_module_stands_on_a_floor():
    assert {_folder(name) for name in MODULES} - {""} == set(RANKS)


@pytest.mark.parametrize("name", [name for name in MODULES if name != "playground"])
def test_imports_go_downwards(name):
    own = _folder(name)
    for imported in _own(name):
        other = _folder(imported)
        assert other == own or RANKS[other] < RANKS[own], f"{name} imports {imported}"


def test_no_circle_anywhere():
    graph = {name: set(_own(name)) for name in MODULES if name != "playground"}
    # `from playground.cli.mnist import …` inside that folder is no circle with its __init__.
    for name, found in graph.items():
        found -= {parent for parent in found if name.startswith(f"{parent}.")}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


@pytest.mark.parametrize("name", _in("worker"))
def test_the_worker_knows_no_qt(name):
    assert not [one for one in _imported(name) if one and one.startswith("PySide6")]


@pytest.mark.parametrize("name", _in("app"))
def test_the_app_knows_no_widgets(name):
    assert not [one for one in _imported(name) if one and one.startswith("PySide6.QtWidgets")]


@pytest.mark.parametrize("name", _in("gui"))
def test_the_gui_neither_computes_nor_touches_the_disk(name):
    assert "numpy" not in set(_imported(name)), "arrays are made and changed below"
    calls = [node for node in ast.walk(_tree(name)) if isinstance(node, ast.Call)]
    for call in calls:
        called = getattr(call.func, "attr", getattr(call.func, "id", ""))
        disk = called in DISK and not (called == "open" and not call.args)
        assert not disk, f"line {call.lineno}: {ast.unparse(call)}"


def test_every_folder_says_what_it_is():
    for path in ROOT.rglob("__init__.py"):
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert docstring and docstring.count("\n") <= 6, path


def test_no_class_name_stands_for_two_things():
    homes = {}
    for name in MODULES:
        for node in _tree(name).body:
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name.lstrip("_"), []).append(name)
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


def test_only_app_and_gui_bring_qt():
    light = [name for name in MODULES if _folder(name) not in ("app", "gui")]
    assert _brought(light, "PySide6") == []


def test_the_app_brings_no_widgets():
    assert _brought(_in("app"), "PySide6.QtWidgets") == []


def test_configs_command_line_and_window_bring_no_torch():
    light = [m for m in MODULES if not m.startswith(HEAVY) or m in WITHOUT_TORCH]
    # pyplot would bring a global state, and a backend of its own choice.
    assert _brought(light, "torch", "matplotlib.pyplot") == []


def test_the_window_brings_nothing_heavy_before_it_is_seen():
    heavy = ("torch", "matplotlib", "scipy", "skimage", "jinja2")
    assert _brought(["playground.gui.application"], *heavy) == []


def test_the_parser_brings_nothing_heavy():
    heavy = ("torch", "numpy", "matplotlib", "PIL", "scipy", "skimage", "PySide6", "rich")
    assert _brought(["playground", "playground.cli", "playground.cli.parser"], *heavy) == []


def test_public_names_are_all_there():
    for name in playground.__all__:
        assert getattr(playground, name).__name__ == name
        assert name in dir(playground)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        playground.nothing  # noqa: B018

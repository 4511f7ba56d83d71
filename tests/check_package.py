"""Build the wheel and the sdist and use each from a fresh environment: `make package`.

Takes a few minutes and asks the package index for the build tools, at the versions of
constraints.txt. The fresh environments borrow the dependencies of the environment that runs this
script (torch is large), but not the playground: each check that something works also checks that it
was imported from what was installed. Exits with a sentence at the first thing that is wrong.
"""

import csv
import os
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TOOLS = ("build", "hatchling")
_SCRIPTS = "Scripts" if os.name == "nt" else "bin"
_SHIPPED = {"playground/assets/densities": "assets/densities"}
_TRANSLATIONS = "playground/assets/translations"
_GUIDE = "playground/assets/guide"
_FOR_DEVELOPERS = ("architecture.md",)
_NEEDED_BY_WORD = (
    *("playground/py.typed", "playground/script/train.py.jinja"),
    "playground/runs/report.html.jinja",
    *(f"playground/page/{name}.js" for name in ("kernel", "generator", "plots", "page")),
    *(f"playground/page/{name}" for name in ("page.html.jinja", "page.css", "words.json")),
)

_IDENTITY = """
from importlib.metadata import distribution
import playground
found = distribution({name!r})
assert found.version == playground.__version__, (found.version, playground.__version__)
assert found.metadata["License-Expression"] == "MIT"
print(playground.__file__)
"""

_WINDOW = """
import sys
import playground
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
from playground.cli import main

application = QApplication(["playground"])
seen = []

def look():
    windows = [one for one in application.topLevelWidgets() if isinstance(one, QMainWindow)]
    if any(one.isVisible() for one in windows) and not seen:
        seen.append(windows[0].windowTitle())
        QTimer.singleShot(3000, application.quit)

timer = QTimer(interval=100)
timer.timeout.connect(look)
timer.start()
code = main([])
assert seen and "Playground" in seen[0], seen
print(playground.__file__)
sys.exit(code)
"""


def main() -> None:
    """Build, look inside, install, use."""
    with TemporaryDirectory(prefix="playground-package-") as folder:
        place = Path(folder).resolve()
        sdist, wheel = _build(place)
        _check_wheel(wheel)
        _check_sdist(sdist)
        for artefact in (wheel, sdist):
            _use(artefact, place)
    print("The wheel and the sdist are whole, and the playground runs from each.")


def _build(place: Path) -> tuple[Path, Path]:
    """The sdist and the wheel made from it, which must equal one made from the checkout."""
    python = _environment(place / "builder")
    constraints = ROOT / "constraints.txt"
    _run([python, "-m", "pip", "install", "--quiet", "-c", constraints, *TOOLS], place)
    build = [python, "-m", "build", "--no-isolation"]
    _run([*build, "--outdir", place / "dist", ROOT], place)
    _run([*build, "--wheel", "--outdir", place / "direct", ROOT], place)
    (sdist,) = (place / "dist").glob("*.tar.gz")
    (wheel,) = (place / "dist").glob("*.whl")
    (direct,) = (place / "direct").glob("*.whl")
    _demand(_hashes(wheel) == _hashes(direct), "the sdist's wheel differs from the checkout's")
    return sdist, wheel


def _check_wheel(wheel: Path) -> None:
    """It holds all of the package, the densities and the translations, and nothing else."""
    inside = {name for name in _hashes(wheel) if ".dist-info/" not in name}
    expected = set(_package_files())
    _demand(not expected - inside, f"the wheel lacks {sorted(expected - inside)}")
    _demand(not inside - expected, f"the wheel should not hold {sorted(inside - expected)}")
    for name in _NEEDED_BY_WORD:
        _demand(name in inside, f"the wheel lacks {name}")
    lessons = {name.split("/")[2] for name in inside if fnmatch(name, "playground/lessons/[0-9]*")}
    print(f"{wheel.name}: {len(inside)} files, {len(lessons)} lessons")


def _package_files() -> Iterator[str]:
    """What belongs into the wheel, from the checkout's folders; compiled files do not."""
    for path in (ROOT / "playground").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(ROOT).as_posix()
    for inside, beside in _SHIPPED.items():
        for path in (ROOT / beside).rglob("*.png"):
            yield f"{inside}/{path.relative_to(ROOT / beside).as_posix()}"
    for path in (ROOT / "assets" / "translations").glob("*.qm"):
        yield f"{_TRANSLATIONS}/{path.name}"
    for path in (ROOT / "docs").rglob("*.md"):
        if path.name not in _FOR_DEVELOPERS:
            yield f"{_GUIDE}/{path.name}"
    for path in (ROOT / "docs" / "images").glob("*.png"):
        yield f"{_GUIDE}/images/{path.name}"


def _check_sdist(sdist: Path) -> None:
    """It holds what a person needs who tests it or changes it."""
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for name in ("LICENSE", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "CITATION.cff"):
        _demand(name in names, f"the sdist lacks {name}")
    for name in ("Makefile", "constraints.txt", "tests/conftest.py", "docs/guide.md"):
        _demand(name in names, f"the sdist lacks {name}")
    _demand(not any("__pycache__" in name for name in names), "the sdist holds compiled files")
    print(f"{sdist.name}: {len(names)} entries")


def _use(artefact: Path, place: Path) -> None:
    """Install it into an environment of its own, and have it do a little of everything."""
    home = place / f"from-{artefact.suffix.removeprefix('.')}"
    python = _environment(home, borrows=True)
    _run([python, "-m", "pip", "install", "--quiet", "--no-deps", artefact], place)
    work = home / "work"
    work.mkdir()
    where = _run([python, "-c", _IDENTITY.format(name=PROJECT["name"])], work).strip()
    _demand(Path(where).is_relative_to(home), f"{where} is not from {artefact.name}")
    command = python.with_name("playground" + python.suffix)
    version = _run([command, "--version"], work)
    listed = _run([command, "--list"], work).splitlines()
    densities = list((ROOT / "assets" / "densities").iterdir())
    _demand(len(listed) == len(densities), f"--list names {len(listed)} of {len(densities)}")
    _run([command, "--sample", "binary", "-n", "5", "--out", "x.csv"], work)
    _check_points(work / "x.csv")
    where = _run([python, "-c", _WINDOW], work).strip().splitlines()[-1]
    _demand(Path(where).is_relative_to(home), f"the window is of {where}, not of {artefact.name}")
    print(f"{artefact.name}: {version.strip()}, {len(listed)} densities, points, and a window")


def _check_points(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    points = [(float(row["x"]), float(row["y"])) for row in rows]
    _demand(len(points) == 5, f"{path.name} has {len(points)} points instead of 5")
    inside = all(0 <= x <= 1 and 0 <= y <= 1 for x, y in points)
    _demand(inside, f"{path.name} has points outside of the unit square")


def _environment(folder: Path, *, borrows: bool = False) -> Path:
    """A fresh virtual environment's Python; one that borrows sees what this process can import.

    A path in a .pth file is only searched: that folder's own .pth files, such as the one that
    points to an editable checkout, are not read.
    """
    _run([sys.executable, "-m", "venv", folder], folder.parent)
    python = folder / _SCRIPTS / ("python.exe" if os.name == "nt" else "python")
    if borrows:
        ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
        own = Path(_run([python, "-c", ask], folder).strip())
        shared = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
        (own / "borrowed.pth").write_text("\n".join(shared) + "\n", encoding="utf-8")
    return python


def _run(words: list[object], folder: Path) -> str:
    """What a command says; it runs in `folder`, with a home of its own and without the checkout."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    home = folder / "home"
    own = {f"XDG_{kind}_HOME": str(home / kind) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    own |= {"WIN_PD_OVERRIDE_LOCAL_APPDATA": str(home), "QT_QPA_PLATFORM": "offscreen"}
    line = [str(word) for word in words]
    done = subprocess.run(line, cwd=folder, env=kept | own, capture_output=True, text=True)
    said = done.stdout + done.stderr
    _demand(not done.returncode, f"{' '.join(line)[:200]} ended with {done.returncode}:\n{said}")
    return done.stdout


def _hashes(wheel: Path) -> dict[str, str]:
    """The hash of each file in the wheel, as its RECORD has it."""
    with ZipFile(wheel) as archive:
        (record,) = (name for name in archive.namelist() if name.endswith(".dist-info/RECORD"))
        with archive.open(record) as file:
            return {name: digest for name, digest, _ in csv.reader(TextIOWrapper(file, "utf-8"))}


def _demand(holds: bool, sentence: str) -> None:
    if not holds:
        sys.exit(sentence)


if __name__ == "__main__":
    main()

"""Where modules, programs and settings are looked for: never in the folder that one stands in.

Python puts the working folder in front of its path (`-m`, `-c`), so a `socket.py` that lies in a
stranger's folder would be run by whoever opens a picture there. Nothing but modules that Python
has loaded by itself is imported here, since every further one would be looked for there as well.
"""

import os
import sys

_LISTS = ("PYTHONPATH", "PATH", "LD_LIBRARY_PATH")
"""Environment variables that hold folders; an empty entry stands for the working folder."""


def leave_working_folder() -> None:
    """Have this process, and all that it starts, take nothing from the working folder.

    That is its modules, its programs and a `matplotlibrc`. The folder that holds this package stays
    on the path, behind all others but those that hold one of its name: this process and those that
    it starts must not be of two versions. Comes first of all, while there is one thread.
    """
    here, home = _working_folder(), _package_folder()
    strange = [entry for entry in sys.path if _is_strange(entry, here)]
    sys.path[:] = [entry for entry in sys.path if entry not in strange]
    if strange and home == here:
        sys.path.insert(_behind_others(), home)
    protect_children()
    if os.path.lexists("matplotlibrc"):
        _import_matplotlib()


def _behind_others() -> int:
    """The place in the path in front of the first folder that holds another such package."""
    package = os.path.basename(os.path.dirname(os.path.realpath(__file__)))
    for index, entry in enumerate(sys.path):
        if os.path.isfile(os.path.join(entry, package, "__init__.py")):
            return index
    return len(sys.path)


def protect_children() -> None:
    """Have the processes that this one starts look nowhere in the working folder for anything."""
    os.environ["PYTHONSAFEPATH"] = "1"
    os.environ["NoDefaultCurrentDirectoryInExePath"] = "1"  # what Windows asks for programs
    for name in _LISTS:
        if name in os.environ:
            os.environ[name] = _absolute(os.environ[name])


def _working_folder() -> str:
    """Its path without links; "" where it was deleted."""
    try:
        return os.path.realpath(os.getcwd())
    except OSError:
        return ""


def _package_folder() -> str:
    return os.path.dirname(os.path.dirname(os.path.realpath(__file__)))


def _is_strange(entry: str, here: str) -> bool:
    """Whether `entry` of the path is the working folder, and none of Python's own folders."""
    if not entry:
        return True
    own = os.path.dirname(os.path.realpath(os.__file__))
    known = here.startswith(own) or os.path.basename(here) in ("site-packages", "dist-packages")
    return os.path.realpath(entry) == here and not known


def _absolute(folders: str) -> str:
    """Those of `folders` that are absolute, and not the working folder."""
    here, home = _working_folder(), _package_folder()
    return os.pathsep.join(
        folder
        for folder in folders.split(os.pathsep)
        if os.path.isabs(folder) and (here == home or not _is_strange(folder, here))
    )


def _import_matplotlib() -> None:
    """Have matplotlib read its settings, which it does once, at another place than here."""
    here = os.getcwd()
    os.chdir(os.path.dirname(os.path.realpath(__file__)))
    try:
        import matplotlib  # noqa: F401
    finally:
        os.chdir(here)

"""`--export KIND DIR --out FILE`: a run in another form, for those who have no playground.

`script` is a PyTorch script that trains what the run trains, `html` a web page of the run.
"""

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from playground.cli.sample import checked_out
from playground.errors import InputError
from playground.runs.atomic import atomic_write
from playground.runs.run_folder import open_run
from playground.runs.session.file import is_session, read_session


def run_export(args: Namespace) -> int:
    """Write what `args` ask for and return 0. Raises InputError and OSError."""
    kind, name = args.export
    if kind not in _KINDS:
        raise InputError(
            "--export must be one of {kinds}, got {kind!r}", kinds=", ".join(_KINDS), kind=kind
        )
    suffix, source = _KINDS[kind]
    if not is_session(name):
        open_run(Path(name))
    out = checked_out(args, "--export", (suffix,))
    content = source(name)
    with atomic_write(out) as file:
        file.write(content.encode())
    return 0


def _script(name: str) -> str:
    run = open_run(Path(name))
    from playground.script.script import script_of

    return script_of(run.record.config, run.target())


def _page(name: str) -> str:
    from playground.runs.web_page import folder_page, session_page

    if is_session(name):
        return session_page(read_session(Path(name)))
    from playground.runs.trained_run import open_trainer

    run = open_run(Path(name))
    return folder_page(run, open_trainer(run))


_KINDS: Mapping[str, tuple[str, Callable[[str], str]]] = MappingProxyType(
    {"script": (".py", _script), "html": (".html", _page)}
)

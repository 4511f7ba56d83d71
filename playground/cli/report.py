"""`--report DIR|FILE --out FILE`: a page on a run, or on those in a session, to hand in."""

from argparse import Namespace
from pathlib import Path

from playground.cli.sample import checked_out
from playground.runs.atomic import atomic_write
from playground.runs.run_folder import open_run
from playground.runs.session.file import is_session, read_session


def run_report(args: Namespace) -> int:
    """Write the report that `args` ask for and return 0. Raises InputError and OSError."""
    name = args.report
    if not is_session(name):
        open_run(Path(name))
    out = checked_out(args, "--report", (".html",))
    content = _report(name)
    with atomic_write(out) as file:
        file.write(content.encode())
    return 0


def _report(name: str) -> str:
    from playground.runs.report import folder_report, session_report

    if is_session(name):
        return session_report(read_session(Path(name)))
    from playground.runs.trained_run import open_trainer

    run = open_run(Path(name))
    return folder_report(run, open_trainer(run))

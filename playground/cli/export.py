"""`--export script DIR --out FILE`: a run as a PyTorch script that needs no playground."""

from argparse import Namespace
from pathlib import Path

from playground.cli.sample import checked_out
from playground.errors import InputError
from playground.runs.folder import open_run
from playground.runs.replace import replacing


def run_export(args: Namespace) -> int:
    """Write what `args` ask for and return 0. Raises InputError and OSError."""
    kind, folder = args.export
    if kind != "script":
        raise InputError("--export must be script, got {kind!r}", kind=kind)
    run = open_run(Path(folder))
    out = checked_out(args, "--export", (".py",))
    from playground.script.script import script_of

    source = script_of(run.record.config, run.target())
    with replacing(out) as file:
        file.write(source.encode())
    return 0

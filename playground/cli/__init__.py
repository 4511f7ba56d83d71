"""The command line: arguments → one of train, resume, sample, export, list, the window.

Each mode is a file of its own, imported when it is asked for: `--help` costs neither torch, nor Qt,
nor matplotlib.
"""

import errno
import sys
from collections.abc import Sequence
from pathlib import Path

from playground.cli.mnist.parser import is_for_mnist, make_mnist_parser
from playground.cli.output import drop, lasting_output, open_streams, warn
from playground.cli.parser import make_parser, mode_of
from playground.cli.sweep_parser import is_for_sweep, make_sweep_parser
from playground.error_log import log_unforeseen
from playground.errors import InputError, RunFailed, fault_sentence
from playground.home import provide_home
from playground.threads import use_one_blas_thread

_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (default: this process's) and return its exit code.

    0: done; 1: a run failed; 2: bad input; 130, 143: stopped by Ctrl+C, by SIGTERM.
    """
    use_one_blas_thread()
    open_streams()
    provide_home()
    with lasting_output("stderr"):
        return _code(sys.argv[1:] if argv is None else argv)


def _code(argv: Sequence[str]) -> int:
    try:
        code = _run(argv)
        sys.stdout.flush()
        return code
    except InputError as error:
        return _fail(str(error), 2)
    except RunFailed as error:
        return _fail(str(error), 1)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output has gone
        drop(sys.stdout)
        return 1
    except (MemoryError, RuntimeError) as error:
        return _fail(fault_sentence(error), 1)
    except OSError as error:
        try:
            sys.stdout.flush()
        except OSError:  # it is what cannot be written, and Python would try once more at its end
            drop(sys.stdout)
        name = f"{error.filename}: " if error.filename else ""
        return _fail(f"{name}{error.strerror or error}", 1 if error.errno in _DISK else 2)
    except Exception as error:
        return _fail(log_unforeseen(error, "This command"), 1)


def _run(argv: Sequence[str]) -> int:
    if is_for_mnist(argv):
        from playground.cli.mnist import run_mnist

        args = make_mnist_parser(argv).parse_args(argv)
        _check_working_folder()
        return run_mnist(args)
    if is_for_sweep(argv):
        from playground.cli.sweep import run_sweep

        args = make_sweep_parser().parse_args(argv)
        _check_working_folder()
        return run_sweep(args)
    args = make_parser().parse_args(argv)
    _check_working_folder()
    match mode_of(args):
        case "train":
            from playground.cli.train import run_train as run
        case "resume":
            from playground.cli.train import run_resume as run
        case "sample":
            from playground.cli.sample import run_sample as run
        case "score":
            from playground.cli.score import run_score as run
        case "export":
            from playground.cli.export import run_export as run
        case "report":
            from playground.cli.report import run_report as run
        case "check":
            from playground.cli.check import run_check as run
        case "bench":
            from playground.cli.bench import run_bench as run
        case "list":
            from playground.cli.listing import run_list as run
        case "version":
            from playground.cli.listing import run_version as run
        case _:
            from playground.cli.window import run_window as run
    return run(args)


def _check_working_folder() -> None:
    """Raise InputError where it was deleted: every name means something below it."""
    try:
        Path.cwd()
    except OSError as error:
        raise InputError(
            f"the folder that this was started in cannot be found ({error.strerror}); "
            "go to another one (cd)"
        ) from error


def _fail(message: str, code: int) -> int:
    warn("playground: " + " ".join(message.splitlines()))
    return code

"""`--sweep MODELS TARGETS`, `--sweep DIR`, and `--score DIR` for the folder of a sweep."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic

from playground.cli.loop import stopping
from playground.cli.options import PictureOptions, RunOptions, SweepOptions
from playground.cli.output import lasting_output, tell, warn
from playground.cli.parser import options
from playground.cli.progress import clock
from playground.cli.sweep_parser import check_flags, list_settings
from playground.cli.targets import named_target
from playground.cli.train import command_line, train_config
from playground.density.load import is_formula
from playground.density.target import Target
from playground.errors import InputError
from playground.message import printable
from playground.models import MODELS
from playground.nn.model_config import ModelConfig
from playground.sweeps.plan import plan_sweep
from playground.sweeps.results import SweepRow, csv_text, summary_table, table
from playground.sweeps.sweep import (
    Engine,
    SweepProgress,
    SweepTraining,
    begin_sweep,
    local_engine,
)
from playground.sweeps.sweep_folder import RunOutput, SweepFolder, check_sweep_place, open_sweep
from playground.sweeps.value_lists import name_list

_BAR_EVERY = 0.2
_LINE_EVERY = 5.0


def run_sweep(args: Namespace) -> int:
    """Train, or print the table, as `args` say and return the exit code. Raises InputError and
    RunFailed.
    """
    check_flags(args)
    if hasattr(args, "score"):
        return _score(Path(args.score), args)
    if not 1 <= len(args.sweep) <= 2:
        raise InputError("--sweep takes models and targets, or the folder of a sweep")
    begin = len(args.sweep) == 2
    found = None if begin else open_sweep(Path(args.sweep[0]))
    how = options(SweepOptions, args)
    cluster = _cluster(how)
    sweep = found or _begin(args)
    engine = cluster or local_engine(sweep, how.jobs or None, how.engine)
    with lasting_output("stdout"):
        return _train(sweep, engine, quiet=hasattr(args, "quiet"))


def _cluster(how: SweepOptions) -> Engine | None:
    """The cluster that is to train, if there is one; it is asked before anything is written."""
    if not how.cluster:
        return None
    from playground.sweeps.cluster_engine import ClusterEngine

    return ClusterEngine(how.cluster, how.jobs or None)


def _begin(args: Namespace) -> SweepFolder:
    models, names = name_list(args.sweep[0]), _target_names(args.sweep[1])
    given = {name: getattr(args, name) for name in list_settings() if hasattr(args, name)}
    seeds = given.pop("seed", (0,))
    starts = [start for model in models for start in _starts(model, args)]
    out = Path(args.out) if getattr(args, "out", "") else None
    if out is not None:
        check_sweep_place(out)
    how = options(RunOptions, args)
    targets = [_target(name, args, quiet=how.quiet) for name in names]
    combined = options(SweepOptions, args)
    plan = plan_sweep(starts, targets, given, seeds, pairs=combined.pairs)
    device: str = how.device
    if not combined.cluster:
        from playground.nn.device import pick_device  # brings torch, once all else is known good

        device = pick_device(how.device).type
    return begin_sweep(
        plan, targets, RunOutput(how.samples, combined.animation, device, command_line()), out
    )


def _starts(model: str, args: Namespace) -> Iterator[tuple[str, ModelConfig]]:
    """What the settings of `model` start from: each of the presets that are named, or a file."""
    if model not in MODELS:
        raise InputError(f"--sweep must be of {', '.join(MODELS)}, got {model!r}")
    where = {"config": args.config} if hasattr(args, "config") else {}
    for preset in name_list(getattr(args, "preset", "")):
        named = {"preset": preset} if preset else {}
        yield preset, train_config(model, Namespace(**where, **named))


def _target_names(text: str) -> tuple[str, ...]:
    """The targets in `text`; a file may have commas in its name."""
    if not is_formula(text) and Path(text).exists():
        return (text,)
    return name_list(text)


def _target(name: str, args: Namespace, *, quiet: bool) -> Target:
    return named_target(name, options(PictureOptions, args), quiet=quiet)


def _train(sweep: SweepFolder, engine: Engine, *, quiet: bool) -> int:
    training = SweepTraining(sweep, engine)
    with stopping() as stop, closing(training.train()) as news:
        asked = False
        with _shown(training.progress, quiet=quiet) as show:
            for row in news:
                if row is not None and not quiet:
                    show(_line(row))
                show("")
                if stop.signal and not asked:
                    asked = True
                    training.stop()
    if not quiet:
        for line in _ending(sweep, training):
            tell(line)
    return stop.exit_code


def _line(row: SweepRow) -> str:
    settings = [f"{name} {value}" for name, value in row.settings.items() if value is not None]
    outcome = row.outcome
    what = ", ".join([*settings, f"seed {row.seed}"])
    if outcome.state != "done":
        return f"{row.run}: {what}: {outcome.state}, {outcome.note}"
    return (
        f"{row.run}: {what}: {outcome.times_floor:.2f}× the floor, {outcome.modes} of "
        f"{outcome.modes_of} modes, {outcome.off_support:.2%} off, {outcome.seconds:.0f} s"
    )


def _ending(sweep: SweepFolder, training: SweepTraining) -> Iterator[str]:
    rows, missing = list(training.rows.values()), training.progress
    yield from _aligned(_brief(summary_table(rows)))
    if missing.over < missing.total:
        yield (
            f"Stopped with {missing.over:,} of {missing.total:,} runs done; the sweep is in "
            f"{sweep.path}, and playground --sweep {sweep.path} goes on"
        )
    else:
        yield f"The sweep is in {sweep.path}, with table.csv, summary.csv and pictures"


@contextmanager
def _shown(progress: SweepProgress, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A function that prints a line, or, given "", how far the sweep is where that is due."""
    if quiet:
        yield lambda line: None
        return
    on_terminal = sys.stderr.isatty()
    begin, end = ("\r\x1b[K", "") if on_terminal else ("", "\n")
    shown = monotonic()

    def show(line: str) -> None:
        nonlocal shown
        if line:
            if on_terminal:
                warn("", begin=begin, end="")
            tell(line)
        elif monotonic() - shown > (_BAR_EVERY if on_terminal else _LINE_EVERY):
            shown = monotonic()
            warn(_state(progress), begin=begin, end=end)

    yield show
    if on_terminal:
        warn("", begin=begin, end="")


def _state(progress: SweepProgress) -> str:
    left = progress.seconds_left
    time = f", {clock(left)} left" if left == left else ""
    return (
        f"{progress.over:,} of {progress.total:,} runs done, {len(progress.running)} running, "
        f"{progress.failed} failed{time}"
    )


def _score(path: Path, args: Namespace) -> int:
    sweep = open_sweep(path)
    header, *lines = table(sweep.rows())
    if hasattr(args, "sort"):
        lines = _sorted(header, lines, args.sort)
    if hasattr(args, "csv"):
        for line in csv_text([header, *lines]).splitlines():
            tell(line)
        return 0
    for line in _aligned(_rounded([header, *lines])):
        tell(line)
    tell("")
    for line in _aligned(_brief(summary_table(sweep.rows()))):
        tell(line)
    return 0


def _sorted(header: Sequence[str], lines: list[list[str]], name: str) -> list[list[str]]:
    """`lines` by the column `name`: numbers by their size, before texts and what is empty."""
    if name not in header:
        raise InputError(f"--sort must be one of {', '.join(header)}, got {name!r}")
    index = header.index(name)

    def key(line: list[str]) -> tuple[bool, bool, float, str]:
        try:
            return (False, False, float(line[index]), "")
        except ValueError:
            return (True, not line[index], 0.0, line[index])

    return sorted(lines, key=key)


_SHORT = {"times_floor": "× floor", "off_support": "off", "modes_of": "of"}


def _brief(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """The summary as a person reads it: a figure is its median, with the quartiles in brackets."""
    names, *rows = lines
    read = [
        {
            name: f"{_digits(cell)} ({_digits(row[index + 1])}–{_digits(row[index + 2])})"
            if f"{name}_q1" in names and cell
            else cell
            for index, (name, cell) in enumerate(zip(names, row, strict=True))
        }
        for row in rows
    ]
    shown = [name for name in names if not name.endswith(("_q1", "_q3"))]
    shown = [n for n in shown if n not in ("diverged", "failed") or any(r[n] != "0" for r in read)]
    return _rounded([shown, *([row[name] for name in shown] for row in read)])


def _rounded(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines as a person reads them: shorter names, three digits, no columns that are empty."""
    names, *rows = lines
    kept = [index for index in range(len(names)) if any(row[index] for row in rows)]
    header = [_SHORT.get(names[index], names[index]) for index in kept]
    return [header, *([_digits(row[index]) for index in kept] for row in rows)]


def _digits(text: str) -> str:
    try:
        return text if text.isdigit() else f"{float(text):.3g}"
    except ValueError:
        return text


def _aligned(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    columns = [max(len(printable(cell)) for cell in column) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.rjust(width) for cell, width in zip(line, columns, strict=True))
        yield "  ".join(cells).rstrip()

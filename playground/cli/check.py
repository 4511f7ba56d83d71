"""`--check FILE...`: which tasks of the lessons are done in sessions that students handed in."""

import csv
from argparse import Namespace
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from playground.cli.output import tell
from playground.cli.sample import checked_out
from playground.errors import InputError
from playground.message import plain_text
from playground.runs.atomic import atomic_write
from playground.runs.session.file import SESSION_SUFFIX, read_session
from playground.runs.tasks import LessonTasks, lessons_with_tasks

_HEAD = ("file", "lesson", "task", "measured", "done")

Row = tuple[str, str, str, str, str]


def run_check(args: Namespace) -> int:
    """Print a row for each task of each session, and write them as CSV where `--out` asks for it.

    Returns 0, or 1 where a file could not be read or is of no lesson. Raises InputError.
    """
    out = checked_out(args, "--check", (".csv",)) if hasattr(args, "out") else None
    paths = list(_sessions(args.check))
    lessons = lessons_with_tasks()
    rows = []
    for path in paths:
        for row in _rows(path, lessons):
            rows.append(row)
            tell(f"{row[0]:28} {row[1]:>6}  {row[2]:42} {row[3]:>9}  {row[4]}")
    if out is not None:
        text = StringIO()
        csv.writer(text, lineterminator="\n").writerows([_HEAD, *map(_guarded, rows)])
        with atomic_write(out) as file:
            file.write(text.getvalue().encode(errors="backslashreplace"))
    return 1 if any(row[4] == "-" for row in rows) else 0


def _guarded(row: Row) -> list[str]:
    """Without what a spreadsheet takes for a formula: students choose the names of files."""
    return [f"'{cell}" if cell[:1] in ("=", "+", "@") else cell for cell in row]


def _sessions(names: list[str]) -> Iterator[Path]:
    for path in map(Path, names):
        if path.is_dir():
            found = sorted(one for one in path.iterdir() if one.suffix.lower() == SESSION_SUFFIX)
            if not found:
                raise InputError("`{path}` is a folder without a session", path=path)
            yield from found
        elif path.is_file():
            yield path
        else:
            raise InputError("`{path}` does not exist", path=path)


def _rows(path: Path, lessons: list[LessonTasks]) -> Iterator[Row]:
    name = plain_text(path.name, 60)
    try:
        session = read_session(path)
        lesson = next((one for one in lessons if one.fits(session)), None)
        if lesson is None:
            yield name, "", "of no lesson with tasks", "", "-"
            return
        for task, measured, done in lesson.check(session):
            yield (
                name,
                str(lesson.number),
                task.sentence,
                f"{measured:.3g}",
                "yes" if done else "no",
            )
    except (InputError, RuntimeError) as error:
        yield name, "", plain_text(str(error), 200), "", "-"

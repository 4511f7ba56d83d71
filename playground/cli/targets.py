"""TARGET of a command line: a shipped name, a formula, an image, points, a drawing, a run, ….

A session stands for its drawing; where a mode asks how good its models are, for its runs.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from playground.cli.options import PictureOptions, TableOptions
from playground.cli.output import tell, warn
from playground.density.load import is_formula, load_target
from playground.density.shipped import shipped_names
from playground.density.target import Target
from playground.errors import InputError
from playground.models import model_of
from playground.runs.foreign_file import DAMAGE, reason_of
from playground.runs.run_folder import RunFolder, is_run, open_run
from playground.runs.session.drawing import DRAWING_SUFFIX, read_drawing
from playground.runs.session.file import SESSION_SUFFIX, read_drawing_of, read_session

if TYPE_CHECKING:
    from playground.nn.model_trainer import ModelTrainer
from playground.density.image import silent
from playground.message import Sentence


def named_run(text: str) -> RunFolder | None:
    """The run that `text` names, None where it names something else. Raises InputError."""
    if is_formula(text) or text.lower() in shipped_names() or not is_run(Path(text)):
        return None
    return open_run(Path(text))


def named_target(
    text: str, how: PictureOptions, table: TableOptions | None = None, *, quiet: bool = False
) -> Target:
    """The target that `text` names. Raises InputError when it cannot be read.

    Unless `quiet`, how a table was read is printed, and on stderr what was left out of a picture,
    such as its other pages.
    """
    table = table or TableOptions()
    path, run = Path(text), named_run(text)
    drawn = (
        run is None
        and not is_formula(text)
        and path.suffix.lower() in (DRAWING_SUFFIX, SESSION_SUFFIX)
        and path.is_file()
    )
    if run is None and not drawn:
        return load_target(
            text,
            invert=how.invert,
            black_point=how.black_point,
            split=how.split,
            page=how.page or None,
            pages_as_layers=how.pages_as_layers,
            columns=table.columns,
            y_down=table.y_down,
            tell=silent if quiet else _tell,
        )
    if table != TableOptions():
        raise InputError(f"{text}: --columns and --y-down apply to tables of points only")
    if how.for_pictures:
        kind = "drawing" if drawn else "run"
        raise InputError(
            f"{text}: is a {kind}, --invert, --black-point and --page apply to pictures only"
        )
    target = run.target() if run else _drawn(path)
    if not how.split:
        return target
    from playground.density.segmentation import split_target

    return split_target(target)


def _tell(note: Sentence) -> None:
    if "how" in note.values:  # a table's columns are part of what is asked for
        tell(str(note))
    else:
        hint = "; --page N takes another, --pages-as-layers all of them"
        warn(f"playground: {note}{hint if 'page' in note.values else ''}")


def _drawn(path: Path) -> Target:
    read = read_drawing if path.suffix.lower() == DRAWING_SUFFIX else read_drawing_of
    target = read(path).target()
    if target is None:
        raise InputError(f"{path}: is an empty drawing, or all of it is hidden")
    return target


def session_trainers(path: Path) -> "Iterator[tuple[str, ModelTrainer]]":
    """A title, and a trainer at the newest checkpoint, for each run. Raises InputError."""
    session = read_session(path)
    target = session.drawing.target()
    trained = [run for run in session.runs if run.checkpoints]
    if target is None or not trained:
        raise InputError("`{path}` is a session in which nothing has been trained", path=path)
    for run in trained:
        config = run.checkpoints[-1].config
        trainer = model_of(config).trainer(config, target)
        try:
            trainer.load(run.checkpoints[-1].state)
        except (RuntimeError, *DAMAGE) as error:  # what stands for random streams are none
            raise InputError("`{path}`: {reason}", path=path, reason=reason_of(error)) from error
        yield f"{model_of(run.config).title} at iteration {run.iteration:,}", trainer

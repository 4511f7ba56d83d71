"""The runs of a session that the window saved, for the modes that ask how good they are."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from playground.errors import InputError
from playground.runs.session_file import read_session

if TYPE_CHECKING:
    from playground.gan.trainer import Trainer


def session_trainers(path: Path) -> "Iterator[tuple[str, Trainer]]":
    """A title, and a trainer at the newest checkpoint, for each run. Raises InputError."""
    session = read_session(path)
    target = session.drawing.target()
    trained = [run for run in session.runs if run.checkpoints]
    if target is None or not trained:
        raise InputError("`{path}` is a session in which nothing has been trained", path=path)
    from playground.gan.trainer import Trainer

    for run in trained:
        trainer = Trainer(run.checkpoints[-1].config, target)
        try:
            trainer.load(run.checkpoints[-1].state)
        except RuntimeError as error:  # what stands for random streams are none
            raise InputError("`{path}`: {reason}", path=path, reason=str(error)) from error
        yield f"{run.config.model.upper()} at iteration {run.iteration:,}", trainer

"""The run folder of an image model.

config.json                    everything needed to repeat it
metrics.csv                    a row an epoch: losses, images a second, error of the codes
checkpoints/last.safetensors   weights, optimizers, averages and random state, the newest
checkpoints/epoch-0010…        the same, kept
pictures/epoch-0001.png …      the same inputs after every epoch
animation.gif                  these as a moving picture
grid.png, losses.png, …        labelled pictures of the end
.lock                          there while a process writes the run
"""

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from playground.errors import InputError
from playground.mnist.runs.config_file import MnistRecord, is_mnist_run, read_record, write_record
from playground.runs.atomic import aside_of
from playground.runs.checkpoint import SavedCheckpoint, load_checkpoint
from playground.runs.run_folder import check_writable, is_empty, make_folders, remove_matching

FIGURES = (
    "grid.png",
    "interpolation.png",
    "codes-c1.png",
    *(f"codes-c{k}{wide}.png" for k in range(2, 18) for wide in ("", "-wide")),
    "losses.png",
    "scores.png",
)
_FILES = (*FIGURES, "metrics.csv", "scores.csv", "animation.gif")
_CHECKPOINT = re.compile(r"last\.safetensors|epoch-\d+\.safetensors")
_PICTURE = re.compile(r"epoch-\d+\.png")


@dataclass(frozen=True)
class MnistRun:
    """A run folder at `path`, with the content of its `config.json`."""

    path: Path
    record: MnistRecord

    @property
    def metrics(self) -> Path:
        """The table of losses."""
        return self.path / "metrics.csv"

    @property
    def checkpoint(self) -> Path:
        """The newest checkpoint."""
        return self.path / "checkpoints" / "last.safetensors"

    @property
    def pictures(self) -> Path:
        """The folder of the pictures of all epochs."""
        return self.path / "pictures"

    def load_checkpoint(self, path: Path | None = None) -> SavedCheckpoint:
        """Its newest checkpoint, or the one at `path`.

        Raises InputError when there is none, it is damaged, or of other networks than the run's.
        """
        from playground.mnist.networks.build import state_shapes

        config = self.record.config
        return load_checkpoint(path or self.checkpoint, state_shapes(config), config.model)

    def kept(self) -> list[Path]:
        """The checkpoints that were kept, in the order of their epochs."""
        return sorted(self.checkpoint.parent.glob("epoch-*.safetensors"), key=lambda p: p.name)

    def keep(self, epoch: int) -> None:
        """Keep the newest checkpoint under the name of its epoch. Raises OSError.

        A second name costs no space: the newest is replaced later, never written into.
        """
        path = self.checkpoint.with_name(f"epoch-{epoch:04d}.safetensors")
        path.unlink(missing_ok=True)
        try:
            os.link(self.checkpoint, path)
        except OSError:
            aside = aside_of(path)
            shutil.copyfile(self.checkpoint, aside)
            aside.replace(path)


def open_mnist_run(path: Path) -> MnistRun:
    """The run in the folder `path`. Raises InputError when it is none."""
    if not path.is_dir():
        raise InputError(f"{path}: there is no such folder")
    if not (path / "config.json").is_file():
        raise InputError(f"{path}: is not a run folder, it has no config.json")
    return MnistRun(path, read_record(path / "config.json"))


def check_mnist_place(path: Path, *, force: bool) -> None:
    """Raise InputError when no new run may be written to `path`. Changes nothing.

    A folder that is there must be empty; with `force` it may be such a run, which is then replaced.
    """
    if path.exists() and not path.is_dir():
        raise InputError(f"--out {path}: is a file, a run needs a folder")
    if not is_empty(path):
        if not is_mnist_run(path):
            raise InputError(
                f"--out {path}: is neither empty nor a run of --mnist, choose another folder"
            )
        if not force:
            raise InputError(f"--out {path}: holds a run already, --force replaces it")
    check_writable(path)


def start_mnist_run(path: Path, record: MnistRecord) -> MnistRun:
    """Make the folder `path`, or empty it of a run, and begin a new one. Raises InputError."""
    make_folders(path)
    run = MnistRun(path, record)
    try:
        clear_mnist_run(run)
        for folder in (run.checkpoint.parent, run.pictures):
            folder.mkdir(exist_ok=True)
        write_record(path / "config.json", record)
    except OSError as error:
        discard_mnist_run(run)
        raise InputError(f"{path}: cannot be written ({error.strerror})") from error
    return run


def discard_mnist_run(run: MnistRun) -> None:
    """Delete a run that could not be started, and its folder where nothing else is in it."""
    with suppress(OSError):
        clear_mnist_run(run)
        run.path.rmdir()


def clear_mnist_run(run: MnistRun) -> None:
    """Delete what a run writes, `config.json` last; other files stay. Raises OSError.

    Nothing outside the folder is touched: where a link takes the place of a folder, the link goes.
    """
    remove_matching(run.checkpoint.parent, _CHECKPOINT)
    remove_matching(run.pictures, _PICTURE)
    remove_matching(run.path, set(_FILES), keep=True)
    (run.path / "config.json").unlink(missing_ok=True)

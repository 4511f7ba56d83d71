"""A run is a folder.

config.json                    everything needed to repeat it
target/01-name.png …           the layers of the target, without loss
metrics.csv                    iteration, seconds, losses
checkpoints/last.safetensors   weights, optimizers and random state at the newest checkpoint
checkpoints/best.safetensors   the same when the distance was least, with `--keep best`
samples.csv                    points of the final generator
final.png                      the three panels at the end
score.json                     how good a run of a sweep is at its end
moments.safetensors            points and D's outputs along the run, for its web page
animation.gif | .mp4 | frames/ the moving picture
from-150/                      the moving picture after a run was resumed at iteration 150
.lock                          there while a process writes the run
"""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_path

from playground.density.target import Target
from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.models import model_of
from playground.runs.atomic import is_part
from playground.runs.checkpoint import SavedCheckpoint, load_checkpoint
from playground.runs.config_file import RunConfig, current_versions, read_config, write_config
from playground.runs.run_lock import LOCK
from playground.runs.tables import Metrics
from playground.runs.target_images import layer_files, plain_name, read_layers, write_layers


@dataclass(frozen=True)
class RunFolder:
    """A run folder at `path`, with the content of its `config.json`."""

    path: Path
    record: RunConfig

    @property
    def metrics(self) -> Metrics:
        """The table of losses."""
        return Metrics(self.path / "metrics.csv")

    @property
    def checkpoint(self) -> Path:
        """The newest checkpoint."""
        return self.path / "checkpoints" / "last.safetensors"

    @property
    def best(self) -> Path:
        """The checkpoint of when the distance was least, where that is kept."""
        return self.path / "checkpoints" / "best.safetensors"

    @property
    def result(self) -> Path:
        """The checkpoint that is shown, sampled and scored: the best if it is kept, or the last."""
        kept = self.record.keep == "best" and self.best.is_file()
        return self.best if kept else self.checkpoint

    @property
    def samples(self) -> Path:
        """The points of the generator that the run results in."""
        return self.path / "samples.csv"

    @property
    def picture(self) -> Path:
        """The three panels at the end."""
        return self.path / "final.png"

    @property
    def moments(self) -> Path:
        """Points and D's outputs along the run."""
        return self.path / "moments.safetensors"

    def target(self) -> Target:
        """The target that it learns. Raises InputError when a layer is missing or damaged."""
        return Target(self.record.target, read_layers(self.path / "target", self.record.layers))

    def load_checkpoint(self, path: Path | None = None) -> SavedCheckpoint:
        """Its newest checkpoint, or that in its file `path`.

        Raises InputError when there is none, it is damaged, or of other networks than the run's.
        """
        config, layers = self.record.config, len(self.record.layers)
        shapes = model_of(config).state_shapes(config, layers)
        shapes.pop("since")  # younger than some files
        return load_checkpoint(path or self.checkpoint, shapes)


def is_run(path: Path) -> bool:
    """Whether `path` looks like a run folder."""
    return (path / "config.json").is_file()


def open_run(path: Path) -> RunFolder:
    """The run in the folder `path`. Raises InputError when it is none."""
    if not path.is_dir():
        raise InputError("{path}: there is no such folder", path=path)
    if not is_run(path):
        raise InputError("{path}: is not a run folder, it has no config.json", path=path)
    return RunFolder(path, read_config(path / "config.json"))


def start_run(path: Path, record: RunConfig, target: Target) -> RunFolder:
    """Fill the empty folder `path` with what stands before the first step. Raises OSError."""
    run = RunFolder(path, record)
    for folder in (path / "target", run.checkpoint.parent):
        folder.mkdir(exist_ok=True)
    write_layers(path / "target", target, record.layers)
    run.metrics.begin()
    write_config(path / "config.json", record)
    return run


def update_run(run: RunFolder, record: RunConfig) -> RunFolder:
    """The same folder with another `config.json`. Raises OSError."""
    write_config(run.path / "config.json", record)
    return RunFolder(run.path, record)


_FILES = (
    *("metrics.csv", "samples.csv", "moments.safetensors", "final.png", "score.json"),
    *("animation.gif", "animation.mp4"),
)
_FRAME = re.compile(r"\d+\.png")
_RESUMED = re.compile(r"from-\d+")


def check_place(path: Path, *, force: bool) -> None:
    """Raise InputError when no new run may be written to `path`. Changes nothing.

    A folder that is there must be empty; with `force` it may be a run, which is then replaced.
    """
    if path.exists() and not path.is_dir():
        raise InputError(f"--out {path}: is a file, a run needs a folder")
    if not is_empty(path):
        if not is_run(path):
            raise InputError(f"--out {path}: is neither empty nor a run, choose another folder")
        if not force:
            raise InputError(f"--out {path}: holds a run already, --force replaces it")
        open_run(path)
    check_writable(path)


def is_empty(path: Path) -> bool:
    """Whether there is no folder `path`, or nothing in it but what a killed run has left behind."""
    return not path.is_dir() or all(
        entry.name == LOCK or is_part(entry) for entry in path.iterdir()
    )


def make_place(path: Path) -> None:
    """Make the folder `path`, or empty it of the run that it holds. Raises InputError.

    Only what a run writes is deleted, other files stay.
    """
    if path.is_dir() and is_run(path):
        try:
            clear_run(open_run(path))
        except OSError as error:
            raise InputError(f"--out {path}: cannot be replaced ({error.strerror})") from error
    else:
        make_folders(path)


def make_numbered(parent: Path, name: str) -> Path:
    """Make the folder `parent/001-name` with the next free number. Raises InputError.

    Each caller gets a folder of its own, also when several ask at once.
    """
    make_folders(parent)
    number = 1 + max((_number(entry.name) for entry in parent.iterdir()), default=0)
    while True:
        path = parent / f"{number:03d}-{plain_name(name)}"
        try:
            path.mkdir()
            return path
        except FileExistsError:
            number += 1
        except OSError as error:
            raise InputError(f"{path}: cannot be made ({error.strerror})") from error


def make_folders(path: Path) -> None:
    """Make `path` and its parents, or none of them. Raises InputError."""
    made: list[Path] = []
    try:
        for folder in reversed([path, *path.parents]):
            if not folder.is_dir():
                folder.mkdir(exist_ok=True)
                made.append(folder)
    except OSError as error:
        for folder in reversed(made):
            folder.rmdir()
        raise InputError(f"{path}: cannot be made ({error.strerror})") from error


def discard(run: RunFolder) -> None:
    """Delete a run that could not be started, and its folder where nothing else is in it."""
    with suppress(OSError):
        clear_run(run)
        run.path.rmdir()


def clear_run(run: RunFolder) -> None:
    """Delete what a run writes, `config.json` last; other files stay. Raises OSError.

    Nothing outside the folder is touched: where a link takes the place of a folder, the link goes.
    """
    remove_matching(run.path / "target", {entry.file for entry in run.record.layers})
    remove_matching(run.checkpoint.parent, {run.checkpoint.name, run.best.name})
    resumed = [path for path in run.path.iterdir() if _RESUMED.fullmatch(path.name)]
    for folder in (run.path, *resumed):
        if folder == run.path or is_own_folder(folder):
            remove_matching(folder / "frames", _FRAME)
        remove_matching(folder, set(_FILES), keep=folder == run.path)
    (run.path / "config.json").unlink(missing_ok=True)


def remove_matching(
    folder: Path, names: "set[str] | re.Pattern[str]", *, keep: bool = False
) -> None:
    """Delete the files of these names in `folder`, then `folder` itself if it is empty.

    A link that stands for the folder is deleted alone. With `keep` the folder, or link, stays.
    """
    if not keep and not is_own_folder(folder):
        remove_link(folder)
        return
    if isinstance(names, re.Pattern):
        names = {path.name for path in folder.iterdir() if names.fullmatch(path.name)}
    for name in names:
        (folder / name).unlink(missing_ok=True)
    if not keep:
        with suppress(OSError):
            folder.rmdir()


def is_own_folder(folder: Path) -> bool:
    """Whether `folder` is a folder that lies where it is named, not a link to another place."""
    return folder.is_dir() and folder.resolve() == folder.parent.resolve() / folder.name


def remove_link(path: Path) -> None:
    """Delete the link `path`, never what it leads to; anything else stays. Raises OSError."""
    if path.is_symlink():
        path.unlink()
    elif path.is_dir() and not is_own_folder(path):  # a junction, as Windows has them
        path.rmdir()


def check_own_folders(path: Path) -> None:
    """Raise InputError when a folder in the run folder `path` is a link to another place."""
    for entry in path.iterdir():
        if entry.is_dir() and not is_own_folder(entry):
            raise InputError(
                "{entry}: leads out of the run, which is written to its own folder only",
                entry=entry,
            )


def check_writable(path: Path) -> None:
    """Raise InputError when a folder at `path` could not be made or written."""
    nearest = next(folder for folder in [path, *path.absolute().parents] if folder.exists())
    if not nearest.is_dir():
        raise InputError(f"--out {path}: {nearest} is a file, not a folder")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise InputError(f"--out {path}: {nearest} cannot be written")


def _number(name: str) -> int:
    match = re.match(r"(\d{1,9})-", name)
    return int(match.group(1)) if match else 0


_DIGITS = 10


def save_target(target: Target) -> Path:
    """Save the layers with their names and weights; returns the folder, the same for equal targets.

    It lies in the person's data folder. Raises InputError.
    """
    folder = user_data_path("playground") / "targets" / f"{plain_name(target.name)}-{_key(target)}"
    if (folder / "config.json").is_file():
        return folder
    make_folders(folder / "target")
    record = RunConfig(
        config=GanConfig(),
        target=target.name,
        layers=layer_files(target),
        device="cpu",
        samples=1,
        animation="none",
        command="",
        versions=current_versions(),
    )
    try:
        write_layers(folder / "target", target, record.layers)
        write_config(folder / "config.json", record)  # last: it says that the rest is there
    except OSError as error:
        raise InputError(
            "{folder}: the drawing cannot be saved ({reason})", folder=folder, reason=error.strerror
        ) from error
    return folder


def _key(target: Target) -> str:
    """Some digits that stand for the content."""
    digest = sha256(repr(target.name).encode())
    for layer in target.layers:
        digest.update(repr((layer.name, layer.weight, layer.pixels.shape)).encode())
        digest.update(layer.pixels.tobytes())
    return digest.hexdigest()[:_DIGITS]

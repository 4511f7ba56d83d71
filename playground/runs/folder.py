"""A run is a folder.

config.json                    everything needed to repeat it
target/01-name.png …           the layers of the target, without loss
metrics.csv                    iteration, seconds, losses
checkpoints/last.safetensors   weights, optimizers and random state at the newest checkpoint
samples.csv                    points of the final generator
final.png                      the three panels at the end
animation.gif | .mp4 | frames/ the moving picture
from-150/                      the moving picture after a run was resumed at iteration 150
"""

from dataclasses import dataclass
from pathlib import Path

from playground.density.target import Target
from playground.errors import InputError
from playground.runs.checkpoint import Checkpoint, load_checkpoint
from playground.runs.config_file import RunConfig, read_config, write_config
from playground.runs.metrics import Metrics
from playground.runs.target_files import read_layers, write_layers


@dataclass(frozen=True)
class Run:
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
    def samples(self) -> Path:
        """The points of the final generator."""
        return self.path / "samples.csv"

    @property
    def picture(self) -> Path:
        """The three panels at the end."""
        return self.path / "final.png"

    def target(self) -> Target:
        """The target that it learns. Raises InputError when a layer is missing or damaged."""
        return Target(self.record.target, read_layers(self.path / "target", self.record.layers))

    def load_checkpoint(self) -> Checkpoint:
        """Its newest checkpoint. Raises InputError when there is none, or it is damaged."""
        return load_checkpoint(self.checkpoint)


def is_run(path: Path) -> bool:
    """Whether `path` looks like a run folder."""
    return (path / "config.json").is_file()


def open_run(path: Path) -> Run:
    """The run in the folder `path`. Raises InputError when it is none."""
    if not path.is_dir():
        raise InputError("{path}: there is no such folder", path=path)
    if not is_run(path):
        raise InputError("{path}: is not a run folder, it has no config.json", path=path)
    return Run(path, read_config(path / "config.json"))


def start_run(path: Path, record: RunConfig, target: Target) -> Run:
    """Fill the empty folder `path` with what stands before the first step. Raises OSError."""
    run = Run(path, record)
    for folder in (path / "target", run.checkpoint.parent):
        folder.mkdir(exist_ok=True)
    write_layers(path / "target", target, record.layers)
    run.metrics.begin()
    write_config(path / "config.json", record)
    return run


def update_run(run: Run, record: RunConfig) -> Run:
    """The same folder with another `config.json`. Raises OSError."""
    write_config(run.path / "config.json", record)
    return Run(run.path, record)

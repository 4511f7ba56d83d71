"""A target put away so that a command line can name it: a run folder that has not begun."""

from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_path

from playground.density.target import Target
from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.runs.config_file import RunConfig, current_versions, write_config
from playground.runs.place import make_folders
from playground.runs.target_files import layer_files, plain_name, write_layers

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

"""A run folder's trainer, at the moment that it results in, or at that of a checkpoint."""

from typing import TYPE_CHECKING

from playground.errors import InputError
from playground.models import model_of
from playground.nn.model_config import ModelConfig
from playground.runs.checkpoint import SavedCheckpoint
from playground.runs.foreign_file import DAMAGE, reason_of
from playground.runs.run_folder import RunFolder

if TYPE_CHECKING:
    from playground.nn.model_trainer import ModelTrainer


def open_trainer(run: RunFolder) -> "ModelTrainer":
    """A trainer at the moment that `run` results in, on its device if there is one here, else on
    the best that there is. Raises InputError when it cannot be.
    """
    from playground.nn.device import available_devices

    device = run.record.device if run.record.device in available_devices() else "auto"
    return trainer_at(run, run.load_checkpoint(run.result), run.record.config, device)


def trainer_at(
    run: RunFolder, checkpoint: SavedCheckpoint, config: ModelConfig, device: str = ""
) -> "ModelTrainer":
    """A trainer of `run` at the moment of `checkpoint`, on `device` or on that of the run.

    Raises InputError when they do not fit, and when there is no such device.
    """
    target = run.target()
    from playground.nn.device import pick_device

    trainer = model_of(config).trainer(config, target, pick_device(device or run.record.device))
    try:
        trainer.load(dict(checkpoint.state))
    except (RuntimeError, *DAMAGE) as error:
        reason = reason_of(error)
        raise InputError(f"{run.checkpoint}: does not fit to the run ({reason})") from error
    return trainer

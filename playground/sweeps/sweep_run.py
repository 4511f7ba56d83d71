"""One run of a sweep, from where its folder is to its end and its score."""

import gc
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from math import nan
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from playground.density.target import Target
from playground.errors import FAULTS, Diverged, InputError, fault_sentence
from playground.models import model_of
from playground.runs.config_file import RunConfig, current_versions
from playground.runs.recorder import Recorder
from playground.runs.run_folder import (
    RunFolder,
    check_own_folders,
    is_run,
    make_place,
    open_run,
    start_run,
    update_run,
)
from playground.runs.run_lock import hold_run
from playground.runs.trained_run import trainer_at
from playground.sweeps.results import RunOutcome, write_outcome
from playground.sweeps.sweep_folder import SavedTarget, read_target

if TYPE_CHECKING:
    from playground.nn.model_trainer import ModelTrainer

Watch = Callable[[int], bool]
"""Called after each iteration with its number; true once the run is to stop."""


class Lookout:
    """Looks whether a run is to stop, no more often than every so many `seconds`."""

    def __init__(self, seconds: float, look: Watch) -> None:
        self._seconds, self._look = seconds, look
        self._looked = monotonic()

    def __call__(self, iteration: int) -> bool:
        """What the look at this iteration says; without one the run goes on."""
        now = monotonic()
        if now - self._looked < self._seconds:
            return False
        self._looked = now
        return self._look(iteration)


_LOCKED_SECONDS = 10.0
"""How long a process whose sweep was killed may take to notice that, and to let go of its run."""


@dataclass(frozen=True)
class RunOrder:
    """A run to be trained into the folder `name` below `sweep`; `record` says all about it."""

    name: str
    sweep: Path
    target: SavedTarget
    record: RunConfig


class RunStopped(Exception):
    """A run was asked to stop, and has kept its state."""


def train_order(order: RunOrder, watch: Watch) -> RunOutcome:
    """Train the run to its end, score it and leave its `score.json`.

    It goes on from the checkpoint that its folder has of the same settings. Raises RunStopped once
    `watch` says so; OSError when the disk does not take it. All else that ends a run is an outcome.
    """
    path = order.sweep / order.name
    try:
        with ExitStack() as held:
            hold_order(path, held)
            try:
                outcome = _trained(path, order, watch)
            except Diverged as error:
                outcome = diverged(error)
            write_outcome(path, outcome)
            return outcome
    except FAULTS as error:
        return RunOutcome("failed", note=fault_sentence(error))
    finally:
        gc.collect()  # a figure holds itself: some sixty megabytes of them would be there at a time


def hold_order(path: Path, held: ExitStack) -> None:
    """Hold the run, which the process of a sweep that was killed may still have for a moment."""
    path.mkdir(parents=True, exist_ok=True)
    patience = monotonic() + _LOCKED_SECONDS
    while True:
        try:
            held.enter_context(hold_run(path))
            return
        except InputError:
            if monotonic() > patience:
                raise
            sleep(0.1)
            path.mkdir(parents=True, exist_ok=True)  # whoever let go of an empty one removed it


def _trained(path: Path, order: RunOrder, watch: Watch) -> RunOutcome:
    run, trainer = open_order(path, order)
    with Recorder(run, trainer) as recorder:
        while trainer.iteration < trainer.config.iterations:
            trainer.step()
            recorder.after_step()
            if watch(trainer.iteration):
                recorder.save()
                raise RunStopped
        recorder.finish()
    return outcome_of(trainer)


def diverged(error: Diverged) -> RunOutcome:
    """The outcome of a run whose numbers were not finite any more."""
    return RunOutcome("diverged", note=fault_sentence(error))


def outcome_of(trainer: "ModelTrainer") -> RunOutcome:
    """The outcome of a run that is done."""
    score = model_of(trainer.config).score(trainer)
    whole = score.whole
    return RunOutcome(
        state="done",
        seconds=trainer.seconds,
        times_floor=whole.sliced_wasserstein.ratio,
        off_support=whole.off_support,
        modes=whole.modes - whole.missed_modes,
        modes_of=whole.modes,
        leak=nan if score.leak is None else score.excess,
    )


def open_order(path: Path, order: RunOrder) -> "tuple[RunFolder, ModelTrainer]":
    """The run with its trainer, where it went last or at its beginning."""
    target = read_target(order.sweep, order.target)
    return _kept(path, order) or _begun(path, order, target)


def _kept(path: Path, order: RunOrder) -> "tuple[RunFolder, ModelTrainer] | None":
    """The run as its folder has it, None where it has none of these settings that can go on."""
    if not is_run(path):
        return None
    try:
        run = open_run(path)
        if run.record.config != order.record.config:
            return None
        check_own_folders(path)
        checkpoint = run.load_checkpoint()
        trainer = trainer_at(run, checkpoint, run.record.config, order.record.device)
        run.metrics.cut(trainer.iteration)
    except InputError:  # killed before its first checkpoint, or damaged since
        return None
    return update_run(run, replace(run.record, versions=current_versions())), trainer


def _begun(path: Path, order: RunOrder, target: Target) -> "tuple[RunFolder, ModelTrainer]":
    config = order.record.config
    from playground.nn.device import pick_device

    device = pick_device(order.record.device)
    trainer = model_of(config).trainer(config, target, device)
    make_place(path)
    return start_run(path, replace(order.record, device=device.type), target), trainer

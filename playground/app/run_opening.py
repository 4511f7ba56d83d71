"""Opens runs of an experiment in the panels of the window, where they go on."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from playground.app.model_slots import ModelSlot, RunSetup
from playground.app.session import Session
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.models import model_of
from playground.nn.history import Checkpoint
from playground.runs.run_folder import open_run
from playground.runs.session.saved_run import SavedRun


def open_runs(session: Session, paths: Sequence[Path]) -> None:
    """Show one run in the left panel, or two side by side, paused where they ended.

    The drawing is what they learned; the run of the window takes its place among the earlier ones.
    Raises InputError when a run cannot be opened, or the two have learned different things.
    """
    runs = [open_run(path) for path in paths]
    records = [run.record for run in runs]
    if len({(record.target, record.layers) for record in records}) > 1:
        raise InputError("runs can be compared on one target only")
    checkpoints = [run.load_checkpoint() for run in runs]
    slots = [ModelSlot(model_of(record.config).preset, record.config) for record in records]
    saved = {
        slot: SavedRun(slot, record.config, (), (Checkpoint(record.config, checkpoint.state),))
        for slot, (record, checkpoint) in enumerate(zip(records, checkpoints, strict=True))
    }
    if len(slots) == 1:
        slots.append(replace(session.slots[1], shown=False))
    target = runs[0].target()
    for run in saved.values():
        run.check(len(target.layers))
    setup = RunSetup(tuple(slots), records[0].config.seed)
    session.restore(setup, Drawing.of(target), saved)

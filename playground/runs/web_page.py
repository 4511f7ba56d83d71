"""The web page of a run folder, of the runs in a session, or of those that a window holds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.errors import InputError
from playground.gan.config import GanConfig
from playground.models import model_of
from playground.nn.history import Snapshot
from playground.page.content import PageRun
from playground.page.moments import Moment, moments_of
from playground.page.page import page_of
from playground.page.recorded_run import RecordedRun
from playground.runs.config_file import current_versions
from playground.runs.moments import read_moments
from playground.runs.run_folder import RunFolder
from playground.runs.session.file import SavedSession

if TYPE_CHECKING:
    from playground.gan.trainer import Trainer
    from playground.nn.model_trainer import ModelTrainer


def folder_page(run: RunFolder, trainer: "ModelTrainer") -> str:
    """The page of a run folder; `trainer` is at its newest checkpoint. Raises InputError."""
    last = trainer.snapshot()
    moments = read_moments(run.moments, run.record.config, len(trainer.target.layers))
    moments = [moment for moment in moments if moment.iteration < last.iteration]
    moments += moments_of(trainer, [last])
    losses = run.metrics.columns("iteration", "d_loss", "g_loss")
    scored = run.metrics.columns("iteration", "sliced_wasserstein")
    distances = scored[np.isfinite(scored[:, 1])]
    page_run = _page_run(trainer, moments, losses, distances, last)
    return page_of(trainer.target, [page_run], run.record.versions)


def session_page(session: SavedSession) -> str:
    """The page of all runs of a session that have begun, on its drawing. Raises InputError."""
    target = session.drawing.target()
    runs = [run for run in session.runs if run.snapshots]
    if target is None or not runs:
        raise InputError("nothing has been trained in this session")
    recorded = [RecordedRun.of(run.config, run.snapshots, run.figures) for run in runs]
    return page_of_runs(target, recorded)


def page_of_runs(target: Target, runs: Sequence[RecordedRun], device: str = "cpu") -> str:
    """The page of runs on `target`, which are inspected on `device`."""
    from playground.nn.device import pick_device  # brings torch

    pages = []
    for run in runs:
        trainer = model_of(run.config).trainer(run.config, target, pick_device(device))
        moments = moments_of(trainer, run.snapshots)
        last = run.snapshots[-1]
        pages.append(_page_run(trainer, moments, run.losses, run.distances, last))
    return page_of(target, pages, current_versions())


def _page_run(
    trainer: "ModelTrainer",
    moments: Sequence[Moment],
    losses: NDArray[np.float64],
    distances: NDArray[np.float64],
    last: Snapshot,
) -> PageRun:
    config = trainer.config
    if not isinstance(config, GanConfig):
        raise InputError(
            "a web page shows GANs only, and this is a {title}", title=model_of(config).title
        )
    frequencies = cast("Trainer", trainer).model_view().sampler.generator.rows.frequencies
    return PageRun(
        config=config,
        moments=moments,
        losses=losses,
        distances=distances,
        g_weights=last.g_weights,
        frequencies=frequencies.cpu().numpy(),
    )

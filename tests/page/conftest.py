"""Runs to make pages of, and a browser to open them in, where there is one."""

import os
import shutil
from dataclasses import replace

import numpy as np
import pytest

from playground.gan.trainer import Trainer
from playground.page.content import PageRun
from playground.page.moments import moments_of

SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser():
    """Chromium; skipped with the reason where Playwright or every browser is missing."""
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="the extra [browser] is not installed"
    )
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    options = {"args": ["--no-sandbox"] if root else []}
    found = next(filter(None, map(shutil.which, SYSTEM_BROWSERS)), None)
    with sync_api.sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(**options)
        except sync_api.Error as error:
            if found is None:
                pytest.skip(f"no Chromium here ({str(error).splitlines()[0]})")
            chromium = playwright.chromium.launch(executable_path=found, **options)
        yield chromium
        chromium.close()


def page_run(config, target, iterations=20, pictures=5):
    """A short run and its trainer, as a page has it."""
    trainer = Trainer(config, target)
    snapshots = [trainer.snapshot()]
    while trainer.iteration < iterations:
        trainer.step()
        if trainer.iteration % max(iterations // pictures, 1) == 0:
            snapshots.append(trainer.snapshot())
    losses = [(one.iteration, one.d_loss, one.g_loss) for one in snapshots]
    run = PageRun(
        config=config,
        moments=moments_of(trainer, snapshots),
        losses=np.array(losses, np.float64),
        distances=np.array([(0, 9.0), (iterations, 1.25)]),
        g_weights=snapshots[-1].g_weights,
        frequencies=trainer.model_view().sampler.generator.rows.frequencies.numpy(),
    )
    return run, trainer


def small(config, **changes):
    """`config` with narrow networks, which are trained in no time."""
    sizes = {"d_hidden": 16, "g_hidden": 24, "d_features": 8, "batch_size": 64}
    return replace(config, **{**sizes, **changes})

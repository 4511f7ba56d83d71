"""Films carry what the panels show, each moment its own. No window is needed."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from playground.density.load import load_target
from playground.gan.inspector import Inspector
from playground.gan.presets import STABLE
from playground.gan.trainer import Trainer
from playground.metrics.step_metrics import CurveFigures, Scale, StepMetrics
from playground.nn.history import History
from playground.plots.scene import BlitRenderer, Scene, draw_scenes
from playground.plots.theme import LIGHT
from playground.plots.view import View
from playground.worker.export_jobs import FrameStyle, film_of
from playground.worker.export_rendering import HistoryRenderer, render

BINARY = load_target("binary")
CONFIG = replace(
    STABLE, model="cgan", seed=5, batch_size=16, d_hidden=8, g_hidden=8, d_features=8, g_features=8
)
SEEN = View(heat="discriminator", arrows=True, grid=True, layer=1)


@pytest.fixture(scope="module")
def run():
    """The past of a short run, and what was seen inside of it at the time."""
    trainer, past, inspections = Trainer(CONFIG, BINARY), History(), {}
    for iteration in range(4):
        past.add_snapshot(trainer.snapshot())
        past.add_metrics(_figures(iteration), Scale(2000, (0.9, 1.1), (0.8, 1.2), None))
        inspector = Inspector(trainer.model_view)
        while inspector.refresh(SEEN.wanted(), 0):
            pass
        inspections[iteration] = inspector.inspection
        trainer.step()
    return past, inspections


def _figures(iteration):
    figures = CurveFigures(1.5, 2.5, 0.25, 1, 0.7)
    return StepMetrics(
        iteration, figures, np.zeros((0, 2)), np.zeros(0, bool), np.eye(2) + iteration
    )


def _job(past, view, **choices):
    first = past.snapshots.at(0)[1]
    scene = Scene("CGAN", BINARY, CONFIG, view, 4.0, 6.0, first)
    style = FrameStyle(LIGHT, ("DejaVu Sans",))
    settings = {"kind": "gif", "seconds": 1, "per_second": 10, "device": "cpu", **choices}
    return film_of([scene], [past], style=style, **settings)


def _renderer(job):
    (scene,), (figures,) = job.scenes, job.figures
    _, (panels,) = draw_scenes([scene], LIGHT)
    return HistoryRenderer(panels, scene, figures, job.device)


def test_each_moment_has_the_look_and_the_figures_that_it_had(run):
    past, inspections = run
    job = _job(past, SEEN)
    renderer = _renderer(job)
    for (snapshot,) in job.frames:
        renderer.show(snapshot)
        seen, known = renderer.panels.inside.state, inspections[snapshot.iteration]
        assert np.allclose(seen.inspection.d_output, known.d_output, atol=1e-6)
        assert np.allclose(seen.inspection.grid, known.grid, atol=1e-6)
        assert np.allclose(seen.inspection.arrows, known.arrows, atol=1e-6)
        assert seen.metrics.iteration == snapshot.iteration
    assert {snapshot.iteration for (snapshot,) in job.frames} == {0, 1, 2, 3}


def test_weights_go_along_only_where_the_film_inspections_inside(run):
    past, _ = run
    for view, inside in ((View(strip="leak"), False), (View(grid=True), True)):
        job = _job(past, view)
        assert all((snapshot.g_weights.size > 0) == inside for (snapshot,) in job.frames)
        renderer = _renderer(job)
        renderer.show(job.frames[-1][0])
        seen = renderer.panels.inside.state
        assert (seen.inspection is not None) == inside
        assert np.array_equal(seen.metrics.leak, np.eye(2) + 3)


def test_a_film_has_the_overlays_in_its_pictures(run, tmp_path):
    past, _ = run
    told = []
    pictures = {}
    for name, view in (("bare", View()), ("seen", SEEN)):
        render(_job(past, view), tmp_path / f"{name}.gif", lambda *done: told.append(done))
        with Image.open(tmp_path / f"{name}.gif") as image:
            frames = [_frame(image, index) for index in range(image.n_frames)]
        pictures[name] = frames
    assert told[:10] == [(number, 10) for number in range(1, 11)]
    bare, seen = (pictures[name] for name in ("bare", "seen"))
    for one, other in ((bare[0], seen[0]), (bare[-1], seen[-1]), (seen[0], seen[-1])):
        assert (np.abs(one - other).max(axis=2) > 30).mean() > 0.02


@pytest.mark.parametrize("strip", ["densities", "losses", "distances", "leak"])
def test_a_film_shows_what_was_chosen_below_the_points(run, strip):
    """Its frames are those of panels that are drawn in full, where nothing is left to blitting."""
    past, _ = run
    job = _job(past, View(strip=strip))
    figure, (panels,) = draw_scenes(job.scenes, LIGHT)
    renderer = HistoryRenderer(panels, job.scenes[0], job.figures[0], job.device)
    camera = None
    for (snapshot,) in job.frames:
        renderer.show(snapshot)
        changed = panels.moved(), panels.rescaled()
        if camera is None or any(changed):
            camera = BlitRenderer(figure, panels.scales)
    filmed = camera.render().astype(int)
    seen = {axes.get_label() for axes in figure.axes if axes.get_visible()} - {"points", "key"}
    assert seen == ({"real", "generated"} if strip == "densities" else {strip})
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    with Image.open(picture) as image:
        drawn = np.asarray(image.convert("RGB")).astype(int)
    assert (np.abs(filmed - drawn).max(axis=2) > 30).mean() < 0.005


def _frame(image, index):
    image.seek(index)
    return np.asarray(image.convert("RGB")).astype(int)

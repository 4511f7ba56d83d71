"""What a flow's panels show: arrows, paths and the map of v − v*, read back from the artists."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from playground.density.load import load_target
from playground.flow.config import FlowConfig
from playground.flow.trainer import FlowTrainer
from playground.gan.config import GanConfig
from playground.nn.inspection import CELLS, PATHS, STEPS, InspectionRequest
from playground.plots.flow_overlays import _until
from playground.plots.scene import model_panels
from playground.plots.theme import DARK, LIGHT
from playground.plots.view import View

BINARY = load_target("binary")
SMALL = FlowConfig(batch_size=64, hidden=16, features=8, sampler_steps=2)


def shown(config, view, theme=LIGHT):
    trainer = FlowTrainer(config, BINARY)
    trainer.step()
    inspector = trainer.inspector()
    while inspector.refresh(InspectionRequest(velocity=True, paths=True, time=view.time), 0):
        pass
    panels = model_panels(Figure((5, 7)), BINARY, "Flow", config, theme)
    panels.choose(view)
    panels.set_inspection(inspector.inspection)
    panels.update(trainer.snapshot())
    return panels, inspector.inspection


def test_arrows_start_on_a_lattice_and_point_along_the_velocities():
    panels, look = shown(SMALL, View(velocity=True, exact=True, time=0.7))
    by_name = panels.inside.overlays.by_name
    for which, name in enumerate(("velocity", "exact")):
        vertices = np.asarray(by_name[name].patch.get_path().vertices).reshape(-1, 8, 2)
        starts, tips = (vertices[:, 0] + vertices[:, 6]) / 2, vertices[:, 3]
        column = np.floor(starts[:, 0] * CELLS).astype(int)
        row = np.floor((1 - starts[:, 1]) * CELLS).astype(int)
        field, moves = look.velocity[which, row, column], tips - starts
        along = (field * moves).sum(1) / np.linalg.norm(field, axis=1)
        assert np.allclose(along, np.linalg.norm(moves, axis=1), rtol=0.05, atol=1e-3)
    drawn = panels.inside.overlays.over
    assert drawn.index(by_name["exact"].patch) < drawn.index(by_name["velocity"].patch)


@pytest.mark.parametrize(("theme", "ink"), [(LIGHT, "black"), (DARK, "white")])
def test_where_both_fields_have_arrows_their_colours_are_named(theme, ink):
    panels, _ = shown(SMALL, View(velocity=True, exact=True, time=0.7), theme)
    assert panels.inside.overlays.note == f"violet → v at t = 0.70 · {ink} → v*"
    by_name = panels.inside.overlays.by_name
    red, green, blue = to_rgb(by_name["velocity"].patch.get_facecolor())
    assert blue > red > green  # violet
    light = sum(to_rgb(by_name["exact"].patch.get_facecolor())) / 3
    assert light < 0.2 if ink == "black" else light > 0.8
    panels, _ = shown(SMALL, View(exact=True, time=0.7), theme)
    assert panels.inside.overlays.note == "→ v* at t = 0.70"
    panels, _ = shown(SMALL, View(exact=True, paths=True, time=0.7), theme)
    assert panels.inside.overlays.note == "→ v* at t = 0.70 · paths up to t"


def test_transport_has_no_exact_arrows_and_says_why():
    config = replace(SMALL, coupling="transport")
    panels, _ = shown(config, View(exact=True, heat="velocity"))
    assert not panels.inside.overlays.by_name["exact"].patch.get_visible()
    assert "no v*" in panels.inside.overlays.note
    assert "no v*" in panels.inside.overlays.heat.note


def test_the_map_is_the_distance_of_both_velocities():
    panels, look = shown(SMALL, View(heat="velocity", time=0.3))
    error = np.linalg.norm(look.velocity[0] - look.velocity[1], axis=-1)
    heat = panels.inside.overlays.heat
    assert np.allclose(heat.overlay.values, error, equal_nan=True)
    low, high = heat._key.shown
    assert low == 0  # a length is never below it
    assert np.nanmedian(error) < high


def test_no_error_has_the_colour_of_the_ground_and_a_signed_map_keeps_its_own_scale():
    panels, _ = shown(SMALL, View(heat="velocity"))
    heat = panels.inside.overlays.heat
    ground = np.rint(np.array([*LIGHT.tint(LIGHT.face, 0), 1]) * 255)
    heat.overlay.show(np.zeros((4, 4)), 0, 2, amounts=True)
    assert np.abs(heat.overlay.image.get_array() - ground).max() <= 1
    heat.overlay.show(np.full((4, 4), 2.0), 0, 2, amounts=True)
    assert np.array_equal(heat.overlay.image.get_array()[0, 0], heat.overlay.shades[-2])
    key = heat._key._image.get_array()
    assert np.abs(key[0, 0] - ground).max() <= 1
    heat._show_key((-1, 1))
    assert np.array_equal(heat._key._image.get_array(), heat.overlay.shades[None, :-1])


@pytest.mark.parametrize("heat", ["discriminator", "best", "difference"])
def test_maps_of_d_are_off_and_say_why(heat):
    panels, _ = shown(SMALL, View(heat=heat))
    assert not panels.inside.overlays.heat.overlay.image.get_visible()
    assert panels.inside.overlays.heat.note == "no map: a flow has no D"


def test_a_gan_has_no_velocity_and_says_so():
    panels = model_panels(Figure((5, 7)), BINARY, "GAN", GanConfig(), LIGHT)
    panels.choose(View(heat="velocity"))
    assert panels.inside.overlays.heat.note == "no map: a GAN has no velocity"


def test_a_flow_has_one_loss_and_the_least_beside_it():
    panels, _ = shown(SMALL, View(strip="losses"))
    lines = panels.inside.strip.losses.curves.artists
    assert [line.get_label() for line in lines] == ["loss", "least"]
    assert panels.headline.text.get_text().startswith("Flow   iteration 1   loss ")


def test_paths_go_up_to_their_time():
    paths = np.cumsum(np.random.default_rng(0).normal(size=(PATHS, STEPS, 2)), axis=1)
    assert np.array_equal(_until(paths, 1.0), paths)
    assert np.allclose(_until(paths, 0.0), paths[:, :1])
    half = 1 - (1 - 16 / 32) ** 2  # the time of the 16th of 32 steps
    assert np.allclose(_until(paths, half)[:, -1], paths[:, 16])
    panels, look = shown(SMALL, View(paths=True, time=half))
    heads = panels.inside.overlays.by_name["paths"].heads.get_xydata()
    assert np.allclose(heads, look.paths[:, 16], atol=1e-6)


def test_values_at_a_place_are_those_of_the_layer_that_is_shown():
    conditional = replace(SMALL, model="cflow")
    panels, look = shown(conditional, View())
    x, y = np.argwhere(BINARY.layers[0].pixels.T)[0] + 0.5
    size = BINARY.layers[0].frame.width
    x, y = x / size, 1 - y / size
    panels.set_inspection(replace(look, log_q=np.array([x, y, 0.5])))
    panels.choose(View())
    whole = panels.values(x, y)
    assert whole.log_q == 0.5 and np.isnan(panels.values(x + 0.01, y).log_q)
    for layer in range(2):
        panels.choose(View(layer=layer))
        assert panels.values(x, y).p == pytest.approx((1 - layer) * whole.p / BINARY.shares[0])
    panels, _ = shown(replace(SMALL, base="uniform"), View())
    assert panels.values(x, y).remark == "no log q: it needs normal noise"

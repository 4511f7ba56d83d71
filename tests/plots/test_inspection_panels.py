import pickle
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from playground.gan.config import GanConfig
from playground.metrics.discriminator_maps import DiscriminatorComparison
from playground.metrics.step_metrics import CurveFigures, Scale, StepMetrics
from playground.nn.inspection import CELLS, LINES, STEPS, Inspection
from playground.plots.arrows import LONGEST
from playground.plots.heat_image import PIECES
from playground.plots.panels import Panels
from playground.plots.scene import BlitRenderer
from playground.plots.theme import DARK, LIGHT
from playground.plots.view import View

SCALE = Scale(2000, (0.6, 1.5), (0.8, 1.2), 0.025)
ALL = View(heat="difference", arrows=True, grid=True, modes=True, strip="distances")


def looked(layers=1, told=1, seed=0):
    rng = np.random.default_rng(seed)
    index = np.arange(0, 2000, 16)
    return Inspection(
        d_output_at=0,
        d_output=rng.normal(size=(told, CELLS, CELLS)).astype(np.float32),
        arrows_at=0,
        arrow_index=index,
        arrows=rng.normal(size=(len(index), 2)).astype(np.float32),
        grid_at=0,
        grid=rng.random((layers, 2 * LINES, STEPS, 2)).astype(np.float32),
        grid_density=np.ones((layers, LINES - 1, LINES - 1), np.float32),
    )


def judged(leak=None, least=1.0):
    leak = np.zeros((0, 0)) if leak is None else leak
    places, missed = np.array([[0.2, 0.3], [0.7, 0.8]]), np.array([False, True])
    return StepMetrics(10, CurveFigures(3.0, 5.0, 0.1, 1, least), places, missed, leak)


@pytest.fixture
def make(strips):
    def panels(layers=1, model="gan", theme=LIGHT, layout="stacked", **config):
        figure = Figure((3.6, 6.9) if layout == "stacked" else (9, 3.8), dpi=100)
        FigureCanvasAgg(figure)
        config = GanConfig(model=model, **({"loss": "non-saturating"} | config))
        return Panels(
            figure,
            strips(layers),
            title="GAN",
            theme=theme,
            layout=layout,
            conditional=model == "cgan",
            inside=config,
        )

    return panels


def test_nothing_is_seen_before_it_is_asked_for(make, moment):
    panels = make()
    panels.set_inspection(looked())
    panels.update(moment())
    overlays = panels.inside.overlays
    assert not any(artist.get_visible() for artist in (*overlays.under, *overlays.over))
    assert [text.get_text() for text in panels.notes] == ["", ""]
    assert panels.densities.real.image in panels.still
    assert all(line in panels.still for line in panels.points.real)


@pytest.mark.parametrize("heat", ["discriminator", "best", "difference"])
def test_the_heat_map_is_the_map_of_the_metrics(make, moment, strips, heat):
    panels, look, snapshot = make(), looked(), moment()
    panels.choose(View(heat=heat))
    panels.set_inspection(look)
    panels.update(snapshot)
    comparison = DiscriminatorComparison(strips(1), "non-saturating", CELLS, conditional=False)
    maps = comparison.maps(look.d_output, snapshot.generated, snapshot.generated_layer)
    expected = {"discriminator": maps.d, "best": maps.best, "difference": maps.difference}
    overlay = panels.inside.overlays.heat.overlay
    np.testing.assert_array_equal(overlay.values, expected[heat])
    assert overlay.image.get_visible()
    assert overlay.image.get_array().shape == (PIECES * CELLS, PIECES * CELLS, 4)
    assert panels.points.real[0] in panels.moving
    details = panels.details.heat
    assert details.startswith(panels.notes[0].get_text())
    assert ("2,000 points in 50×50 cells" in details) == (heat != "discriminator")
    assert (f"±{comparison.floor:.2f}" in details) == (heat != "discriminator")
    assert ("½ is undecided" in details) == (heat != "best")


@pytest.mark.parametrize(
    ("spread", "reach", "says"),
    [(0.01, 0.1, "D is at ½: it can hardly tell"), (0.3, 0.1, "how real D finds it"),
     (0.6, 0.2, "how real D finds it"), (9, 0.5, "how real D finds it")],
)  # fmt: skip
def test_the_colours_reach_as_far_as_d_does(make, moment, spread, reach, says):
    panels, look = make(), looked()
    look.d_output[...] = np.linspace(-spread, spread, CELLS * CELLS).reshape(1, CELLS, CELLS)
    panels.choose(View(heat="discriminator"))
    panels.set_inspection(look)
    panels.update(moment())
    assert panels.inside.overlays.heat._key.shown == (0.5 - reach, 0.5 + reach)
    assert panels.notes[0].get_text() == says
    panels.moved()
    look.d_output[...] *= 0.95  # a little less does not make the scale jump
    panels.update(moment(11))
    assert not panels.moved()


def test_colours_go_from_generated_to_real_and_gray_is_nothing(make):
    overlay = make().inside.overlays.heat.overlay
    values = np.array([[0.0, 1.0], [0.5, np.nan]]).repeat(10, 0).repeat(10, 1)
    overlay.show(values, 0, 1)
    image = overlay.image.get_array()
    blocks = [image[2, 2], image[2, -3], image[-3, 2], image[-3, -3]]
    low, high, middle, nothing = (tuple(int(x) for x in block[:3]) for block in blocks)
    assert low[0] > low[2]  # towards the generator's brown
    assert high[2] > high[0]  # towards the discriminator's teal
    assert min(middle) > 250
    assert len(set(nothing)) < 3 or max(nothing) - min(nothing) < 12


def test_arrows_start_at_points_and_point_along_the_push(make, moment):
    panels, look, snapshot = make(), looked(), moment()
    panels.choose(View(arrows=True))
    panels.set_inspection(look)
    panels.update(snapshot)
    overlay = panels.inside.overlays.by_name["arrows"]
    starts = snapshot.generated[look.arrow_index]
    moves = overlay.tips - starts
    length = np.hypot(*moves.T)
    assert length.max() <= LONGEST + 1e-6
    np.testing.assert_allclose(
        moves / length[:, None], look.arrows / np.hypot(*look.arrows.T)[:, None], atol=1e-3
    )
    short = length < 0.99 * LONGEST
    ratio = length[short] / np.hypot(*look.arrows[short].T)
    np.testing.assert_allclose(ratio, ratio[0], rtol=1e-3)


def test_no_push_is_no_arrow(make, moment):
    overlay = make().inside.overlays.by_name["arrows"]
    overlay.show(np.full((3, 2), 0.5), np.zeros((3, 2)))
    assert np.isfinite(overlay.tips).all()
    np.testing.assert_allclose(overlay.tips, 0.5)


def test_grid_lines_are_the_looked_at_ones_broken_at_tears(make, moment):
    panels, look = make(2, "cgan"), looked(layers=2, told=2)
    smooth = np.linspace(0, 1, STEPS)
    look.grid[...] = np.stack(np.broadcast_arrays(smooth, 0.5), axis=-1)
    look.grid[1, 0, STEPS // 2 :, 1] = 0.9
    panels.choose(View(grid=True))
    panels.set_inspection(look)
    panels.update(moment(layers=2))
    first, second = panels.inside.overlays.by_name["grid"].lines
    assert np.isnan(first.get_xdata()).sum() == 2 * LINES
    assert np.isnan(second.get_xdata()).sum() == 2 * LINES + 1
    np.testing.assert_allclose(first.get_xdata()[:STEPS], smooth, atol=1e-6)
    panels.choose(View(grid=True, layer=1))
    assert not first.get_visible()
    assert second.get_visible()


def test_grid_cells_are_shaded_by_density_unless_torn(make, moment):
    panels, look = make(2, "cgan"), looked(layers=2, told=2)
    overlay = panels.inside.overlays.by_name["grid"]
    along, across = np.linspace(0, 1, STEPS), np.linspace(0, 1, LINES)
    lines = np.zeros((2, LINES, STEPS, 2))  # the grid as it is: x is the first axis, y the second
    lines[0, ..., 0], lines[0, ..., 1] = across[:, None], along
    lines[1, ..., 0], lines[1, ..., 1] = along, across[:, None]
    look.grid[...] = lines.reshape(2 * LINES, STEPS, 2)
    panels.choose(View(grid=True))
    panels.set_inspection(look)
    panels.update(moment(layers=2))
    assert not any(cells.get_visible() for cells in overlay.cells)
    assert "dark" not in panels.words[2].get_text()

    look.grid_density[1, 3, 7] = 2.0
    look.grid[1, LINES, STEPS // 2 :, 1] += 0.5  # the lowest line across is torn in the middle
    panels.update(moment(layers=2))
    whole, torn = overlay.cells
    assert len(whole.get_paths()) == (LINES - 1) ** 2
    assert len(torn.get_paths()) == (LINES - 1) ** 2 - 1
    assert "dark where latents are dense" in panels.words[2].get_text()
    alphas = torn.get_alpha()
    dense = torn.get_paths()[int(np.argmax(alphas))].vertices
    np.testing.assert_allclose(dense.min(axis=0), [0.3, 0.7], atol=1e-6)
    np.testing.assert_allclose(dense.max(axis=0), [0.4, 0.8], atol=1e-6)
    assert alphas.max() == pytest.approx(2 * alphas.min())


def test_a_grid_that_is_torn_everywhere_shades_no_cell(make, moment):
    panels, look = make(), looked()
    look.grid[..., 0] = np.arange(STEPS) % 2  # each step leads across the square
    look.grid_density[...] = 2.0
    panels.choose(View(grid=True))
    panels.set_inspection(look)
    panels.update(moment())
    overlay = panels.inside.overlays.by_name["grid"]
    assert overlay.lines[0].get_visible() and not overlay.cells[0].get_visible()


def test_missed_modes_have_a_ring(make, moment):
    panels = make()
    panels.choose(View(modes=True))
    panels.set_metrics(judged(), SCALE)
    panels.update(moment())
    rings = panels.inside.overlays.by_name["modes"].rings
    assert rings.get_xydata().tolist() == [[0.7, 0.8]]
    assert "1 of 2 modes missed" in panels.words[2].get_text()


@pytest.mark.parametrize(("loss", "heat", "says"), [
    ("wasserstein", "best", "wasserstein loss has none"),
    ("hinge", "difference", "hinge loss has none"),
])  # fmt: skip
def test_what_cannot_be_had_says_why(make, moment, loss, heat, says):
    panels = make(loss=loss)
    panels.choose(View(heat=heat))
    panels.set_inspection(looked())
    panels.update(moment())
    assert says in panels.words[1].get_text()
    assert not panels.inside.overlays.heat.overlay.image.get_visible()


def test_packs_have_no_map_and_say_so(make, moment):
    panels = make(pack=4)
    panels.choose(View(heat="discriminator"))
    panels.set_inspection(looked(told=0))
    panels.update(moment())
    assert "4 points at once" in panels.words[1].get_text()
    assert np.isnan(panels.values(0.5, 0.5).d)


def test_unbounded_values_have_a_symmetric_scale_in_powers_of_two(make, moment):
    panels, look = make(loss="wasserstein"), looked()
    look.d_output[...] *= 300
    panels.choose(View(heat="discriminator"))
    panels.set_inspection(look)
    panels.update(moment())
    low, high = panels.inside.overlays.heat._key.shown
    assert (low, high) == (-1024, 1024)
    assert panels.moved()
    panels.update(moment(seed=1))
    assert not panels.moved()


def test_values_are_those_of_the_maps_at_the_cursor(make, moment, strips):
    panels, look, snapshot = make(), looked(), moment()
    panels.set_inspection(look)
    panels.update(snapshot)
    row, column = 20, 16
    x, y = (column + 0.5) / CELLS, 1 - (row + 0.5) / CELLS
    values = panels.values(x, y)
    maps = DiscriminatorComparison(strips(1), "non-saturating", CELLS, conditional=False).maps(
        look.d_output, snapshot.generated, snapshot.generated_layer
    )
    assert values.d == pytest.approx(maps.d[row, column])
    assert values.best == pytest.approx(maps.best[row, column], nan_ok=True)
    assert values.p == pytest.approx(4.0)  # the strip is a quarter of the square
    assert panels.values(0.75, 0.5).p == 0


@pytest.mark.parametrize("strip", ["densities", "losses", "distances", "leak"])
def test_one_thing_at_a_time_stands_below(make, moment, strip):
    panels = make(2, "cgan")
    panels.choose(View(strip=strip))
    panels.set_metrics(judged(np.eye(2)), SCALE)
    panels.update(moment(layers=2))
    below = [axes for axes in panels.figure.axes if axes.get_label() not in ("points", "key")]
    names = {axes.get_label() for axes in below if axes.get_visible()}
    assert names == ({"real", "generated"} if strip == "densities" else {strip})
    assert all(artist.axes.get_visible() for artist in panels.artists)


def test_a_gan_without_a_leak_matrix_keeps_its_densities(make, moment):
    panels = make()
    panels.choose(View(strip="leak"))
    panels.update(moment())
    assert panels.densities.generated.image in panels.moving


def test_the_leak_matrix_has_its_numbers(make, moment):
    panels = make(2, "cgan")
    panels.choose(View(strip="leak"))
    panels.set_metrics(judged(np.array([[0.75, 0.05], [0.0, 1.0]])), SCALE)
    leak = panels.inside.strip.leak
    numbers = [text.get_text() for text in leak.numbers]
    assert numbers == ["75%", "5.0%", "20%", "0%", "100%", "0%"]
    assert leak.axes.get_xticklabels()[-1].get_text() == "nowhere"
    labels = [label.get_text() for label in leak.axes.get_yticklabels()]
    assert labels == ["strip 0", "strip 1"]
    panels.clear()
    assert not any(text.get_text() for text in leak.numbers)


@pytest.mark.parametrize("layers", [2, 5, 8])
def test_what_stands_around_a_leak_matrix_fits_beside_a_lesson(make, moment, layers):
    panels = make(layers, "cgan")
    panels.figure.set_size_inches(2.9, 6.6)
    panels.choose(View(strip="leak"))
    panels.update(moment(layers=layers))
    panels.figure.canvas.draw()
    leak = panels.inside.strip.leak
    marks = [mark.get_window_extent() for mark in leak.marks]
    assert len({(mark.get_marker(), mark.get_color()) for mark in leak.marks}) == layers
    assert all(one.x1 < other.x0 for one, other in pairwise(marks))
    words = [text for text in leak.axes.findobj(Text) if text.get_text().strip()]
    assert len(words) > layers  # the names and what the matrix is
    boxes = [*marks, *(text.get_window_extent() for text in words)]
    assert all(panels.figure.bbox.containsx(x) for box in boxes for x in (box.x0, box.x1))


@pytest.mark.parametrize("width", [1.8, 2.3, 2.9, 3.6])
@pytest.mark.parametrize("layers", [2, 5, 8])
def test_the_numbers_of_a_leak_matrix_keep_to_their_cells(make, moment, layers, width):
    panels = make(layers, "cgan")
    panels.figure.set_size_inches(width, 6.6)
    panels.choose(View(strip="leak"))
    panels.set_metrics(judged(np.eye(layers)), SCALE)
    panels.update(moment(layers=layers))
    panels.figure.canvas.draw()
    leak = panels.inside.strip.leak
    for artist in leak.numbers:
        artist.draw(panels.figure.canvas.get_renderer())
    cell = leak.axes.get_window_extent().width / (layers + 1)
    assert all(text.get_window_extent().width < cell for text in leak.numbers if text.get_text())
    said = {text.get_text() for text in leak.numbers}
    assert said in ({"100%", "0%"}, {"100", "0"}, {""})
    if layers == 2:
        assert said != {""}


def test_the_same_artists_serve_all_frames(make, moment):
    panels = make(2, "cgan")
    panels.choose(ALL)
    panels.set_inspection(looked(2, 2))
    panels.set_metrics(judged(np.eye(2)), SCALE)
    panels.update(moment(layers=2))
    before, children = panels.moving, len(panels.figure.findobj())
    for seed in range(3):
        panels.set_inspection(looked(2, 2, seed))
        panels.update(moment(10 + seed, seed=seed, layers=2))
    assert all(a is b for a, b in zip(before, panels.moving, strict=True))
    assert all(artist.get_animated() for artist in panels.artists)
    assert len(panels.figure.findobj()) == children


def test_a_frame_needs_a_full_draw_only_when_something_still_has_changed(make, moment):
    panels = make()
    panels.choose(ALL)
    panels.set_inspection(looked())
    panels.set_metrics(judged(), SCALE)
    panels.update(moment(60))
    assert panels.moved()
    for iteration in range(61, 64):
        panels.set_metrics(
            judged(), pickle.loads(pickle.dumps(SCALE))
        )  # as it comes through a pipe
        panels.update(moment(iteration, seed=iteration))
        assert not panels.moved()
    panels.choose(View())
    assert panels.moved()


def test_curves_that_outgrow_their_axes_take_another_scale_but_no_full_draw(make, moment):
    panels = make()
    panels.choose(ALL)
    panels.set_metrics(judged(), SCALE)
    panels.update(moment(60))
    assert panels.moved() and panels.rescaled()
    panels.set_metrics(judged(), SCALE)
    panels.update(moment(61))
    assert not panels.rescaled()
    late = replace(judged(), iteration=80)
    panels.set_metrics(late, SCALE)
    panels.update(moment(80))
    assert panels.rescaled() and not panels.rescaled()
    assert not panels.moved()


def test_clear_forgets_the_run(make, moment):
    panels = make()
    panels.choose(ALL)
    panels.set_inspection(looked())
    panels.set_metrics(judged(), SCALE)
    panels.update(moment())
    panels.clear()
    overlays = panels.inside.overlays
    assert not any(artist.get_visible() for artist in (*overlays.under, *overlays.over))
    assert all(len(line.get_xdata()) == 0 for line in panels.inside.strip.artists)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("layout", ["row", "stacked"])
@pytest.mark.parametrize("strip", ["losses", "distances", "leak"])
def test_nothing_inside_is_cut_off(make, moment, theme, layout, strip):
    panels = make(3, "cgan", theme, layout)
    panels.choose(View("difference", arrows=True, grid=True, modes=True, strip=strip))
    panels.set_inspection(looked(3, 3))
    panels.set_metrics(judged(np.eye(3)), SCALE)
    panels.update(moment(layers=3))
    figure = panels.figure
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    for axes in figure.axes:
        if axes.get_visible() and axes.get_label() != "points":
            box = axes.get_tightbbox(renderer)
            assert box.x0 >= 0 and box.y0 >= 0
            assert box.x1 <= figure.bbox.width and box.y1 <= figure.bbox.height
    if layout == "stacked":
        for text in panels.words[1:]:
            assert text.get_window_extent(renderer).x1 <= figure.bbox.width


def test_a_picture_for_export_holds_the_overlays(make, moment):
    panels = make(layout="row")
    panels.update(moment())
    plain = BlitRenderer(panels.figure).render()
    panels.choose(View(heat="best", strip="losses"))
    renderer = BlitRenderer(panels.figure)
    shot = renderer.render()
    assert (plain != shot).any()
    assert panels.densities.generated.image not in renderer._moving


def test_a_changed_target_is_read_and_compared_with(make, moment, strips):
    panels, target = make(), strips(1)
    panels.set_inspection(looked())
    panels.update(moment())
    before = panels.values(0.33, 0.6)
    pixels = np.roll(target.layers[0].pixels, 1, axis=1)
    panels.follow(replace(target, layers=(replace(target.layers[0], pixels=pixels),)))
    after = panels.values(0.33, 0.6)
    assert before.p == pytest.approx(4.0)
    assert after.p == 0
    assert after.best < before.best

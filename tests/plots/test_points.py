import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from playground.gan.config import GanConfig
from playground.plots.panels import Panels
from playground.plots.theme import LIGHT

NONE = np.zeros((0, 2), np.float32), np.zeros(0, np.int64)


@pytest.fixture
def make(strips):
    def panels(model):
        figure = Figure((3.6, 6.9), dpi=100)
        FigureCanvasAgg(figure)
        return Panels(
            figure,
            strips(2),
            title=model,
            layout="stacked",
            conditional=model == "cgan",
            codes=2 if model == "infogan" else 0,
            inside=GanConfig(model=model),
        )

    return panels


@pytest.fixture
def drawn():
    rng = np.random.default_rng(0)
    return rng.random((60, 2)).astype(np.float32), np.arange(60) % 2


def shown(lines):
    return np.concatenate([line.get_xydata() for line in lines if line.get_visible()] or [NONE[0]])


def rows(points):
    return {tuple(point) for point in np.asarray(points, np.float32).tolist()}


@pytest.mark.parametrize("model", ["gan", "cgan", "infogan"])
def test_a_batch_comes_with_its_draw_pales_with_its_step_and_goes_with_the_next(make, drawn, model):
    panels = make(model)
    batch = panels.inside.batch
    panels.show_phase("draw real", *drawn, "draw real: 60 points")
    panels.show_phase("draw fake", drawn[0] / 2, drawn[1], "draw fake: 60 points")
    panels.show_phase("D's gradient", *NONE, "D's gradient")
    assert rows(shown(batch.real)) == rows(drawn[0])
    assert rows(shown(batch.generated)) == rows(drawn[0] / 2)
    fresh = {line.get_alpha() for line in batch.artists}
    panels.show_phase("D's step", *NONE, "D's step")
    assert rows(shown(batch.real)) == rows(drawn[0])
    assert max(line.get_alpha() for line in batch.artists) < min(fresh) / 2
    panels.show_phase("draw fake", *drawn, "draw fake: 60 points")
    assert not len(shown(batch.real))
    assert {line.get_alpha() for line in batch.artists} == fresh
    assert panels.words[2].get_text() == "draw fake: 60 points"
    panels.end_phases()
    assert not len(shown(batch.artists))
    assert panels.words[2].get_text() == ""


def test_colours_are_those_of_the_points_and_codes_are_not_claimed_of_real_ones(make, drawn):
    for model, colors in (
        ("gan", [LIGHT.real]),
        ("cgan", [LIGHT.layer_color(0), LIGHT.layer_color(1)]),
        ("infogan", [LIGHT.muted, LIGHT.muted]),
    ):
        batch = make(model).inside.batch
        batch.show("draw real", *drawn)
        assert [line.get_color() for line in batch.real] == colors, model
        assert rows(shown(batch.real)) == rows(drawn[0]), model
    batch = make("cgan").inside.batch
    batch.show("draw fake", *drawn)
    assert rows(batch.generated[1].get_xydata()) == rows(drawn[0][drawn[1] == 1])


def test_a_batch_is_hollow_and_part_of_what_moves(make, drawn):
    panels = make("gan")
    for line in panels.inside.batch.artists:
        assert line.get_fillstyle() == "none"
        assert line.get_animated()
        assert line in panels.moving
    panels.show_phase("draw real", *drawn, "")
    panels.clear()
    assert not len(shown(panels.inside.batch.artists))

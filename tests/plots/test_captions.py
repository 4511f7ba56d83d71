from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from playground.plots.captions import Headline, number
from playground.plots.layout import TITLE
from playground.plots.theme import LIGHT

WHOLE = "GAN · D steps 10   iteration 12,600   losses D 1.356  G 0.701"


@pytest.fixture
def headline(moment):
    axes = Figure((9, 3)).add_subplot()
    line = Headline(axes, "GAN · D steps 10", LIGHT, "stacked")
    line.show(replace(moment(), iteration=12_600, d_loss=1.356, g_loss=0.701))
    return line


@pytest.mark.parametrize(
    ("value", "text"),
    [(float("nan"), "–"), (0, "0.000"), (0.69315, "0.693"), (2e-7, "2.0e-07"), (1.5e9, "1.5e+09")],
)
def test_numbers_of_any_size_stay_short(value, text):
    assert number(value) == text


def test_with_less_room_it_says_the_same_in_fewer_words(headline):
    said = [headline.fitted(lambda line, room=room: len(line) <= room) for room in range(80, 0, -1)]
    assert said[0] == WHOLE
    assert list(dict.fromkeys(said))[1:5] == [
        "GAN · D steps 10   iteration 12,600   D 1.356  G 0.701",
        "GAN · D steps 10   iteration 12,600",
        "GAN · D steps 10   12,600",
        "GAN · D steps…   12,600",
    ]
    for room, line in zip(range(80, 0, -1), said, strict=True):
        assert len(line) <= room or line == said[-1]
        assert "12,600" in line


def test_the_past_is_called_so_in_every_form(headline, moment):
    headline.show(moment(), past=True)
    for room in range(80, 0, -1):
        assert "past" in headline.fitted(lambda line, room=room: len(line) <= room)


def test_a_model_that_has_not_begun_says_its_name_or_what_fits_of_it(headline):
    headline.clear()
    assert headline.fitted(lambda _: True) == headline.text.get_text() == "GAN · D steps 10"
    assert headline.fitted(lambda line: len(line) <= 6) == "GAN ·…"


@pytest.mark.parametrize("dpi", [50, 100, 300])
@pytest.mark.parametrize("form", ["png", "svg"])
@pytest.mark.parametrize("width", [2.2, 3, 9])
def test_a_picture_of_any_width_and_kind_has_all_of_it(headline, width, form, dpi):
    figure = headline.text.get_figure()
    figure.set_size_inches(width, 3)
    figure.savefig(BytesIO(), format=form, dpi=dpi)
    assert "12,600" in headline.text.get_text()
    assert (headline.text.get_text() == WHOLE) == (width == 9)


def test_what_is_drawn_stays_on_the_picture(headline):
    figure = headline.text.get_figure()
    figure.set_size_inches(2.5, 3)
    canvas = FigureCanvasAgg(figure)
    for artist in (figure.axes[0], figure.axes[0].patch):
        artist.set_visible(False)
    canvas.draw()
    figure.draw_artist(headline.text)
    ink = np.asarray(canvas.buffer_rgba())[: round(TITLE * 100), :, :3].min(axis=2) < 128
    assert ink.any()
    assert not ink[:, -1].any()


@pytest.mark.parametrize(
    ("multiple", "text"),
    [
        (1.06, "1.1× the floor"),
        (9.96, "10× the floor"),
        (float("nan"), ""),
        (1234, "1,234× the floor"),
    ],
)
def test_the_score_stands_large_at_the_end_and_the_line_before_it(headline, multiple, text):
    headline.show_score(multiple)
    figure = headline.text.get_figure()
    figure.set_size_inches(5, 3)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    figure.draw_artist(headline.text)
    assert headline.score.get_text() == text
    assert headline.score.get_fontsize() > 1.4 * headline.text.get_fontsize()
    score, line = (one.get_window_extent() for one in (headline.score, headline.text))
    assert line.x1 < score.x0 <= score.x1 <= figure.bbox.x1


def test_two_side_by_side_do_not_write_over_each_other(moment):
    figure = Figure((5, 3))
    parts = figure.subfigures(1, 2)
    lines = [Headline(part.add_subplot(), "CGAN · Batch 128", LIGHT, "stacked") for part in parts]
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    for line, part in zip(lines, parts, strict=True):
        line.show(moment())
        figure.draw_artist(line.text)
        assert line.text.get_window_extent(canvas.get_renderer()).x1 <= part.bbox.x1

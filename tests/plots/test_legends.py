from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from playground.plots.legends import kinds_forms, kinds_legend, layers_legend
from playground.plots.theme import LIGHT

NAMES = [f"stroke-{number}" for number in range(1, 6)]


def _drawn(legend, figure):
    """What it says once it is drawn, and whether all of it is in the figure."""
    FigureCanvasAgg(figure).draw()
    box = legend.get_window_extent(figure.canvas.get_renderer())
    inside = figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1
    return [text.get_text() for text in legend.get_texts()], inside


@pytest.fixture
def kinds():
    def drawn(width, evaluations, theme=LIGHT):
        figure = Figure((width, 4), dpi=100)
        legend = kinds_legend(figure.add_axes((0.2, 0.2, 0.6, 0.6)), theme, False)
        legend.forms = kinds_forms(evaluations, theme)
        return _drawn(legend, figure)

    return drawn


@pytest.mark.parametrize(
    ("width", "text"),
    [
        (4.0, "generated, 64 evaluations each"),
        (2.6, "generated, 64 evals"),
        (1.9, "generated"),
        (1.4, "generated"),
    ],
)
def test_the_legend_of_the_points_says_as_much_as_there_is_room_for(kinds, width, text):
    assert kinds(width, 64) == (["real", text], True)


@pytest.mark.parametrize(("count", "text"), [(0, "generated"), (1, "generated, 1 evaluation each")])
def test_of_no_evaluations_nothing_is_said_and_of_one_in_the_singular(kinds, count, text):
    assert kinds(4.0, count)[0][1] == text


@pytest.mark.parametrize("width", [1.6, 2.0, 2.4, 2.9, 3.6])
@pytest.mark.parametrize("layers", [2, 4, 5])
def test_the_names_of_the_layers_are_never_cut_off_by_the_edge(width, layers):
    figure = Figure((width, 4), dpi=100)
    legend = layers_legend(figure, NAMES[:layers], range(layers), LIGHT, "stacked")
    said, inside = _drawn(legend, figure)
    assert inside
    for text, name in zip(said, NAMES, strict=False):
        assert text == name or (text.endswith("…") and name.startswith(text[:-1]))
    if width > 2.5:
        assert said == NAMES[:layers]


def test_with_more_room_the_names_are_whole_again():
    figure = Figure((1.2, 4), dpi=100)
    legend = layers_legend(figure, NAMES, range(5), LIGHT, "stacked")
    assert _drawn(legend, figure)[0] != NAMES
    figure.set_size_inches(4, 4)
    assert _drawn(legend, figure)[0] == NAMES
    assert {text.get_fontsize() for text in legend.get_texts()} == {LIGHT.tick_size}


def test_names_from_files_are_no_formulas_and_not_hidden():
    names = ["_hidden", "$x$"]
    figure = Figure((4, 4), dpi=100)
    legend = layers_legend(figure, names, range(2), replace(LIGHT), "stacked")
    assert _drawn(legend, figure) == (names, True)

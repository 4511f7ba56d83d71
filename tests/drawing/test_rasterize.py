import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.density.geometry import SIDE, Frame, difference_box
from playground.density.target import FULL
from playground.drawing.rasterize import EditPreview, apply
from playground.drawing.tools import Brush, Fill, Move, Shape, Stroke, Touch

BLANK = np.zeros((100, 100), np.uint16)
HARD = Brush(size=40, strength=1, softness=0)

places = st.floats(-0.2, 1.2)
touches = st.lists(st.builds(Touch, places, places, st.floats(0, 1)), min_size=1, max_size=6).map(
    tuple
)
brushes = st.builds(
    Brush, st.floats(1, 100), st.floats(0.01, 1), st.floats(0, 1), erase=st.booleans()
)


def _canvas(seed=0):
    return np.random.default_rng(seed).integers(0, FULL + 1, (60, 60)).astype(np.uint16)


def _mass(pixels):
    return pixels.sum(dtype=np.uint64) / FULL / pixels.size


@given(brushes, st.tuples(places, places), st.tuples(places, places), st.integers(1, 30))
@settings(max_examples=60, deadline=None)
def test_a_stroke_does_not_depend_on_the_speed_of_the_hand(brush, start, end, between):
    line = np.linspace(start, end, between + 2)
    slow = Stroke(brush, tuple(Touch(*place) for place in line.tolist()))
    fast = Stroke(brush, (Touch(*start), Touch(*end)))
    one, other = apply(slow, _canvas())[0].astype(int), apply(fast, _canvas())[0].astype(int)
    assert np.abs(one - other).max() <= FULL * 2e-3


@given(brushes, touches)
@settings(max_examples=60, deadline=None)
def test_a_stroke_made_bit_by_bit_is_the_whole_one(brush, path):
    preview = EditPreview(_canvas())
    for count in range(1, len(path) + 1):
        preview.draw(Stroke(brush, path[:count]))
    assert np.array_equal(preview.pixels, apply(Stroke(brush, path), _canvas())[0])


@given(brushes, touches)
@settings(max_examples=60, deadline=None)
def test_an_edit_leaves_its_source_and_all_outside_of_its_box(brush, path):
    source = _canvas()
    for edit in (
        Stroke(brush, path),
        Shape("ellipse", brush, path[0], path[-1]),
        Shape("rectangle", brush, path[0], path[-1]),
        Fill(brush, path[0]),
        Move(path[0], path[-1]),
    ):
        pixels, box = apply(edit, source)
        assert np.array_equal(source, _canvas())
        changed = difference_box(pixels, source)
        assert changed.union(box) == box or changed.empty


@given(brushes, touches)
@settings(max_examples=40, deadline=None)
def test_painting_only_adds_and_erasing_only_takes(brush, path):
    pixels = apply(Stroke(brush, path), _canvas())[0]
    if brush.erase:
        assert (pixels <= _canvas()).all()
    else:
        assert (pixels >= _canvas()).all()


def test_passing_twice_in_one_stroke_is_passing_once():
    brush = Brush(size=30, strength=0.4, softness=0.7)
    there = (Touch(0.2, 0.5), Touch(0.8, 0.5))
    once = apply(Stroke(brush, there), BLANK)[0]
    assert np.array_equal(apply(Stroke(brush, there + there[::-1]), BLANK)[0], once)
    assert once.max() == round(0.4 * FULL)
    twice = apply(Stroke(brush, there), once)[0]
    assert twice.max() == pytest.approx(0.64 * FULL, abs=1)  # 0.4 of what was left


@pytest.mark.parametrize("side", [100, 200, 400])
def test_marks_have_the_area_of_their_shape_on_any_grid(side):
    blank = np.zeros((side, side), np.uint16)
    disc = apply(Stroke(HARD, (Touch(0.5, 0.5),)), blank)[0]
    radius = HARD.size / 2 / SIDE
    assert _mass(disc) == pytest.approx(np.pi * radius**2, rel=0.02)
    line = apply(Stroke(HARD, (Touch(0.3, 0.4), Touch(0.7, 0.7))), blank)[0]
    assert _mass(line) == pytest.approx(np.pi * radius**2 + 0.5 * 2 * radius, rel=0.01)
    box = apply(Shape("rectangle", HARD, Touch(0.21, 0.3), Touch(0.73, 0.55)), blank)[0]
    assert _mass(box) == pytest.approx(0.52 * 0.25, rel=0.02)
    round_one = apply(Shape("ellipse", HARD, Touch(0.2, 0.3), Touch(0.8, 0.5)), blank)[0]
    assert _mass(round_one) == pytest.approx(np.pi * 0.3 * 0.1, rel=0.01)


def test_y_points_up_and_marks_lie_where_the_frame_says():
    place = Touch(0.25, 0.85)
    for shape in ((100, 100), (60, 100), (100, 60)):
        pixels = apply(Stroke(Brush(16, 1, 0), (place,)), np.zeros(shape, np.uint16))[0]
        if not pixels.any():
            continue
        row, column = np.average(np.argwhere(pixels), axis=0, weights=pixels[pixels > 0])
        frame = Frame(*shape)
        expected = frame.pixels(np.array([[place.x, place.y]]))
        assert abs(row - expected[0][0]) <= 1
        assert abs(column - expected[1][0]) <= 1


def test_pressure_scales_the_strength():
    full = apply(Stroke(HARD, (Touch(0.5, 0.5, 1.0),)), BLANK)[0]
    half = apply(Stroke(HARD, (Touch(0.5, 0.5, 0.5),)), BLANK)[0]
    assert np.allclose(half, full / 2, atol=1)


def test_a_shape_that_is_drawn_smaller_leaves_nothing_behind():
    preview = EditPreview(_canvas())
    preview.draw(Shape("ellipse", HARD, Touch(0, 0), Touch(1, 1)))
    box = preview.draw(Shape("ellipse", HARD, Touch(0.4, 0.4), Touch(0.6, 0.6)))
    assert (box.top, box.left) == (0, 0)
    small = apply(Shape("ellipse", HARD, Touch(0.4, 0.4), Touch(0.6, 0.6)), _canvas())[0]
    assert np.array_equal(preview.pixels, small)


def test_a_fill_stays_inside_its_outline_and_meets_it():
    ring = apply(Shape("rectangle", HARD, Touch(0.2, 0.2), Touch(0.8, 0.8)), BLANK)[0]
    hole = Brush(size=40, softness=0, erase=True)
    ring = apply(Shape("rectangle", hole, Touch(0.3, 0.3), Touch(0.7, 0.7)), ring)[0]
    half = Brush(strength=0.5)
    filled = apply(Fill(half, Touch(0.5, 0.5)), ring)[0]
    assert filled[50, 50] == round(0.5 * FULL)
    assert filled[5, 5] == 0
    assert (filled >= np.minimum(ring, FULL // 2)).all()
    assert filled[22:78, 22:78].min() >= FULL // 2 - 1
    assert not apply(Fill(half, Touch(1.5, 0.5)), ring)[0][50, 50]


def test_an_erasing_fill_empties():
    disc = apply(Stroke(HARD, (Touch(0.5, 0.5),)), BLANK)[0]
    assert not apply(Fill(Brush(erase=True), Touch(0.5, 0.5)), disc)[0][45:55, 45:55].any()


@pytest.mark.parametrize(("dx", "dy"), [(0.1, 0), (-0.25, 0.33), (0.99, 0), (2, 2)])
def test_a_move_shifts_by_whole_pixels(dx, dy):
    source = _canvas()
    moved = apply(Move(Touch(0.5, 0.5), Touch(0.5 + dx, 0.5 + dy)), source)[0]
    right, up = round(dx * 60), round(dy * 60)
    expected = np.zeros_like(source)
    for row in range(60):
        for column in range(60):
            if 0 <= row + up < 60 and 0 <= column - right < 60:
                expected[row, column] = source[row + up, column - right]
    assert np.array_equal(moved, expected)

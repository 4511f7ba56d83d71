import pytest

from playground.plots.layout import (
    CAPTION,
    GAP,
    LEFT,
    NOTE_ROW,
    RIGHT,
    SMALLEST,
    TICKS,
    TITLE,
    Grid,
)

SIZES = [(9, 3.4), (4.2, 5.6), (5.2, 6), (4.2, 9), (16, 4), (3.6, 6.9)]


@pytest.mark.parametrize("notes", [False, True])
@pytest.mark.parametrize("rows", [0, 2])
@pytest.mark.parametrize("layout", ["row", "stacked"])
@pytest.mark.parametrize("size", SIZES)
def test_panels_and_their_words_have_room(layout, size, rows, notes):
    width, height = size
    grid = Grid(layout, rows, notes)
    boxes = grid.boxes(width, height)
    squares = (boxes.points, boxes.real, boxes.generated)
    for one in squares:
        assert one.width == one.height
        assert one.left > 0
        assert one.left + one.width < width
        assert one.bottom >= grid.below
        assert one.bottom + one.height + CAPTION + TITLE <= height + 1e-9
    for i, one in enumerate(squares):
        for other in squares[i + 1 :]:
            beside = other.left >= one.left + one.width or one.left >= other.left + other.width
            ticks = TICKS if one is boxes.points else 0  # the densities' have no numbers
            below = other.bottom + other.height + CAPTION + ticks <= one.bottom + 1e-9
            assert beside or below


@pytest.mark.parametrize("rows", [0, 2])
@pytest.mark.parametrize("size", SIZES)
def test_notes_and_strip_stand_above_the_legend_apart_from_the_points(size, rows):
    grid = Grid("stacked", rows, notes=True)
    boxes = grid.boxes(*size)
    assert boxes.notes.height == pytest.approx(2 * NOTE_ROW)
    assert boxes.notes.bottom + boxes.notes.height + TICKS == pytest.approx(boxes.points.bottom)
    for one in (boxes.strip, boxes.leak):
        assert one.bottom >= grid.below + TICKS - 1e-9
        below = one.bottom + one.height + CAPTION <= boxes.notes.bottom + 1e-9
        assert below or one.left >= boxes.points.left + boxes.points.width + GAP
        assert one.left > 0 and one.width > 0
        assert one.left + one.width < size[0]
    assert boxes.key.bottom > boxes.notes.bottom + NOTE_ROW - 1e-9
    assert boxes.key.left == boxes.notes.left


@pytest.mark.parametrize("size", [(s, t) for s in range(1, 17) for t in range(1, 12)])
def test_the_points_are_as_large_as_they_can_be_beside_or_above_the_rest(size):
    width, height = size
    side = Grid("stacked", 1, notes=True).boxes(width, height).points.width
    room = min(width - LEFT - RIGHT, height - TITLE - CAPTION - TICKS)
    assert side <= max(room, 2 * SMALLEST) + 1e-9
    if width >= 4 and height >= 3:
        assert side > 0.4 * room


@pytest.mark.parametrize("layout", ["row", "stacked"])
def test_tiny_figures_have_panels_still(layout):
    boxes = Grid(layout, notes=True).boxes(0.5, 0.5)
    squares = (boxes.points, boxes.real, boxes.generated)
    assert all(one.width > 0 and one.height > 0 for one in squares)

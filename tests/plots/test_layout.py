import pytest

from playground.plots.layout import CAPTION, NOTE_ROW, TICKS, TITLE, Grid

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
            below = other.bottom + other.height + CAPTION + TICKS <= one.bottom + 1e-9
            assert beside or below


@pytest.mark.parametrize("rows", [0, 2])
@pytest.mark.parametrize("size", SIZES)
def test_notes_and_strip_stand_between_the_points_and_the_legend(size, rows):
    grid = Grid("stacked", rows, notes=True)
    boxes = grid.boxes(*size)
    assert boxes.notes.height == pytest.approx(2 * NOTE_ROW)
    assert boxes.notes.bottom + boxes.notes.height + TICKS == pytest.approx(boxes.points.bottom)
    for one in (boxes.strip, boxes.leak):
        assert one.bottom >= grid.below + TICKS - 1e-9
        assert one.bottom + one.height + CAPTION <= boxes.notes.bottom + 1e-9
        assert one.left > 0
        assert one.left + one.width < size[0]
    assert boxes.key.bottom > boxes.notes.bottom + NOTE_ROW - 1e-9
    assert boxes.key.left == boxes.notes.left


@pytest.mark.parametrize("layout", ["row", "stacked"])
def test_tiny_figures_have_panels_still(layout):
    boxes = Grid(layout, notes=True).boxes(0.5, 0.5)
    squares = (boxes.points, boxes.real, boxes.generated)
    assert all(one.width > 0 and one.height > 0 for one in squares)

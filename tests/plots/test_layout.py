import pytest

from playground.plots.layout import CAPTION, TICKS, TITLE, Grid


@pytest.mark.parametrize("rows", [0, 2])
@pytest.mark.parametrize("layout", ["row", "stacked"])
@pytest.mark.parametrize("size", [(9, 3.4), (4.2, 5.6), (5.2, 6), (4.2, 9), (16, 4)])
def test_panels_and_their_words_have_room(layout, size, rows):
    width, height = size
    grid = Grid(layout, rows)
    boxes = grid.boxes(width, height)
    for left, bottom, side in boxes:
        assert left > 0
        assert left + side < width
        assert bottom >= grid.below
        assert bottom + side + CAPTION + TITLE <= height + 1e-9
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            beside = other[0] >= one[0] + one[2] or one[0] >= other[0] + other[2]
            below = other[1] + other[2] + CAPTION + TICKS <= one[1] + 1e-9
            assert beside or below


def test_tiny_figures_have_panels_still():
    assert all(side > 0 for _, _, side in Grid("stacked").boxes(0.5, 0.5))

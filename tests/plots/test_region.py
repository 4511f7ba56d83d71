import pytest

from playground.plots.region import MOST_ZOOM, WHOLE, Region


def test_what_is_under_the_cursor_stays_there():
    region = WHOLE
    for factor, x, y in [(1.25, 0.3, 0.6), (2, 0.31, 0.62), (1.5, 0.4, 0.7), (0.8, 0.35, 0.65)]:
        zoomed = region.zoomed(factor, x, y)
        assert zoomed.zoom == pytest.approx(region.zoom * factor)
        for before, after, at in [
            (region.left, zoomed.left, x),
            (region.bottom, zoomed.bottom, y),
        ]:
            assert (at - before) / region.side == pytest.approx((at - after) / zoomed.side)
        region = zoomed


def test_it_stays_inside_the_square_and_comes_back_to_the_whole():
    corner = WHOLE.zoomed(4, 0, 1)
    assert corner == Region(0, 0.75, 0.25)
    assert corner.moved(-1, 0.3) == corner
    assert corner.moved(0.1, -0.2) == Region(0.1, 0.55, 0.25)
    assert corner.moved(7, -7) == Region(0.75, 0, 0.25)
    assert corner.zoomed(0.25, 0.1, 0.9).is_whole and WHOLE.zoomed(0.5, 0.5, 0.5) == WHOLE
    region = WHOLE
    for _ in range(30):
        region = region.zoomed(1.25, 0.3, 0.6)
    assert region.zoom == MOST_ZOOM
    for _ in range(40):
        region = region.zoomed(1 / 1.25, 0.9, 0.1)
    assert region == WHOLE

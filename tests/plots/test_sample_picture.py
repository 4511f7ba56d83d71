import numpy as np

from playground.plots.sample_picture import sample_picture


def test_density_and_points_stand_side_by_side(tmp_path, strips):
    target, rng = strips(3), np.random.default_rng(0)
    points, layer = rng.random((1000, 2)), rng.integers(0, 3, 1000)
    figure = sample_picture(points, target, layer)
    left, right = figure.axes
    np.testing.assert_array_equal(left.images[0].get_array(), target.masses())
    assert left.images[0].get_extent() == [0, 1, 0, 1]
    assert right.get_title() == "1,000 points"
    for i, line in enumerate(right.lines):
        np.testing.assert_array_equal(line.get_xydata(), points[layer == i])
    assert len({line.get_color() for line in right.lines}) == 3
    figure.savefig(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").stat().st_size > 5000


def test_a_name_with_dollars_and_no_points_draw(tmp_path, strips):
    target = strips(1)
    target = type(target)("$a_{b$ cost", target.layers)
    sample_picture(np.zeros((0, 2)), target).savefig(tmp_path / "picture.png")


def test_without_layers_all_points_look_alike(strips):
    points = np.random.default_rng(0).random((50, 2))
    (line,) = sample_picture(points, strips(3), caption="generated points").axes[1].lines
    np.testing.assert_array_equal(line.get_xydata(), points)

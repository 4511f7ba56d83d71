import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from playground.density.load import load_target
from playground.density.point_table import BANDWIDTHS, PointTable, points_target, read_points
from playground.errors import InputError


def _write(path, rows, separator=",", header=None):
    lines = [separator.join(str(cell) for cell in row) for row in rows]
    path.write_text("\n".join([header, *lines] if header else lines) + "\n")
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t", " ", "   "])
@pytest.mark.parametrize("header", [False, True])
def test_any_separator_with_a_header_or_without(tmp_path, separator, header):
    rows = [(0.5, 1), (2, -3e-1), (4, 5)]
    head = separator.join("xy") if header else None
    table = read_points(_write(tmp_path / "p.csv", rows, separator, head))
    assert np.array_equal(table.points, rows)
    assert table.labels == ()


def test_comments_empty_lines_and_quotes_are_understood(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text('\ufeff# made by hand\nname,x,y\n\n"a, b",1,2\nc,3,4\n"a, b",5,6\n')
    table = read_points(path)
    assert table.points.tolist() == [[1, 2], [3, 4], [5, 6]]
    assert table.labels == ("a, b", "c", "a, b")


def test_measured_columns_are_no_labels_and_numbered_ones_are(tmp_path):
    random = np.random.default_rng(0)
    points, values = random.random((60, 2)), random.random((60, 1))
    label = np.arange(60)[:, None] % 3
    table = read_points(_write(tmp_path / "p.csv", np.hstack([points, values, label])))
    assert set(table.labels) == {"0.0", "1.0", "2.0"}


def test_the_density_lies_where_the_points_do_in_proportion(tmp_path):
    random = np.random.default_rng(1)
    points = random.normal((100, -5), (8, 2), (4000, 2))
    table = read_points(_write(tmp_path / "p.csv", points))
    placed = table.in_square()
    assert placed.min() >= 0.05
    assert placed.max() <= 0.95
    assert np.ptp(placed[:, 0]) == pytest.approx(0.88)
    assert np.ptp(points[:, 0]) / np.ptp(points[:, 1]) == pytest.approx(
        np.ptp(placed[:, 0]) / np.ptp(placed[:, 1])
    )
    masses = points_target(table).masses(400)
    middles = (np.arange(400) + 0.5) / 400
    mean = [masses.sum(axis=0) @ middles, masses.sum(axis=1) @ (1 - middles)]
    assert mean == pytest.approx(placed.mean(axis=0), abs=2e-3)


def test_the_bandwidth_is_the_deviation_that_smoothing_adds(tmp_path):
    points = [(0, 0), (1, 1)] * 3
    table = read_points(_write(tmp_path / "p.csv", points))
    masses = points_target(table, 0.03).masses(400)
    middles = (np.arange(400) + 0.5) / 400
    lower = masses[200:, :200] / masses[200:, :200].sum()
    centre = lower.sum(axis=0) @ middles[:200]
    spread = np.sqrt(lower.sum(axis=0) @ (middles[:200] - centre) ** 2)
    assert spread == pytest.approx(0.03, rel=0.1)


def test_labels_are_layers_with_their_share_of_the_points(tmp_path):
    random = np.random.default_rng(2)
    rows = [(*random.normal((0, 0), 1, 2), "few") for _ in range(100)]
    rows += [(*random.normal((9, 3), 0.2, 2), "many") for _ in range(300)]
    target = load_target(_write(tmp_path / "flowers.csv", rows))
    assert target.name == "flowers"
    assert [layer.name for layer in target.layers] == ["few", "many"]
    assert target.shares == pytest.approx([0.25, 0.75])


def test_more_points_are_smoothed_less(tmp_path):
    random = np.random.default_rng(3)
    widths = [
        read_points(_write(tmp_path / "p.csv", random.random((n, 2)))).bandwidth()
        for n in (100, 6400)
    ]
    assert widths[0] / widths[1] == pytest.approx(2, rel=0.1)  # 64^(1/6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "at least two points"),
        ("x,y\n1,2\n", "at least two points, and has 1"),
        ("a,b\n1,x\n2,y\n", "two columns of numbers"),
        ("1,2\n3\n", "as many columns"),
        ("1,2\n3,inf\n", "finite"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, text, said):
    path = tmp_path / "bad.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=said) as told:
        read_points(path)
    assert "bad.csv" in str(told.value)


def test_bytes_are_no_table(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(InputError, match="text file"):
        read_points(path)


@pytest.mark.parametrize("bandwidth", [*BANDWIDTHS, 0.03])
@pytest.mark.parametrize("n", [1, 3, 5000])
def test_smoothing_is_a_gaussian_of_the_histogram(monkeypatch, bandwidth, n):
    placed = np.random.default_rng(4).uniform(0.06, 0.94, (n, 2))
    monkeypatch.setattr(PointTable, "in_square", lambda _: placed)
    counts, *_ = np.histogram2d(1 - placed[:, 1], placed[:, 0], bins=400, range=[[0, 1], [0, 1]])
    wanted = ndimage.gaussian_filter(counts, bandwidth * 400, mode="constant", truncate=5)
    pixels = points_target(PointTable("p", placed), bandwidth).layers[0].pixels
    np.testing.assert_allclose(pixels, wanted * (65535 / wanted.max()), atol=0.51)


def test_layers_come_in_natural_order_whatever_the_order_of_the_lines():
    random = np.random.default_rng(6)
    labels = [f"{word} {number}" for word in ("a", "B") for number in (10, 9, 1)] * 4
    random.shuffle(labels)
    points = np.arange(48.0).reshape(24, 2)
    table = PointTable("p", points, tuple(labels))
    assert [name for name, _ in table.groups()] == ["a 1", "a 9", "a 10", "B 1", "B 9", "B 10"]
    for name, chosen in table.groups():
        assert [labels[i] for i in chosen] == [name] * 4
    layers = points_target(table).layers
    assert [layer.name for layer in layers] == [name for name, _ in table.groups()]


COORDINATES = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(st.tuples(COORDINATES, COORDINATES), min_size=2, max_size=20))
@settings(deadline=None)
def test_any_coordinates_are_placed_in_the_square(points):
    placed = PointTable("p", np.array(points)).in_square()
    assert placed.min() >= 0.06 - 1e-9
    assert placed.max() <= 0.94 + 1e-9
    longest = np.ptp(placed, axis=0).max()
    assert longest == pytest.approx(0.88) or len(set(points)) == 1 or longest == 0
    order = np.argsort(np.array(points), axis=0, kind="stable")
    assert (np.diff(np.take_along_axis(placed, order, axis=0), axis=0) >= 0).all()


@pytest.mark.parametrize("unit", [1e308, 1.0, 1e-300, 5e-324])
@pytest.mark.parametrize("far", [0, -1])
def test_the_unit_does_not_matter(tmp_path, unit, far):
    points = np.array([(0, 0), (1, 0), (1, 1), (0.0, 1)]) + far
    table = read_points(_write(tmp_path / "p.csv", points * unit))
    square = [(0.06, 0.06), (0.94, 0.06), (0.94, 0.94), (0.06, 0.94)]
    np.testing.assert_allclose(table.in_square(), square)
    assert points_target(table).masses().sum() == pytest.approx(1)


def test_from_one_end_of_the_numbers_to_the_other(tmp_path):
    table = read_points(_write(tmp_path / "p.csv", [(-1.7e308, -1e308), (1.7e308, 1e308), (0, 0)]))
    low = 0.5 - 0.44 / 1.7
    np.testing.assert_allclose(table.in_square(), [(0.06, low), (0.94, 1 - low), (0.5, 0.5)])


@pytest.mark.parametrize("rows", [[(3, 4)] * 20, [(3, 4, "a"), (8, 8, "b")] * 20])
def test_points_in_one_place_are_a_spot(tmp_path, rows):
    table = read_points(_write(tmp_path / "p.csv", rows))
    assert table.bandwidth() == pytest.approx(0.02)
    places = np.unique(table.in_square(), axis=0)
    for layer, middle in zip(points_target(table).layers, places, strict=True):
        row, column = (layer.pixels @ np.arange(400)).sum(), layer.pixels.sum(axis=1)
        centre = [row / layer.pixels.sum(dtype=float), column @ np.arange(400) / column.sum()]
        assert centre == pytest.approx([400 * middle[0], 400 * (1 - middle[1])], abs=1)

"""Hostile files: read in pieces, and refused before they are too much."""

import time
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.density import table_text
from playground.density.point_table import points_target, read_points
from playground.density.table_text import read_lines
from playground.errors import InputError

MIB = 2**20


def _refused(path):
    with pytest.raises(InputError) as told:
        read_points(path)
    return str(told.value)


def _most_memory(do):
    """The bytes that were held at a time while it was done."""
    tracemalloc.start()
    try:
        do()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("start", [b"", b"x,y\n" + b"1,2\n" * 2000])
def test_a_sparse_file_of_gigabytes_is_not_read_whole(tmp_path, start):
    path = tmp_path / "sparse.csv"
    with path.open("wb") as file:
        file.write(start)
        file.truncate(3 * 2**30)
    assert "no table of points" in _refused(path)
    assert _most_memory(lambda: _refused(path)) < 20 * MIB


def test_a_line_without_end_is_named(tmp_path):
    path = tmp_path / "long.csv"
    path.write_bytes(b"1,2\n3,4\n" + b"5" * 30 * MIB)
    assert "1,000,000 characters a line, and has more in line 3" in _refused(path)
    assert _most_memory(lambda: _refused(path)) < 20 * MIB


@pytest.mark.parametrize(("name", "most"), [("MOST_LINES", 100), ("_MOST_CHARACTERS", 400)])
def test_too_much_is_refused_by_its_limit(tmp_path, monkeypatch, name, most):
    monkeypatch.setattr(table_text, name, most)
    monkeypatch.setattr(table_text, "_PIECE", 64)
    path = tmp_path / "many.csv"
    path.write_text("1,2\n" * 100)
    assert len(read_points(path).points) == 100
    path.write_text("1,2\n" * 100 + "\n")
    assert f"has more than {most}" in _refused(path)


def test_lines_are_numbered_as_an_editor_does(tmp_path, monkeypatch):
    monkeypatch.setattr(table_text, "_PIECE", 7)
    path = tmp_path / "lines.csv"
    path.write_bytes(b'# made\r\n\r\nx,"y\r\n(mm)"\r1,2\n\n3,4')
    text = read_lines(path)
    assert list(zip(text.numbers, text.lines, strict=True)) == [
        (3, 'x,"y (mm)"'),
        (5, "1,2"),
        (7, "3,4"),
    ]
    assert text.comment == "made"


def test_a_cell_of_many_characters_is_named_and_cut_short(tmp_path):
    path = tmp_path / "field.csv"
    path.write_text("1,2\n3,4\n" + "a" * 200_000 + ",5\n")
    said = _refused(path)
    assert "column 1 is `aaaa" in said
    assert "in line 3" in said
    assert len(said) < 400


def test_a_quoted_cell_of_many_characters_is_no_trouble(tmp_path):
    path = tmp_path / "shapes.csv"
    path.write_text("shape,x,y\n" + "".join(f'"{"(1, 2)" * 30_000}",{i},{i}\n' for i in range(3)))
    assert read_points(path).points.tolist() == [[0, 0], [1, 1], [2, 2]]


def test_one_label_of_a_megabyte_takes_no_more_than_that(tmp_path):
    path = tmp_path / "label.csv"
    rows = [f"{i},{i},{'ab'[i % 2]}" for i in range(30_000)]
    rows[7] = f"7,7,{'c' * 900_000}"
    path.write_text("x,y,class\n" + "\n".join(rows))
    assert read_points(path).labels == ()  # so long a text is no label
    with pytest.raises(InputError, match=r"at most 200 characters, and `class` has more in line 9"):
        read_points(path, "x,y,class")
    assert _most_memory(lambda: read_points(path)) < 100 * MIB


def test_a_hundred_labels_are_smoothed_at_once(tmp_path):
    points = np.random.default_rng(0).random((300, 2))
    path = tmp_path / "labels.csv"
    path.write_text("".join(f"{x},{y},L{i % 100}\n" for i, (x, y) in enumerate(points)))
    table = read_points(path)
    begun = time.process_time()
    target = points_target(table)
    assert time.process_time() - begun < 4  # it was 18 s
    assert [layer.name for layer in target.layers] == [f"L{i}" for i in range(100)]
    np.testing.assert_allclose(target.shares, 0.01)


@given(st.text(st.sampled_from("0123456789.,;\t |-+e\"'#%xyNa\n\r"), max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_is_points_or_a_sentence(text):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(text.encode())
        try:
            table = read_points(path)
        except InputError as error:
            assert str(path) in str(error)
        else:
            assert np.isfinite(table.points).all()
            assert len(table.points) >= 2

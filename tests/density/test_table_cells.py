import csv
import io
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from playground.density.table_cells import Dialect, find_dialect, is_grouped, spread

CELLS = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=8)


@given(st.lists(CELLS, min_size=2, max_size=5), st.sampled_from([",", ";", "\t", "|"]))
def test_cells_come_as_a_writer_has_quoted_them(cells, separator):
    line = io.StringIO()
    quoted = csv.QUOTE_ALL if any(cell[:1] == " " for cell in cells) else csv.QUOTE_MINIMAL
    csv.writer(line, delimiter=separator, lineterminator="", quoting=quoted).writerow(cells)
    assert Dialect(separator, ".").rows([line.getvalue()]) == [cells]


def test_a_cell_longer_than_csv_takes_is_one_cell():
    long = 'a, b "c" ' * 20_000
    quoted = long.replace('"', '""')
    assert Dialect(",", ".").rows([f'1,"{quoted}",2,"d"']) == [["1", long, "2", "d"]]


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([".", ","]))
def test_a_number_is_read_with_either_sign(number, decimal):
    dialect = Dialect(";", decimal)
    for text in (repr(number), f"{number:.3f}", f"{number:.4E}", f"{number:+.2e}"):
        cell = text.replace(".", decimal)
        assert dialect.is_number(cell)
        values = dialect.numbers([f" {cell} "])
        assert values is not None
        assert values[0] == float(text)


def test_what_python_takes_for_a_number_and_nobody_else_is_none():
    for cell in ("1_000", "", "1,5", "0x10", "1.2.3", "1 2"):
        assert not Dialect(";", ".").is_number(cell)
        assert Dialect(";", ".").numbers([cell]) is None


def test_thousands_are_told_from_decimals():
    grouped = ("1,234", "12,345.6", "1.234,5", "1,234,567", "1'234.5", "1 234", "-1\u202f234,5")
    assert all(map(is_grouped, grouped))
    assert not any(map(is_grouped, ("0,123", "1,23", "1234,567", "1.5", "12", "1,2345")))


def test_the_sample_is_spread_over_all_lines():
    lines = [""] * 100_000
    chosen = spread(lines, 1000)
    assert len(chosen) <= 1000
    assert chosen[:30] == list(range(30))
    assert chosen[-1] == 99_999
    assert max(b - a for a, b in pairwise(chosen)) < 200
    assert spread(lines[:7], 1000) == list(range(7))


def test_a_line_late_in_the_file_tells_the_decimal_sign():
    lines = ["1;2"] * 5000 + ["1,5;2"] * 5000
    assert find_dialect(lines) == Dialect(";", ",")
    assert find_dialect(["a b c"]) is None
    assert find_dialect(["1 2", "3 4"], ";") is None  # the file itself says what separates

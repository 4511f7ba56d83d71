import pytest

from playground.plots.headline import number


@pytest.mark.parametrize(
    ("value", "text"),
    [(float("nan"), "–"), (0, "0.000"), (0.69315, "0.693"), (2e-7, "2.0e-07"), (1.5e9, "1.5e+09")],
)
def test_numbers_of_any_size_stay_short(value, text):
    assert number(value) == text

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.density.formula import EXAMPLES, Formula, FormulaError, formula_target
from playground.density.load import load_target
from playground.density.target import FULL
from playground.errors import InputError

SIDE = 40
AT = (np.arange(SIDE) + 0.5) / SIDE
X, Y = np.meshgrid(AT, AT[::-1])  # row 0 at the top, y up
R, T = np.hypot(X - 0.5, Y - 0.5), np.arctan2(Y - 0.5, X - 0.5)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("exp(-((x-.5)^2+(y-.5)^2)/.02)", np.exp(-(R**2) / 0.02)),
        ("x", X),
        (" y ", Y),
        ("r", R),
        ("t + pi", T + np.pi),
        ("-x^2 + 1", 1 - X**2),
        ("2^3^0 + x", 2 + X),
        ("2**-1 * x", X / 2),
        ("1 - x - y + 2*x*y", 1 - X - Y + 2 * X * Y),
        ("x % .25 / e", (X % 0.25) / np.e),
        ("max(x, y, .5) - min(x, .1)", np.maximum(np.maximum(X, Y), 0.5) - np.minimum(X, 0.1)),
        ("abs(x-.5) + sqrt(y) + tanh(x)", abs(X - 0.5) + np.sqrt(Y) + np.tanh(X)),
        ("2 + sin(9*x) * cos(9*y)", 2 + np.sin(9 * X) * np.cos(9 * Y)),
        ("log(1 + tan(x))", np.log(1 + np.tan(X))),
        ("1", np.ones((SIDE, SIDE))),
    ],
)
def test_a_smooth_formula_is_its_values(text, values):
    """A pixel is a mean, which differs from the value in its middle by the second order only."""
    np.testing.assert_allclose(Formula(text).values(SIDE), values, atol=0.02)


def test_shares_of_pixels_count_where_a_formula_jumps():
    values = Formula("(.25 <= x < .5) * (y > .5)").values(8)
    wanted = np.zeros((8, 8))
    wanted[:4, 2:4] = 1
    np.testing.assert_array_equal(values, wanted)
    assert Formula("x < .5625").values(8)[0].tolist() == [1, 1, 1, 1, 0.5, 0, 0, 0]
    squares = Formula("(floor(4*x) + floor(4*y)) % 2").values(4)
    np.testing.assert_array_equal(squares, np.indices((4, 4)).sum(axis=0)[::-1] % 2)


def test_the_target_has_one_layer_with_the_densest_pixel_white():
    target = formula_target("3 * exp(-x)")
    (layer,) = target.layers
    assert target.name == "formula" and layer.name == "3 * exp(-x)"
    assert layer.pixels.shape == (400, 400) and layer.pixels.max() == FULL
    assert target.masses(2)[:, 1].sum() == pytest.approx(
        (np.exp(-0.5) - np.exp(-1)) / (1 - np.exp(-1)), abs=1e-4
    )


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_can_be_learned(text):
    layer = formula_target(text).layers[0]
    assert layer.pixels.astype(bool).mean() > 0.01


WRONG = [
    ("", "a formula must not be empty", ""),
    ("x+", "the formula ends too early", ""),
    ("2*exp(x", "the bracket `(` at letter 6 is never closed", "("),
    ("x y", "the formula cannot be read from letter 3 on: `y`", "y"),
    ("x^2 y", "the formula cannot be read from letter 5 on: `y`", "y"),
    ("  x^2^y^q", "`q` at letter 9 is not known; there are x, y, r, t, pi, e", "q"),
    ("1 + foo(x)", "`foo` at letter 5 is no function; there are exp, log", "foo"),
    ("1 + exp", "the function `exp` at letter 5 needs its values in brackets", "exp"),
    ("exp(x, y)", "`exp` at letter 1 takes one value, got 2", "exp(x, y)"),
    ("1+min(x)", "`min` at letter 3 takes two values or more, got 1", "min(x)"),
    ("x + sqrt(x-.5)", "`sqrt(x-.5)` has no finite value at x = 0.0", "sqrt(x-.5)"),
    ("x + 1/(x-x)", "`1/(x-x)` has no finite value", "1/(x-x)"),
    ("exp(900*x)*y", "`exp(900*x)` has no finite value", "exp(900*x)"),
    ("x-.5", "`x-.5` is negative at x = 0.0", "x-.5"),
    ("x*0", "`x*0` is 0 everywhere", "x*0"),
    ("x^101", "`101` at letter 3 is too large a number", "101"),
    ("x^-101", "`-101` at letter 3 is too large a number", "-101"),
    ("9^9^9", "`9^9^9` has no finite value", "9^9^9"),
    ("1e999", "`1e999` at letter 1 is too large a number", "1e999"),
    ("9" * 400, "is too large a number", "9" * 400),
    ("x + é", "`é` at letter 5 is nothing that a formula has", "é"),
    ("x\n+1", "at letter 2 is nothing that a formula has", "\n"),
    ("x # y", "`#` at letter 3", "#"),
    ("x == 1", "`x == 1` at letter 1 is nothing that a formula has", "x == 1"),
    ("x and y", "nothing that a formula has", "x and y"),
    ("x.real", "nothing that a formula has", "x.real"),
    ("x[0]", "nothing that a formula has", "x[0]"),
    ("x if y else r", "nothing that a formula has", "x if y else r"),
    ("lambda: x", "nothing that a formula has", "lambda: x"),
    ("[x, y]", "nothing that a formula has", "[x, y]"),
    ("1j + x", "`1j` at letter 1", "1j"),
    ("True", "`True` at letter 1", "True"),
    ("exp(x=1)", "nothing that a formula has", "exp(x=1)"),
    ("max(*x, y)", "nothing that a formula has", "*x"),
    ("(x)(y)", "`x` at letter 2 is no function", "x"),
    ("2(x)", "`2(x)` at letter 1 is nothing that a formula has", "2(x)"),
    ("2x", "the formula cannot be read from letter 1 on: `2x`", "2x"),
    ("(y := x)", "nothing that a formula has", "y := x"),
    ("1if x else y", "nothing that a formula has", "1if x else y"),
    ("__import__('os')", "`'` at letter 12", "'"),
    ("-" * 220 + "x", "nested too deeply at letter 201; 200 levels", "-" * 20 + "x"),
    ("(" * 230 + "x" + ")" * 230, "nested too deeply", None),
    ("x+" * 300 + "x", "a formula must have at most 500 letters, got 601", None),
]


@pytest.mark.parametrize(("text", "said", "part"), WRONG, ids=[text[:14] for text, *_ in WRONG])
def test_what_is_no_formula_is_told_with_its_place(text, said, part):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(FormulaError) as caught:
            formula_target(text, 8)
    assert said in str(caught.value)
    assert 0 <= caught.value.begin <= caught.value.end <= len(text)
    if part is not None:
        assert text[caught.value.begin : caught.value.end] == part


@given(st.text(alphabet="xyrt.0123456789+-*/^%()<>= ,episncoqlgm", max_size=60))
def test_any_letters_are_a_density_or_a_sentence(text):
    try:
        pixels = formula_target(text, 4).layers[0].pixels
    except FormulaError as error:
        assert len(str(error)) < 400 and 0 <= error.begin <= error.end <= len(text)
    else:
        assert pixels.shape == (4, 4) and pixels.max() == FULL


def test_the_longest_formulas_take_no_time():
    for text in ("x+" * 198 + "x", "(" * 150 + "x" + ")" * 150, "abs(" * 90 + "-9" + ")" * 90):
        assert np.isfinite(Formula(text).values(8)).all()


def test_a_target_is_named_by_a_formula(tmp_path):
    (layer,) = load_target("formula:r < .2").layers
    assert layer.name == "r < .2"
    assert layer.pixels.mean() / FULL == pytest.approx(np.pi * 0.04, rel=0.01)
    assert len(load_target("formula:abs(abs(x-.5)-.3)<.1", split=True).layers) == 2
    for options in ({"invert": True}, {"page": 1}, {"columns": "x,y"}, {"pages_as_layers": True}):
        with pytest.raises(InputError, match="takes no options"):
            load_target("formula:x", **options)

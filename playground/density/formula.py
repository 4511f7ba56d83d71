"""A density as a formula of x and y, such as `exp(-((x-.5)^2 + (y-.5)^2) / .02)`.

The grammar is a small part of Python's expressions, with `^` for powers. Python's own parser makes
the tree, nothing of it is ever run: each node is translated by a table, and evaluated by NumPy on
all pixels at once. What the tables do not have is an error that says where it stands.
"""

import ast
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.density.geometry import SIDE, Pixels
from playground.density.target import FULL, Layer, Target
from playground.errors import InputError
from playground.message import Sentence

PREFIX = "formula:"
"""What a formula begins with where a target is named."""

EXAMPLES = (
    "exp(-((x-.5)^2 + (y-.5)^2) / .02)",
    "abs(r - .3) < .06",
    "(floor(6*x) + floor(6*y)) % 2",
    "max(0, sin(6*t)) * (r < .45)",
    "exp(-(y - .5 - .25*sin(2*pi*x))^2 / .001) * (.1 < x < .9)",
)
"""Some to begin with: a bell, a ring, squares, a flower, a wave."""

MOST_LETTERS = 500
_MOST_DEPTH = 200
_MOST_POWER = 100
_FINE = 2  # samples along each side of a pixel
_SHOWN = 24

Values = NDArray[np.float64]

_FUNCTIONS: Mapping[str, tuple[int, Callable[..., Any]]] = {
    "exp": (1, np.exp),
    "log": (1, np.log),
    "sqrt": (1, np.sqrt),
    "abs": (1, np.abs),
    "sin": (1, np.sin),
    "cos": (1, np.cos),
    "tan": (1, np.tan),
    "tanh": (1, np.tanh),
    "floor": (1, np.floor),
    "sign": (1, np.sign),
    "min": (2, lambda *values: reduce(np.minimum, values)),
    "max": (2, lambda *values: reduce(np.maximum, values)),
}
_OPERATORS: Mapping[type, Callable[..., Any]] = {
    ast.Add: np.add,
    ast.Sub: np.subtract,
    ast.Mult: np.multiply,
    ast.Div: np.divide,
    ast.Mod: np.mod,
    ast.Pow: np.power,
    ast.UAdd: np.positive,
    ast.USub: np.negative,
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
}
_PLACES: Mapping[str, Callable[[Values, Values], Values]] = {
    "x": lambda x, y: x,
    "y": lambda x, y: y,
    "r": lambda x, y: np.hypot(x - 0.5, y - 0.5),
    "t": lambda x, y: np.arctan2(y - 0.5, x - 0.5),
}
_CONSTANTS = {"pi": np.pi, "e": np.e}


class FormulaError(InputError):
    """A formula that is none; `begin` … `end` are the letters where the reason lies."""

    def __init__(self, template: str, begin: int, end: int, /, **values: Any) -> None:
        super().__init__(template, **values)
        self.begin, self.end = begin, end


@dataclass(frozen=True, eq=False)
class _Node:
    """A part of a formula: `apply` takes the values of its `parts`, or those of x and y if it has
    none. `begin` … `end` is where it stands.
    """

    begin: int
    end: int
    apply: Callable[..., Any]
    parts: "tuple[_Node, ...]" = ()

    def values(self, x: Values, y: Values) -> Values:
        """The value at each x and y."""
        given = [part.values(x, y) for part in self.parts] if self.parts else [x, y]
        return np.asarray(self.apply(*given), np.float64)


class Formula:
    """A formula that has been read; raises FormulaError unless it is one.

    There are numbers, the names x and y (0 … 1 from left to right and from below), r and t (the
    distance from the middle and the angle around it), pi and e; + - * / % ^, comparisons, which are
    0 or 1, and the functions that `_FUNCTIONS` lists. No value is more than a float64, and length,
    depth and fixed powers are bounded, so reading and drawing take a known time.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._tree = _Reader(text).read()

    def values(self, side: int) -> Values:
        """The mean of each pixel [side, side], row 0 at the top.

        Raises FormulaError where it has no value, is negative, or is 0 everywhere.
        """
        at = (np.arange(side * _FINE) + 0.5) / (side * _FINE)
        x, y = np.meshgrid(at, at[::-1])
        with np.errstate(all="ignore"):
            found = np.broadcast_to(self._tree.values(x, y), x.shape)
            self._check(found, x, y)
        means: Values = found.reshape(side, _FINE, side, _FINE).mean(axis=(1, 3))
        return means

    def _check(self, found: Values, x: Values, y: Values) -> None:
        bad = ~np.isfinite(found)
        if bad.any():
            place = np.unravel_index(int(np.argmax(bad)), bad.shape)
            self._fail(
                _culprit(self._tree, x[place], y[place]),
                Sentence("`{part}` has no finite value at x = {x}, y = {y}"),
                (x[place], y[place]),
            )
        place = np.unravel_index(int(np.argmin(found)), found.shape)
        if found[place] < 0:
            self._fail(
                self._tree,
                Sentence(
                    "`{part}` is negative at x = {x}, y = {y}, which no density is; max(0, …) helps"
                ),
                (x[place], y[place]),
            )
        if not found.any():
            self._fail(self._tree, Sentence("`{part}` is 0 everywhere"), (0.0, 0.0))

    def _fail(self, node: _Node, template: Sentence, place: tuple[Any, Any]) -> None:
        part = _shortened(self.text[node.begin : node.end])
        x, y = (f"{value:.3g}" for value in place)
        raise FormulaError(template, node.begin, node.end, part=part, x=x, y=y)


def formula_target(text: str, side: int = SIDE) -> Target:
    """The target of a formula: one layer of `side` × `side` pixels. Raises FormulaError."""
    values = Formula(text).values(side)
    pixels: Pixels = np.rint(values * (FULL / values.max())).astype(np.uint16)
    return Target("formula", (Layer(_shortened(text.strip()), pixels),))


def _culprit(node: _Node, x: Values, y: Values) -> _Node:
    """The smallest part that has no finite value at a place."""
    for part in node.parts:
        if not np.isfinite(part.values(x, y)).all():
            return _culprit(part, x, y)
    return node


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


class _Reader:
    """Reads one text; places in its tree are mapped back to places in the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begin = len(text) - len(text.lstrip())
        source = text.strip()
        # Where each letter of the source that Python sees stands in the text.
        self._places = [
            self._begin + at for at, sign in enumerate(source) for _ in range(1 + (sign == "^"))
        ]
        self._places.append(self._begin + len(source))
        self._source = source.replace("^", "**")

    def read(self) -> _Node:
        """The tree. Raises FormulaError."""
        self._check_letters()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Python's, of letters right behind a number
                tree = ast.parse(self._source, mode="eval")
        except SyntaxError as error:
            raise self._unreadable(error) from error
        except (RecursionError, MemoryError) as error:
            raise self._too_deep(self._begin) from error
        return self._node(tree.body, 1)

    def _check_letters(self) -> None:
        text = self._text
        if not text.strip():
            raise FormulaError("a formula must not be empty", 0, len(text))
        if len(text) > MOST_LETTERS:
            raise FormulaError(
                "a formula must have at most {most} letters, got {n}",
                *(MOST_LETTERS, len(text)),
                most=MOST_LETTERS,
                n=len(text),
            )
        for at, sign in enumerate(text):
            if not (sign.isascii() and sign.isprintable()) or sign in "#\\'\"`;":
                raise self._unknown(at, at + 1)

    def _unreadable(self, error: SyntaxError) -> FormulaError:
        last = len(self._places) - 1  # 0 and none are how Python says that there is no more
        begin = self._places[min(error.offset - 1, last) if error.offset else last]
        if "never closed" in str(error.msg):
            return FormulaError(
                "the bracket `{part}` at letter {at} is never closed",
                *(begin, begin + 1),
                part=self._text[begin : begin + 1],
                at=begin + 1,
            )
        if "too many nested" in str(error.msg):
            return self._too_deep(begin)
        if not self._text[begin:].strip():
            return FormulaError("the formula ends too early", begin, len(self._text))
        return FormulaError(
            "the formula cannot be read from letter {at} on: `{part}`",
            *(begin, len(self._text)),
            at=begin + 1,
            part=_shortened(self._text[begin:]),
        )

    def _too_deep(self, begin: int) -> FormulaError:
        return FormulaError(
            "the formula is nested too deeply at letter {at}; {most} levels are allowed",
            *(begin, len(self._text)),
            at=begin + 1,
            most=_MOST_DEPTH,
        )

    def _unknown(self, begin: int, end: int) -> FormulaError:
        return FormulaError(
            "`{part}` at letter {at} is nothing that a formula has",
            *(begin, end),
            part=_shortened(self._text[begin:end]),
            at=begin + 1,
        )

    def _place(self, node: ast.expr) -> tuple[int, int]:
        end = node.end_col_offset if node.end_col_offset is not None else node.col_offset + 1
        return self._places[node.col_offset], self._places[end - 1] + 1

    def _node(self, node: ast.expr, depth: int) -> _Node:
        place = self._place(node)
        if depth > _MOST_DEPTH:
            raise self._too_deep(place[0])
        match node:
            case ast.Constant():
                return _Node(*place, _constant(self._number(node)))
            case ast.Name(id=name):
                return _Node(*place, self._name(name, place))
            case ast.UnaryOp(op=op, operand=operand) if type(op) in _OPERATORS:
                return _Node(*place, _OPERATORS[type(op)], (self._node(operand, depth + 1),))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                if isinstance(op, ast.Pow):
                    self._check_power(right)
                pair = self._node(left, depth + 1), self._node(right, depth + 1)
                return _Node(*place, _OPERATORS[type(op)], pair)
            case ast.Compare(left=left, ops=ops, comparators=others) if all(
                type(op) in _OPERATORS for op in ops
            ):
                parts = tuple(self._node(one, depth + 1) for one in (left, *others))
                return _Node(*place, _comparison([_OPERATORS[type(op)] for op in ops]), parts)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                apply = self._function(name, node, len(args))
                return _Node(*place, apply, tuple(self._node(one, depth + 1) for one in args))
        raise self._unknown(*place)

    def _number(self, node: ast.Constant) -> float:
        if type(node.value) not in (int, float):
            raise self._unknown(*self._place(node))
        try:
            value = float(node.value)  # type: ignore[arg-type]
        except OverflowError:
            value = np.inf
        if not np.isfinite(value):
            raise self._too_large(node)
        return value

    def _too_large(self, node: ast.expr) -> FormulaError:
        begin, end = self._place(node)
        part = _shortened(self._text[begin:end])
        return FormulaError(
            "`{part}` at letter {at} is too large a number", begin, end, part=part, at=begin + 1
        )

    def _check_power(self, power: ast.expr) -> None:
        inner = power.operand if isinstance(power, ast.UnaryOp) else power
        if isinstance(inner, ast.Constant) and self._number(inner) > _MOST_POWER:
            raise self._too_large(power)

    def _name(self, name: str, place: tuple[int, int]) -> Callable[..., Any]:
        if name in _CONSTANTS:
            return _constant(_CONSTANTS[name])
        if name in _FUNCTIONS:
            raise FormulaError(
                "the function `{name}` at letter {at} needs its values in brackets",
                *place,
                name=name,
                at=place[0] + 1,
            )
        if name not in _PLACES:
            raise FormulaError(
                "`{name}` at letter {at} is not known; there are {names}",
                *place,
                name=_shortened(name),
                at=place[0] + 1,
                names=", ".join([*_PLACES, *_CONSTANTS]),
            )
        return _PLACES[name]

    def _function(self, name: str, node: ast.Call, given: int) -> Callable[..., Any]:
        place = self._place(node.func)
        if name not in _FUNCTIONS:
            raise FormulaError(
                "`{name}` at letter {at} is no function; there are {names}",
                *place,
                name=_shortened(name),
                at=place[0] + 1,
                names=", ".join(_FUNCTIONS),
            )
        least, apply = _FUNCTIONS[name]
        if given < least or (least == 1 and given > 1):
            wanted = Sentence("one value") if least == 1 else Sentence("two values or more")
            raise FormulaError(
                "`{name}` at letter {at} takes {wanted}, got {given}",
                *self._place(node),
                name=name,
                at=place[0] + 1,
                wanted=wanted,
                given=given,
            )
        return apply


def _constant(value: float) -> Callable[[Values, Values], float]:
    return lambda x, y: value


def _comparison(operators: list[Callable[..., Any]]) -> Callable[..., Any]:
    """1 where each value compares with the next as its operator says, else 0."""

    def apply(*values: Values) -> Any:
        pairs = zip(operators, values, values[1:], strict=False)
        return reduce(np.logical_and, [compare(one, other) for compare, one, other in pairs])

    return apply

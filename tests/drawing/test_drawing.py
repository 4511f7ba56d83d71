import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.density.target import FULL, Layer, Target
from playground.drawing.delta import DrawingDelta
from playground.drawing.drawing import Drawing, DrawingLayer, merged, paintable


def _layer(name, seed, shape=(20, 20), weight=1.0, **more):
    pixels = np.random.default_rng(seed).integers(0, FULL // 3, shape).astype(np.uint16)
    return DrawingLayer(name, pixels, weight=weight, **more)


def _drawing(count=3):
    blank = Drawing("t", (_layer("a", 0),))
    return blank.added([_layer("bcdefgh"[i], i + 1) for i in range(count - 1)])


def test_a_target_of_sheets_leaves_out_what_is_empty_hidden_or_weightless():
    layers = (
        _layer("a", 0),
        _layer("hidden", 1, visible=False),
        DrawingLayer.blank("empty"),
        _layer("weightless", 2, weight=0.0),
        _layer("b", 3, weight=3.0, color=5),
    )
    target = Drawing("t", layers).target()
    assert [layer.name for layer in target.layers] == ["a", "b"]
    assert target.colors == (0, 5)
    masses = [layer.pixels.mean() * layer.weight for layer in (layers[0], layers[4])]
    assert target.shares == pytest.approx(np.array(masses) / sum(masses))
    assert Drawing.blank().target() is None


def test_a_drawing_of_a_target_gives_the_same_target():
    target = Target(
        "t", (Layer("a", np.eye(4, dtype=np.uint16)), Layer("b", np.ones((2, 3), "u2")))
    )
    again = Drawing.of(target).target()
    assert again.name == "t"
    assert np.array_equal(again.shares, target.shares)
    for one, other in zip(again.layers, target.layers, strict=True):
        assert one.pixels is other.pixels


@pytest.mark.parametrize("shape", [(200, 200), (7, 7), (3, 2), (300, 201), (120, 400), (1, 1024)])
def test_a_paintable_picture_is_square_and_the_same_density(shape):
    pixels = _layer("a", 5, shape).pixels
    square = paintable(pixels)
    assert square.shape[0] == square.shape[1] >= 200
    before, after = Layer("a", pixels), Layer("a", square)
    assert after.mass == pytest.approx(before.mass)
    assert np.allclose(Target("t", (after,)).masses(64), Target("t", (before,)).masses(64))


@pytest.mark.parametrize("weights", [(1, 1), (1, 2.5), (0.01, 0.02), (40, 3)])
def test_merging_keeps_the_mass_of_every_place(weights):
    pair = [_layer("a", 0, weight=weights[0]), _layer("b", 1, (40, 10), weight=weights[1])]
    both = Target("t", tuple(layer.density for layer in pair))
    one = merged(pair)
    assert one.name == "a"
    assert one.density.mass == pytest.approx(sum(layer.mass for layer in both.layers), rel=1e-3)
    assert np.allclose(Target("t", (one.density,)).masses(60), both.masses(60), atol=1e-6)
    if weights == (1, 1):
        assert one.weight == 1


def test_new_sheets_get_colours_that_are_free():
    drawing = _drawing(8)
    assert [layer.color for layer in drawing.layers] == list(range(8))
    less = drawing.removed(3)
    assert less.added([_layer("new", 9)]).layers[-1].color == 3
    assert less.free_name() == "layer 8"


def test_the_stack_can_be_rearranged():
    drawing = _drawing(4)
    names = lambda d: "".join(layer.name for layer in d.layers)  # noqa: E731
    assert names(drawing) == "abcd"
    assert names(drawing.moved(0, 2)) == "bcad"
    assert drawing.moved(0, 2).current_layer.name == "a"
    assert names(drawing.removed(3)) == "abc"
    assert drawing.removed(3).current == 2
    assert names(drawing.merged_up(2)) == "abd"
    assert len(drawing.merged_all().layers) == 1
    parts = (_layer("p", 7), _layer("q", 8))
    assert names(drawing.moved(1, 1).split(parts)) == "apqcd"
    assert names(drawing.moved(1, 1).duplicated()) == "abb copycd"
    lonely = Drawing("t", (_layer("a", 0),)).removed(0)
    assert len(lonely.layers) == 1
    assert lonely.target() is None


@given(st.lists(st.integers(0, 7), min_size=1, max_size=12), st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_a_packed_drawing_comes_back_whatever_was_done(moves, seed):
    random = np.random.default_rng(seed)
    drawing = _drawing(2)
    for move in moves:
        before, drawing = drawing, _changed(drawing, move, random)
        for one, other in ((before, drawing), (drawing, before)):
            assert _same(DrawingDelta.of(one, other).restore(other), one)


def _changed(drawing, move, random):
    last = len(drawing.layers) - 1
    place = int(random.integers(0, last + 1))
    pixels = drawing.layers[place].pixels.copy()
    pixels[3:5, 2:9] = random.integers(0, FULL)
    return [
        lambda: drawing.replaced(place, drawing.layers[place].with_pixels(pixels)),
        lambda: drawing.added([_layer("new", move)]),
        lambda: drawing.removed(place),
        lambda: drawing.moved(place, last),
        lambda: drawing.merged_up(place) if place else drawing,
        lambda: drawing.merged_all(),
        lambda: drawing.duplicated(),
        lambda: Drawing("other", (_layer("x", move, (9, 5)),)),
    ][move]()


def test_a_small_change_is_kept_small():
    pixels = np.random.default_rng(0).integers(0, FULL, (400, 400)).astype(np.uint16)
    before = Drawing("t", (DrawingLayer("a", pixels), DrawingLayer("b", pixels.T.copy())))
    changed = pixels.copy()
    changed[10:20, 10:20] = 0
    after = before.replaced(0, before.layers[0].with_pixels(changed))
    assert DrawingDelta.of(before, after).size < 400
    assert DrawingDelta.of(after, before).size < 400


def _same(one, other):
    return (one.name, one.current) == (other.name, other.current) and all(
        (a.name, a.color, a.visible, a.weight) == (b.name, b.color, b.visible, b.weight)
        and np.array_equal(a.pixels, b.pixels)
        for a, b in zip(one.layers, other.layers, strict=True)
    )

"""Names in any script, and names that are none."""

import warnings
from io import BytesIO

import numpy as np
import pytest
from matplotlib import font_manager, rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font

from playground.density.target import FULL, Layer, Target
from playground.plots import letters
from playground.plots.letters import drawable, write_name
from playground.plots.panels import Panels, export_figure
from playground.plots.static_figures import sample_picture

NAMES = {
    "chinese": "双鱼",
    "japanese": "ふくろう",
    "emoji": "a🦉b",
    "not UTF-8": "caf\udce9",
    "escape": "a\x1b[2J\nb",
    "half": "x\ud800y",
    "formula": "$\\frac$_x",
    "blank": " ",
    "bidirectional": "\u202egpj",
}


@pytest.fixture(autouse=True)
def _fresh():
    _forget()
    yield
    _forget()


def _forget():
    for cached in (
        letters._add_new_fonts,
        letters._known,
        letters._families,
        letters._further_fonts,
        letters._letters,
    ):
        cached.cache_clear()


@pytest.fixture
def only(monkeypatch):
    """Lets matplotlib know these of its own fonts only."""
    every = font_manager.fontManager.ttflist

    def keep(*families, new=()):
        kept = [font for font in every if font.name in families]
        assert {font.name for font in kept} == set(families)
        monkeypatch.setattr(font_manager.fontManager, "ttflist", kept)
        monkeypatch.setattr(letters, "findSystemFonts", lambda: list(new))
        font_manager.fontManager._findfont_cached.cache_clear()

    yield keep
    font_manager.fontManager._findfont_cached.cache_clear()


def _only_in_stix(stix=None):
    known = get_font(font_manager.findfont("DejaVu Sans")).get_charmap()
    own = get_font(stix or font_manager.findfont("STIXGeneral")).get_charmap()
    return chr(min(set(own) - set(known) - set(range(0xE000, 0xF900))))


def _image(figure):
    FigureCanvasAgg(figure).draw()
    return np.asarray(figure.canvas.buffer_rgba()).copy()


@pytest.mark.parametrize("kind", NAMES)
def test_every_name_is_drawn_in_silence(kind, only, moment):
    only("DejaVu Sans")
    name = NAMES[kind]
    pixels = np.full((8, 8), FULL, np.uint16)
    target = Target(name, (Layer(name, pixels), Layer(f"{name}2", pixels)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = export_figure()
        panels = Panels(figure, target, title=f"GAN on {name}", conditional=True)
        panels.update(moment(layers=2))
        for form in ("png", "svg"):
            figure.savefig(BytesIO(), format=form)
        sample_picture(np.zeros((3, 2)), target).savefig(BytesIO(), format="png")


def test_letters_that_no_font_has_become_a_sign(only):
    only("DejaVu Sans")
    assert drawable("双a") == "\ufffda"


def test_a_font_that_has_the_letters_is_found_and_drawn_from(only):
    only("DejaVu Sans", "DejaVu Serif", "STIXGeneral")
    letter = _only_in_stix()
    assert drawable(f"a{letter}") == f"a{letter}"
    pictures = []
    for family in (None, "STIXGeneral"):
        figure = Figure((1, 1), dpi=50)
        text = figure.text(0.2, 0.2, "", fontsize=30)
        text.set_text(write_name(text, letter))
        if family:
            text.set_fontfamily(family)
        pictures.append(_image(figure))
    assert text.get_fontfamily() == ["STIXGeneral"]
    np.testing.assert_array_equal(*pictures)
    assert (pictures[0][..., 0] < 128).any()


def test_fonts_are_looked_for_only_where_letters_lack(monkeypatch):
    def fail():
        raise AssertionError("no need")

    monkeypatch.setattr(letters, "_plain_fonts", fail)
    text = Figure().text(0, 0, "")
    assert write_name(text, "Größe × 2 π") == "Größe × 2 π"


def test_the_window_s_fonts_come_first(only):
    only("DejaVu Sans", "DejaVu Serif", "STIXGeneral")
    with rc_context({"font.family": ["DejaVu Serif"]}):
        text = Figure().text(0, 0, "")
        write_name(text, f"a{_only_in_stix()}")
        assert text.get_fontfamily() == ["DejaVu Serif", "STIXGeneral"]


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("caf\udcc3\udca9", "café"),  # UTF-8 in a locale that has no UTF-8
        ("caf\udce9", "caf\ufffd"),  # Latin-1 in one that has
        ("x\ud800y", "x\ufffdy"),  # half a character, from JSON
        ("a\x1b[2J\nb", r"a\x1b[2J\nb"),
    ],
)
def test_bytes_of_any_kind(name, drawn):
    assert drawable(name) == drawn


def test_a_font_that_was_installed_since_is_found(only, tmp_path):
    """Matplotlib's list of fonts is as old as its cache."""
    stix = font_manager.findfont("STIXGeneral")
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    only("DejaVu Sans", new=(str(tmp_path / "broken.ttf"), stix))
    assert drawable(_only_in_stix(stix)) != "\ufffd"

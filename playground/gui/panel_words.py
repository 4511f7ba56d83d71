"""The words on matplotlib's panels, in the window's language where a font has its letters."""

from dataclasses import replace
from functools import cache

from matplotlib import rcParams
from matplotlib.font_manager import fontManager, get_font
from PySide6.QtCore import QCoreApplication

from playground.plots.theme import Theme

_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "Noto Sans CJK JP",  # what matplotlib calls all of "Noto Sans CJK"
    "STHeiti",
    "SimSun",
    "Arial Unicode MS",
)
"""Fonts with Chinese letters on Linux, macOS and Windows, the best first."""


def worded(theme: Theme) -> Theme:
    """`theme` in the window's language; as it is where matplotlib would draw boxes for letters."""
    sample = _translated("generated density")
    if not sample.isascii() and not _readable(sample):
        return theme
    return replace(theme, words=_words(sample))


class PanelWords:
    """Translates what stands on panels, and remembers it.

    So a process without the window's translators, where a copy of this goes, says the same.
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """The text in the window's language."""
        if text not in self._known:
            self._known[text] = _translated(text)
        return self._known[text]


@cache
def _words(_sample: str) -> PanelWords:
    """Those of one language, which the sample tells from others."""
    return PanelWords()


def _translated(text: str) -> str:
    return QCoreApplication.translate("panels", text)


@cache
def _readable(sample: str) -> bool:
    """Whether there is a font for these letters; matplotlib then falls back on it."""
    files = {font.name: font.fname for font in fontManager.ttflist}
    for name in _FAMILIES:
        if name in files and set(map(ord, sample)) <= get_font(files[name]).get_charmap().keys():
            rcParams["font.family"] = [*rcParams["font.family"], name]
            return True
    return False

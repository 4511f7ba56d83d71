"""The texts on a panel as Qt labels: matplotlib takes as long for them as for all the rest."""

from dataclasses import replace
from functools import cache

from matplotlib import rcParams
from matplotlib.font_manager import fontManager, get_font
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from playground.gui.widgets.text_size import scaled_font
from playground.plots.layout import MARGIN, NOTE_ROW, TITLE
from playground.plots.panels import Panels
from playground.plots.theme import Theme

INCH = 100
"""An inch of matplotlib, in logical pixels, where text has the system's size."""


class PanelLabels:
    """The title above the points with the score at its end, and two notes below them."""

    def __init__(self, panel: QWidget) -> None:
        """The labels are children of `panel`."""
        self.panel = panel
        self.inch = float(INCH)
        """An inch of matplotlib, in logical pixels."""
        self.title, self.score = _label(panel), _label(panel)
        self.score.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.notes = (_label(panel), _label(panel))
        self.set_scale(1.0)

    def set_scale(self, scale: float) -> None:
        """Make the letters, and the room for them, so large; `place` is due."""
        self.inch, font = scale * INCH, scaled_font(scale)
        margin = round(MARGIN * self.inch)
        self.title.setContentsMargins(margin, 0, 2 * margin, 0)
        for label in (self.title, *self.notes):
            label.setFont(font)
        self.score.setFont(_large(font))

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        inks = [
            (self.title, theme.text),
            (self.score, theme.text),
            *((note, theme.muted) for note in self.notes),
        ]
        for label, color in inks:
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(color))
            palette.setColor(QPalette.ColorRole.Window, QColor(theme.figure))
            label.setPalette(palette)

    def write(self, panels: Panels) -> None:
        """Show the texts of `panels`, shortened to the room there is."""
        self.write_title(panels)
        for note, text in zip(self.notes, panels.notes, strict=True):
            room, metrics = note.contentsRect().width(), note.fontMetrics()
            _say(note, metrics.elidedText(text.get_text(), Qt.TextElideMode.ElideRight, room))

    def write_title(self, panels: Panels) -> None:
        """Show the title and the score: the notes are about what is drawn, and come with it."""
        headline, metrics = panels.headline, self.title.fontMetrics()
        for score in headline.scores:  # its words go before the model's name does
            room = self._room_beside(score)
            line = headline.fitted(lambda line: metrics.horizontalAdvance(line) <= room)  # noqa: B023
            if not headline.cuts_name(line):
                break
        _say(self.score, score)
        _say(self.title, line)

    def _room_beside(self, score: str) -> int:
        """The width that is left to the title."""
        written = self.score.fontMetrics().horizontalAdvance(score)
        return self.title.contentsRect().width() - written

    def mark_title(self, past: bool) -> None:
        """Highlight the title while the panel shows the past."""
        ink = QPalette.ColorRole.HighlightedText if past else QPalette.ColorRole.WindowText
        for label in (self.title, self.score):
            label.setForegroundRole(ink)
        self.title.setBackgroundRole(QPalette.ColorRole.Highlight)
        self.title.setAutoFillBackground(past)

    def place(self, panels: Panels | None) -> None:
        """Place the labels where matplotlib would write them."""
        margin, height = round(MARGIN * self.inch), round(TITLE * self.inch)
        self.title.setGeometry(0, 0, self.panel.width(), height)
        self.score.setGeometry(margin, 0, self.panel.width() - 2 * margin, height)
        if panels is None:
            return
        boxes = panels.note_boxes(self.panel.width() / self.inch, self.panel.height() / self.inch)
        for label, (left, bottom, width) in zip(self.notes, boxes, strict=True):
            top = self.panel.height() / self.inch - bottom - NOTE_ROW
            label.setGeometry(*(round(self.inch * x) for x in (left, top, width, NOTE_ROW)))
        self.write(panels)


def _label(panel: QWidget) -> QLabel:
    label = QLabel(panel, textFormat=Qt.TextFormat.PlainText)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label


_SCORE_SIZE = 1.5
"""The score's letters, in those of the title."""


def _large(font: QFont) -> QFont:
    font = QFont(font)
    font.setPointSizeF(_SCORE_SIZE * font.pointSizeF())
    font.setBold(True)
    return font


def _say(label: QLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)


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
"""Fonts with Chinese characters on Linux, macOS and Windows, the best first."""


def translated_theme(theme: Theme) -> Theme:
    """`theme` in the window's language; unchanged where no font has its characters."""
    sample = _translated("generated density")
    if not sample.isascii() and not _readable(sample):
        return theme
    return replace(theme, words=_words(sample))


class PanelWords:
    """Translates the texts on panels, and remembers them.

    A copy of this in a process without the window's translators translates the same texts.
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
    """One for each language; `_sample` tells them apart."""
    return PanelWords()


def _translated(text: str) -> str:
    return QCoreApplication.translate("panels", text)


@cache
def _readable(sample: str) -> bool:
    """Whether there is a font for these characters; matplotlib then falls back on it."""
    files = {font.name: font.fname for font in fontManager.ttflist}
    for name in _FAMILIES:
        if name in files and set(map(ord, sample)) <= get_font(files[name]).get_charmap().keys():
            rcParams["font.family"] = [*rcParams["font.family"], name]
            return True
    return False

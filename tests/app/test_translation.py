import importlib.util
import re
import shutil
from string import Formatter

import pytest
from matplotlib.text import Text
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QWidget,
)

from playground.app.lessons import all_lessons
from playground.app.storage.preferences import Preferences
from playground.app.translation import install_translators, language, tr_message
from playground.density.load import load_target
from playground.density.point_table import read_points
from playground.density.shipped import shipped_names
from playground.errors import InputError
from playground.flow.config import FlowConfig
from playground.gan.config import GanConfig
from playground.gui.export.dialogs import film_form, picture_form, samples_form
from playground.gui.help import ShortcutList, shortcuts_of
from playground.gui.painting.points_dialog import PointsDialog
from playground.gui.panels.labels import translated_theme
from playground.gui.preferences_dialog import PreferencesDialog
from playground.message import Sentence
from playground.models import all_settings
from playground.plots.panels import Panels, export_figure
from playground.plots.theme import LIGHT
from playground.resources import assets
from playground.settings import settings_of

TOOL = assets("translations").parent / "update_translations.py"


@pytest.fixture(scope="module")
def updating():
    """The script that keeps the translations up to date."""
    spec = importlib.util.spec_from_file_location("update_translations", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def chinese(qapp):
    translators = install_translators(qapp, "zh_CN")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)


REFUSED = (
    lambda: FlowConfig(base="nothing"),
    lambda: FlowConfig(base="formula:1+"),
    lambda: FlowConfig(sampler="stochastic", base="uniform"),
    lambda: FlowConfig(lr=-1),
    lambda: GanConfig(latent_dim=1),
    lambda: GanConfig(pack=3),
    lambda: GanConfig(loss="none"),
)


@pytest.mark.parametrize("wrong", REFUSED)
@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_in_the_window_a_setting_has_its_name_there_and_no_flag_is_said(qapp, code, wrong):
    translators = install_translators(qapp, code)
    try:
        with pytest.raises(InputError) as refused:
            wrong()
        said = tr_message(refused.value)
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
    assert "--" in str(refused.value)  # on the command line
    assert "--" not in said and "playground" not in said


def test_a_flag_in_a_name_from_a_file_stays():
    said = tr_message(Sentence("{path}: --lr is {value}", path="--lr.png", value=1))
    assert said == "--lr.png: Rate is 1"


class Pseudo(QTranslator):
    """A language of x, in which whatever is not translated stands out."""

    def translate(self, _context, text, _comment=None, _count=-1):
        return re.sub(r"(\{[^}]*\}|<[^>]*>)|[A-Za-z]", lambda found: found[1] or "x", text)

    def isEmpty(self):  # noqa: N802
        return False


@pytest.fixture
def pseudo(qapp):
    translator = Pseudo()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture
def spoken_window(qtbot, open_window):
    """A window that is built in the language of the test."""
    window = open_window()
    window.show()
    qtbot.waitUntil(lambda: bool(window.model_panels))
    return window


def test_every_text_has_a_chinese_translation(updating, tmp_path):
    copy = tmp_path / updating.TS.name
    shutil.copy(updating.TS, copy)
    updating.update(copy)
    waiting = [(context, text) for context, text, words in updating.messages(copy) if not words]
    assert waiting == [], "translate these: make translations"
    found = {message[:2] for message in updating.messages(copy)}
    assert {message[:2] for message in updating.messages(updating.TS)} == found


def test_the_shipped_file_says_what_the_source_says(qapp, updating):
    translator = QTranslator()
    assert translator.load(str(updating.QM))
    for context, text, words in updating.messages(updating.TS):
        assert translator.translate(context, text) == words, "out of date: make translations"


def test_translations_keep_their_placeholders_and_tags(updating):
    for _, text, words in updating.messages(updating.TS):
        for found in (_places, _tags):
            assert found(text) == found(words), words
        assert text.count("\n") == words.count("\n"), words
        assert "&" not in re.sub(r"&(?=[\w{])", "", words), words
        assert ("&" in text) == ("&" in words), words


def _places(text):
    parsed = Formatter().parse(text)
    return sorted((name, spec, kind) for _, name, spec, kind in parsed if name is not None)


def _tags(text):
    return re.findall(r"<[^>]*>", text)


def test_settings_are_declared_in_words_that_are_translated(chinese):
    for item in (*all_settings().values(), *settings_of(Preferences)):
        for text in filter(None, (item.help, item.group)):
            words = QCoreApplication.translate("settings", text)
            assert words != text or text == "InfoGAN"


def test_nothing_in_the_window_is_left_untranslated(pseudo, spoken_window, tmp_path):
    window = spoken_window
    table = tmp_path / "points.csv"
    table.write_text("0,0,a\n1,1,b\n")
    dialogs = [
        PreferencesDialog(Preferences(), window),
        ShortcutList(shortcuts_of(window), window),
        PointsDialog(read_points(table), window.theme, window),
        picture_form(window, [("GAN", (0,))], {}),
        film_form(window, [("GAN", (0,))], {}),
        samples_form(window, {0: "GAN"}, {0: ["left", "right"]}, "binary", {}),
    ]
    names = {"Distribution", "Playground", "points"}
    names |= {*shipped_names(), "left", "right", "binary", "stable", "classic", "auto", "English"}
    names |= {w for item in all_settings().values() for w in item.choices + item.suggestions}
    names |= {"GAN", "CGAN", "InfoGAN", "Batch", "grid"}  # "grid25" is a name
    titles = " ".join(lesson.title("en") for lesson in all_lessons())
    names |= set(re.findall(r"[A-Za-z-]{3,}", titles))  # pages have a language of their own
    for widget in [window, *dialogs]:
        for text in _texts_under(widget):
            plain = re.sub(
                r"\b(Ctrl|Shift|Alt|Space|Del|Esc|Up|Down|Left|Right|PgUp|PgDown|End|Home)\b",
                "",
                text.replace("&", ""),
            )
            words = {word for word in re.findall(r"[A-Za-z-]{3,}", plain) if set(word) - set("x-")}
            assert words <= names, text


def _texts_under(widget):
    for part in [widget, *widget.findChildren(QWidget)]:
        yield from (part.toolTip(), part.accessibleName(), part.accessibleDescription())
        yield part.windowTitle()
        match part:
            case QLabel() | QAbstractButton():
                yield part.text()
            case QComboBox():
                yield from (part.itemText(index) for index in range(part.count()))
            case QLineEdit():
                yield part.placeholderText()
            case QTabBar():
                yield from (part.tabText(index) for index in range(part.count()))
            case QMenu():
                yield part.title()
    for action in widget.findChildren(QAction):
        yield from (action.text(), action.toolTip())


def test_the_chinese_window_speaks_chinese(chinese, spoken_window, session_words="设置"):
    assert spoken_window.settings_dock.windowTitle() == session_words
    spoken_window.session.importer.new()
    assert spoken_window.menus.undo.text().endswith("新建绘图")


@pytest.mark.parametrize(
    ("tags", "spoken"),
    [
        (["zh-Hans-CN", "zh-CN"], "zh_CN"),
        (["zh"], "zh_CN"),
        (["zh-Hant-TW", "zh-TW"], "en"),
        (["de-DE", "zh-Hans-SG"], "zh_CN"),
        (["de-DE"], "en"),
        (["en-GB", "zh-CN"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_language_is_the_first_of_the_systems_that_there_is(monkeypatch, tags, spoken):
    class System:
        def uiLanguages(self):  # noqa: N802
            return tags

    monkeypatch.setattr(QLocale, "system", System)
    assert language() == spoken
    assert language("en") == "en"
    assert language("zh_CN") == "zh_CN"
    assert language("tlh") == spoken


def test_standard_buttons_are_translated_by_qt(chinese):
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_errors_from_below_are_said_with_their_values(chinese):
    error = InputError("`{path}` does not exist", path="a{b}.png")
    assert tr_message(error) == "`a{b}.png` 不存在"
    whole = InputError("{path}: {reason}", path="x", reason=error.sentence)
    assert tr_message(whole) == "x：`a{b}.png` 不存在"
    assert tr_message("as it is") == "as it is"
    assert tr_message(Sentence("never heard of {x}", x=1)) == "never heard of 1"


def test_panels_speak_where_a_font_has_the_letters(chinese, monkeypatch):
    target = load_target("binary")
    theme = translated_theme(LIGHT)
    words = _words(Panels(export_figure(), target, title="GAN"))
    assert "real density" in words
    spoken = _words(Panels(export_figure(), target, title="", theme=theme))
    assert ("真实密度" in spoken) == (theme is not LIGHT)
    monkeypatch.setattr("playground.gui.panels.labels._readable", lambda _: False)
    assert translated_theme(LIGHT) is LIGHT


def _words(panels):
    return {text.get_text() for text in panels.figure.findobj(Text)}

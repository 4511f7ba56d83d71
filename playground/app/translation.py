"""The language of the window, and the translation of texts from below it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from playground.drawing.drawing import Drawing
from playground.message import Sentence
from playground.models import all_settings
from playground.resources import assets
from playground.settings import Setting

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English", "zh_CN": "简体中文"})
"""The languages there are, each by its own name; the source texts are in the first one."""


def language(chosen: str = "system") -> str:
    """The code of `chosen`, or of the first of the system's languages that is available."""
    if chosen in LANGUAGES:
        return chosen
    spoken = map(_known, QLocale.system().uiLanguages())
    return next(filter(None, spoken), next(iter(LANGUAGES)))


def install_translators(application: QCoreApplication, chosen: str = "system") -> list[QTranslator]:
    """Install the translators of a language, which belong to `application`; returns them.

    Texts that are shown already do not change: call this before the first widget is made.
    """
    code = language(chosen)
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    folders = {f"qtbase_{code}": qt, f"playground_{code}": str(assets("translations"))}
    translators = []
    for name, folder in folders.items():
        translator = QTranslator(application)
        if translator.load(name, folder) and application.installTranslator(translator):
            translators.append(translator)
    return translators


def tr_message(text: object) -> str:
    """`text` in the window's language if it is a `Sentence` or an InputError, else as it is.

    What a sentence calls by its flag has the name that it has in the window.
    """
    sentence = getattr(text, "sentence", text)  # an InputError has one
    if not isinstance(sentence, Sentence):
        return str(sentence)
    words = QCoreApplication.translate("sentences", sentence.template)
    words = _FLAG.sub(lambda found: _label(found[0]), words)
    values = {name: _inner(name, value) for name, value in sentence.values.items()}
    return words.format(**values) if values else words


_FLAG = re.compile("--[a-z0-9-]+")


def _label(flag: str) -> str:
    """What the window calls the setting of `flag`; `flag` itself where it has no such setting."""
    labels = {item.flag: item.label for item in all_settings().values()}
    return translate_setting(labels[flag]) if flag in labels else flag


def _inner(name: str, value: object) -> object:
    """A sentence among the values is translated, too, and a flag named."""
    if isinstance(value, Sentence):
        return tr_message(value)
    return _label(value) if name == "flag" and isinstance(value, str) else value


def _known(tag: str) -> str:
    """Our code for a tag such as "zh-Hans-CN"; empty for a language that is not available."""
    locale = QLocale(tag)
    if locale.language() == QLocale.Language.English:
        return "en"
    chinese = locale.language() == QLocale.Language.Chinese
    return "zh_CN" if chinese and locale.script() == QLocale.Script.SimplifiedHanScript else ""


def translated_setting(item: Setting) -> Setting:
    """`item` with its label, help and unit translated; names and choices stay."""
    return replace(
        item,
        label=translate_setting(item.label),
        help=translate_setting(item.help),
        unit=translate_setting(item.unit),
    )


def translate_setting(text: str) -> str:
    """Translate a text of a setting's declaration, such as its group."""
    return QCoreApplication.translate("settings", text) if text else ""


def drawing_label(drawing: Drawing) -> str:
    """The name of a drawing and its number of layers."""
    count = len(drawing.layers)
    text = (
        QCoreApplication.translate("drawing_label", "{name} · 1 layer")
        if count == 1
        else QCoreApplication.translate("drawing_label", "{name} · {count} layers")
    )
    return text.format(name=drawing.name, count=count)

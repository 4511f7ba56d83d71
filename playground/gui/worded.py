"""A setting in the words of the window's language."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from playground.settings import Setting


def worded(item: Setting) -> Setting:
    """`item` with its label, its help and its unit translated; names and choices stay."""
    return replace(item, label=word(item.label), help=word(item.help), unit=word(item.unit))


def word(text: str) -> str:
    """A text of a setting's declaration, such as its group."""
    return QCoreApplication.translate("settings", text) if text else ""

"""Text from files as it stands: Qt takes what looks like HTML for HTML, and loads its images."""

from PySide6.QtGui import Qt


def literal(text: str) -> str:
    """`text` for a tool tip or a message box, where every letter of it is to be seen.

    Labels do without: their format is `Qt.TextFormat.PlainText`.
    """
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text


def unmarked(text: str) -> str:
    """`text` for a menu, where "&" is to be seen and marks no key."""
    return text.replace("&", "&&")

"""Light or dark: as the system is, or as a person chose."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
_ROLE = QPalette.ColorRole
_DARK = {
    _ROLE.Window: "#303338",
    _ROLE.WindowText: "#e6e8eb",
    _ROLE.Base: "#1d1f23",
    _ROLE.AlternateBase: "#24262b",
    _ROLE.Text: "#e6e8eb",
    _ROLE.PlaceholderText: "#a0a7b0",
    _ROLE.Button: "#3d4147",
    _ROLE.ButtonText: "#e6e8eb",
    _ROLE.BrightText: "#ffffff",
    _ROLE.ToolTipBase: "#3d4147",
    _ROLE.ToolTipText: "#e6e8eb",
    _ROLE.Light: "#585d65",
    _ROLE.Midlight: "#4a4e55",
    _ROLE.Mid: "#34373c",
    _ROLE.Dark: "#1f2125",
    _ROLE.Shadow: "#000000",
    _ROLE.Highlight: "#2f6fab",
    _ROLE.HighlightedText: "#ffffff",
    _ROLE.Link: "#7ab8f0",
    _ROLE.LinkVisited: "#c3a6e8",
}
_DISABLED = {_ROLE.WindowText: "#7d838b", _ROLE.Text: "#7d838b", _ROLE.ButtonText: "#7d838b"}


def use_scheme(application: QApplication, chosen: str) -> None:
    """Show all windows in the scheme "system", "light" or "dark" from now on.

    Where the desktop has no say in colours (a bare X server), Qt's own palettes stand in.
    """
    scheme, hints = _SCHEMES[chosen], application.styleHints()
    hints.setColorScheme(scheme)
    if chosen == "system" or hints.colorScheme() == scheme:
        application.setPalette(QPalette())
    else:
        palette = application.style().standardPalette()
        application.setPalette(_dark() if chosen == "dark" else palette)


def _dark() -> QPalette:
    palette = QPalette()
    for role, color in _DARK.items():
        palette.setColor(role, QColor(color))
    for role, color in _DISABLED.items():
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(color))
    return palette

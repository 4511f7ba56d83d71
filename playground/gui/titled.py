"""What a drawing is called where there is room for a line."""

from PySide6.QtCore import QCoreApplication

from playground.density.drawing import Drawing


def titled(drawing: Drawing) -> str:
    """Its name and how many layers it has."""
    count = len(drawing.sheets)
    text = (
        QCoreApplication.translate("titled", "{name} · 1 layer")
        if count == 1
        else QCoreApplication.translate("titled", "{name} · {count} layers")
    )
    return text.format(name=drawing.name, count=count)

"""Who races: the two entrants as a person sets them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from playground.errors import InputError
from playground.gui.entrants import FIRST_ENTRANTS, Entrant, titles
from playground.gui.language import said
from playground.gui.worded import word


class Lineup(QObject):
    """The entrants by their place: 0 is the left panel, 1 the right."""

    changed = Signal()  # settings, or who is shown: a run may go on
    replaced = Signal()  # other models or presets: a run begins anew
    refused = Signal(str, str)  # the name of a setting, and why it cannot have that value

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entrants: tuple[Entrant, ...] = FIRST_ENTRANTS
        self.titles = titles(self.entrants, word)
        """What to call each."""

    def set_preset(self, preset: str, places: Sequence[int] = (0, 1)) -> None:
        """Train these by another preset."""
        self._enter({place: self.entrants[place].with_preset(preset) for place in places})
        self.replaced.emit()

    def set_model(self, place: int, model: str) -> None:
        """Train another model in this place."""
        if model != self.entrants[place].config.model:
            self._enter({place: self.entrants[place].with_model(model)})
            self.replaced.emit()

    def set_shown(self, place: int, shown: bool) -> None:
        """Show and train this one, or let it stand still; the other one is then shown."""
        other = 1 - place
        self._enter({
            place: replace(self.entrants[place], shown=shown),
            other: replace(self.entrants[other], shown=self.entrants[other].shown or not shown),
        })  # fmt: skip
        self.changed.emit()

    def set_setting(self, places: Sequence[int], name: str, value: Any) -> None:
        """Give these another value of a setting, all of them or none."""
        try:
            entrants = {place: self.entrants[place].with_setting(name, value) for place in places}
        except InputError as error:
            self.refused.emit(name, said(error))
            return
        self._enter(entrants)
        self.changed.emit()

    def seat(self, place: int, entrant: Entrant) -> None:
        """Let this one race in a place; who asks for it tells the others."""
        self._enter({place: entrant})

    def end_forks(self) -> None:
        """All begin at the beginning; nobody is told, since a run begins with it."""
        self.take(tuple(replace(entrant, forked_at=None) for entrant in self.entrants))

    def _enter(self, entrants: dict[int, Entrant]) -> None:
        self.take(tuple(entrants.get(i, before) for i, before in enumerate(self.entrants)))

    def take(self, entrants: tuple[Entrant, ...]) -> None:
        """Have these race; nobody is told, since a run begins with them."""
        self.entrants = entrants
        self.titles = titles(entrants, word)

"""Who races in a place of the window, with what it has been through. No Qt in here."""

from dataclasses import dataclass, replace

from playground.gan.config import GanConfig
from playground.gan.history import History
from playground.gui.entrants import Entrant


@dataclass(frozen=True, eq=False)
class Seat:
    """`config` is the one that it runs by; None where it cannot learn the target."""

    place: int
    entrant: Entrant
    config: GanConfig | None
    history: History

    def forked(self, place: int, start: int) -> "Seat":
        """Its copy for another place, as it and its settings were at the checkpoint of `start`."""
        config = self.history.checkpoints.at(start)[1].config
        asked = replace(config, seed=self.entrant.config.seed)
        entrant = replace(self.entrant, config=asked, shown=True, forked_at=start)
        return Seat(place, entrant, config, self.history.until(start))

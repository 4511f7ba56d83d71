"""What is shown of one model at one moment of its run. No Qt in here."""

from dataclasses import dataclass

from playground.gan.look import Look
from playground.gan.snapshot import Snapshot
from playground.metrics.moment import Moment


@dataclass(frozen=True, eq=False)
class Instant:
    """A snapshot, a look inside and the figures; None is not known."""

    snapshot: Snapshot | None = None
    look: Look | None = None
    moment: Moment | None = None

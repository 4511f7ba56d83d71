"""The part of the unit square that the points show."""

from dataclasses import dataclass

MOST_ZOOM = 32
"""Then a panel is less than two cells of D's map wide."""


@dataclass(frozen=True)
class Region:
    """A square of `side` inside the unit square, with its lower left corner."""

    left: float = 0.0
    bottom: float = 0.0
    side: float = 1.0

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the unit square."""
        return self.side == 1

    @property
    def zoom(self) -> float:
        """How many times as large as the whole square it is shown."""
        return 1 / self.side

    def zoomed(self, factor: float, x: float, y: float) -> "Region":
        """The region shown `factor` times as large, with (x, y) where it was, as far as it fits."""
        side = min(max(self.side / factor, 1 / MOST_ZOOM), 1.0)
        share = side / self.side
        return _inside(x - (x - self.left) * share, y - (y - self.bottom) * share, side)

    def moved(self, right: float, up: float) -> "Region":
        """The region further `right` and `up`, as far as the square goes."""
        return _inside(self.left + right, self.bottom + up, self.side)


WHOLE = Region()
"""All of the unit square."""


def _inside(left: float, bottom: float, side: float) -> Region:
    side = 1.0 if side > 1 - 1e-6 else side
    return Region(min(max(left, 0.0), 1 - side), min(max(bottom, 0.0), 1 - side), side)

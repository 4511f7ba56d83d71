"""`metrics.csv`: a row for each picture of a run."""

from dataclasses import astuple, dataclass, fields
from pathlib import Path

from playground.gan.snapshot import Snapshot
from playground.metrics.moment import CurveFigures
from playground.runs.replace import replacing

_FIGURES = tuple(field.name for field in fields(CurveFigures))
_COLUMNS = ("iteration", "seconds", "d_loss", "g_loss", *_FIGURES)
HEADER = ",".join(_COLUMNS) + "\n"
"""The first line."""


@dataclass(frozen=True)
class Metrics:
    """The file at `path`: iteration, seconds of training until then, newest losses, figures.

    The figures are those of `metrics.curve.CurveFigures`; a row without them leaves them empty.
    """

    path: Path

    def begin(self) -> None:
        """Start an empty table. Raises OSError."""
        self._replace([])

    def add(self, snapshot: Snapshot, figures: CurveFigures | None = None) -> None:
        """Append a row, at once visible to others. Raises OSError."""
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(metrics_row(snapshot, figures))

    def cut(self, iteration: int) -> None:
        """Drop what comes after `iteration`, and a row that was cut short. Raises OSError."""
        try:
            rows = self.path.read_text(encoding="utf-8").splitlines(keepends=True)[1:]
        except FileNotFoundError:
            rows = []
        self._replace([row for row in rows if _whole(row) and int(row.split(",")[0]) <= iteration])

    def _replace(self, rows: list[str]) -> None:
        with replacing(self.path) as file:
            file.write("".join([HEADER, *rows]).encode())


def metrics_row(snapshot: Snapshot, figures: CurveFigures | None) -> str:
    """The line of a moment; without figures those columns are empty."""
    row = [f"{snapshot.iteration}", f"{snapshot.seconds:.3f}"]
    row += [f"{loss:.9g}" for loss in (snapshot.d_loss, snapshot.g_loss)]
    row += [f"{value:.5g}" for value in astuple(figures)] if figures else [""] * len(_FIGURES)
    return ",".join(row) + "\n"


def _whole(row: str) -> bool:
    return (
        row.endswith("\n") and row.count(",") == len(_COLUMNS) - 1 and row.split(",")[0].isdigit()
    )

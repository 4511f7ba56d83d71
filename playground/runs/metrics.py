"""`metrics.csv`: a row for each picture of a run."""

from dataclasses import dataclass
from pathlib import Path

from playground.gan.snapshot import Snapshot
from playground.runs.replace import replacing

_HEADER = "iteration,seconds,d_loss,g_loss\n"


@dataclass(frozen=True)
class Metrics:
    """The file at `path`: iteration, seconds of training until then, the two newest losses."""

    path: Path

    def begin(self) -> None:
        """Start an empty table. Raises OSError."""
        self._replace([])

    def add(self, snapshot: Snapshot) -> None:
        """Append a row, at once visible to others. Raises OSError."""
        losses = f"{snapshot.d_loss:.9g},{snapshot.g_loss:.9g}"
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{snapshot.iteration},{snapshot.seconds:.3f},{losses}\n")

    def cut(self, iteration: int) -> None:
        """Drop what comes after `iteration`, and a row that was cut short. Raises OSError."""
        try:
            rows = self.path.read_text(encoding="utf-8").splitlines(keepends=True)[1:]
        except FileNotFoundError:
            rows = []
        self._replace([row for row in rows if _whole(row) and int(row.split(",")[0]) <= iteration])

    def _replace(self, rows: list[str]) -> None:
        with replacing(self.path) as file:
            file.write("".join([_HEADER, *rows]).encode())


def _whole(row: str) -> bool:
    return row.endswith("\n") and row.count(",") == 3 and row.split(",")[0].isdigit()

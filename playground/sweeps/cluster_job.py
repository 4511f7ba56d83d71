"""What a worker of a Dask cluster does for a sweep: trains one run and hands its folder back.

Nothing on the worker's disk outlives the run, and no disk is shared. The first argument is told
before anything else is read, so that a worker of another version says that it is one.
"""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from playground.runs.config_file import current_versions
from playground.runs.run_lock import LOCK
from playground.threads import use_one_blas_thread

if TYPE_CHECKING:
    from playground.sweeps.results import RunOutcome
    from playground.sweeps.sweep_run import RunOrder, Watch

LOOK_SECONDS = 1.0
"""How often a worker tells how far its run is, and asks whether it shall stop."""

_ALONE = Lock()
"""A process trains one run at a time, however many threads the worker has: torch's settings and
matplotlib are of the whole process."""


@dataclass(frozen=True)
class Parcel:
    """A run with all that a worker needs for it.

    `files` are the contents of files by their path below the sweep's folder: the target's layers,
    and what there is of the run already. `topic` is where progress is told, `stop` the name of the
    event that asks the run to stop.
    """

    order: "RunOrder"
    files: Mapping[str, bytes]
    topic: str
    stop: str


@dataclass(frozen=True)
class Returned:
    """How the run ended on the worker, and the files of its folder by their path within it.

    `value` is the outcome of a run that is over, and a sentence where the worker refused it or
    could not write it.
    """

    kind: Literal["over", "stopped", "refused", "unwritten"]
    value: "RunOutcome | str" = ""
    files: Mapping[str, bytes] | None = None


def train_parcel(versions: Mapping[str, str], packed: bytes) -> Returned:
    """Train the run in `packed`, a pickled `Parcel`, if this process has the same `versions`."""
    for name, wanted in versions.items():
        if (found := current_versions().get(name)) != wanted:
            return Returned("refused", f"{name} {found} instead of {wanted}")
    parcel: Parcel = pickle.loads(packed)
    use_one_blas_thread()
    with _ALONE, TemporaryDirectory(prefix="playground-") as folder:
        return _train(parcel, Path(folder))


def _train(parcel: Parcel, sweep: Path) -> Returned:
    from playground.sweeps.sweep_run import Lookout, RunStopped, train_order

    order = replace(parcel.order, sweep=sweep)
    kind: Literal["over", "stopped"] = "over"
    outcome: RunOutcome | str = ""
    try:
        for name, content in parcel.files.items():
            (sweep / name).parent.mkdir(parents=True, exist_ok=True)
            (sweep / name).write_bytes(content)
        outcome = train_order(order, Lookout(LOOK_SECONDS, _beacon(parcel)))
    except RunStopped:
        kind = "stopped"
    except OSError as error:
        return Returned("unwritten", f"{_address()}: {error.strerror or error}")
    return Returned(kind, outcome, folder_files(sweep / order.name))


def folder_files(folder: Path) -> dict[str, bytes]:
    """The contents of all files below `folder` by their path in it; none where it is not there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LOCK
    }


def _address() -> str:
    from distributed import get_worker

    return str(get_worker().address)


def _beacon(parcel: Parcel) -> "Watch":
    """Tells how far the run is, and hears of the wish to stop."""
    from distributed import Event, get_worker

    worker: Any = get_worker()
    stop: Any = Event(parcel.stop)

    def look(iteration: int) -> bool:
        worker.log_event(parcel.topic, (parcel.order.name, iteration))
        return bool(stop.is_set())

    return look

"""Trains the runs of a sweep on a Dask cluster; any scheduler will do that answers at an address.

The extra `cluster` brings Dask. Whoever reaches a scheduler can have its workers run anything, as
with a shell; docs/cluster.md says how to keep it to oneself.
"""

import logging
import pickle
import platform
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from queue import Empty, SimpleQueue
from typing import Any
from uuid import uuid4

from playground.errors import InputError, RunFailed
from playground.message import Sentence, plain_text
from playground.runs.atomic import atomic_write
from playground.runs.config_file import current_versions
from playground.sweeps.cluster_job import Parcel, Returned, folder_files, train_parcel
from playground.sweeps.process_engine import LOOK_SECONDS, RunNews
from playground.sweeps.results import SCORE, RunOutcome, read_outcome
from playground.sweeps.sweep_run import RunOrder

_CONNECT_SECONDS = 15
_QUEUED = 2
"""Runs that wait on the cluster for each thread of it, so that none stands still."""


class ClusterEngine:
    """Trains on the cluster whose scheduler is at `address`, such as `tcp://host:8786`.

    Up to `jobs` runs are there at once; without it, twice as many as the workers have threads. A
    worker that dies loses its run only, which Dask begins again elsewhere.
    """

    def __init__(self, address: str, jobs: int | None = None) -> None:
        """Raises InputError when Dask is not installed, or no scheduler answers."""
        self._client = _connect(address)
        self._address, self._jobs = address, jobs
        self._id = uuid4().hex
        self._told: SimpleQueue[Any] = SimpleQueue()
        self._futures: dict[Any, RunOrder] = {}
        self._stopping = False

    def train(self, orders: Iterable[RunOrder]) -> Iterator[RunNews | None]:
        """Train them all; yields what happens, and None when nothing has for a moment.

        Raises RunFailed once the scheduler is gone, or a worker is of another version.
        """
        waiting = deque(orders)
        self._client.subscribe_topic(self._topic, self._told.put)
        while (waiting and not self._stopping) or self._futures:
            while waiting and not self._stopping and len(self._futures) < self._room():
                self._submit(waiting.popleft())
            yield from self._news()
            yield None

    def stop(self) -> None:
        """Have the runs that have begun stop, and send their states back."""
        from distributed import Event

        self._stopping = True
        Event(self._stop_name, client=self._client).set()

    def close(self) -> None:
        """Leave the cluster; what it still trains for this sweep is dropped."""
        for future in self._futures:
            future.release()
        self._futures.clear()
        self._client.close(timeout=2)

    @property
    def _topic(self) -> str:
        return f"playground-{self._id}"

    @property
    def _stop_name(self) -> str:
        return f"playground-stop-{self._id}"

    def _room(self) -> int:
        threads = sum(self._client.nthreads().values()) if self._client.status == "running" else 0
        return self._jobs or max(1, _QUEUED * threads)

    def _submit(self, order: RunOrder) -> None:
        parcel = Parcel(order, parcel_files(order), self._topic, self._stop_name)
        future = self._client.submit(
            train_parcel, cluster_versions(), pickle.dumps(parcel), key=f"{self._id}-{order.name}"
        )
        self._futures[future] = order
        future.add_done_callback(self._told.put)

    def _news(self) -> Iterator[RunNews]:
        """What has come until now; waits for a moment where nothing has."""
        try:
            told = self._told.get(timeout=LOOK_SECONDS)
        except Empty:
            return
        if isinstance(told, tuple):  # when it was told, and what
            name, iteration = told[1]
            yield RunNews(name, "at", iteration)
        elif (order := self._futures.pop(told, None)) is not None:
            yield self._ended(order, told)

    def _ended(self, order: RunOrder, future: Any) -> RunNews:
        if future.cancelled():
            raise RunFailed(
                f"the scheduler at {self._address} is gone; what is done is kept, and "
                f"playground --sweep {order.sweep} goes on with the rest"
            )
        if (fault := future.exception()) is not None:
            return RunNews(order.name, "over", self._fault(fault))
        returned: Returned = future.result()
        future.release()
        if returned.kind == "refused":
            raise RunFailed(
                f"a worker of {self._address} has {returned.value}; it must have the same versions "
                "as this computer"
            )
        if returned.kind == "unwritten":
            return RunNews(order.name, "over", RunOutcome("failed", note=str(returned.value)))
        try:
            write_files(order.sweep / order.name, returned.files or {})
        except OSError as error:
            return RunNews(order.name, "unwritten", f"{order.name}: {error.strerror or error}")
        return RunNews(order.name, returned.kind, returned.value)

    def _fault(self, fault: BaseException) -> RunOutcome:
        if isinstance(fault, ImportError):
            raise RunFailed(
                f"a worker of {self._address} has no such playground ({fault}); it must have the "
                "same versions as this computer"
            ) from fault
        if type(fault).__name__ == "KilledWorker":
            return RunOutcome("failed", note=Sentence("its worker died several times"))
        first_line = str(fault).partition("\n")[0] or type(fault).__name__
        return RunOutcome("failed", note=plain_text(first_line))


def cluster_versions() -> dict[str, str]:
    """The versions that a worker must have, so that its numbers are those of this computer."""
    return {**current_versions(), "python": platform.python_version()}


def parcel_files(order: RunOrder) -> dict[str, bytes]:
    """What a worker needs of the sweep's folder: the target, and a run that has begun."""
    targets = f"targets/{order.target.folder}"
    files = {
        f"{targets}/{layer.file}": (order.sweep / targets / layer.file).read_bytes()
        for layer in order.target.layers
    }
    if read_outcome(order.sweep / order.name).state != "waiting":
        return files  # it failed, and begins again
    kept = folder_files(order.sweep / order.name)
    return files | {f"{order.name}/{name}": content for name, content in kept.items()}


def write_files(run: Path, files: Mapping[str, bytes]) -> None:
    """Write what came back into the folder `run`, the score last: it says that the rest is there.

    Raises OSError.
    """
    for name in sorted(files, key=lambda name: name == SCORE):
        way = PurePosixPath(name)
        if way.is_absolute() or ".." in way.parts:
            raise OSError(f"{name} is no file of a run")
        (run / way).parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(run / way) as file:
            file.write(files[name])


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise InputError(
            "--cluster needs Dask, which an extra brings: pip install 'density-playground[cluster]'"
        ) from error
    for name in logging.root.manager.loggerDict:
        if name.startswith("distributed"):  # they log, with tracebacks, what is said here in words
            logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        if address.startswith("tls://") and not _has_certificates():
            raise InputError(
                "--cluster {address}: Dask's configuration names no certificates, which tls:// "
                "needs (docs/cluster.md)",
                address=address,
            )
        return Client(address, timeout=_CONNECT_SECONDS, name="playground", set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        first_line = str(error).partition("\n")[0] or type(error).__name__
        raise InputError(
            "--cluster {address}: no scheduler answers ({reason})",
            address=address,
            reason=first_line,
        ) from error


def _has_certificates() -> bool:
    """Whether Dask is told how to show who this is; half a client would wait for itself to end."""
    from distributed.security import Security

    return Security().get_connection_args("client").get("ssl_context") is not None

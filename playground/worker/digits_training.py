"""The process that learns digits: trains a small InfoGAN into a run folder. No Qt in here."""

import signal
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from playground.error_log import log_unforeseen
from playground.errors import InputError
from playground.message import Sentence
from playground.mnist.config import STABLE, DataOptions, MnistConfig
from playground.mnist.runs.config_file import MnistRecord, data_record, is_mnist_run
from playground.mnist.runs.folder import MnistRun, open_mnist_run, start_mnist_run
from playground.runs.config_file import current_versions
from playground.runs.foreign_file import DAMAGE
from playground.runs.run_folder import make_folders
from playground.runs.run_lock import hold_run
from playground.worker.digits_protocol import (
    Fetching,
    Learned,
    Learning,
    Pictured,
    Refused,
    StopTraining,
)

if TYPE_CHECKING:
    from playground.mnist.data.digits import DigitData
    from playground.mnist.training.trainer import MnistTrainer

RECIPE = replace(STABLE, width=0.5, batch_size=64, epochs=10, average=0.99, threads=1)
"""Readable digits after a few minutes on a CPU.

The average of the weights is shorter than in `stable`, which is for longer runs. One thread is
enough, and leaves the rest of the processor to the window.
"""

_REPORT_SECONDS = 0.2

Report = Fetching | Learning | Pictured | Learned | Refused


def is_complete(path: Path) -> bool:
    """Whether `path` holds a complete run; looks only at the table of its epochs."""
    if not is_mnist_run(path):
        return False
    from playground.mnist.runs.metrics import read_metrics

    try:
        run = open_mnist_run(path)
        rows = read_metrics(run.metrics)
    except InputError:
        return False
    return bool(rows) and rows[-1].epoch >= run.record.config.epochs and run.checkpoint.is_file()


def learn(
    connection: "Connection[Report, StopTraining]",
    path: Path,
    config: MnistConfig = RECIPE,
    data: DataOptions | None = None,
) -> None:
    """Train into the folder `path`, or continue where that was stopped, and report progress."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from playground.errors import Diverged

    with suppress(BrokenPipeError, ConnectionError):
        try:
            make_folders(path)
            with hold_run(path):
                DigitsTrainer(connection, path, config, data or DataOptions()).learn()
        except InputError as error:
            connection.send(Refused(error.sentence))
        except (Diverged, OSError, MemoryError, RuntimeError) as error:
            first_line = str(error).partition("\n")[0] or Sentence("out of memory")
            reason = getattr(error, "strerror", None) or first_line
            ended = Sentence(
                "The training ended ({reason}); {path} has what was saved.",
                path=path,
                reason=reason,
            )
            connection.send(Refused(ended))
        except Exception as error:
            connection.send(Refused(log_unforeseen(error, Sentence("Learning the digits"))))


class DigitsTrainer:
    """Trains one run, and reports its progress."""

    def __init__(
        self,
        connection: "Connection[Report, StopTraining]",
        path: Path,
        config: MnistConfig,
        data: DataOptions,
    ) -> None:
        self._connection, self._path, self._config, self._data = connection, path, config, data
        self._reported_at = 0.0

    def learn(self) -> None:
        """Raises InputError, OSError, Diverged, MemoryError and RuntimeError."""
        from playground.mnist.data.load import load_data
        from playground.mnist.runs.recorder import MnistRecorder
        from playground.mnist.training.distributed import ProcessGroup
        from playground.mnist.training.trainer import MnistTrainer
        from playground.nn.device import pick_device

        data = load_data(self._data, self._report_download)
        trainer = MnistTrainer(self._config, data.train, pick_device("auto"), ProcessGroup())
        run = self._run(trainer, data)
        recorder = MnistRecorder(run, trainer, data)
        self._report_picture(run, trainer, data)
        total = self._config.epochs * trainer.epoch_batches
        start, first = monotonic(), trainer.iteration
        while trainer.iteration < total and not self._connection.poll():
            trainer.step()
            if trainer.iteration % trainer.epoch_batches == 0:
                recorder.after_epoch(trainer.losses())
                self._report_picture(run, trainer, data)
            self._report_progress(
                trainer, total, (trainer.iteration - first) / (monotonic() - start)
            )
        recorder.finish()
        self._connection.send(Learned(self._path))

    def _run(self, trainer: "MnistTrainer", data: "DigitData") -> MnistRun:
        """The run in the folder, if it has this recipe and these digits, else a new one."""
        record = MnistRecord(
            config=self._config,
            data=data_record(data, self._data.data_seed),
            device=trainer.device.type,
            keep_every=0,
            command="the lesson on digits",
            versions=current_versions(),
        )
        if is_mnist_run(self._path):
            with suppress(InputError, RuntimeError, *DAMAGE):
                run = open_mnist_run(self._path)
                known = run.record
                same: list[tuple[Any, Any]] = [
                    (known.config, record.config),
                    (known.data.sha256, record.data.sha256),
                    (known.device, record.device),
                ]
                if all(one == other for one, other in same):
                    trainer.load(run.load_checkpoint().state)
                    return run
        return start_mnist_run(self._path, record)

    def _report_progress(self, trainer: "MnistTrainer", total: int, per_second: float) -> None:
        now = monotonic()
        if now - self._reported_at < _REPORT_SECONDS:
            return
        self._reported_at = now
        self._connection.send(
            Learning(
                epoch=trainer.epoch,
                epochs=self._config.epochs,
                iteration=trainer.iteration,
                iterations=total,
                images_per_second=per_second * self._config.batch_size,
                seconds_left=(total - trainer.iteration) / per_second,
            )
        )

    def _report_picture(self, run: MnistRun, trainer: "MnistTrainer", data: "DigitData") -> None:
        picture = run.pictures / f"epoch-{trainer.epoch:04d}.png"
        self._connection.send(Pictured(picture, stands_in=bool(data.warning)))

    def _report_download(self, name: str, here: int, total: int | None) -> None:
        now = monotonic()
        if now - self._reported_at >= _REPORT_SECONDS or here == total:
            self._reported_at = now
            self._connection.send(Fetching(name, here, total))

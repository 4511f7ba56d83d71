"""The process that draws digits: opens runs, and draws sheets on request. No Qt in here."""

import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from playground.error_log import log_unforeseen
from playground.errors import InputError
from playground.message import Sentence
from playground.mnist.runs.folder import open_mnist_run
from playground.worker.digits_protocol import (
    DigitSheet,
    DigitsRequest,
    Open,
    Opened,
    OpenShipped,
    Refused,
)

if TYPE_CHECKING:
    from playground.mnist.model import MnistModel

Request = Open | OpenShipped | DigitsRequest

_THREADS = min(4, max(1, (os.cpu_count() or 1) // 2))
"""Half of the cores, since the window needs one as well; more make a sheet hardly any faster."""


def serve(connection: "Connection[Opened | DigitSheet | Refused, Request]") -> None:
    """Answer requests until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    renderer = DigitsRenderer()
    with suppress(EOFError, OSError):
        while True:
            connection.send(renderer.answer(connection.recv()))


class DigitsRenderer:
    """Draws with the model of the run that was opened last."""

    def __init__(self) -> None:
        import torch

        torch.set_num_threads(_THREADS)
        self._model: MnistModel | None = None

    def answer(self, request: "Request") -> Opened | DigitSheet | Refused:
        """Answer one request; what goes wrong is a `Refused`."""
        try:
            match request:
                case Open(path):
                    return self._open(path)
                case OpenShipped():
                    return self._open_shipped()
                case DigitsRequest():
                    return self._draw(request)
        except InputError as error:
            return Refused(error.sentence)
        except (MemoryError, RuntimeError) as error:
            reason = str(error).partition("\n")[0] or Sentence("out of memory")
            return Refused(Sentence("The digits cannot be drawn ({reason}).", reason=reason))
        except Exception as error:
            return Refused(log_unforeseen(error, Sentence("Drawing the digits")))

    def _open(self, path: Path) -> Opened:
        from playground.mnist.model import load_model

        run = open_mnist_run(path)
        return self._use(load_model(run, run.checkpoint), path, run.record.data.kind)

    def _open_shipped(self) -> Opened:
        from playground.mnist.shipped import load_shipped

        return self._use(load_shipped(), None, "drawn")

    def _use(self, model: "MnistModel", path: Path | None, data: str) -> Opened:
        self._model, config = model, model.config
        return Opened(
            path=path,
            model=config.model,
            data=data,
            epoch=model.epoch,
            digits=_digits(model.digits, config.model, config.codes),
            values=config.continuous_codes if config.model == "infogan" else 0,
        )

    def _draw(self, asked: DigitsRequest) -> DigitSheet:
        assert self._model is not None, "a run is opened first"
        images = self._model.sample_grid(asked.rows, asked.label, asked.values, asked.seed)
        rows, columns, side, _ = images.shape
        pixels = images.swapaxes(1, 2).reshape(rows * side, columns * side)
        return DigitSheet(columns, rows * side, columns * side, pixels.tobytes())


def _digits(known: tuple[int, ...], model: str, codes: int) -> tuple[int, ...]:
    """The digit of each label, -1 where unknown: a run stopped before its first epoch has none."""
    return known or ((-1,) * codes if model == "infogan" else ())

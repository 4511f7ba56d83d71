"""Trains many runs of one shape as one: their weights are rows of matrices.

A GPU is no faster with one of these networks than with a hundred of them, and even on a CPU the
bookkeeping of an iteration is done once for all. The code of an iteration is that of a single run
(`gan.steps`), on arrays with one axis more.
"""

from collections.abc import Sequence
from time import perf_counter

import torch
from torch import Tensor

from playground.gan.course import pacing_of
from playground.gan.layer_sizes import STREAMS
from playground.gan.model import GanModel
from playground.gan.steps import LOSSES_THAT_DIVERGE, TrainingSteps
from playground.gan.trainer import Trainer
from playground.nn.course import CourseStack
from playground.nn.divergence import LossMonitor
from playground.nn.drawn_ahead import StreamStack, chunk_length
from playground.nn.recording import recording_of


class TrainerStack:
    """Steps `trainers` of one target, of one `stack_form` and on one device, all at once.

    Each trainer is a row: it shares its weights, losses, rates and random streams with the stack
    and is read, saved and scored as ever, but no longer steps by itself. A row is blind to the
    others, so that one whose numbers are no longer finite disturbs none of them. Its `seconds` are
    its part of the time.
    """

    def __init__(self, trainers: Sequence[Trainer], chunk: int = 0) -> None:
        """Trainers of another stack move here from there. Random numbers are drawn for so many
        iterations at a time (`StreamStack`), or for as many as the device suggests.
        """
        first, parts = trainers[0], [one.parts for one in trainers]
        runs, self._config = len(trainers), first.config
        self._trainers: list[Trainer | None] = list(trainers)
        self._model = GanModel.stack(
            first.config, len(first.target.layers), [one.model for one in parts]
        )
        self._loss_monitor = LossMonitor(first.device, LOSSES_THAT_DIVERGE, (runs,))
        self._course = CourseStack(runs, parts[0].course)
        self._streams = {
            purpose: StreamStack([one.streams[purpose] for one in parts]) for purpose in STREAMS
        }
        self._steps = TrainingSteps(self._model, parts[0].points, self._streams, self._loss_monitor)
        self._iteration()  # the rehearsal, on zeros
        chunk = chunk or chunk_length([*self._streams.values()])
        for stream in self._streams.values():
            stream.allocate(chunk)
        for row, one in enumerate(parts):
            one.model.move_to(self._model, row)
            one.loss_monitor.move_to(self._loss_monitor, row)
            one.course.move_to(self._course, row)
        self._model.follow_table()
        self._recording = recording_of(first.device, [], self._changing)

    @property
    def trainers(self) -> list[Trainer]:
        """Those that are still trained."""
        return [one for one in self._trainers if one is not None]

    @property
    def rows(self) -> int:
        """How many there were at first; the rows of those that left cost as much as ever."""
        return len(self._trainers)

    def drop(self, trainer: Trainer) -> None:
        """A run has come to an end; the values in its row mean nothing after the next step."""
        self._trainers[self._trainers.index(trainer)] = None

    def step(self) -> None:
        """Run an iteration of each."""
        start = perf_counter()
        present = [(row, one) for row, one in enumerate(self._trainers) if one is not None]
        for row, trainer in present:
            trainer.parts.course.prepare()
            for stream in self._streams.values():
                stream.prepare(row, trainer.iteration)
        if self._recording:
            self._recording.run("stack", self._iteration)
        else:
            self._iteration()
        for row, trainer in present:
            trainer.parts.course.passed()
            for stream in self._streams.values():
                stream.passed(row, trainer.iteration)
        seconds = (perf_counter() - start) / len(present)
        for _, trainer in present:
            trainer.seconds += seconds

    @staticmethod
    def bytes_of(trainer: Trainer) -> int:
        """About how much memory a run takes as a row of a stack, with what an iteration needs."""
        model, config = trainer.parts.model, trainer.config
        weights = sum(one.numel() for one in model.tensors)
        bodies = (model.discriminator.body, model.generator.body)
        values = sum(sum(body.sizes) for body in bodies) * 3 * config.batch_size
        return _BYTES * (_COPIES * weights + _PASSES * values) + _MONITOR

    @torch.inference_mode()
    def _iteration(self) -> None:
        """An iteration of all rows, as it can be recorded."""
        for stream in self._streams.values():
            stream.begin(self._course.position[:, 0])
        for _ in self._steps.iteration(self._config, pacing_of(self._course)):
            pass
        self._course.count()

    def _changing(self) -> list[Tensor]:
        """All tensors that an iteration changes."""
        return [*self._model.tensors, *self._loss_monitor.tensors, self._course.position]


_BYTES = torch.finfo(torch.float32).bits // 8
_COPIES = 3
"""The weights with their optimizer's states are there once; gradients and steps beside them."""
_PASSES = 4
"""A value of a layer before and after its activation, and the gradients of both."""
_MONITOR = 2**20
"""What a snapshot shows, and random numbers that are drawn ahead."""

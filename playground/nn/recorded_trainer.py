"""What the trainers of all kinds of models have in common: the loop, the clock, and the state."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from time import perf_counter
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.density.target import Target
from playground.errors import InputError
from playground.message import Sentence
from playground.nn.course import Columns, Course
from playground.nn.device import as_arrays, tune_process
from playground.nn.divergence import LossMonitor
from playground.nn.model_config import ModelConfig
from playground.nn.model_trainer import Phase
from playground.nn.random_streams import open_stream, restore_streams
from playground.nn.real_data import MixturePoints, RealPoints, real_points
from playground.nn.recording import recording_of
from playground.settings import settings_of


class TrainedModel(Protocol):
    """Networks with their weights, averages and optimizers."""

    @property
    def tensors(self) -> list[Tensor]:
        """All tensors that training changes."""

    def state(self) -> dict[str, Tensor]:
        """All that the next step depends on, by name, sharing memory with the networks."""

    def load(self, state: dict[str, Tensor]) -> None:
        """Load the result of `state()`; InputError if it is of another model."""


C = TypeVar("C", bound=ModelConfig)
M = TypeVar("M", bound=TrainedModel)


class TrainerParts(NamedTuple, Generic[M]):
    """What an iteration of a trainer reads and changes."""

    model: M
    course: Course
    loss_monitor: LossMonitor
    streams: Mapping[str, torch.Generator]
    points: RealPoints | MixturePoints


class RecordedTrainer(ABC, Generic[C, M]):
    """The part of `nn.model_trainer.ModelTrainer` that is the same for every kind of model.

    The caller owns the loop. An iteration is recorded where the device can replay it. Nothing in a
    step is read back from the device; `seconds` is the time spent in steps. A kind of model gives
    the columns of its course, the phases of an iteration, and what its snapshots show.
    """

    def __init__(
        self,
        config: C,
        target: Target,
        device: torch.device | str,
        make_model: Callable[[C, Target, torch.device], M],
        streams: Sequence[str],
        diverges: Sequence[Sentence],
        *,
        recorded: bool = True,
    ) -> None:
        """`streams` are the purposes of random streams, `diverges` what is said of each loss."""
        tune_process(config.threads)
        self.config = config
        self.target = target
        self.device = torch.device(device)
        self.seconds = 0.0
        self.continues = True
        """Whether the random numbers continue exactly those of the loaded run."""
        self._model = make_model(config, target, self.device)
        self._streams = {
            purpose: open_stream(config.seed, purpose, self.device) for purpose in streams
        }
        self._course = Course(self._columns(config), self.device)
        self._loss_monitor = LossMonitor(self.device, diverges)
        self._points = real_points(target, self.device)
        self._recording = None
        if recorded:
            self._recording = recording_of(self.device, [*self._streams.values()], self._changing)

    @property
    def parts(self) -> TrainerParts[M]:
        """What changes as it trains; whoever trains it as a row of a stack takes them over."""
        streams, points = self._streams, self._points
        return TrainerParts(self._model, self._course, self._loss_monitor, streams, points)

    @property
    def iteration(self) -> int:
        """The number of iterations that have passed."""
        return self._course.iteration

    def step(self) -> None:
        """Run one iteration."""
        start = perf_counter()
        self._course.prepare()
        if self._recording:
            self._recording.run((self.config.form, self._points), self._whole_iteration)
        else:
            self._whole_iteration()
        self._course.passed()
        self.seconds += perf_counter() - start

    def phases(self) -> Iterator[Phase]:
        """Run one iteration, pausing after each phase; exhaust the iterator to complete it."""
        self._course.prepare()
        yield from self._timed(self._iteration())
        self._course.passed()

    def state(self) -> dict[str, NDArray[Any]]:
        """Everything that the next step depends on, by name; `load` resumes exactly from it."""
        tensors = {f"stream.{name}": stream.get_state() for name, stream in self._streams.items()}
        tensors |= self._model.state()
        tensors["losses"] = self._loss_monitor.losses
        return as_arrays(tensors) | {
            "iteration": np.array(self.iteration),
            "since": np.array(self._course.since),
            "seconds": np.array(self.seconds),
        }

    def load(self, state: Mapping[str, NDArray[Any]]) -> None:
        """Load `state` and continue from its iteration; InputError if it is of another model.

        Random streams of another kind of device cannot be restored: new ones are opened then, and
        the run no longer `continues` exactly.
        """
        needed = {"iteration", "seconds", "losses"} | {f"stream.{name}" for name in self._streams}
        missing = needed - state.keys()
        if missing:
            raise InputError("the checkpoint lacks {missing}", missing=", ".join(sorted(missing)))
        tensors = {name: torch.from_numpy(array.copy()) for name, array in state.items()}
        self._model.load(tensors)
        self._loss_monitor.reset(tensors["losses"])
        iteration = int(state["iteration"])
        saved = {name: tensors[f"stream.{name}"] for name in self._streams}
        self.continues = restore_streams(self._streams, saved, self.config.seed, iteration)
        self._course.go_to(iteration, int(state.get("since", 0)))
        self.seconds = float(state["seconds"])

    def apply(self, config: ModelConfig) -> None:
        """Apply changed settings that may change while a run trains.

        Raises InputError, changing nothing, if any other setting differs.
        """
        assert isinstance(config, type(self.config)), "the settings are of another kind of model"
        for item in settings_of(config):
            if not item.live and getattr(config, item.name) != getattr(self.config, item.name):
                raise InputError("{flag} applies after a reset only", flag=item.flag)
        self.config = config
        self._course.follow(self._columns(config))

    def retarget(self, target: Target) -> None:
        """Train on `target` from now on with the current networks; the schedules restart.

        Raises InputError, changing nothing, if the model is conditional and the number of layers
        differs.
        """
        if self.config.has_layers and len(target.layers) != len(self.target.layers):
            raise InputError("another number of layers applies after a reset only")
        if not self._points.take(target):
            self._points = real_points(target, self.device)
        self.target = target
        self._course.go_to(self.iteration, since=self.iteration)
        self._follow_points()

    @abstractmethod
    def _columns(self, config: C) -> Columns:
        """The numbers that change along a run by `config`."""

    @property
    def _uses_autograd(self) -> bool:
        """Whether some gradients of an iteration are not written out."""
        return False

    @abstractmethod
    def _training_phases(self) -> Iterator[Phase]:
        """One iteration, but for the counting of it."""

    @abstractmethod
    def _follow_points(self) -> None:
        """The real points are those of another target; what snapshots show is drawn anew."""

    def _whole_iteration(self) -> None:
        # Without autograd's bookkeeping, which inference mode leaves out of every operation.
        with torch.inference_mode(not self._uses_autograd):
            for _ in self._iteration():
                pass

    def _changing(self) -> list[Tensor]:
        """All tensors that an iteration changes."""
        return [*self._model.tensors, *self._loss_monitor.tensors, self._course.position]

    def _iteration(self) -> Iterator[Phase]:
        """One iteration, as it can be recorded."""
        yield from self._training_phases()
        self._course.count()

    def _timed(self, phases: Iterator[Phase]) -> Iterator[Phase]:
        """The same phases, adding the time spent in them (not between them) to `seconds`."""
        while True:
            start = perf_counter()
            phase = next(phases, None)
            self.seconds += perf_counter() - start
            if phase is None:
                return
            yield phase

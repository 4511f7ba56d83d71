"""Trains a flow on a target, one step at a time."""

from collections.abc import Iterator, Mapping
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.density.target import Target
from playground.errors import InputError
from playground.flow.config import FlowConfig
from playground.flow.inspector import FlowInspector, FlowView, inspect_flow
from playground.flow.layer_sizes import STREAMS
from playground.flow.model import FlowModel, FlowMonitor, from_square
from playground.message import Sentence
from playground.nn.course import Columns, Course
from playground.nn.device import as_array, by_prefix, tune_process
from playground.nn.divergence import LossMonitor
from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection, InspectionRequest
from playground.nn.model_config import ModelConfig
from playground.nn.model_trainer import Phase
from playground.nn.optimizers import StepParameters
from playground.nn.random_streams import open_stream, restore_streams
from playground.nn.real_data import real_points
from playground.nn.recording import recording_of
from playground.nn.schedule import cosine_decay, ema_weight, schedule_progress
from playground.settings import settings_of

_DIVERGES = (
    Sentence(
        "the flow's loss was not a finite number at iteration {iteration}; "
        "a lower learning rate may help"
    ),
)


class FlowPacing(NamedTuple):
    """The numbers of one iteration, tensors of no dimension on the device.

    `average` is the weight of the current weights in the running average, `drop` the share of
    points whose layer is not told.
    """

    iteration: Tensor
    step: StepParameters
    average: Tensor
    drop: Tensor


def flow_columns(config: FlowConfig) -> Columns:
    """The numbers that change along a run by `config`."""

    def columns(iteration: Tensor, age: Tensor) -> tuple[Tensor, ...]:
        rate = cosine_decay(schedule_progress(age, config.schedule), config.final_rate)
        return (
            config.lr * rate,
            torch.full_like(rate, config.beta1),
            torch.full_like(rate, config.beta2),
            ema_weight(iteration, config.average),
            torch.full_like(rate, config.label_drop),
        )

    return columns


class FlowTrainer:
    """Trains the velocity of `config` on `target`; the interface is `nn.model_trainer`'s.

    Real points come from the stream that a GAN of the same seed draws from. A coupling by transport
    pairs on the host and is never recorded. Raises InputError when the target has too few layers.
    """

    def __init__(
        self, config: FlowConfig, target: Target, device: torch.device | str = "cpu"
    ) -> None:
        tune_process(config.threads)
        self.config = config
        self.target = target
        self.device = torch.device(device)
        self.seconds = 0.0
        self.continues = True
        self.codes = 0
        self._model = FlowModel(config, target, self.device)
        self._streams = {
            purpose: open_stream(config.seed, purpose, self.device) for purpose in STREAMS
        }
        self._course = Course(flow_columns(config), self.device)
        self._loss_monitor = LossMonitor(self.device, _DIVERGES)
        self._points = real_points(target, self.device)
        self._monitor = FlowMonitor.of(config.seed, self._points, self._model)
        self._recording = None
        if config.coupling == "independent":
            streams = [*self._streams.values()]
            self._recording = recording_of(self.device, streams, self._changing)

    def step(self) -> None:
        """Run one iteration: one step of the network."""
        if self._recording is None:
            for _ in self.phases():
                pass
            return
        start = perf_counter()
        self._course.prepare()
        self._recording.run((self.config.form, self._points), self._whole_iteration)
        self._course.passed()
        self.seconds += perf_counter() - start

    def d_step(self) -> None:
        """Do nothing: there is no discriminator."""

    def g_step(self) -> None:
        """Take one step of the network."""
        self._course.prepare()
        for _ in self._timed(self._training_step()):
            pass

    def phases(self) -> Iterator[Phase]:
        """Run one iteration, pausing after each phase; exhaust the iterator to complete it."""
        self._course.prepare()
        yield from self._timed(self._iteration())
        self._course.passed()

    def snapshot(self) -> Snapshot:
        """The current snapshot of the run, its points sampled as the config says."""
        self._loss_monitor.check()
        monitor, weights = self._monitor, self._model.network.eval_weights
        random = open_stream(self.config.seed, "sampler", self.device)
        layer = monitor.layer if self.config.is_conditional else torch.zeros_like(monitor.layer)
        points = self._model.sample(self.config, weights, monitor.base, layer, random)
        nothing = np.zeros(0, np.float32)
        return Snapshot(
            iteration=self.iteration,
            seconds=self.seconds,
            real=as_array(monitor.real.T),
            real_layer=as_array(layer),
            generated=as_array(points.T),
            generated_layer=as_array(layer),
            d_loss=float("nan"),
            g_loss=float(self._loss_monitor.losses[0]),
            d_weights=nothing,
            g_weights=as_array(weights),
            q_weights=nothing,
        )

    def sample(
        self,
        n: int,
        seed: int = 0,
        layer: int | None = None,
        weights: NDArray[np.float32] | None = None,
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Sample `n` points, float32 [n, 2] in the unit square, and their layers [n].

        Uses the current average of the weights, or those of a snapshot. The points depend on `seed`
        alone. With a `layer` all points are of it; without it a conditional flow's layers get their
        shares. Without conditions the layers are 0.
        """
        random = open_stream(seed, "sample", self.device)
        layers = self._points.draw_layers(n, random)
        if layer is not None or not self.config.is_conditional:
            layers = torch.full_like(layers, layer or 0)
        given = self._model.network.eval_weights
        if weights is not None:
            given = torch.from_numpy(weights).to(self.device)
        base = self._model.paths.base(n, random)
        points = self._model.sample(self.config, given, base, layers, random)
        return as_array(points.T), as_array(layers)

    @property
    def iteration(self) -> int:
        """The number of iterations that have passed."""
        return self._course.iteration

    def codes_of(self, points: NDArray[np.floating]) -> NDArray[np.int64]:
        """All 0: a flow has no codes."""
        return np.zeros(len(points), np.int64)

    def curves(self) -> NDArray[np.float32]:
        """None [0, 0, 2]: a flow has no codes."""
        return np.zeros((0, 0, 2), np.float32)

    def view(self) -> FlowView:
        """A view of the current network and of what is shown, for inspection."""
        weights = self._model.network.eval_weights
        return FlowView(self.config, self.target, self._model, weights, self._monitor)

    def inspector(self) -> FlowInspector:
        """Inspects the model as it trains; it always sees the current weights."""
        return FlowInspector(self.view)

    def inspect_snapshot(self, snapshot: Snapshot, request: InspectionRequest) -> Inspection:
        """The inspection that `request` would have given when `snapshot` was taken."""
        return inspect_flow(self.view(), snapshot, request)

    def state(self) -> dict[str, NDArray[Any]]:
        """Everything that the next step depends on, by name; `load` resumes exactly from it."""
        tensors = {f"stream.{name}": stream.get_state() for name, stream in self._streams.items()}
        network = self._model.network.state()
        tensors |= {f"velocity.{name}": value for name, value in network.items()}
        tensors["losses"] = self._loss_monitor.losses
        arrays = {name: as_array(tensor) for name, tensor in tensors.items()}
        return arrays | {
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
        self._model.network.load(by_prefix(tensors, "velocity."))
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
        assert isinstance(config, FlowConfig), "the settings are of another kind of model"
        for item in settings_of(config):
            if not item.live and getattr(config, item.name) != getattr(self.config, item.name):
                raise InputError("{flag} applies after a reset only", flag=item.flag)
        self.config = config
        self._course.follow(flow_columns(config))

    def retarget(self, target: Target) -> None:
        """Train on `target` from now on with the current network; the schedules restart.

        Raises InputError, changing nothing, if the model is conditional and the number of layers
        differs.
        """
        if self.config.is_conditional and len(target.layers) != len(self.target.layers):
            raise InputError("another number of layers applies after a reset only")
        if not self._points.take(target):
            self._points = real_points(target, self.device)
        self.target = target
        self._course.go_to(self.iteration, since=self.iteration)
        self._monitor = FlowMonitor.of(self.config.seed, self._points, self._model)

    def _whole_iteration(self) -> None:
        for _ in self._iteration():
            pass

    def _changing(self) -> list[Tensor]:
        """All tensors that an iteration changes."""
        network = self._model.network.state().values()
        return [*network, *self._loss_monitor.tensors, self._course.position]

    def _iteration(self) -> Iterator[Phase]:
        """One iteration, as it can be recorded."""
        yield from self._training_step()
        self._course.count()

    def _training_step(self) -> Iterator[Phase]:
        """One step of the network on a batch of moments of paths."""
        model, pacing, config = self._model, self._pacing(), self.config
        real, layer = self._points.draw(
            config.batch_size, self._streams["real"], config.quasi_random
        )
        yield Phase("draw real", real, layer)
        moments = model.paths.moments(
            from_square(real), layer, self._streams["latent"], quasi_random=config.quasi_random
        )
        told = self._told(layer, pacing)
        yield Phase("draw paths", (moments.x + 1) / 2, layer)
        trace = model.velocity.trace(model.network.weights, moments.x, moments.t, told)
        error = trace.outputs - moments.velocity
        self._loss_monitor.record(0, error.square().sum() / len(layer), pacing.iteration)
        gradient, _ = trace.gradients(error.mul_(2 / len(layer)))
        assert gradient is not None
        yield Phase("velocity's gradient")
        model.network.step(gradient, pacing.step)
        model.network.update_average(pacing.average)
        yield Phase("velocity's step")

    def _told(self, layer: Tensor, pacing: FlowPacing) -> Tensor | None:
        """The conditions of a batch, some of them dropped."""
        told = self._model.condition(layer)
        if told is None:
            return None
        drawn = torch.rand(layer.shape, generator=self._streams["dropout"], device=self.device)
        return told * (drawn >= pacing.drop)

    def _pacing(self) -> FlowPacing:
        rate, beta1, beta2, average, drop = self._course.row().unbind()
        step = StepParameters(rate, beta1, beta2)
        return FlowPacing(self._course.position[0], step, average, drop)

    def _timed(self, phases: Iterator[Phase]) -> Iterator[Phase]:
        """The same phases, adding the time spent in them (not between them) to `seconds`."""
        while True:
            start = perf_counter()
            phase = next(phases, None)
            self.seconds += perf_counter() - start
            if phase is None:
                return
            yield phase

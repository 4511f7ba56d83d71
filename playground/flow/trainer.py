"""Trains a flow on a target, one step at a time."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

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
from playground.nn.course import Columns
from playground.nn.device import as_array, as_arrays
from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection, InspectionRequest
from playground.nn.model_trainer import Phase
from playground.nn.optimizers import StepParameters
from playground.nn.random_streams import open_stream
from playground.nn.recorded_trainer import RecordedTrainer
from playground.nn.schedule import cosine_decay, ema_weight, schedule_progress

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


class FlowTrainer(RecordedTrainer[FlowConfig, FlowModel]):
    """Trains the velocity of `config` on `target`.

    Real points come from the stream that a GAN of the same seed draws from. A coupling by transport
    pairs on the host and is never recorded. Raises InputError when the target has too few layers.
    """

    def __init__(
        self, config: FlowConfig, target: Target, device: torch.device | str = "cpu"
    ) -> None:
        recorded = config.coupling == "independent"
        super().__init__(config, target, device, FlowModel, STREAMS, _DIVERGES, recorded=recorded)
        self.codes = 0
        self._follow_points()

    def d_step(self) -> None:
        """Do nothing: there is no discriminator."""

    def g_step(self) -> None:
        """Take one step of the network."""
        self._course.prepare()
        for _ in self._timed(self._training_phases()):
            pass

    def snapshot(self) -> Snapshot:
        """The current snapshot of the run, its points sampled as the config says."""
        self._loss_monitor.check()
        monitor, weights = self._monitor, self._model.network.eval_weights
        random = open_stream(self.config.seed, "sampler", self.device)
        layer = monitor.layer if self.config.is_conditional else torch.zeros_like(monitor.layer)
        points = self._model.sample(self.config, weights, monitor.base, layer, random)
        arrays = as_arrays(
            {
                "real": monitor.real.T,
                "real_layer": layer,
                "generated": points.T,
                "generated_layer": layer,
                "d_weights": weights[:0],
                "g_weights": weights,
                "q_weights": weights[:0],
                "losses": self._loss_monitor.losses,
            }
        )
        loss = float(arrays.pop("losses")[0])
        return Snapshot(
            iteration=self.iteration,
            seconds=self.seconds,
            d_loss=float("nan"),
            g_loss=loss,
            **arrays,
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

    def log_density(
        self,
        points: NDArray[np.floating],
        layer: int | None = None,
        weights: NDArray[np.float32] | None = None,
    ) -> NDArray[np.float64]:
        """The logarithm of the density per unit area [n] at `points` [n, 2] of the unit square.

        Of a conditional flow it is that of one `layer`, or of all of them in their shares. Raises
        InputError unless the noise is normal.
        """
        if not self.config.has_log_density:
            raise InputError(
                "the density of a flow's points needs --base normal, got {base}",
                base=self.config.base,
            )
        view = self.view()
        if weights is not None:
            view = replace(view, weights=torch.from_numpy(weights).to(self.device))
        return view.log_density(points, layer)

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

    def _columns(self, config: FlowConfig) -> Columns:
        return flow_columns(config)

    def _follow_points(self) -> None:
        self._monitor = FlowMonitor.of(self.config.seed, self._points, self._model)

    def _training_phases(self) -> Iterator[Phase]:
        """One step of the network on a batch of moments of paths."""
        model, pacing, config = self._model, self._pacing(), self.config
        real, layer = self._points.draw(
            config.batch_size, self._streams["real"], config.quasi_random
        )
        yield Phase("draw real", real, layer)
        moments = model.paths.moments(
            from_square(real),
            layer if config.is_conditional else None,
            self._streams["latent"],
            quasi_random=config.quasi_random,
        )
        told = self._told(layer, pacing)
        yield Phase("draw paths", (moments.x + 1) / 2, layer)
        trace = model.velocity.trace(model.network.layered, moments.x, moments.t, told)
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

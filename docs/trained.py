"""The frames that a window would show during training, computed without a window."""

from collections.abc import Iterator
from dataclasses import dataclass

from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gan.history import Snapshot
from playground.gan.inspection import Inspection, InspectionRequest
from playground.gan.inspector import Inspector
from playground.gan.trainer import Trainer
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.metrics.training_metrics import StepEvaluator

_FRAMES = 60


@dataclass(frozen=True, eq=False)
class Frame:
    """One model's snapshot with its inspection and metrics."""

    snapshot: Snapshot
    inspection: Inspection
    metrics: StepMetrics
    scale: Scale


def trained(
    config: GanConfig, target: Target, iterations: int, request: InspectionRequest
) -> Iterator[Frame]:
    """The frames from iteration 0 to `iterations`, with the inspections of `request`."""
    trainer = Trainer(config, target)
    inspector = Inspector(trainer.model_view)
    evaluator = StepEvaluator(target, config.loss, len(trainer.snapshot().real))
    every = max(iterations // _FRAMES, 1)
    while True:
        snapshot = trainer.snapshot()
        while inspector.refresh(request, trainer.iteration):
            pass
        layer = snapshot.generated_layer if config.model == "cgan" else None
        metrics = evaluator.evaluate(snapshot.iteration, snapshot.real, snapshot.generated, layer)
        yield Frame(snapshot, inspector.inspection, metrics, evaluator.scale)
        if trainer.iteration >= iterations:
            return
        for _ in range(min(every, iterations - trainer.iteration)):
            trainer.step()

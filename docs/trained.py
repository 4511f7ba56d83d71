"""The frames that a window would show during training, computed without a window."""

from collections.abc import Iterator
from dataclasses import dataclass

from playground.density.target import Target
from playground.metrics.step_metrics import Scale, StepMetrics
from playground.metrics.training_metrics import StepEvaluator
from playground.models import model_of
from playground.nn.history import Snapshot
from playground.nn.inspection import Inspection, InspectionRequest
from playground.nn.model_config import ModelConfig

_FRAMES = 60


@dataclass(frozen=True, eq=False)
class Frame:
    """One model's snapshot with its inspection and metrics."""

    snapshot: Snapshot
    inspection: Inspection
    metrics: StepMetrics
    scale: Scale


def trained(
    config: ModelConfig, target: Target, iterations: int, request: InspectionRequest
) -> Iterator[Frame]:
    """The frames from iteration 0 to `iterations`, with the inspections of `request`."""
    trainer = model_of(config).trainer(config, target)
    inspector, least = trainer.inspector(), config.known_least_loss(target)
    n = len(trainer.snapshot().real)
    evaluator = StepEvaluator(target, config.adversarial_loss, n, least)
    every = max(iterations // _FRAMES, 1)
    while True:
        snapshot = trainer.snapshot()
        while inspector.refresh(request, trainer.iteration):
            pass
        layer = snapshot.generated_layer if config.is_conditional else None
        metrics = evaluator.evaluate(snapshot.iteration, snapshot.real, snapshot.generated, layer)
        yield Frame(snapshot, inspector.inspection, metrics, evaluator.scale)
        if trainer.iteration >= iterations:
            return
        for _ in range(min(every, iterations - trainer.iteration)):
            trainer.step()

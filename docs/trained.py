"""What a window shows of a model along its training, without a window: for the pictures."""

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
    """One moment of one model."""

    snapshot: Snapshot
    look: Inspection
    moment: StepMetrics
    scale: Scale


def trained(
    config: GanConfig, target: Target, iterations: int, request: InspectionRequest
) -> Iterator[Frame]:
    """The moments from 0 to `iterations`, looked at as `request`."""
    trainer = Trainer(config, target)
    inspector = Inspector(trainer.model_view)
    evaluator = StepEvaluator(target, config.loss, len(trainer.snapshot().real))
    every = max(iterations // _FRAMES, 1)
    while True:
        snapshot = trainer.snapshot()
        while inspector.refresh(request, trainer.iteration):
            pass
        layer = snapshot.generated_layer if config.model == "cgan" else None
        moment = evaluator.evaluate(snapshot.iteration, snapshot.real, snapshot.generated, layer)
        yield Frame(snapshot, inspector.inspection, moment, evaluator.scale)
        if trainer.iteration >= iterations:
            return
        for _ in range(min(every, iterations - trainer.iteration)):
            trainer.step()

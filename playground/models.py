"""The models that there are, one entry each: names here, and where their code is, by import path.

Whoever needs a model asks here: for its title, its settings and the arrays that a state of it
holds, which bring no torch, and for its trainer, which has the rest. Models of one `Kind` share a
config class and a trainer. A further kind is a package beside `gan/` with an entry in `MODELS`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from playground.errors import InputError
from playground.message import Sentence
from playground.settings import Setting, settings_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from playground.density.target import Target
    from playground.gan.stack import TrainerStack
    from playground.metrics.run_score import RunScore, StepsScore
    from playground.nn.history import Snapshot
    from playground.nn.model_config import ModelConfig
    from playground.nn.model_trainer import ModelTrainer
    from playground.nn.network_blocks import DrawnNetwork
    from playground.nn.sizes import Shape


@dataclass(frozen=True)
class Kind:
    """Where the code of related models is, as `module:name`; imported when it is asked for."""

    config: str
    presets: str
    read_settings: str
    trainer: str
    snapshot: str
    snapshot_weights: str
    state_shapes: str
    streams: str
    score: str
    drawn_networks: str
    stack: str = ""
    """Empty for a kind whose runs train one by one."""
    score_steps: str = ""
    """Empty for a kind whose points take one evaluation."""


FLOW = Kind(
    config="playground.flow.config:FlowConfig",
    presets="playground.flow.presets:presets_of",
    read_settings="playground.flow.presets:read_settings",
    trainer="playground.flow.trainer:FlowTrainer",
    snapshot="playground.nn.history:Snapshot",
    snapshot_weights="playground.flow.layer_sizes:snapshot_weights",
    state_shapes="playground.flow.layer_sizes:state_shapes",
    streams="playground.flow.layer_sizes:STREAMS",
    score="playground.flow.run_score:score",
    drawn_networks="playground.flow.network_blocks:drawn_networks",
    score_steps="playground.flow.run_score:score_steps",
)
"""One network, the velocity from noise to the target, with or without conditions."""

GAN = Kind(
    config="playground.gan.config:GanConfig",
    presets="playground.gan.presets:presets_of",
    read_settings="playground.gan.saved_settings:read_settings",
    trainer="playground.gan.trainer:Trainer",
    snapshot="playground.nn.history:Snapshot",
    snapshot_weights="playground.gan.layer_sizes:snapshot_weights",
    state_shapes="playground.gan.layer_sizes:state_shapes",
    streams="playground.gan.layer_sizes:STREAMS",
    score="playground.gan.run_score:score",
    drawn_networks="playground.gan.network_blocks:drawn_networks",
    stack="playground.gan.stack:TrainerStack",
)
"""Two networks against each other, with or without conditions."""


@dataclass(frozen=True)
class Model:
    """One model: what it is called, and the preset that it starts from unless one is named."""

    name: str
    title: str
    kind: Kind
    preset: str

    @property
    def presets(self) -> "Mapping[str, ModelConfig]":
        """The named starting points that are offered for it."""
        found: Mapping[str, ModelConfig] = self._part("presets")(self.name)
        return found

    @property
    def config(self) -> "type[ModelConfig]":
        """The class of its settings."""
        return self._part("config")  # type: ignore[no-any-return]

    @property
    def snapshot(self) -> "type[Snapshot]":
        """The class of its snapshots: NumPy arrays, no torch."""
        return self._part("snapshot")  # type: ignore[no-any-return]

    def read_settings(self, content: Mapping[str, Any]) -> "ModelConfig":
        """Its settings as a file of any version has them. Raises InputError."""
        return self._part("read_settings")(content)  # type: ignore[no-any-return]

    def trainer(
        self, config: "ModelConfig", target: "Target", device: Any = "cpu"
    ) -> "ModelTrainer":
        """A trainer at iteration 0. Raises InputError when the target has too few layers."""
        return self._part("trainer")(config, target, device)  # type: ignore[no-any-return]

    @property
    def stack(self) -> "type[TrainerStack]":
        """What trains many runs as one, if their settings have a `stack_form`."""
        return self._part("stack")  # type: ignore[no-any-return]

    def drawn_networks(self, config: "ModelConfig", layers: int) -> "tuple[DrawnNetwork, ...]":
        """How its networks are drawn, what generates first. No torch."""
        return self._part("drawn_networks")(config, layers)  # type: ignore[no-any-return]

    def snapshot_weights(self, config: "ModelConfig", layers: int) -> dict[str, int]:
        """How many weights each flat vector of a snapshot has, by its field. No torch."""
        return self._part("snapshot_weights")(config, layers)  # type: ignore[no-any-return]

    @property
    def streams(self) -> tuple[str, ...]:
        """The random streams whose states a trainer's state holds, as `stream.NAME`."""
        return self._part("streams")  # type: ignore[no-any-return]

    def state_shapes(self, config: "ModelConfig", layers: int) -> "dict[str, Shape]":
        """The shape of every array of a trainer's state but the random streams'. No torch."""
        return self._part("state_shapes")(config, layers)  # type: ignore[no-any-return]

    def score(self, trainer: "ModelTrainer", n: int = 10_000) -> "RunScore":
        """How good a trained model is, by `n` points a sample."""
        return self._part("score")(trainer, n)  # type: ignore[no-any-return]

    @property
    def takes_steps(self) -> bool:
        """Whether its points are sampled in a number of steps."""
        return bool(self.kind.score_steps)

    def score_steps(
        self,
        trainer: "ModelTrainer",
        steps: "Sequence[int]",
        n: int = 10_000,
        draws: int = 3,
        weights: "NDArray[np.float32] | None" = None,
    ) -> "Iterator[StepsScore]":
        """How good its points are at each number of steps, if it `takes_steps`; with the trainer's
        weights, or those of a snapshot.
        """
        parts = self._part("score_steps")(trainer, steps, n, draws, weights)
        return parts  # type: ignore[no-any-return]

    def _part(self, name: str) -> Any:
        module, _, attribute = getattr(self.kind, name).partition(":")
        return getattr(import_module(module), attribute)


MODELS: Mapping[str, Model] = MappingProxyType(
    {
        model.name: model
        for model in (
            Model("gan", "GAN", GAN, "stable"),
            Model("cgan", "CGAN", GAN, "stable"),
            Model("infogan", "InfoGAN", GAN, "infogan"),
            Model("batchgan", "Batch GAN", GAN, "batchgan"),
            Model("flow", Sentence("Flow"), FLOW, "flow"),
            Model("cflow", Sentence("Conditional flow"), FLOW, "flow"),
        )
    }
)
"""Every 2D model by its name; a new window shows the first two."""


def model_of(config: "ModelConfig") -> Model:
    """The model that `config` belongs to."""
    return MODELS[config.model]


def all_presets() -> "dict[str, ModelConfig]":
    """Every named starting point of any model; a config's `model` is the one it is meant for."""
    found: dict[str, ModelConfig] = {}
    for model in MODELS.values():
        for name, config in model.presets.items():
            found.setdefault(name, config)
    return found


def presets_for(model: str) -> "dict[str, ModelConfig]":
    """The named starting points of any model of the same kind, as configs of `model`."""
    kind = MODELS[model].kind
    found: dict[str, ModelConfig] = {}
    for other in MODELS.values():
        if other.kind is kind:
            for name, config in other.presets.items():
                found.setdefault(name, replace(config, model=model))
    return found


def preset_config(preset: str, model: str) -> "ModelConfig":
    """The settings of `preset` for `model`. KeyError if no model of its kind has such a preset."""
    return presets_for(model)[preset]


def all_settings() -> "dict[str, Setting]":
    """Every setting of any model, by name; where kinds share one, as the first declares it."""
    found: dict[str, Setting] = {}
    for model in MODELS.values():
        for item in settings_of(model.config):
            found.setdefault(item.name, item)
    return found


def read_settings(content: Mapping[str, Any]) -> "ModelConfig":
    """The settings that a JSON object of a file means, of whatever model. Raises InputError."""
    name = content.get("model", next(iter(MODELS)))
    if not isinstance(name, str) or name not in MODELS:
        raise InputError(
            "the model must be one of {names}, got {name!r}", names=", ".join(MODELS), name=name
        )
    return MODELS[name].read_settings(content)

"""What is asked of the settings of any model, whatever its kind. Imports no torch."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import Field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from playground.errors import InputError
from playground.message import Sentence
from playground.settings import settings_of

if TYPE_CHECKING:
    from playground.density.target import Target


ONLY_ADAM = Sentence("only adam and stable-adam have it")
ONLY_SCHEDULED = Sentence("acts only with a schedule")
ONLY_FEATURES = Sentence("acts only with features")
"""Why settings are idle that models of several kinds have."""


class ModelConfig(ABC):
    """The base of the frozen dataclasses of settings, one for each kind of model.

    Its fields are settings; those named here every kind has. Raises InputError for values out of
    range and for combinations that do not fit.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    model: str
    iterations: int
    seed: int
    batch_size: int
    snapshot_every: int
    threads: int

    @property
    def remark(self) -> str:
        """What these settings ask for in vain, a sentence; "" if there is nothing to say."""
        return ""

    @property
    @abstractmethod
    def form(self) -> tuple[int | bool, ...]:
        """What the operations of an iteration depend on, apart from their numbers, among the
        settings that may change while a run trains.
        """

    @property
    def stack_form(self) -> tuple[object, ...] | None:
        """What runs must have in common to train as one (`sweeps.stacked_engine`), beside their
        target; None if runs of these settings cannot.
        """
        return None

    @property
    @abstractmethod
    def is_conditional(self) -> bool:
        """Whether the model is told the layer of a point."""

    @property
    def finds_codes(self) -> bool:
        """Whether the model finds layers by itself, and a code can be requested of it."""
        return False

    @property
    def has_layers(self) -> bool:
        """Whether a layer or a code can be requested."""
        return self.is_conditional or self.finds_codes

    @property
    def adversarial_loss(self) -> str:
        """The name of the loss of a discriminator; "" for a model without one."""
        return ""

    @property
    def is_adversarial(self) -> bool:
        """Whether there is a discriminator."""
        return bool(self.adversarial_loss)

    @property
    def has_exact_velocity(self) -> bool:
        """Whether the model is a flow whose best velocity is known."""
        return False

    @property
    def has_log_density(self) -> bool:
        """Whether the density of the model's points can be computed."""
        return False

    @property
    def evaluations(self) -> int:
        """How often the network is asked for each point that is sampled."""
        return 1

    @property
    def measured_by(self) -> tuple[object, ...]:
        """What the metrics of a step depend on, beside the target."""
        return (self.adversarial_loss,)

    def known_least_loss(self, target: "Target") -> tuple[float, float] | None:
        """The least loss that the model could have on `target`, whatever it generates, and the
        standard error of this figure; None if it is not known. This takes seconds.
        """
        return None

    @property
    def points_judged_together(self) -> int:
        """The number of points that a discriminator sees as one input."""
        return 1

    @property
    def looks(self) -> tuple[object, ...]:
        """What the panels of the model are built for, beside the target."""
        return (self.model,)

    @property
    def latent_axes(self) -> int:
        """The number of latent dimensions, two of which a grid spans."""
        return 2

    @property
    def unused_groups(self) -> tuple[str, ...]:
        """The groups of settings that this model has no use for."""
        return ()

    @property
    def idle_settings(self) -> Mapping[str, str]:
        """The settings that do nothing while the others are as they are, by name, each with the
        reason, a few words.
        """
        return {}

    @property
    def costly_settings(self) -> tuple[str, ...]:
        """The settings that likely make iterations long, if they are far above a preset's."""
        return ("batch_size",)

    @property
    @abstractmethod
    def rates(self) -> tuple[str, ...]:
        """The learning rates: what is likely too high where training runs away."""

    def condition_count(self, layers: int) -> int:
        """Number of layers or codes that can be requested, for a target of `layers`; 0 without
        condition.
        """
        return layers if self.is_conditional else 0

    @abstractmethod
    def lacks(self, layers: int) -> str:
        """The reason why the model cannot learn a target of this many layers, a sentence; "" if it
        can.
        """

    def check_target(self, target: "Target") -> None:
        """Raise InputError, naming the flag that helps, if `target` has too few layers."""
        if reason := self.lacks(len(target.layers)):
            raise InputError(
                "{name!r} cannot be learned: {reason} Try {flag}.",
                name=target.name,
                reason=reason,
                flag="--codes" if self.finds_codes else "--split",
            )

    def live_part(self, wanted: "ModelConfig") -> Self:
        """The config with those settings of `wanted` that may change during a run."""
        live = {item.name: getattr(wanted, item.name) for item in settings_of(self) if item.live}
        try:
            return replace(self, **live)
        except InputError:  # valid only together with a setting that is not live
            return self

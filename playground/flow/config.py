"""Every setting of the flows, declared once. Imports no torch."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, cast, get_args

from playground.errors import InputError
from playground.flow.base import SUGGESTIONS, Noise, check_base, read_base
from playground.message import Sentence
from playground.nn.model_config import ONLY_ADAM, ONLY_FEATURES, ONLY_SCHEDULED, ModelConfig
from playground.settings import check, setting

if TYPE_CHECKING:
    from playground.density.target import Target

pace_setting = partial(setting, group="Steps and rates")
net_setting = partial(setting, group="Networks")
path_setting = partial(setting, group="Paths")
sampling_setting = partial(setting, group="Sampling")

EVALUATIONS: dict[str, int] = {"euler": 1, "midpoint": 2, "heun": 2, "rk4": 4, "stochastic": 1}
"""How often each sampler asks for the velocity in a step."""


@dataclass(frozen=True)
class FlowConfig(ModelConfig):
    """The configuration of a run of a flow; the defaults are the preset "flow".

    Raises InputError for values out of range and for combinations that do not fit.
    """

    model: Literal["flow", "cflow"] = setting(
        "flow", "Model",
        "A plain flow learns the sum of the layers, a conditional flow each layer.",
    )  # fmt: skip
    iterations: int = setting(
        6000, "Iterations", "Length of a run.", low=1, high=100_000_000, live=True
    )
    seed: int = setting(
        0, "Seed", "Fixes the initial weights and every random draw.", low=0, high=2**32 - 1
    )
    base: str = path_setting(
        "normal", "Base",
        "Where the paths begin: standard normal noise, noise uniform in the square, or a density.",
        suggestions=SUGGESTIONS, read=read_base,
    )  # fmt: skip
    coupling: Literal["independent", "transport"] = path_setting(
        "independent", "Coupling",
        "Which noise goes to which point: any to any, or the least way in all within a batch.",
    )  # fmt: skip
    times: Literal["late", "uniform", "logit-normal"] = path_setting(
        "late", "Times",
        "Which moments of the paths are learned most: late ones, all alike, or the middle.",
    )  # fmt: skip
    label_drop: float = path_setting(
        0.1, "Label drop",
        "Share of a batch that a conditional flow is not told the layer of.",
        low=0, high=1, live=True,
    )  # fmt: skip
    sampler: Literal["euler", "midpoint", "heun", "rk4", "stochastic"] = sampling_setting(
        "heun", "Sampler", "How the velocity is followed from noise to a point.", live=True
    )
    sampler_steps: int = sampling_setting(
        32, "Sampler steps", "Into how many steps the way from noise to a point is cut.",
        low=1, high=200, live=True,
    )  # fmt: skip
    sampler_noise: float = sampling_setting(
        1.0, "Sampler noise", "How much noise the stochastic sampler adds and takes away again.",
        low=0, high=10, live=True,
    )  # fmt: skip
    guidance: float = sampling_setting(
        1.0, "Guidance",
        "How far a conditional flow goes from the common velocity to a layer's own: 1 is there.",
        low=0, high=20, live=True,
    )  # fmt: skip
    quasi_random: bool = net_setting(
        True, "Quasi-random draws",
        "Spreads the real points, noise and times of a batch evenly, which reduces noise.",
        live=True,
    )  # fmt: skip
    batch_size: int = pace_setting(
        512, "Batch", "Number of real points per step, and of paths.", unit="points",
        low=1, high=1_000_000, live=True,
    )  # fmt: skip
    optimizer: Literal["adadelta", "adam", "stable-adam", "rmsprop", "sgd"] = pace_setting(
        "adam", "Optimizer", "Optimizer of the network."
    )
    lr: float = pace_setting(
        4e-3, "Rate", "Learning rate of the network.", low=0, high=1000, live=True
    )
    beta1: float = pace_setting(
        0.9, "β₁", "Decay rate of the gradient's average (Adam).", low=0, high=0.9999, live=True
    )
    beta2: float = pace_setting(
        0.99, "β₂", "Decay rate of the squared gradient's average (Adam).",
        low=0, high=0.999999, live=True,
    )  # fmt: skip
    schedule: int = pace_setting(
        6000, "Schedule", "Length of the learning rates' cosine decay; 0 keeps them constant.",
        unit="iterations", low=0, high=100_000_000, live=True,
    )  # fmt: skip
    final_rate: float = pace_setting(
        0.01, "Final rate", "Fraction of the learning rates that remains after the schedule.",
        low=0, high=1, live=True,
    )  # fmt: skip
    average: float = pace_setting(
        0.995, "Average", "Decay of the running average of the network's weights; 0 for none.",
        low=0, high=0.999999, live=True,
    )  # fmt: skip
    activation: Literal["leaky-relu", "relu", "silu", "gelu", "tanh", "elu"] = net_setting(
        "silu", "Activation", "Activation function of the hidden layers."
    )
    hidden: int = net_setting(
        128, "Width", "Units in each hidden layer of the network.", low=1, high=8192
    )
    layers: int = net_setting(3, "Hidden layers", "Number of hidden layers.", low=1, high=16)
    features: int = net_setting(
        192, "Features", "Number of Fourier features of the network's input.", low=0, high=4096
    )
    octaves: int = net_setting(
        6, "Octaves", "Number of scales of the features, each twice as fine as the one before.",
        low=1, high=12,
    )  # fmt: skip
    snapshot_every: int = setting(
        20, "Picture every", "Iterations between two snapshots.", unit="iterations",
        low=1, high=100_000_000, live=True,
    )  # fmt: skip
    threads: int = setting(
        1, "Threads", "CPU threads used by torch; one is fastest for networks this small.",
        low=1, high=1024,
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self)
        check_base(self.base)
        if self.sampler == "stochastic" and self.base != "normal":
            raise InputError(
                "--sampler stochastic needs --base normal: only there does the score follow from "
                "the velocity"
            )

    @property
    def evaluations(self) -> int:
        """How often the network is asked for each point that is sampled; a guided point asks twice
        as often.
        """
        return EVALUATIONS[self.sampler] * self.sampler_steps * (2 if self.is_guided else 1)

    @property
    def is_guided(self) -> bool:
        """Whether the sampled velocity is another than the learned one of a layer."""
        return self.is_conditional and self.guidance != 1

    @property
    def form(self) -> tuple[int | bool, ...]:
        """What the operations of an iteration depend on, apart from their numbers, among the
        settings that may change while a run trains.
        """
        return (self.batch_size, self.quasi_random)

    @property
    def is_conditional(self) -> bool:
        """Whether the network is told the layer of a point."""
        return self.model == "cflow"

    @property
    def noise(self) -> Noise | None:
        """The noise that the paths begin at; None where that is a density."""
        return cast(Noise, self.base) if self.base in get_args(Noise) else None

    @property
    def has_exact_velocity(self) -> bool:
        """Whether the paths are independent ones from noise: others have another best velocity."""
        return self.coupling == "independent" and self.noise is not None

    @property
    def has_log_density(self) -> bool:
        """Whether the noise is normal: no learned path keeps to the edge of other bases."""
        return self.base == "normal"

    @property
    def measured_by(self) -> tuple[object, ...]:
        """What the least loss depends on, beside the target."""
        return ("", self.model, self.base, self.coupling, self.times, self.label_drop)

    def known_least_loss(self, target: "Target") -> tuple[float, float] | None:
        """The least loss on independent paths, and its standard error; this takes seconds."""
        if self.noise is None or not self.has_exact_velocity:
            return None
        from playground.metrics.exact_velocity import TIMES, least_loss  # brings SciPy

        drop = self.label_drop if self.is_conditional else 1.0
        least = least_loss(target, self.noise, TIMES[self.times], drop=drop)
        return least.value, least.error

    @property
    def looks(self) -> tuple[object, ...]:
        """What the panels of the model are built for, beside the target."""
        return (self.model, self.coupling, self.base)

    @property
    def idle_settings(self) -> Mapping[str, str]:
        """Those of layers, of noise, of Adam, of a schedule and of features, without these."""
        found: dict[str, str] = {}
        if not self.is_conditional:
            reason = Sentence("only a conditional flow is told layers")
            found |= dict.fromkeys(("label_drop", "guidance"), reason)
        if self.sampler != "stochastic":
            found["sampler_noise"] = Sentence("only the stochastic sampler adds noise")
        if "adam" not in self.optimizer:
            found |= dict.fromkeys(("beta1", "beta2"), ONLY_ADAM)
        if not self.schedule:
            found["final_rate"] = ONLY_SCHEDULED
        if not self.features:
            found["octaves"] = ONLY_FEATURES
        return found

    @property
    def costly_settings(self) -> tuple[str, ...]:
        """The settings that likely make iterations long, if they are far above a preset's."""
        return ("batch_size", "hidden", "layers")

    @property
    def rates(self) -> tuple[str, ...]:
        """The learning rate."""
        return ("lr",)

    def lacks(self, layers: int) -> str:
        """The reason why the model cannot learn a target of this many layers, a sentence; "" if it
        can.
        """
        if self.is_conditional and layers < 2:
            return Sentence(
                "A conditional flow learns each layer of a target, and this one has only one."
            )
        return ""

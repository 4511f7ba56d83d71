"""Every setting of the 2D models, declared once.

Imports no torch: `--help` and the window's form read this module.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from playground.errors import InputError
from playground.message import Sentence
from playground.nn.model_config import ONLY_ADAM, ONLY_FEATURES, ONLY_SCHEDULED, ModelConfig
from playground.settings import check, setting, settings_of

pace_setting = partial(setting, group="Steps and rates")
loss_setting = partial(setting, group="Loss and penalties")
net_setting = partial(setting, group="Networks")
_CODE_GROUP = "InfoGAN"
code_setting = partial(setting, group=_CODE_GROUP)


@dataclass(frozen=True)
class GanConfig(ModelConfig):
    """The configuration of a run of any 2D model; the defaults are the preset "stable".

    Raises InputError for values out of range and for combinations that do not fit.
    """

    model: Literal["gan", "cgan", "infogan", "batchgan"] = setting(
        "gan", "Model",
        "A plain GAN learns the sum of the layers, a conditional GAN each layer; an InfoGAN "
        "finds the layers by itself; a batch GAN's discriminator sees whole batches.",
    )  # fmt: skip
    iterations: int = setting(
        5000, "Iterations", "Length of a run.", low=1, high=100_000_000, live=True
    )
    seed: int = setting(
        0, "Seed", "Fixes the initial weights and every random draw.", low=0, high=2**32 - 1
    )
    loss: Literal[
        "non-saturating", "minimax", "least-squares", "wasserstein", "hinge", "pairing"
    ] = loss_setting("pairing", "Loss", "Adversarial loss of the two networks.")
    r1: float = loss_setting(
        0.06,
        "R1",
        "Weight of D's squared gradient norm at real points.",
        low=0,
        high=1e6,
        live=True,
    )
    r2: float = loss_setting(
        0.06,
        "R2",
        "Weight of D's squared gradient norm at generated points.",
        low=0,
        high=1e6,
        live=True,
    )
    gradient_penalty: float = loss_setting(
        0.0, "Gradient penalty", "Weight of WGAN-GP's penalty, which draws D's gradient norm to 1.",
        low=0, high=1e6, live=True,
    )  # fmt: skip
    spectral_norm: bool = loss_setting(
        False, "Spectral norm", "Divides each of D's weight matrices by its largest singular value."
    )
    pack: int = loss_setting(
        1, "Pack",
        "Number of points that D sees together (PacGAN); in a CGAN they share a layer.",
        unit="points", low=1, high=16,
    )  # fmt: skip
    batch_differences: bool = loss_setting(
        False, "Batch differences",
        "Gives D each point's squared difference from the mean of its pack.",
    )  # fmt: skip
    codes: int = code_setting(
        0, "Codes",
        "Number of categories of an InfoGAN's code; 0 takes the target's number of layers.",
        low=0, high=1000,
    )  # fmt: skip
    continuous_codes: int = code_setting(
        1, "Continuous codes",
        "Number of values in -1 to 1 that can be predicted from an InfoGAN's points.",
        low=0, high=16,
    )  # fmt: skip
    info_weight: float = code_setting(
        1.0, "Info weight", "Weight of an InfoGAN's categorical code in the generator's loss.",
        low=0, high=1e6, live=True,
    )  # fmt: skip
    continuous_weight: float = code_setting(
        0.1, "Continuous weight",
        "Weight of an InfoGAN's continuous codes in the generator's loss.",
        low=0, high=1e6, live=True,
    )  # fmt: skip
    info_balance: float = code_setting(
        1.0, "Info balance", "Weight of the penalty on uneven use of the codes at real points.",
        low=0, high=1e6, live=True,
    )  # fmt: skip
    info_slope: float = code_setting(
        0.1, "Info slope", "Weight of the code reader's squared gradient norm at real points.",
        low=0, high=1e6, live=True,
    )  # fmt: skip
    latent_dim: int = net_setting(
        2, "Latent dimensions", "Size of the generator's random input.", low=1, high=1024
    )
    latent: Literal["normal", "uniform"] = net_setting(
        "uniform",
        "Latent",
        "Distribution of the generator's random input: normal, or uniform in -1 to 1.",
    )
    quasi_random: bool = net_setting(
        True, "Quasi-random draws",
        "Spreads the real points and latents of a batch evenly, which reduces noise.",
        live=True, formerly="even",
    )  # fmt: skip
    latent_cells: int = net_setting(
        32, "Latent cells",
        "Cells along a side of the table of the latents' density, which learns from D; 0 for none.",
        low=0, high=64,
    )  # fmt: skip
    output: Literal["sigmoid", "shift", "linear"] = net_setting(
        "shift", "G output",
        "A sigmoid into the square, a shift of the first two latents, or a linear map.",
    )  # fmt: skip
    batch_size: int = pace_setting(
        256, "Batch", "Number of real points per step, and of generated ones.", unit="points",
        low=1, high=1_000_000, live=True,
    )  # fmt: skip
    d_steps: int = pace_setting(
        1, "D steps", "Steps of the discriminator per iteration.", low=1, high=1000, live=True
    )
    g_steps: int = pace_setting(
        1, "G steps", "Steps of the generator per iteration.", low=1, high=1000, live=True
    )
    reuse_batch: bool = pace_setting(
        True, "Reuse batch",
        "G's first step takes the batch of D's last one instead of a new one, which is faster.",
        live=True,
    )  # fmt: skip
    optimizer: Literal["adadelta", "adam", "stable-adam", "rmsprop", "sgd"] = pace_setting(
        "stable-adam", "Optimizer", "Optimizer of both networks."
    )
    d_lr: float = pace_setting(
        3e-3, "D rate", "Learning rate of the discriminator.", low=0, high=1000, live=True
    )
    g_lr: float = pace_setting(
        2e-3, "G rate", "Learning rate of the generator.", low=0, high=1000, live=True
    )
    latent_rate: float = pace_setting(
        0.05, "Latent rate", "Learning rate of the table of the latents' density.",
        low=0, high=10, live=True,
    )  # fmt: skip
    beta1: float = pace_setting(
        0.0, "β₁", "Decay rate of the gradient's average (Adam).", low=0, high=0.9999, live=True
    )
    beta2: float = pace_setting(
        0.99,
        "β₂",
        "Decay rate of the squared gradient's average (Adam).",
        low=0,
        high=0.999999,
        live=True,
    )
    schedule: int = pace_setting(
        4000, "Schedule", "Length of the learning rates' cosine decay; 0 keeps them constant.",
        unit="iterations",
        low=0, high=100_000_000, live=True,
    )  # fmt: skip
    final_rate: float = pace_setting(
        0.05, "Final rate", "Fraction of the learning rates that remains after the schedule.",
        low=0, high=1, live=True,
    )  # fmt: skip
    penalty_fade: float = loss_setting(
        5.0, "Penalty fade", "How late R1 and R2 decay: the exponent of the schedule's progress.",
        low=0.01, high=100, live=True,
    )  # fmt: skip
    penalty_every: int = loss_setting(
        2, "Penalty every", "R1 and R2 are measured at every so many points of a batch.",
        unit="points", low=1, high=1000, live=True,
    )  # fmt: skip
    final_penalty: float = loss_setting(
        0.0002, "Final penalty", "Fraction of R1 and R2 that remains after the schedule.",
        low=1e-6, high=1, live=True,
    )  # fmt: skip
    average: float = pace_setting(
        0.998, "Average", "Decay of the running average of the generator's weights; 0 for none.",
        low=0, high=0.999999, live=True,
    )  # fmt: skip
    activation: Literal["leaky-relu", "relu", "silu", "gelu", "tanh", "elu"] = net_setting(
        "silu", "Activation", "Activation function of the hidden layers."
    )
    d_hidden: int = net_setting(
        128, "D width", "Units in each hidden layer of the discriminator.", low=1, high=8192
    )
    g_hidden: int = net_setting(
        128, "G width", "Units in each hidden layer of the generator.", low=1, high=8192
    )
    layers: int = net_setting(
        3, "Hidden layers", "Number of hidden layers in each network.", low=1, high=16
    )
    g_extra_layers: int = net_setting(
        1, "G extra layers", "Additional hidden layers of the generator.", low=0, high=16
    )
    d_features: int = net_setting(
        64,
        "D features",
        "Number of Fourier features of the discriminator's input.",
        low=0,
        high=4096,
    )
    g_features: int = net_setting(
        64, "G features", "Number of Fourier features of the generator's input.", low=0, high=4096
    )
    square_features: bool = net_setting(
        True, "Square features",
        "Adds square waves to G's features, so that its output can be discontinuous.",
        formerly="tears",
    )  # fmt: skip
    octaves: int = net_setting(
        5, "Octaves", "Number of scales of the features, each twice as fine as the one before.",
        low=1, high=12,
    )  # fmt: skip
    gain: float = net_setting(
        2.45, "G gain", "Factor on the generator's initial weights.", low=0, high=100
    )
    snapshot_every: int = setting(
        10, "Picture every", "Iterations between two snapshots.", unit="iterations",
        low=1, high=100_000_000, live=True,
    )  # fmt: skip
    threads: int = setting(
        1, "Threads", "CPU threads used by torch; one is fastest for networks this small.",
        low=1, high=1024,
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self)
        if self.batch_size % self.pack:
            raise InputError(
                "--batch-size must be a multiple of --pack, got {batch_size} and {pack}",
                batch_size=self.batch_size,
                pack=self.pack,
            )
        if self.output == "shift" and self.latent_dim < 2:
            raise InputError("--output shift needs --latent-dim of at least 2, got 1")

    @property
    def pack_size(self) -> int:
        """Number of points that the discriminator sees as one input: the batch for a batch GAN."""
        return self.batch_size if self.model == "batchgan" else self.pack

    @property
    def layer_block(self) -> int:
        """Number of consecutive points of a batch that share a layer; a pack has a single
        condition.
        """
        return self.pack if self.is_conditional else 1

    @property
    def draws_quasi_random(self) -> bool:
        """Whether batches are quasi-random; points of one pack must be independent."""
        return self.quasi_random and self.pack_size == 1

    @property
    def form(self) -> tuple[int | bool, ...]:
        """What the operations of an iteration depend on, apart from their numbers, among the
        settings that may change while a run trains.
        """
        return (
            self.batch_size,
            self.d_steps,
            self.g_steps,
            self.reuse_batch,
            self.quasi_random,
            bool(self.r1 or self.r2) and self.penalty_every,
            bool(self.gradient_penalty),
        )

    @property
    def stack_form(self) -> tuple[object, ...] | None:
        """All settings but those that are no more than numbers in an iteration, or that only the
        initial weights and features depend on.
        """
        if self.uses_autograd:
            return None
        fixed = [item for item in settings_of(self) if item.name not in _NUMBERS]
        return (*self.form, *(getattr(self, one.name) for one in fixed if one.kind is not float))

    @property
    def uses_autograd(self) -> bool:
        """Whether an iteration has gradients that are not written out, but left to autograd."""
        packed = self.pack_size > 1 or self.batch_differences
        return packed or self.finds_codes or self.spectral_norm or bool(self.gradient_penalty)

    @property
    def adversarial_loss(self) -> str:
        """The name of the loss."""
        return self.loss

    @property
    def points_judged_together(self) -> int:
        """The pack, or the batch."""
        return self.pack_size

    @property
    def latent_axes(self) -> int:
        """The number of latent dimensions, two of which a grid spans."""
        return self.latent_dim

    @property
    def looks(self) -> tuple[object, ...]:
        """What the panels of the model are built for, beside the target."""
        return (self.model, self.codes, self.loss, self.pack_size)

    @property
    def idle_settings(self) -> Mapping[str, str]:
        """Those of the penalties, the pack, the latent table, Adam, a schedule and features,
        without these.
        """
        found: dict[str, str] = {}
        penalties = ("penalty_every", "penalty_fade", "final_penalty")
        if not (self.r1 or self.r2):
            found |= dict.fromkeys(penalties, Sentence("acts only with R1 or R2"))
        if not self.schedule:
            found |= dict.fromkeys(("final_rate", *penalties[1:]), ONLY_SCHEDULED)
        if self.pack_size > 1:
            found["quasi_random"] = Sentence("points of a pack must be independent")
        elif not self.batch_differences:  # one that is on can be set off
            found["batch_differences"] = Sentence("acts only with a pack")
        if self.table_objection or not self.latent_cells:
            found["latent_rate"] = Sentence("acts only with latent cells")
        if "adam" not in self.optimizer:
            found |= dict.fromkeys(("beta1", "beta2"), ONLY_ADAM)
        if not (self.d_features or self.g_features):
            found["octaves"] = ONLY_FEATURES
        if not self.g_features:
            found["square_features"] = ONLY_FEATURES
        return found

    @property
    def costly_settings(self) -> tuple[str, ...]:
        """The settings that likely make iterations long, if they are far above a preset's."""
        return ("batch_size", "d_steps", "g_steps", "d_hidden", "g_hidden", "layers")

    @property
    def rates(self) -> tuple[str, ...]:
        """The learning rates of both networks."""
        return ("d_lr", "g_lr")

    @property
    def remark(self) -> str:
        """Why the latent table is off though it is asked for."""
        return self.table_objection

    @property
    def table_objection(self) -> str:
        """Why the latents' density cannot learn, a sentence; "" if it can, or is not asked to."""
        if not self.latent_cells:
            return ""
        if self.loss in ("wasserstein", "hinge"):
            return Sentence(
                "The latent table is off: with the loss {loss}, the best discriminator does not "
                "tell by how much the generated density is wrong.",
                loss=self.loss,
            )
        if self.model == "batchgan":
            return Sentence(
                "The latent table is off: a batch GAN's discriminator judges no single point."
            )
        if self.pack > 1:
            return Sentence(
                "The latent table is off: with a pack of {pack} points, the discriminator judges "
                "no single point.",
                pack=self.pack,
            )
        if self.latent_dim < 2:
            return Sentence("The latent table is off: it needs at least two latent dimensions.")
        return ""

    def table_shape(self, layers: int) -> tuple[int, int, int]:
        """The shape of the latents' log density for a target of `layers`: a table for each that can
        be requested; no table if there is none.
        """
        cells = 0 if self.table_objection else self.latent_cells
        return (max(self.condition_count(layers), 1) if cells else 0, cells, cells)

    @property
    def is_conditional(self) -> bool:
        """Whether both networks are given the layer of a point."""
        return self.model == "cgan"

    @property
    def finds_codes(self) -> bool:
        """Whether the model is an InfoGAN: a third network predicts the generator's codes from its
        points.
        """
        return self.model == "infogan"

    @property
    def unused_groups(self) -> tuple[str, ...]:
        """The groups of settings that this model has no use for."""
        return () if self.finds_codes else (_CODE_GROUP,)

    def condition_count(self, layers: int) -> int:
        """Number of layers or codes that can be requested, for a target of `layers`; 0 without
        condition.
        """
        if self.finds_codes:
            return self.codes or layers
        return layers if self.is_conditional else 0

    def lacks(self, layers: int) -> str:
        """The reason why the model cannot learn a target of this many layers, a sentence; "" if it
        can.
        """
        if not self.has_layers or self.condition_count(layers) > 1:
            return ""
        if self.is_conditional:
            return Sentence(
                "A conditional GAN learns each layer of a target, and this one has only one."
            )
        return Sentence("An InfoGAN needs at least two codes, and it has only one here.")

    def live_part(self, wanted: ModelConfig) -> "GanConfig":
        """The config with those settings of `wanted` that may change during a run."""
        live = super().live_part(wanted)
        if self.model != "batchgan":
            return live
        return replace(live, batch_size=self.batch_size)  # the input of its discriminator


_NUMBERS = ("seed", "iterations", "snapshot_every", "schedule", "octaves")
"""The settings beside rates, weights and the like that may differ in runs that train as one."""

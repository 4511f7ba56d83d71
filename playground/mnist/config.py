"""Every setting of the image models, declared once.

Imports no torch: `--help` reads this module.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from playground.errors import InputError
from playground.settings import check, setting


@dataclass(frozen=True)
class MnistConfig:
    """The configuration of a run of an image model; the defaults are InfoGAN's preset "paper".

    Raises InputError for values out of range and for combinations that do not fit.
    """

    model: Literal["gan", "cgan", "infogan"] = setting(
        "infogan", "Model",
        "A plain GAN, a conditional GAN, or an InfoGAN, which finds the digits by itself.",
    )  # fmt: skip
    seed: int = setting(
        0, "Seed", "Fixes the initial weights and every random draw.", low=0, high=2**32 - 1
    )
    epochs: int = setting(50, "Epochs", "Total length of a run.", low=1, high=1_000_000, live=True)
    epoch_batches: int = setting(
        100, "Epoch batches", "Batches per epoch; 0 takes the whole data set.",
        low=0, high=10_000_000,
    )  # fmt: skip
    batch_size: int = setting(
        128, "Batch", "Number of real images per step, and of generated ones.", unit="images",
        low=2, high=1_000_000,
    )  # fmt: skip
    size: Literal["28", "32"] = setting("28", "Size", "Pixels along each side of an image.")
    width: float = setting(
        1.0, "Width", "Factor on the width of all hidden layers; use 0.5 on slow machines.",
        low=0.01, high=8,
    )  # fmt: skip
    networks: Literal["dense", "label", "paper", "article", "light"] = setting(
        "paper", "Networks",
        "Dense, dense with a label input, convolutional as in the InfoGAN paper or the article "
        "based on it, or light convolutional ones for a GAN and a CGAN.",
    )  # fmt: skip
    latent_dim: int = setting(
        62, "Latent dimensions", "Size of the generator's noise.", low=1, high=4096
    )
    latent: Literal["normal", "uniform"] = setting(
        "uniform", "Latent", "Distribution of the noise: normal, or uniform in -1 to 1."
    )
    codes: int = setting(
        10, "Codes", "Number of categories of an InfoGAN's code c1.", low=2, high=100
    )
    continuous_codes: int = setting(
        2,
        "Continuous codes",
        "Number of an InfoGAN's continuous codes in -1 to 1: c2, c3, …",
        low=0,
        high=16,
    )
    loss: Literal["bce", "least-squares", "pairing"] = setting(
        "bce", "Loss",
        "Adversarial loss of the two networks; pairing compares each real image with a "
        "generated one.",
    )  # fmt: skip
    penalty: float = setting(
        0.0, "Penalty",
        "Weight of the penalty on the discriminator's slope at real and at generated images "
        "(R1 and R2); the light networks only.",
        low=0, high=1e6,
    )  # fmt: skip
    penalty_every: int = setting(
        1, "Penalty every", "The penalty is taken at every so-many-th image of a batch.",
        low=1, high=1_000_000,
    )  # fmt: skip
    class_weight: float = setting(
        0.0, "Class weight",
        "Weight of a CGAN's classifier: the light discriminator also tells the digits of real "
        "images, and the generator is to draw such as it tells right.",
        low=0, high=1e6,
    )  # fmt: skip
    smooth: float = setting(
        0.0, "Smoothing",
        "Label smoothing: how far below 1 the discriminator's label for real images is.",
        low=0, high=0.5,
    )  # fmt: skip
    first: Literal["d", "g"] = setting(
        "d",
        "First",
        "Network that steps first in an iteration; both see the same generated images.",
    )
    d_lr: float = setting(2e-4, "D rate", "Learning rate of the discriminator.", low=0, high=10)
    g_lr: float = setting(1e-3, "G rate", "Learning rate of the generator.", low=0, high=10)
    beta1: float = setting(
        0.5, "β₁", "Decay rate of the gradient's average (Adam).", low=0, high=0.9999
    )
    beta2: float = setting(
        0.999, "β₂", "Decay rate of the squared gradient's average (Adam).", low=0, high=0.999999
    )
    average: float = setting(
        0.999, "Average", "Decay of the running average of the generator's weights; 0 for none.",
        low=0, high=0.999999,
    )  # fmt: skip
    reader: Literal["shared", "twin", "apart"] = setting(
        "shared", "Reader",
        "Q on the discriminator's trunk, on a separate trunk of half its width, or as a "
        "separate, deeper network.",
    )  # fmt: skip
    info_weight: float = setting(
        1.0, "Info weight", "Weight λ of the code c1 in the losses.", low=0, high=1e6
    )
    reader_weight: float = setting(
        1.0, "Reader weight",
        "Factor on the weight of c1 when Q learns from generated images (joined step).",
        low=0, high=1e6,
    )  # fmt: skip
    continuous_weight: float = setting(
        0.1, "Continuous weight", "Weight of the codes c2, c3, … in the losses.", low=0, high=1e6
    )
    variance: Literal["fixed", "learned"] = setting(
        "fixed", "Variance",
        "Variance of Q's Gaussians for c2, c3, …: fixed (squared error) or learned.",
    )  # fmt: skip
    info_step: Literal["joined", "own"] = setting(
        "joined", "Info step",
        "Whether the information loss is added to both networks' losses or has its own Adam "
        "step.",
    )  # fmt: skip
    info_lr: float = setting(
        2e-4, "Info rate", "Learning rate of that step, and of a Q with a separate trunk.",
        low=0, high=10,
    )  # fmt: skip
    balance: float = setting(
        0.0,
        "Balance",
        "Weight of the penalty on uneven use of the codes on real images.",
        low=0,
        high=1e6,
    )
    consistency: float = setting(
        0.0, "Consistency",
        "Weight of the penalty on different codes for a real image and its augmented copy.",
        low=0, high=1e6,
    )  # fmt: skip
    labelled: int = setting(
        0, "Labelled", "Number of real images whose labels Q is trained on.", unit="images",
        low=0, high=1_000_000,
    )  # fmt: skip
    labelled_weight: float = setting(
        1.0, "Labelled weight", "Weight of the cross-entropy on these labels.", low=0, high=1e6
    )
    precision: Literal["float32", "bfloat16"] = setting(
        "float32", "Precision",
        "Precision of matrix products; bfloat16 is faster where the processor supports it.",
    )  # fmt: skip
    threads: int = setting(
        0, "Threads", "CPU threads used by torch; 0 takes one per core.", low=0, high=1024
    )

    def __post_init__(self) -> None:
        check(self)
        self._check_networks()
        if self.labelled and self.codes < 10:
            raise InputError(f"--labelled needs --codes of at least 10, got {self.codes}")

    def _check_networks(self) -> None:
        fit = _NETWORKS[self.model]
        if self.networks not in fit:
            raise InputError(
                f"--networks must be one of {', '.join(fit)} for {self.model}, "
                f"got {self.networks!r}"
            )
        if self.penalty and self.networks != "light":
            raise InputError(f"--penalty needs --networks light, got {self.networks!r}")
        if self.class_weight and (self.model, self.networks) != ("cgan", "light"):
            raise InputError(
                "--class-weight needs a cgan with --networks light, "
                f"got {self.model} with {self.networks!r}"
            )

    @property
    def side(self) -> int:
        """Pixels along each side of an image."""
        return int(self.size)

    @property
    def reads_real(self) -> bool:
        """Whether Q is also trained on real images."""
        return bool(self.balance or self.consistency or self.labelled)

    @property
    def signed(self) -> bool:
        """Whether images lie in -1 to 1 (the generator ends in a tanh) rather than 0 to 1."""
        return self.networks in ("label", "article")


_NETWORKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "gan": ("dense", "light"),
        "cgan": ("label", "light"),
        "infogan": ("paper", "article"),
    }
)

PAPER = MnistConfig()
"""Chen et al. 2016, arXiv 1606.03657: 50 epochs of 100 batches, nothing labelled."""

ARTICLE = MnistConfig(
    epochs=20,
    epoch_batches=0,
    batch_size=100,
    networks="article",
    latent_dim=88,
    latent="normal",
    g_lr=2e-4,
    beta1=0.9,
    info_step="own",
    continuous_weight=1.0,
)
"""A convolutional InfoGAN with three Adam optimizers; codes have no assigned digits."""

SEMI_SUPERVISED = replace(PAPER, labelled=1000)
"""`paper` with Q also trained on labelled images, so that code k means the digit k."""

STABLE = replace(
    PAPER,
    epochs=20,
    reader="twin",
    info_lr=5e-4,
    balance=5.0,
    consistency=1.0,
    reader_weight=0.0,
)
"""`paper` with Q finding groups of real images without labels, and G learning them from Q.

Q is trained to assign one code to a real image and its augmented copy, and to use all codes
equally; so each code covers one digit, rather than two codes two slants of one digit. Q is not
trained to read c1 off generated images (`reader_weight` 0): it would then read them differently
from real ones (`docs/mnist.md`).
"""

STABLE_GAN = MnistConfig(
    model="gan",
    epochs=20,
    epoch_batches=200,
    batch_size=64,
    networks="light",
    latent_dim=64,
    latent="normal",
    loss="pairing",
    penalty=0.1,
    penalty_every=4,
    d_lr=2e-3,
    g_lr=2e-3,
    beta1=0.0,
    beta2=0.99,
)
"""A GAN on light convolutional networks that loses no digit.

The pairing loss with R1 and R2, as in the 2D model's `stable` (after "The GAN is dead; long live
the GAN!", 2024).
"""

STABLE_CGAN = replace(STABLE_GAN, model="cgan", class_weight=0.5, penalty=1.0, d_lr=1e-3, g_lr=1e-3)
"""The same with a label in both networks, and a classifier on the discriminator's features; so it
learns fast enough under a stronger penalty and at lower rates, with which its Fréchet distance is
less (`docs/mnist.md`).
"""

TUTORIAL = MnistConfig(
    model="gan",
    epochs=10,
    epoch_batches=2000,
    networks="dense",
    latent_dim=100,
    d_lr=1e-3,
    g_lr=1e-3,
    beta1=0.9,
)
"""The fully connected GAN of a tutorial (jiqizhixin/ML-Tutorial-Experiment): 20,000 iterations."""

CONDITIONAL = MnistConfig(
    model="cgan",
    epochs=200,
    epoch_batches=0,
    batch_size=64,
    size="32",
    networks="label",
    latent_dim=100,
    latent="normal",
    loss="least-squares",
    first="g",
    g_lr=2e-4,
)
"""Mirza & Osindero 2014, arXiv 1411.1784, as in eriklindernoren/PyTorch-GAN, corrected."""

PRESETS: Mapping[str, Mapping[str, MnistConfig]] = MappingProxyType(
    {
        "gan": MappingProxyType({"stable": STABLE_GAN, "classic": TUTORIAL}),
        "cgan": MappingProxyType({"stable": STABLE_CGAN, "classic": CONDITIONAL}),
        "infogan": MappingProxyType(
            {
                "stable": STABLE,
                "paper": PAPER,
                "article": ARTICLE,
                "semi-supervised": SEMI_SUPERVISED,
            }
        ),
    }
)
"""Named starting points of each model, the default first; a given flag overrides the preset."""


@dataclass(frozen=True)
class DataOptions:
    """The digits that a run is trained on."""

    data: Literal["auto", "mnist", "drawn"] = setting(
        "auto", "Data",
        "MNIST, digits drawn from fonts, or (auto) MNIST if available.",
    )  # fmt: skip
    data_dir: str = setting(
        "", "Data folder", "Folder of MNIST's files, instead of $PLAYGROUND_DATA and the cache."
    )
    images: int = setting(
        0, "Images", "Number of training images, taken from the first; 0 takes all.",
        low=0, high=1_000_000,
    )  # fmt: skip
    drawn: int = setting(20_000, "Drawn", "Number of digits to draw.", low=1, high=1_000_000)
    data_seed: int = setting(0, "Data seed", "Seed of the drawn digits.", low=0, high=2**31 - 1)


@dataclass(frozen=True)
class MnistRunOptions:
    """The output of a run, and the device that computes it."""

    device: Literal["auto", "cpu", "cuda", "mps"] = setting(
        "auto", "Device", "Processor to train on."
    )
    keep_every: int = setting(
        10, "Keep every", "Epochs between kept checkpoints; 0 keeps only the last.",
        unit="epochs", low=0, high=1_000_000,
    )  # fmt: skip
    quiet: bool = setting(False, "Quiet", "Print nothing but errors and warnings.")
    json: bool = setting(False, "JSON", "Print one JSON line per epoch.")


@dataclass(frozen=True)
class DigitOptions:
    """The images that `--sample` draws."""

    n: int = setting(64, "Images", "Number of images to draw.", low=1, high=1_000_000)
    digit: int = setting(-1, "Digit", "The digit to draw; -1 draws all.", low=-1, high=9)
    c2: float = setting(0.0, "c2", "InfoGAN's first continuous code.", low=-10, high=10)
    c3: float = setting(0.0, "c3", "InfoGAN's second continuous code.", low=-10, high=10)


@dataclass(frozen=True)
class ScoreOptions:
    """The evaluation by `--score`, and its output."""

    n: int = setting(10_000, "Images", "Number of images to evaluate.", low=100, high=1_000_000)
    full: bool = setting(
        False, "Full",
        "Also give the figures that take minutes: the likelihood of the test digits, and a "
        "classifier taught by a CGAN's images.",
    )  # fmt: skip
    quiet: bool = setting(False, "Quiet", "Print only the figures.")
    json: bool = setting(False, "JSON", "Print them as one JSON line.")

    def __post_init__(self) -> None:
        check(self)

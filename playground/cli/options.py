"""The flags beyond the model's own settings, declared in the same way."""

from dataclasses import dataclass, replace
from typing import Literal

from playground.runs.config_file import AnimationKind, Keep
from playground.settings import setting

_POINTS = 100_000_000


@dataclass(frozen=True)
class PictureOptions:
    """How a picture is read as a density."""

    split: bool = setting(False, "Split", "Split a picture into its parts, a layer for each.")
    invert: bool = setting(False, "Invert", "Read black as dense, for dark drawings on white.")
    black_point: float = setting(
        0.0, "Black point", "Pixels below this are empty.", unit="share of full white"
    )
    page: int = setting(
        0, "Page", "Which page or frame is read; 0 is the first that is not empty.", low=0
    )
    pages_as_layers: bool = setting(
        False, "Pages as layers", "Take each page or frame of a picture as a layer."
    )

    @property
    def for_pictures(self) -> bool:
        """Whether any of them was given that only pictures have."""
        return replace(self, split=False) != PictureOptions()


@dataclass(frozen=True)
class TableOptions:
    """How a table of points is read; None is what the table itself tells."""

    columns: str | None = None
    y_down: bool | None = None


@dataclass(frozen=True)
class RunOptions:
    """What a run writes, and where it computes."""

    device: Literal["auto", "cpu", "cuda", "mps"] = setting(
        "auto", "Device", "Which processor trains."
    )
    samples: int = setting(
        10_000, "Samples", "Points of the final generator in samples.csv.", low=1, high=_POINTS
    )
    animation: AnimationKind = setting("gif", "Animation", "The kind of the moving picture.")
    stop_at: float = setting(
        0.0, "Stop at", "Stop once the distance stays within this; 0 trains to the end.",
        unit="times the floor", low=0, high=1000,
    )  # fmt: skip
    keep: Keep = setting(
        "last", "Keep", "Which moment is the run's result: the last, or that of the least distance."
    )
    quiet: bool = setting(False, "Quiet", "Print nothing but errors and warnings.")


@dataclass(frozen=True)
class PointOptions:
    """How many points `--sample` draws, and which."""

    n: int = setting(10_000, "Points", "How many points to draw.", low=1, high=_POINTS)
    seed: int = setting(0, "Seed", "Fixes which points are drawn.", low=0, high=2**32 - 1)


BENCHES = ("ring8", "grid25", "moons")
"""The tests of the literature that `--bench` knows."""


@dataclass(frozen=True)
class BenchOptions:
    """How often and how long `--bench` trains, where, and how it prints."""

    seeds: int = setting(5, "Seeds", "How many runs of each preset.", low=1, high=1000)
    longer: int = setting(
        1, "Longer", "How many times as long as usual a preset trains.", low=1, high=1000
    )
    device: Literal["auto", "cpu", "cuda", "mps"] = setting(
        "auto", "Device", "Which processor trains."
    )
    json: bool = setting(False, "JSON", "Print one JSON line for each row.")
    jobs: int = setting(
        0, "Jobs", "How many runs go on at once; 0 is one a core.", low=0, high=1024
    )


@dataclass(frozen=True)
class SweepOptions:
    """How the runs of `--sweep` are put together, and how many of them go on at once."""

    pairs: bool = setting(
        False, "Pairs",
        "Goes through the lists together instead of combining all; every seed goes with each.",
    )  # fmt: skip
    jobs: int = setting(
        0, "Jobs", "How many runs go on at once; 0 is one a core, or what a GPU takes.",
        low=0, high=1024,
    )  # fmt: skip
    engine: Literal["auto", "processes", "stacked"] = setting(
        "auto", "Engine",
        "What trains: processes, or one that stacks equal runs; auto stacks on a CUDA device.",
    )  # fmt: skip
    cluster: str = setting(
        "", "Cluster", "Address of a Dask scheduler whose workers train, such as tcp://host:8786."
    )
    animation: AnimationKind = setting("none", "Animation", "The kind of each moving picture.")

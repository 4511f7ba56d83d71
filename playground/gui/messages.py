"""What the window and its worker process tell each other; all of it frozen and picklable."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gui.mailbox import Layout

State = Mapping[str, NDArray[np.generic]]
"""What a trainer needs to go on exactly where it was; see `Trainer.state`."""


@dataclass(frozen=True)
class Begin:
    """Command: leave the run at hand and start this one, at iteration 0 or from `states`.

    `run` is an id that no other run of this window has; everything the worker reports about a run
    carries it. There is one trainer for each of `configs`.
    """

    run: int
    configs: tuple[GanConfig, ...]
    target: Target
    device: str
    playing: bool
    states: tuple[State, ...] = ()


@dataclass(frozen=True)
class UseMailbox:
    """Command: post the pictures of `run` into the mailbox of this name; it is empty."""

    run: int
    name: str
    layout: Layout


@dataclass(frozen=True)
class Retarget:
    """Command: have the trainers of `run` go on with this target, of as many layers."""

    run: int
    target: Target


@dataclass(frozen=True)
class Play:
    """Command: train."""


@dataclass(frozen=True)
class Pause:
    """Command: stop after the iteration at hand and post its picture."""


@dataclass(frozen=True)
class Taken:
    """Command: the mailbox is empty again."""


Command = Begin | UseMailbox | Retarget | Play | Pause | Taken


@dataclass(frozen=True)
class Ready:
    """Report: torch is loaded, and these devices can be chosen."""

    devices: tuple[str, ...]


@dataclass(frozen=True)
class Begun:
    """Report: the trainers of `run` stand, and their pictures need a mailbox of this layout."""

    run: int
    layout: Layout


@dataclass(frozen=True)
class Posted:
    """Report: the mailbox holds one snapshot of each model of `run`."""

    run: int


@dataclass(frozen=True)
class Saved:
    """Report: the states to go on from should this process die."""

    run: int
    iteration: int
    states: tuple[State, ...]


@dataclass(frozen=True)
class Failed:
    """Report: `run` cannot start or go on, for the reason in this sentence; it is paused."""

    run: int
    sentence: str


Report = Ready | Begun | Posted | Saved | Failed

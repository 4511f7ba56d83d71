"""`moments.safetensors`: the moments of a run that its web page goes through."""

from collections.abc import Sequence
from contextlib import suppress
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from playground.errors import InputError
from playground.message import Sentence
from playground.nn.history import Snapshot
from playground.nn.inspection import CELLS
from playground.nn.model_config import ModelConfig
from playground.page.moments import Moment, moments_of
from playground.runs.checkpoint import load_checkpoint, save_checkpoint
from playground.runs.session.saved_run import check_ascending

if TYPE_CHECKING:
    from playground.nn.model_trainer import ModelTrainer

MOST_MOMENTS = 48
_MOST_POINTS = 100_000
_SHAPES = {"iteration": 1, "losses": 2, "generated": 3, "layer": 2, "d_output": 4}


class MomentLog:
    """The moments of a run that is being trained, a file that grows along with its checkpoints.

    They are those of iterations that are multiples of one number, and the last one: so a run that
    was killed and resumed has the same as one that was not.
    """

    def __init__(self, path: Path, trainer: "ModelTrainer") -> None:
        """Those that `path` has until now are kept; a file that is damaged has none."""
        self._path, self._trainer = path, trainer
        config, now = trainer.config, trainer.iteration
        self._every = config.snapshot_every * max(
            ceil(config.iterations / (config.snapshot_every * (MOST_MOMENTS - 1))), 1
        )
        self._moments: list[Moment] = []
        self._written = 0
        with suppress(InputError):
            before = read_moments(path, config, len(trainer.target.layers))
            self._moments = [one for one in before if one.iteration < now and self._is_due(one)]

    def add(self, snapshot: Snapshot) -> None:
        """Add the newest moment of the trainer, if one is due."""
        if self._is_due(snapshot):
            self._moments += moments_of(self._trainer, [snapshot])

    def save(self) -> None:
        """Write them, unless all are written already. Raises OSError."""
        if self._moments and len(self._moments) != self._written:
            write_moments(self._path, self._moments)
            self._written = len(self._moments)

    def finish(self, snapshot: Snapshot) -> None:
        """Write them with the last one, whichever iteration it is of. Raises OSError."""
        if not self._moments or self._moments[-1].iteration < snapshot.iteration:
            self._moments += moments_of(self._trainer, [snapshot])
        self.save()

    def _is_due(self, moment: Moment | Snapshot) -> bool:
        return moment.iteration % self._every == 0


def write_moments(path: Path, moments: Sequence[Moment]) -> None:
    """Write them, with D's outputs in half precision. Raises OSError."""
    arrays: dict[str, NDArray[Any]] = {
        "iteration": np.array([one.iteration for one in moments], np.int64),
        "losses": np.array([(one.d_loss, one.g_loss) for one in moments], np.float64),
        "generated": np.stack([one.generated for one in moments]),
        "layer": np.stack([one.layer for one in moments]).astype(np.int32),
        "d_output": np.stack([_halved(one.d_output) for one in moments]),
    }
    save_checkpoint(path, arrays, {})


def _halved(output: NDArray[np.float32]) -> NDArray[np.float16]:
    most = float(np.finfo(np.float16).max)
    return np.clip(output, -most, most).astype(np.float16)


def read_moments(path: Path, config: ModelConfig, layers: int) -> list[Moment]:
    """The moments back, of a run by `config` on a target of so many layers.

    There are none where the file is missing, as in run folders of earlier versions. Raises
    InputError when it is damaged.
    """
    if not path.is_file():
        return []
    state = load_checkpoint(path).state
    problem = _problem(state, max(config.condition_count(layers), 1))
    if problem:
        raise InputError("{path}: are no moments of this run ({reason})", path=path, reason=problem)
    check_ascending(Sentence("moments"), state["iteration"].tolist())
    return [
        Moment(
            iteration=int(state["iteration"][at]),
            generated=state["generated"][at],
            layer=state["layer"][at].astype(np.int64),
            d_loss=float(state["losses"][at, 0]),
            g_loss=float(state["losses"][at, 1]),
            d_output=state["d_output"][at].astype(np.float32),
        )
        for at in range(len(state["iteration"]))
    ]


def _problem(state: Any, conditions: int) -> str:
    """Why these arrays cannot be the moments of a run; empty if they can."""
    if state.keys() != _SHAPES.keys():
        return "other arrays"
    if any(state[name].ndim != axes for name, axes in _SHAPES.items()):
        return "arrays of other shapes"
    count, points = len(state["iteration"]), state["generated"].shape[1]
    wanted = {
        "iteration": (np.int64, (count,)),
        "losses": (np.float64, (count, 2)),
        "generated": (np.float32, (count, points, 2)),
        "layer": (np.int32, (count, points)),
        "d_output": (np.float16, (count, state["d_output"].shape[1], CELLS, CELLS)),
    }
    if any((state[name].dtype, state[name].shape) != kind for name, kind in wanted.items()):
        return "arrays of other shapes"
    if not (1 <= count <= MOST_MOMENTS and 1 <= points <= _MOST_POINTS):
        return "too few or too many"
    if state["d_output"].shape[1] not in (0, 1, conditions):
        return "other maps"
    if not (np.isfinite(state["generated"]).all() and np.isfinite(state["d_output"]).all()):
        return "values that are no finite numbers"
    if not 0 <= state["layer"].min() <= state["layer"].max() < conditions:
        return "a layer that there is not"
    return ""

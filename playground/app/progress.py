"""How far and how fast the models train, and the phases of an iteration."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from playground.app.translation import tr_message
from playground.message import Sentence

PHASES = (
    Sentence("draw real"),
    Sentence("draw fake"),
    Sentence("D's gradient"),
    Sentence("D's step"),
    Sentence("G's gradient"),
    Sentence("G's step"),
)
"""The phases of a GAN's iteration, in order; the models' trainers have what they do."""


FLOW_PHASES = (
    Sentence("draw paths"),
    Sentence("velocity's gradient"),
    Sentence("velocity's step"),
)
"""Those of a flow's, after "draw real"."""


def phase_caption(name: str, points: int) -> str:
    """What a panel says of the phase `name` that has drawn so many points, or none."""
    phase = next(tr_message(phase) for phase in (*PHASES, *FLOW_PHASES) if phase == name)
    if not points:
        return phase
    text = QCoreApplication.translate("phases", "{phase}: {points} points")
    return text.format(phase=phase, points=points)


def batch_legend(*, adversarial: bool) -> str:
    """What the hollow marks of slow motion are; a model that is not `adversarial` is a flow."""
    if not adversarial:
        return QCoreApplication.translate("phases", "□ real, ○ on the paths to them: this batch")
    return QCoreApplication.translate("phases", "□ real, ○ generated: this batch")


class Rate:
    """Growth per second over about the last `window_s` seconds."""

    def __init__(self, window_s: float = 1.0) -> None:
        self._window_s = window_s
        self._seen: deque[tuple[float, float]] = deque()

    def add(self, value: float, at_s: float) -> None:
        """Note `value` at the time `at_s`, in seconds; a value that has not grown is ignored."""
        if self._seen and value == self._seen[-1][0]:
            return
        self._seen.append((value, at_s))
        while len(self._seen) > 2 and at_s - self._seen[1][1] >= self._window_s:
            self._seen.popleft()

    def clear(self) -> None:
        """Forget everything: the value jumps, or stood still on purpose."""
        self._seen.clear()

    @property
    def per_second(self) -> float:
        """0 until there are two values."""
        if len(self._seen) < 2:
            return 0.0
        (first, start), (last, end) = self._seen[0], self._seen[-1]
        return (last - first) / max(end - start, 1e-9)


@dataclass(frozen=True)
class ModelProgress:
    """One model: its title, iterations done, and iterations per second, 0 while paused."""

    title: str
    iteration: int
    per_second: float


@dataclass(frozen=True)
class RunProgress:
    """All models that train, and the frames shown per second."""

    models: tuple[ModelProgress, ...]
    frames_per_second: float


class Speedometer:
    """Measures the iterations of each slot and the frames of the window."""

    def __init__(self, iterations: Mapping[int, int]) -> None:
        """The models, by slot, start at these iterations."""
        self.iterations = dict(iterations)
        self._rates = {slot: Rate() for slot in iterations}
        self._frames, self._frame = Rate(), 0

    def note_iteration(self, slot: int, iteration: int, at_s: float) -> None:
        """A snapshot of this iteration was shown at the time `at_s`, in seconds."""
        self.iterations[slot] = iteration
        self._rates[slot].add(iteration, at_s)

    def note_frame(self, at_s: float) -> None:
        """The window showed something new at the time `at_s`, in seconds."""
        self._frame += 1
        self._frames.add(self._frame, at_s)

    def stop(self) -> None:
        """Forget the speeds; the iterations stay."""
        for rate in (*self._rates.values(), self._frames):
            rate.clear()

    def progress(self, titles: Sequence[str], active: Sequence[int]) -> RunProgress:
        """The progress of the slots `active`; `titles` has one for each slot id."""
        models = (
            ModelProgress(titles[slot], self.iterations[slot], self._rates[slot].per_second)
            for slot in active
        )
        return RunProgress(tuple(models), self._frames.per_second)

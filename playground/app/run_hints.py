"""What a run says by itself: that it is starting, that it crawls, or that it has run away."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from playground.app.session import Session
from playground.app.training_run import TrainingRun
from playground.app.translation import tr_message, translate_setting
from playground.message import Sentence
from playground.models import preset_config
from playground.nn.history import Snapshot
from playground.nn.model_config import ModelConfig
from playground.settings import settings_of

SLOW_S, QUICK_S = 3.0, 1.5
"""An iteration that takes longer is called slow, until iterations take less than the second."""

GONE, BACK = 0.95, 0.5
"""The share of generated points outside the square that counts as run away, and as back again."""

HUGE, LARGE = 1e6, 1e4
"""The same for the absolute value of a loss."""

_LOOK_MS = 250
_FAR_ABOVE = 4.0
"""A setting that is at least so many times its preset's is named as the reason."""

_STARTING = Sentence("Starting the training process…")
_SLOW = (
    Sentence("An iteration takes about {seconds} s; a smaller batch or smaller networks would be "
             "faster."),
    Sentence("An iteration takes about {seconds} s: {setting} is {value}. Less is faster; the "
             "preset has {usual}."),
)  # fmt: skip
_GONE = (
    Sentence("The generated points have left the square; lower rates and ↺ would help."),
    Sentence("The generated points have left the square: {setting} is {value}, and the preset has "
             "{usual}. Set it lower, and press ↺."),
)  # fmt: skip
_HUGE = (
    Sentence("The losses grow without bound; lower rates and ↺ would help."),
    Sentence("The losses grow without bound: {setting} is {value}, and the preset has {usual}. "
             "Set it lower, and press ↺."),
)  # fmt: skip
"""Without and with a setting that is the likely reason."""


class Latch:
    """On above one bound and off below another, so that a value between them changes nothing."""

    def __init__(self, on: float, off: float) -> None:
        self.is_on = False
        self._on, self._off = on, off

    def follow(self, value: float) -> None:
        """Take the newest value; NaN changes nothing."""
        if value > self._on:
            self.is_on = True
        elif value < self._off:
            self.is_on = False


class Pace:
    """The seconds an iteration takes, also while the first one is still under way."""

    def __init__(self) -> None:
        self._seen: tuple[int, float] | None = None
        self._lasted = 0.0

    def start(self, at_s: float) -> None:
        """Training begins or goes on at this time, in seconds."""
        self._lasted = 0.0
        self.rest(at_s)

    def rest(self, at_s: float) -> None:
        """By this time, in seconds, the next iteration has not begun."""
        if self._seen is not None:
            self._seen = self._seen[0], at_s

    def note(self, iteration: int, at_s: float) -> None:
        """The iteration was seen at this time, in seconds."""
        if self._seen is not None and iteration > self._seen[0]:
            self._lasted = (at_s - self._seen[1]) / (iteration - self._seen[0])
        self._seen = iteration, at_s

    def seconds(self, at_s: float) -> float:
        """How long an iteration takes; 0 where nothing is known yet."""
        waited = 0.0 if self._seen is None else at_s - self._seen[1]
        return max(self._lasted, waited)


@dataclass(frozen=True)
class Symptoms:
    """How the newest snapshot looks: the share of its points that left, and its largest loss."""

    outside: float = 0.0
    loss: float = 0.0

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Symptoms":
        """Those of this snapshot."""
        points = snapshot.generated
        inside = ((points >= 0) & (points <= 1)).all(axis=1)
        losses = np.nan_to_num(np.abs([snapshot.d_loss, snapshot.g_loss]), nan=0.0)
        return cls(1 - float(inside.mean()), float(losses.max()))


class SlotHealth:
    """Watches one model, and has a sentence about it where there is something to say."""

    def __init__(self) -> None:
        self.pace = Pace()
        self.newest: Snapshot | None = None
        self._slow = Latch(SLOW_S, QUICK_S)
        self._gone = Latch(GONE, BACK)
        self._huge = Latch(HUGE, LARGE)
        self._seconds = 0.0

    def note(self, snapshot: Snapshot, at_s: float) -> None:
        """Take over the newest snapshot, shown at this time, in seconds."""
        self.newest = snapshot
        self.pace.note(snapshot.iteration, at_s)
        symptoms = Symptoms.of(snapshot)
        self._gone.follow(symptoms.outside if snapshot.iteration else 0.0)
        self._huge.follow(symptoms.loss)

    def start(self, at_s: float, *, playing: bool) -> None:
        """Training goes on from this time, in seconds, or rests: then nothing is slow."""
        self.pace.start(at_s)
        if not playing:
            self._slow.follow(0.0)

    def look(self, at_s: float) -> None:
        """Take over how long the iteration under way has lasted by this time."""
        self._seconds = self.pace.seconds(at_s)
        self._slow.follow(self._seconds)

    def wait(self) -> None:
        """It is not slow itself: it waits for the other model."""
        self._slow.follow(0.0)

    @property
    def is_slow(self) -> bool:
        """Whether iterations take long."""
        return self._slow.is_on

    def sentence(self, config: ModelConfig, preset: ModelConfig) -> str | None:
        """What is going on and what would help; None where all is well."""
        if self._gone.is_on:
            return _about(_GONE, _suspect(config.rates, config, preset), config, preset)
        if self._huge.is_on:
            return _about(_HUGE, _suspect(config.rates, config, preset), config, preset)
        if self.is_slow:
            seconds = f"{max(self._seconds, QUICK_S):.0f}"
            return _about(_SLOW, costly(config, preset), config, preset, seconds=seconds)
        return config.remark or None


def costly(config: ModelConfig, preset: ModelConfig) -> str:
    """The setting that likely makes iterations long; empty if there is none."""
    return _suspect(config.costly_settings, config, preset)


def _suspect(names: Sequence[str], config: ModelConfig, preset: ModelConfig) -> str:
    """The one of these settings that is farthest above the preset's, if it is far above."""

    def excess(name: str) -> float:
        return float(getattr(config, name)) / max(float(getattr(preset, name)), 1e-12)

    worst = max(names, key=excess)
    return worst if excess(worst) >= _FAR_ABOVE else ""


def _about(
    templates: tuple[Sentence, Sentence],
    name: str,
    config: ModelConfig,
    preset: ModelConfig,
    **values: str,
) -> Sentence:
    if not name:
        return Sentence(templates[0], **values)
    label = next(item.label for item in settings_of(config) if item.name == name)
    value, usual = (_number(getattr(one, name)) for one in (config, preset))
    return Sentence(
        templates[1], setting=translate_setting(label), value=value, usual=usual, **values
    )


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


class RunHints(QObject):
    """Looks at the run four times a second; a hint goes by itself when its reason is gone."""

    changed = Signal(int, str)  # slot, the sentence about its model; empty where there is none

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._health = {slot: SlotHealth() for slot in range(len(session.slots))}
        self._shown = dict.fromkeys(self._health, "")
        self._awaiting = False
        session.run_started.connect(self._forget)
        session.run.snapshot_shown.connect(self._note)
        session.control.playing_changed.connect(self._start_pace)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Emit what has changed."""
        for slot, sentence in self._sentences(monotonic()).items():
            if sentence != self._shown[slot]:
                self._shown[slot] = sentence
                self.changed.emit(slot, sentence)

    def _sentences(self, at_s: float) -> dict[int, str]:
        run = self._session.run
        if self._awaits_first(run):
            return dict.fromkeys(self._health, tr_message(_STARTING))
        active = () if run.failed else run.rules.active
        for slot in self._ahead(active):
            self._health[slot].pace.rest(at_s)
        if self._session.control.motion == "full":
            for health in self._health.values():
                health.look(at_s)
        costly_ones = [slot for slot in active if self._is_costly(slot)]
        for slot in set(active) - set(costly_ones) if costly_ones else ():
            self._health[slot].wait()  # for the one whose iterations are long
        return {slot: self._sentence(slot, active) for slot in self._health}

    def _ahead(self, active: Sequence[int]) -> list[int]:
        """The models that wait by the rules of the race, as for a fork that began behind them."""
        newest = {slot: self._health[slot].newest for slot in active}
        by_time = self._session.run.rules.clock == "seconds"
        places = {
            slot: one.seconds if by_time else one.iteration
            for slot, one in newest.items()
            if one is not None
        }
        return [slot for slot, place in places.items() if place > min(places.values())]

    def _awaits_first(self, run: TrainingRun) -> bool:
        """Whether the process is on its way, or has shown nothing yet."""
        self._awaiting |= run.is_starting
        self._awaiting &= run.worker is not None and not run.failed
        return self._awaiting

    def _sentence(self, slot: int, active: Sequence[int]) -> str:
        if slot not in active:
            return ""
        sentence = self._health[slot].sentence(*self._configs(slot))
        return tr_message(sentence) if sentence else ""

    def _is_costly(self, slot: int) -> bool:
        return self._health[slot].is_slow and bool(costly(*self._configs(slot)))

    def _configs(self, slot: int) -> tuple[ModelConfig, ModelConfig]:
        """What this slot trains by, and its preset."""
        config = self._session.run.plan.configs[slot]
        return config, preset_config(self._session.slots[slot].preset, config.model)

    def _note(self, slot: int, snapshot: Snapshot, _inspection: object) -> None:
        self._awaiting = False
        self._health[slot].note(snapshot, monotonic())

    def _start_pace(self, playing: bool) -> None:
        for health in self._health.values():
            health.start(monotonic(), playing=playing)

    def _forget(self) -> None:
        self._health = {slot: SlotHealth() for slot in self._health}
        self.look()

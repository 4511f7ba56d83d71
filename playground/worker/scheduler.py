"""Which model trains next, at full speed and in slow motion. No Qt in here."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from playground.models import model_of
from playground.worker.protocol import Begin, Part, Rules

if TYPE_CHECKING:
    from playground.nn.model_trainer import ModelTrainer, Phase


class TrainerScheduler:
    """Interleaves the trainers of a run, by slot; each draws the same real points for one seed.

    `current` is the slot whose trainer ran last; when something raises, the one it happened in.
    """

    def __init__(self, trainers: "Mapping[int, ModelTrainer]", rules: Rules) -> None:
        self.trainers = trainers
        self.rules = rules
        self.current = next(iter(trainers), 0)
        self._unfinished: dict[int, Iterator[Phase]] = {}

    @classmethod
    def of(cls, begin: Begin, kept: "Mapping[int, ModelTrainer]") -> "TrainerScheduler":
        """The scheduler of a new run; the trainers in `kept` go on in it as they are."""
        from playground.nn.device import pick_device

        device = pick_device(begin.device)
        trainers = {}
        for slot, config in begin.configs.items():
            trainer = kept.get(slot)
            if trainer is None:
                trainer = model_of(config).trainer(config, begin.target, device)
                if begin.states.get(slot):
                    trainer.load(begin.states[slot])
            elif begin.retargeted:
                trainer.retarget(begin.target)
            trainers[slot] = trainer
        return cls(trainers, begin.rules)

    @property
    def iteration(self) -> int:
        """The iteration of the model furthest behind; 0 without models."""
        return min((trainer.iteration for trainer in self.trainers.values()), default=0)

    def iterate(self) -> None:
        """Run one iteration of the active model that is furthest behind."""
        self.current = min(self.rules.active, key=self._clock)
        self.trainers[self.current].step()

    def step(self, part: Part) -> None:
        """Update this part of every active model once."""
        for slot in self.rules.active:
            self.current = slot
            trainer = self.trainers[slot]
            match part:
                case "discriminator":
                    trainer.d_step()
                case "generator":
                    trainer.g_step()
                case "both":
                    trainer.step()

    def phases(self) -> "Iterator[tuple[int, Phase]]":
        """Run one phase of every active model; those that are done wait for the others."""
        if not self._unfinished:
            self._unfinished = {slot: self.trainers[slot].phases() for slot in self._behind()}
        for slot, phases in list(self._unfinished.items()):
            self.current = slot
            phase = next(phases, None)
            if phase is None:
                del self._unfinished[slot]
            else:
                yield slot, phase

    def finish_round(self) -> set[int]:
        """Finish the iteration that slow motion is in, and the round; returns the slots that moved.

        By the clock of iterations, models that were level are level again afterwards, so that they
        can be compared or changed together.
        """
        moved = set(self._unfinished)
        for slot, phases in self._unfinished.items():
            self.current = slot
            for _ in phases:
                pass
        self._unfinished = {}
        for slot in self._one_behind():
            self.current = slot
            self.trainers[slot].step()
            moved.add(slot)
        return moved

    def _one_behind(self) -> list[int]:
        """The slots that are still due in this round."""
        if self.rules.clock == "seconds":
            return []
        most = max((self.trainers[slot].iteration for slot in self.rules.active), default=0)
        return [slot for slot in self.rules.active if self.trainers[slot].iteration == most - 1]

    def _behind(self) -> list[int]:
        """The slots that move in slow motion: all by seconds, else those with fewest iterations."""
        active = self.rules.active
        if self.rules.clock == "seconds":
            return list(active)
        least = min(self.trainers[slot].iteration for slot in active)
        return [slot for slot in active if self.trainers[slot].iteration == least]

    def _clock(self, slot: int) -> float:
        trainer = self.trainers[slot]
        return trainer.iteration if self.rules.clock == "iterations" else trainer.seconds

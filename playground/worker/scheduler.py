"""Which model trains next, at full speed and in slow motion. No Qt in here."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from playground.models import model_of
from playground.worker.protocol import Begin, Part, Rules
from playground.worker.race import NOT_BEGUN, Progress, RaceSeat

if TYPE_CHECKING:
    from playground.nn.model_trainer import ModelTrainer, Phase


LEAD_SECONDS = 0.05
"""By the clock of seconds, so far a model may be ahead of one that trains in another process."""


class TrainerScheduler:
    """Interleaves the trainers of a run, by slot; each draws the same real points for one seed.

    Where other models of the run train in other processes, the `seat` tells how far they are, and
    none runs ahead of them. `current` is the slot whose trainer ran last; when something raises,
    the one it happened in.
    """

    def __init__(
        self,
        trainers: "Mapping[int, ModelTrainer]",
        rules: Rules,
        run: int = 0,
        seat: RaceSeat | None = None,
    ) -> None:
        self.trainers = trainers
        self.rules = rules
        self.current = next(iter(trainers), 0)
        self._run, self._seat = run, seat
        self._unfinished: dict[int, Iterator[Phase]] = {}
        self._note_progress()

    @classmethod
    def of(
        cls, begin: Begin, kept: "Mapping[int, ModelTrainer]", seat: RaceSeat | None = None
    ) -> "TrainerScheduler":
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
        return cls(trainers, begin.rules, begin.run, seat)

    @property
    def active(self) -> list[int]:
        """The slots that train here."""
        return [slot for slot in self.rules.active if slot in self.trainers]

    @property
    def iteration(self) -> int:
        """The iteration of the model furthest behind; 0 without models."""
        return min((trainer.iteration for trainer in self.trainers.values()), default=0)

    def iterate(self) -> bool:
        """Run one iteration of the active model that is furthest behind.

        Returns False, and does nothing, where that is one in another process.
        """
        slot = min(self.active, key=self._clock)
        lead = LEAD_SECONDS if self.rules.clock == "seconds" else 0.0
        if any(self._time(rival) + lead < self._clock(slot) for rival in self._rivals()):
            return False
        self.current = slot
        self.trainers[slot].step()
        self._note_progress()
        return True

    def step(self, part: Part) -> None:
        """Update this part of every active model once."""
        for slot in self.active:
            self.current = slot
            trainer = self.trainers[slot]
            match part:
                case "discriminator":
                    trainer.d_step()
                case "generator":
                    trainer.g_step()
                case "both":
                    trainer.step()
        self._note_progress()

    def phases(self) -> "Iterator[tuple[int, Phase]]":
        """Run one phase of every active model; those that are done wait for the others."""
        if not self._unfinished:
            self._unfinished = {slot: self.trainers[slot].phases() for slot in self._behind()}
        for slot, phases in list(self._unfinished.items()):
            self.current = slot
            phase = next(phases, None)
            if phase is None:
                del self._unfinished[slot]
                self._note_progress()
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
        self._note_progress()
        return moved

    def meet(self, number: int) -> set[int]:
        """Finish the round with the models in other processes, which come here, too; returns the
        slots that moved.
        """
        moved = self.finish_round()
        if self._seat is not None:
            own = [self.trainers[slot].iteration for slot in self.active]
            furthest = self._seat.meet(number, max(own, default=NOT_BEGUN.iteration))
            for slot in self._one_behind(furthest):
                self.current = slot
                self.trainers[slot].step()
                moved.add(slot)
            self._note_progress()
        return moved

    def _one_behind(self, furthest: int = 0) -> list[int]:
        """The slots that are still due in this round."""
        if self.rules.clock == "seconds":
            return []
        active = self.active
        most = max([furthest, *(self.trainers[slot].iteration for slot in active)])
        return [slot for slot in active if self.trainers[slot].iteration == most - 1]

    def _behind(self) -> list[int]:
        """The slots that move in slow motion: all by seconds, else those with fewest iterations."""
        active = self.active
        if self.rules.clock == "seconds":
            return active
        done = [self.trainers[slot].iteration for slot in active]
        least = min([*done, *(rival.iteration for rival in self._rivals())])
        return [slot for slot in active if self.trainers[slot].iteration == least]

    def _clock(self, slot: int) -> float:
        trainer = self.trainers[slot]
        return self._time(Progress(trainer.iteration, trainer.seconds))

    def _time(self, progress: Progress) -> float:
        return progress.iteration if self.rules.clock == "iterations" else progress.seconds

    def _rivals(self) -> list[Progress]:
        """How far the active models in other processes are."""
        if self._seat is None:
            return []
        others = [slot for slot in self.rules.active if slot not in self.trainers]
        return [self._seat.rival(self._run, slot) for slot in others]

    def _note_progress(self) -> None:
        if self._seat is not None:
            for trainer in self.trainers.values():
                self._seat.note(self._run, Progress(trainer.iteration, trainer.seconds))

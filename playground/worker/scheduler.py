"""Trainers side by side: whose turn it is, at full speed and in slow motion. No Qt in here."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from playground.worker.protocol import Begin, Part, Rules

if TYPE_CHECKING:
    from playground.gan.steps import Phase
    from playground.gan.trainer import Trainer


class TrainerScheduler:
    """The entrants of a run, each with the seed's own initial weights and real points.

    `turn` is the entrant that moved last; where something raises, the one that it happened to.
    """

    def __init__(self, trainers: "list[Trainer]", rules: Rules) -> None:
        self.trainers = trainers
        self.rules = rules
        self.turn = 0
        self._walking: dict[int, Iterator[Phase]] = {}

    @classmethod
    def of(cls, begin: Begin, kept: "Sequence[Trainer | None]") -> "TrainerScheduler":
        """The race that begins, where those of another one that are `kept` go on as they are."""
        from playground.gan.trainer import Trainer
        from playground.nn.device import pick_device

        device = pick_device(begin.device)
        trainers = []
        for entrant, (config, trainer) in enumerate(zip(begin.configs, kept, strict=True)):
            if trainer is None:
                trainer = Trainer(config, begin.target, device)
                if begin.states and begin.states[entrant]:
                    trainer.load(begin.states[entrant])
            trainers.append(trainer)
        return cls(trainers, begin.rules)

    @property
    def iteration(self) -> int:
        """How far the entrant is that is furthest behind."""
        return min((trainer.iteration for trainer in self.trainers), default=0)

    def iterate(self) -> None:
        """One iteration of the active entrant that is furthest behind."""
        self.turn = min(self.rules.active, key=self._clock)
        self.trainers[self.turn].step()

    def step(self, part: Part) -> None:
        """Move this part of every active entrant once."""
        for entrant in self.rules.active:
            self.turn = entrant
            trainer = self.trainers[entrant]
            match part:
                case "discriminator":
                    trainer.d_step()
                case "generator":
                    trainer.g_step()
                case "both":
                    trainer.step()

    def walk(self) -> "Iterator[tuple[int, Phase]]":
        """One phase of every active entrant; those that are done wait for the others."""
        if not self._walking:
            self._walking = {index: self.trainers[index].phases() for index in self._behind()}
        for entrant, phases in list(self._walking.items()):
            self.turn = entrant
            phase = next(phases, None)
            if phase is None:
                del self._walking[entrant]
            else:
                yield entrant, phase

    def settle(self) -> set[int]:
        """Finish the iteration that a walk is in the middle of, and the round; returns who moved.

        By the clock of iterations all that were level are so again, to be looked at or changed.
        """
        moved = set(self._walking)
        for entrant, phases in self._walking.items():
            self.turn = entrant
            for _ in phases:
                pass
        self._walking = {}
        for entrant in self._one_behind():
            self.turn = entrant
            self.trainers[entrant].step()
            moved.add(entrant)
        return moved

    def _one_behind(self) -> list[int]:
        """Whose turn would come before the round is over."""
        if self.rules.clock == "seconds":
            return []
        most = max((self.trainers[index].iteration for index in self.rules.active), default=0)
        return [i for i in self.rules.active if self.trainers[i].iteration == most - 1]

    def _behind(self) -> list[int]:
        """Who walks: all by the clock of seconds, else those that have done the fewest."""
        active = self.rules.active
        if self.rules.clock == "seconds":
            return list(active)
        least = min(self.trainers[index].iteration for index in active)
        return [index for index in active if self.trainers[index].iteration == least]

    def _clock(self, entrant: int) -> float:
        trainer = self.trainers[entrant]
        return trainer.iteration if self.rules.clock == "iterations" else trainer.seconds

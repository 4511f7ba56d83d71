"""What the run at hand trains, and by which settings. No Qt in here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from playground.density.target import Target
from playground.gan.config import GanConfig
from playground.gan.look import Wanted
from playground.gui.command_lines import command_line, target_words
from playground.gui.entrants import Entrant, live_part, waiting
from playground.gui.messages import Begin, Clock, Rules


@dataclass(frozen=True)
class Plan:
    """The entrants that can learn `target`, by their `places` in the window, and their configs."""

    target: Target
    device: str
    places: tuple[int, ...]
    configs: tuple[GanConfig, ...]

    @classmethod
    def of(cls, entrants: Sequence[Entrant], target: Target, seed: int, device: str) -> "Plan":
        """A new run of these."""
        places = tuple(i for i, entrant in enumerate(entrants) if not entrant.lacks(target))
        configs = tuple(replace(entrants[place].config, seed=seed) for place in places)
        return cls(target, device, places, configs)

    def begin(self, rules: Rules, wanted: Sequence[Wanted]) -> Begin:
        """The command that begins it, with what is `wanted` of each place looked at."""
        return Begin(0, self.configs, self.target, self.device, rules, self.of_entrants(wanted))

    def of_entrants(self, wanted: Sequence[Wanted]) -> tuple[Wanted, ...]:
        """What is wanted of each entrant, from what is wanted of each place."""
        return tuple(wanted[place] for place in self.places)

    def rules(self, entrants: Sequence[Entrant], clock: Clock, over: Collection[int] = ()) -> Rules:
        """Those that are shown train, but for the places whose training is `over`."""
        places = enumerate(self.places)
        active = (i for i, place in places if entrants[place].shown and place not in over)
        return Rules(clock, tuple(active))

    @property
    def by_place(self) -> dict[int, GanConfig]:
        """The config of each place."""
        return dict(zip(self.places, self.configs, strict=True))

    def seated(self, place: int, config: GanConfig | None) -> "Plan":
        """The same run with another one in a place; with None nobody trains there."""
        configs = self.by_place
        configs.pop(place, None)
        if config is not None:
            configs[place] = config
        places = tuple(sorted(configs))
        return replace(self, places=places, configs=tuple(configs[place] for place in places))

    def resumed(self, configs: Mapping[int, GanConfig]) -> "Plan":
        """The same, where those in these places train by these configs."""
        pairs = zip(self.places, self.configs, strict=True)
        return replace(self, configs=tuple(configs.get(place, config) for place, config in pairs))

    def running(self, entrants: Sequence[Entrant]) -> tuple[Entrant, ...]:
        """The entrants by the settings that the run has, and not those that wait for a reset."""
        configs = self.by_place
        return tuple(
            replace(entrant, config=configs.get(place, entrant.config))
            for place, entrant in enumerate(entrants)
        )

    def changed(self, entrants: Sequence[Entrant]) -> "Plan":
        """The same run with all that may change while it trains as `entrants` have it."""
        return replace(
            self,
            configs=tuple(
                live_part(config, entrants[place].config)
                for place, config in zip(self.places, self.configs, strict=True)
            ),
        )

    def changed_places(self, before: "Plan") -> tuple[int, ...]:
        """Whose settings differ from those `before`, of the same entrants."""
        configs = zip(self.places, self.configs, before.configs, strict=True)
        return tuple(place for place, now, then in configs if now != then)

    def after_reset(self, entrants: Sequence[Entrant]) -> tuple[tuple[str, ...], ...]:
        """For each entrant the names of its settings that the run cannot take over."""
        found: dict[int, tuple[str, ...]] = {
            place: waiting(config, entrants[place].config)
            for place, config in zip(self.places, self.configs, strict=True)
        }
        return tuple(found.get(place, ()) for place in range(len(entrants)))

    def commands(
        self, presets: Mapping[int, str], done: Sequence[int], path: Path | None
    ) -> Iterator[str]:
        """The command line of each place in `presets` that trains.

        It trains as far as `done` says, or if that is 0 to the end; the numbers are the same.
        `path` is where the target was opened from. Raises InputError when the drawing cannot be
        saved, where that is needed.
        """
        words = target_words(self.target, path)
        for place, config, iterations in zip(self.places, self.configs, done, strict=True):
            if place in presets:
                so_far = replace(config, iterations=iterations or config.iterations)
                yield command_line(so_far, presets[place], words, self.device)

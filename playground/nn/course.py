"""The iteration of a run, and the courses of the numbers that change along it."""

from collections.abc import Callable

import torch
from torch import Tensor

from playground.nn.device import moved

_AHEAD = 1024

Columns = Callable[[Tensor, Tensor], tuple[Tensor, ...]]
"""`columns(iteration, age)` returns the numbers of the iterations [n], whose schedules began `age`
[n] iterations before: a tensor [n] for each number.
"""


class Course:
    """The iteration of a run, and the numbers that change along it, by their `columns`.

    They are computed for many iterations at once, and an iteration takes the row of its number,
    which the device counts for itself. So no number of the host's is part of an iteration, and one
    that was recorded can be replayed; all tensors keep their place in memory.
    """

    def __init__(self, columns: Columns, device: torch.device) -> None:
        self._columns, self._since, self._iteration = columns, 0, 0
        self._first = -_AHEAD  # the iteration of the first row; none yet
        nothing = torch.zeros(1, device=device)
        self.courses = torch.zeros(_AHEAD, len(columns(nothing, nothing)), device=device)
        """The numbers of the next iterations, a row each."""
        self.position = torch.zeros(2, dtype=torch.int64, device=device)
        """The iteration, and its row."""

    @property
    def iteration(self) -> int:
        """The number of iterations that have passed."""
        return self._iteration

    @property
    def since(self) -> int:
        """The iteration at which the schedules began."""
        return self._since

    def follow(self, columns: Columns) -> None:
        """Take the numbers from other columns, of as many numbers, from now on."""
        self._columns, self._first = columns, -_AHEAD

    def go_to(self, iteration: int, since: int) -> None:
        """Continue from `iteration`, with schedules that began at `since`."""
        self._iteration, self._since, self._first = iteration, since, -_AHEAD

    def prepare(self) -> None:
        """Compute the courses from the present iteration on, if they do not reach it."""
        if not 0 <= self._iteration - self._first < _AHEAD:
            self._first = self._iteration
            self.courses.copy_(self._computed())
            self.position[0] = self._iteration
            self.position[1] = 0

    def row(self) -> Tensor:
        """The numbers of the present iteration, float32 on the device."""
        return self.courses.index_select(0, self.position[1:])[0]

    def count(self) -> None:
        """Count an iteration on the device, as the last part of it."""
        self.position += 1

    def passed(self) -> None:
        """Count the same iteration on the host."""
        self._iteration += 1

    def move_to(self, stack: "CourseStack", row: int) -> None:
        """Become a row of a stack, which counts the iterations on the device from now on."""
        self.courses = moved(self.courses, stack.courses[row])
        self.position = moved(self.position, stack.position[row])

    def _computed(self) -> Tensor:
        """The courses of the iterations from `_first` on, float32, a row each."""
        device = self.courses.device
        precise = torch.float32 if device.type == "mps" else torch.float64
        iteration = torch.arange(_AHEAD, dtype=precise, device=device) + self._first
        return torch.stack(self._columns(iteration, iteration - self._since), dim=1).float()


class CourseStack:
    """The courses of many runs, each at an iteration of its own, as `Course` has that of one.

    Each of them prepares its own row. One that nobody prepares any more stays at the last of its
    numbers.
    """

    def __init__(self, runs: int, like: Course) -> None:
        """Room for so many courses of as many numbers as `like` has; they are yet to move in."""
        self.courses = torch.stack([torch.zeros_like(like.courses)] * runs)
        """The numbers [runs, iterations, numbers]."""
        self.position = torch.stack([torch.zeros_like(like.position)] * runs)
        """The iteration of each run, and its row [runs, 2]."""
        self._runs = torch.arange(runs, device=self.position.device)

    def row(self) -> Tensor:
        """The numbers of each run's present iteration, float32 [runs, numbers]."""
        return self.courses[self._runs, self.position[:, 1].clamp(max=_AHEAD - 1)]

    def count(self) -> None:
        """Count an iteration of every run on the device, as the last part of it."""
        self.position += 1

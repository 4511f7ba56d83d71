"""What can go wrong, each with a message of one sentence for the person who faces it."""

from typing import Any

from playground.message import Sentence, plain_text

_MOST = 4000


class InputError(Exception):
    """Bad input from outside: a file, a flag, a setting.

    The message is one sentence that names the thing, the rule and the value; whoever faces the
    person shows it as it is (command line) or translated (window), without a traceback. Values are
    given by name, `InputError("`{path}` does not exist", path=path)`, so that the template stays.
    """

    def __init__(self, template: str, /, **values: Any) -> None:
        given = isinstance(template, Sentence) and not values
        plain = template if values or given else plain_text(template, _MOST)
        super().__init__(plain if given else Sentence(plain, **values))

    @property
    def sentence(self) -> str:
        """The message, with its template."""
        said: str = self.args[0]
        return said


class Diverged(Exception):
    """A loss is no longer a finite number; the message says which, and since which iteration."""


class RunFailed(Exception):
    """A run could not go on (exit code 1); the message is one sentence that says what is kept."""


FAULTS = (InputError, Diverged, MemoryError, RuntimeError)
"""What a step, or the making of a trainer, may raise. Torch tells of a full memory by the last."""


def fault_sentence(fault: Exception) -> str:
    """What happened and what a person can do about it, without a full stop.

    `fault` is one of `FAULTS`, or the OSError of a run that is written while it trains.
    """
    if isinstance(fault, MemoryError) or (
        isinstance(fault, RuntimeError) and "memory" in str(fault).lower()
    ):
        return Sentence("out of memory; a smaller batch or smaller networks may help")
    if isinstance(fault, RuntimeError):
        first_line = str(fault).strip().partition("\n")[0].rstrip(".") or type(fault).__name__
        return Sentence(
            "the training cannot go on ({reason}); other settings or a reset may help",
            reason=first_line,
        )
    if isinstance(fault, OSError):
        reason = fault.strerror or str(fault)
        file = f"{fault.filename}: " if fault.filename else ""
        return Sentence("the run could not be written ({reason})", reason=f"{file}{reason}")
    sentence: str = fault.args[0]
    return sentence

"""What may go wrong in the middle of training, in words."""

from playground.errors import InputError
from playground.gan.watch import Diverged
from playground.sentence import Sentence

FAULTS = (InputError, Diverged, MemoryError, RuntimeError)
"""What a step, or the making of a trainer, may raise."""


def sentence_of(fault: Exception) -> str:
    """What happened and what a person can do about it, without a full stop."""
    if isinstance(fault, MemoryError) or "memory" in str(fault):
        return Sentence("the memory does not suffice; a smaller batch or smaller networks may help")
    if isinstance(fault, RuntimeError):
        first_line = str(fault).strip().partition("\n")[0].rstrip(".") or type(fault).__name__
        return Sentence(
            "the training cannot go on ({reason}); other settings or a reset may help",
            reason=first_line,
        )
    told: str = fault.args[0]
    return told

"""The sentences that say what went wrong with a run, and what to do."""


def run_failed(sentence: str, who: str = "") -> str:
    """A run ended by the fault that `sentence` tells, in the model called `who` if in one."""
    text = f"{who}: {sentence}" if who else sentence
    return f"{text[:1].upper()}{text[1:].rstrip('.')}; ↺ starts again."


def process_ended(how: str, saved_iteration: int) -> str:
    """The training process died, and another one goes on."""
    again = f"goes on from iteration {saved_iteration:,}" if saved_iteration else "starts anew"
    return f"The training process ended unexpectedly ({how}); it {again}."


def process_given_up(how: str) -> str:
    """The training process died again and again."""
    return f"The training process keeps ending ({how}); ↺ tries again."

"""The sentences that say what went wrong with a run, and what to do."""

from PySide6.QtCore import QCoreApplication


def run_failed(sentence: str, who: str = "") -> str:
    """A run ended by the fault that `sentence` tells, in the model called `who` if in one."""
    reason = f"{sentence[:1] if who else sentence[:1].upper()}{sentence[1:].rstrip('.')}"
    if not who:
        text = QCoreApplication.translate("mishaps", "{reason}; ↺ starts again.")
    else:
        text = QCoreApplication.translate("mishaps", "{model}: {reason}; ↺ starts again.")
    return text.format(model=who, reason=reason)


def other_device() -> str:
    """A run goes on that was saved by another kind of device."""
    return QCoreApplication.translate(
        "mishaps",
        "This run was saved on another kind of device; it goes on here from where it was, with "
        "other random numbers.",
    )


def process_ended(how: str, saved_iteration: int) -> str:
    """The training process died, and another one goes on."""
    if not saved_iteration:
        text = QCoreApplication.translate(
            "mishaps", "The training process ended unexpectedly ({how}); it starts anew."
        )
    else:
        text = QCoreApplication.translate(
            "mishaps",
            "The training process ended unexpectedly ({how}); "
            "it goes on from iteration {iteration:,}.",
        )
    return text.format(how=how, iteration=saved_iteration)


def process_given_up(how: str) -> str:
    """The training process died again and again."""
    text = QCoreApplication.translate(
        "mishaps", "The training process keeps ending ({how}); ↺ tries again."
    )
    return text.format(how=how)

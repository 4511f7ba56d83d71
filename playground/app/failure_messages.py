"""What is said when a run or its process has come to an end by itself."""

from PySide6.QtCore import QCoreApplication


def run_failed(sentence: str, model: str = "") -> str:
    """A run ended for the reason in `sentence`; `model` is the title of the one that failed."""
    reason = f"{sentence[:1] if model else sentence[:1].upper()}{sentence[1:].rstrip('.')}"
    if not model:
        text = QCoreApplication.translate("failure_messages", "{reason}; ↺ starts again.")
    else:
        text = QCoreApplication.translate("failure_messages", "{model}: {reason}; ↺ starts again.")
    return text.format(model=model, reason=reason)


def other_device() -> str:
    """A run continues that was saved on another kind of device."""
    return QCoreApplication.translate(
        "failure_messages",
        "This run was saved on another kind of device; it continues here from where it was, with "
        "other random numbers.",
    )


def process_ended(how: str, saved_iteration: int) -> str:
    """The training process died, and another one takes over."""
    if not saved_iteration:
        text = QCoreApplication.translate(
            "failure_messages", "The training process ended unexpectedly ({how}); it starts again."
        )
    else:
        text = QCoreApplication.translate(
            "failure_messages",
            "The training process ended unexpectedly ({how}); "
            "it continues from iteration {iteration:,}.",
        )
    return text.format(how=how, iteration=saved_iteration)


def process_given_up(how: str) -> str:
    """The training process died again and again."""
    text = QCoreApplication.translate(
        "failure_messages", "The training process keeps ending ({how}); ↺ tries again."
    )
    return text.format(how=how)

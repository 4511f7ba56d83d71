"""The failure of a run that had begun."""


class RunFailed(Exception):
    """A run could not go on (exit code 1); the message is one sentence that says what is kept."""

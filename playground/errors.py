"""The one exception for mistakes that a person can mend."""

from typing import Any

from playground.sentence import Sentence


class InputError(Exception):
    """Bad input from outside: a file, a flag, a setting.

    The message is one sentence that names the thing, the rule and the value; whoever faces the
    person shows it as it is (command line) or translated (window), without a traceback. Values are
    given by name, `InputError("`{path}` does not exist", path=path)`, so that the template stays.
    """

    def __init__(self, template: str, /, **values: Any) -> None:
        given = isinstance(template, Sentence) and not values
        super().__init__(template if given else Sentence(template, **values))

    @property
    def sentence(self) -> str:
        """The message, with its template."""
        said: str = self.args[0]
        return said

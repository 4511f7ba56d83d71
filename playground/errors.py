"""The one exception for mistakes that a person can mend."""


class InputError(Exception):
    """Bad input from outside: a file, a flag, a setting.

    The message is one sentence that names the thing, the rule and the value; whoever faces the
    person (command line, window) shows it as it is, without a traceback.
    """

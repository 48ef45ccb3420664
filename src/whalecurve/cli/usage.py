"""The one error of a command that was called in a way that cannot be carried out."""


class UsageError(Exception):
    """Bad usage: the command ends with 2 and this sentence."""

"""What the child process's modules share: a row, and the way to say no."""

Row = tuple[int, list[str]]


class Refusal(Exception):  # noqa: N818 - an answer, not a failure
    """The file is not read, for this reason."""

"""Errors that a person can act on: what was wrong, what was there, what to do."""

from collections.abc import Mapping, Sequence


class WhalecurveError(Exception):
    """Root of every error that Whalecurve raises on purpose; ``problems`` holds the faults that led to it, if any.

    Args:
        what: What was wrong, in one clause.
        found: What was there instead of what was needed.
        remedy: What the reader can do about it.

    >>> str(WhalecurveError("The plan has no currency", found="{}", remedy='add "currency": "USD"'))
    'The plan has no currency. Found: {}. To fix it: add "currency": "USD".'
    """

    def __init__(self, what: str, *, found: str = "", remedy: str = "") -> None:
        self.what = what
        self.found = found
        self.remedy = remedy
        self.problems: tuple[object, ...] = ()
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        parts = [self.what.rstrip(".") + "."]
        if self.found:
            parts.append(f"Found: {self.found}.")
        if self.remedy:
            parts.append(f"To fix it: {self.remedy.rstrip('.')}.")
        return " ".join(parts)


class UserChoiceError(WhalecurveError):
    """Something only the user can settle: a column that two headers fit, two currencies, nothing usable left.

    Args:
        what: What was wrong, in one clause.
        found: What was there instead of what was needed.
        remedy: What the reader can do about it.
        choices: Each way to settle it: in words, and as the piece of MAP.json that says it.
    """

    def __init__(
        self,
        what: str,
        *,
        found: str = "",
        remedy: str = "",
        choices: Sequence[tuple[str, Mapping[str, object]]] = (),
    ) -> None:
        super().__init__(what, found=found, remedy=remedy)
        self.choices = tuple(choices)


class PlanError(WhalecurveError):
    """The cost plan says something that cannot be carried out."""


class RefusedFileError(WhalecurveError):
    """A file that is not read at all: too large, not a table, hostile."""


class NotFoundError(WhalecurveError):
    """There is no such thing, or none that the asker may know of: the two look the same."""


class NotAllowedError(WhalecurveError):
    """The asker may see the thing but not do this to it."""


class ConflictError(WhalecurveError):
    """Somebody else, or another tab, saved in between."""


class NotSavedError(WhalecurveError):
    """The store took nothing of it; what was there before is unchanged."""


class QuotaError(WhalecurveError):
    """It would be more than a workspace may hold."""

"""What can go wrong on purpose while segments are learned."""

from whalecurve.domain.errors import WhalecurveError


class TraitError(WhalecurveError):
    """A column that cannot be a trait: a component of profit, or not what the customer is."""


class TargetError(WhalecurveError):
    """A target that cannot be computed from the amounts given."""


class CancelledError(WhalecurveError):
    """The work was given up because nobody waits for it any more."""

    def __init__(self) -> None:
        super().__init__("Learning the segments was cancelled", remedy="start it again")

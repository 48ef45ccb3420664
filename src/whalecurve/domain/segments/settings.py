"""The settings of a segmentation, in one frozen value, and the watch over its progress."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from whalecurve.domain.segments.errors import CancelledError

Correction = Literal["bh", "by"]
Progress = Callable[[str, float], None]


def no_progress(step: str, done_share: float) -> None:
    """Ignore a step of progress: the default for work that nobody watches."""


def never_cancelled() -> bool:
    """Say that the work is still wanted: the default.

    >>> never_cancelled()
    False
    """
    return False


@dataclass(frozen=True)
class Settings:
    """Everything that can be chosen about learning the segments.

    Attributes:
        alpha: Chance of a false "found" on customers whose traits say nothing, 0 to 1. A year spent on a false
            pattern costs more than one found a little later, so it is stricter than the usual 0.05.
        confidence: Coverage of every interval, 0 to 1.
        correction: False-discovery control across traits: ``bh`` (Benjamini and Hochberg 1995) or ``by`` (Benjamini and
            Yekutieli 2001, for any dependence between traits).
        fewest_customers: Below this many no model is fitted.
        max_leaves: Most rules of the tree.
        max_depth: Most conditions of a rule.
        folds: Parts of the cross-validation.
        repeats: How often the cross-validation is repeated.
        permutations: Most permutations of the test of the whole procedure.
        bootstraps: Resamples behind the stability of the rules.
        clusters: Number of clusters, or None to choose it.
        seed: Seed of all random draws: the same input and seed give the same answer.
    """

    alpha: float = 0.02
    confidence: float = 0.95
    correction: Correction = "bh"
    fewest_customers: int = 30
    max_leaves: int = 8
    max_depth: int = 4
    folds: int = 5
    repeats: int = 4
    permutations: int = 99
    bootstraps: int = 30
    clusters: int | None = None
    seed: int = 20


@dataclass(frozen=True)
class Watch:
    """Tells of progress and gives up when asked to.

    >>> steps = []
    >>> Watch(progress=lambda step, done: steps.append((step, done))).step("Testing traits", 0.2)
    >>> steps
    [('Testing traits', 0.2)]
    >>> Watch(cancelled=lambda: True).check()
    Traceback (most recent call last):
    whalecurve.domain.segments.errors.CancelledError: Learning the segments was cancelled. To fix it: start it again.
    """

    progress: Progress = field(default=no_progress)
    cancelled: Callable[[], bool] = field(default=never_cancelled)

    def step(self, name: str, done_share: float) -> None:
        """Report that ``name`` begins with ``done_share`` (0 to 1) of the work behind it; stop if cancelled."""
        self.check()
        self.progress(name, done_share)

    def check(self) -> None:
        """Raise ``CancelledError`` if the work is no longer wanted."""
        if self.cancelled():
            raise CancelledError

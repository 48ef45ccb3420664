"""What the backtest says, in a sentence that anybody can check."""

from fractions import Fraction

from whalecurve.domain.actions.crosssell.backtest import FEWEST_TESTED, Backtest
from whalecurve.domain.actions.crosssell.ranking import OFFERS
from whalecurve.domain.words.formats import counted, percent_rounded, quantity


def backtest_words(tested: Backtest, months: int) -> str:
    """How often five offers of the earlier months would have hit, beside the most popular ones.

    Args:
        tested: The backtest.
        months: Months of the last window.
    """
    whole = max(tested.tested, 1)
    ours, popular = (percent_rounded(Fraction(hits, whole)) for hits in (tested.hits, tested.popular_hits))
    who = f"{quantity(tested.tested, 0)} customers who bought something new in the last {counted(months, 'month')}"
    said = (
        f"Tried on the past: of {who}, {OFFERS} offers made from the months before held it for {ours}, the {OFFERS} "
        f"most popular for {popular}."
    )
    if tested.is_ahead:
        return said
    few = "With so few customers" if tested.tested < FEWEST_TESTED else "That is no more than chance"
    return f"{said} {few}, so the popular items are offered: what goes with what was bought is not ahead here."

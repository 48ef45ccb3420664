"""The sentences that stand first: who earns the profit and who gives it back, and what stands in place of profit."""

from whalecurve.domain.ranks.results import Results
from whalecurve.domain.ranks.verdicts import losers_verdict
from whalecurve.domain.ranks.whale import WhaleCurve
from whalecurve.domain.words.formats import count, counted, percent
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import share_of, them


def headline_words(results: Results) -> str:
    """Who earns the profit and who gives it back, in one sentence; without any cost, who brings the revenue."""
    curve, losers = results.curve, results.unprofitable_customers
    if curve.count == 0:
        return "There are no customers on file."
    if results.statements.is_revenue_only:
        return f"This is revenue, not profit: no cost is known yet.{_best_by_revenue(curve)}"
    if curve.count == 1:
        return f"Your only customer {_does(curve.total)}."
    if curve.peak_share is None:
        return f"Your customers together make no profit: {_losing(curve, losers)}{_peak(curve)}."
    part = percent(curve.peak_customers / curve.count)
    if losers == 0:
        return f"No customer loses money; {part} of your {counted(curve.count, 'customer')} earn all of your profit."
    earned = share_of(curve.peak_share, "your profit")
    return f"{part} of your customers earn {earned}; {them(losers, 'gives', 'give')} part of it back."


def losers_words(results: Results) -> str:
    """Through what the customers at a loss fall short of the others; empty where nothing stands out."""
    return losers_verdict(results.losers, results.statements)


def _best_by_revenue(curve: WhaleCurve) -> str:
    if curve.top_20_percent_share is None:
        return ""
    return f" The best fifth of your customers brings {share_of(curve.top_20_percent_share, 'it')}."


def _does(profit: int) -> str:
    if profit == 0:
        return "breaks even"
    return "earns a profit" if profit > 0 else "loses money"


def _losing(curve: WhaleCurve, losers: int) -> str:
    if losers == 0:
        return "all of them break even"
    return f"{count(losers)} of {count(curve.count)} {agree(losers, 'loses', 'lose')} money"


def _peak(curve: WhaleCurve) -> str:
    if curve.peak_customers == 0:
        return ""
    best = agree(curve.peak_customers, "the best one earns", f"the best {count(curve.peak_customers)} earn")
    return f"; {best} a profit and the rest take it away"

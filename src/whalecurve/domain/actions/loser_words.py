"""What a price rise may lose, and what letting a loser go would really save, in words."""

from fractions import Fraction
from typing import Final

from whalecurve.domain.actions.demand import ASKED_AT, Demand, break_even_churn
from whalecurve.domain.actions.leaving import Leaving, Round
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.ranks.people import name_of
from whalecurve.domain.words.formats import counted, money, percent_rounded
from whalecurve.domain.words.wording import listed

_MOST_NAMED: Final = 3


def margin_of(statements: Statements, place: int) -> Fraction | None:
    """Contribution margin as a share of revenue; None without revenue."""
    revenue = int(statements.net_revenue.amounts[place])
    return Fraction(int(statements.contribution_margin[place]), revenue) if revenue > 0 else None


def churn_words(statements: Statements, place: int) -> str:
    """Down to which loss of volume a rise of 5 % pays; empty without revenue."""
    margin = margin_of(statements, place)
    if margin is None:
        return ""
    rise, bearable = percent_rounded(ASKED_AT, 0), break_even_churn(ASKED_AT, margin)
    if bearable is None:
        return f"It contributes nothing even at prices {rise} higher: whatever volume such a rise loses is a gain."
    least = percent_rounded(bearable)
    return f"At a margin of {percent_rounded(margin)}, prices {rise} higher pay as long as less than {least} is lost."


def demand_words(statements: Statements, place: int, demand: Demand, rise: Fraction) -> str:
    """Whether a rise still pays when demand answers as the reader expects.

    Args:
        statements: Statements of all.
        place: The customer's position.
        demand: What is lost at +5 %.
        rise: The rise that is asked about, as a share.
    """
    margin = margin_of(statements, place)
    if margin is None or not demand.lost_at_five_percent:
        return ""
    lost, higher = percent_rounded(demand.lost(rise)), percent_rounded(rise, up=True)
    verdict = "still pays" if demand.pays(rise, margin) else "loses more than it brings"
    return f"Prices {higher} higher would then lose {lost} of the volume: that {verdict}."


def leaving_words(statements: Statements, gone: Leaving) -> str:
    """What letting customers go saves, and whose profit it would lower."""
    cash = statements.scenario.currency
    gain = gone.company_gain
    turn = f"the company gains {money(gain, cash)}" if gain >= 0 else f"the company loses {money(-gain, cash)}"
    said = (
        f"Letting it go takes {money(gone.revenue, cash)} of revenue and {money(gone.avoided, cash)} of its own costs "
        f"away: {turn}."
    )
    if not gone.stranded:
        return said
    bearers = gone.bearers.tolist()
    stays = f"Its part of the fixed costs, {money(gone.stranded, cash)}, stays"
    if not bearers:
        return f"{said} {stays}."
    names = listed([name_of(statements, place) for place in bearers], _MOST_NAMED)
    fell = len(gone.fell)
    below = f" {counted(fell, 'customer')} would fall below zero by it." if fell else ""
    return f"{said} {stays} and lowers the profit of others, {names} first.{below}"


def spiral_words(rounds: list[Round], currency: str) -> str:
    """How the profit of the company goes when every customer at a loss is let go, again and again."""
    first, last = rounds[0], rounds[-1]
    times = len(rounds) - 1
    if not times:
        return "Nobody is at a loss: nobody would be let go."
    return (
        f"Letting everybody at a loss go, {counted(times, 'time')} over, leaves {last.customers} of "
        f"{counted(first.customers, 'customer')} and {money(last.company_profit, currency)} of profit instead of "
        f"{money(first.company_profit, currency)}: what was shared with them falls on those who stay."
    )

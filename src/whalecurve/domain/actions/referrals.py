"""Referrals: two asks for each of the best, and the message as a plain text with merge fields."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.actions.action import REFERRAL, Action, yearly
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.ranks.people import name_of
from whalecurve.domain.ranks.ranking import best_first
from whalecurve.domain.words.formats import money

ASKS: Final = 2
MOST_BEST: Final = 20
FIELDS: Final = ("customer", "sender", "company")
TEMPLATE: Final = """Subject: Two names, if you like working with us

Dear {{customer}},

we enjoy working with you, and we would like more customers like you.
Would you introduce us to two companies that could use the same?
A line to them with me in copy is enough; I will take it from there.

Thank you,
{{sender}}
{{company}}
"""
_FIELD: Final = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")


def referral_actions(
    statements: Statements, signs: Sequence[int], reps: Sequence[str], chance: float, most: int = MOST_BEST
) -> list[Action]:
    """Two asks for each of the best customers: those that are profitable whatever is assumed, the best first.

    At stake is what two customers contribute that are like the middle one of all that contribute.

    Args:
        statements: Statements of all.
        signs: 1 where a customer is always profitable, in code order.
        reps: Each customer's rep.
        chance: How likely an ask brings a customer.
        most: How many of the best are asked.
    """
    profit, contribution = statements.customer_profit, statements.contribution_margin
    months, cash = statements.ledger.facts.period.months, statements.scenario.currency
    paying = sorted(int(each) for each in contribution if each > 0)
    if not paying:
        return []
    worth = yearly(paying[(len(paying) - 1) // 2] * ASKS, months)
    best = [place for place in best_first(profit).tolist() if signs[place] > 0][:most]
    return [
        Action(
            kind=REFERRAL,
            customer_id=str(statements.ledger.customers[c.CUSTOMER_ID].iloc[place]),
            customer_name=name_of(statements, place),
            why=f"One of your best: earns {money(int(profit[place]), cash)}, whatever is assumed.",
            what="Ask for two referrals, and write down whom you were given.",
            money_at_stake=worth,
            likelihood=chance,
            place=place,
            rep=reps[place],
        )
        for place in best
    ]


def fill_in(template: str, values: Mapping[str, str]) -> str:
    r"""The message with its merge fields filled in, in one pass: a name that looks like a field stays a name.

    Args:
        template: Plain text with fields such as ``{{customer}}``; others stay as they are.
        values: Field -> text; line breaks in it become spaces, so that no name adds a line to a message.

    >>> fill_in("Dear {{ customer }}, {{unknown}}", {"customer": "{{sender}}\nBcc: all", "sender": "Ann"})
    'Dear {{sender}} Bcc: all, {{unknown}}'
    """
    flat = {name: " ".join(text.split()) for name, text in values.items()}
    return _FIELD.sub(lambda found: flat.get(found[1], found[0]), template)

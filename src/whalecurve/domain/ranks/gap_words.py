"""The reason of a gap in words, with the figures that show it."""

from fractions import Fraction
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.money.apportion import round_half_up
from whalecurve.domain.ranks.gap import DISCOUNTS, MIX, PRICES, UNIT_COST, Gap, GapReason, Pair
from whalecurve.domain.words.formats import money, percent
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import listed, stopped

_MOST_OF_A_GAP: Final = Fraction(3, 10)
_LEAST_NAMED: Final = Fraction(1, 5)
_MOST_NAMED: Final = 2
_ALL: Final = Fraction(1, 200)
"""Parts of a cent are rounded line by line: a gap that is met within half a percent is met."""


def reason_words(gap: Gap | None, customers: int) -> str:
    """The reason that makes most of a gap, with a blank in front; empty where none makes three tenths of it.

    Args:
        gap: The gap, explained; None where there is none to speak of.
        customers: How many customers it is about.
    """
    reason = _told(gap)
    if gap is None or reason is None:
        return ""
    part = _part_words(reason.part)
    said = f" {part[:1].upper()}{part[1:]} comes from {_named(reason.line)}"
    return stopped(f"{said}{_figures(gap, reason.line, customers)}")


def shortfall_words(gap: Gap | None, customers: int, who: str) -> str:
    """Through what customers fall short of everybody's average; empty where nothing makes three tenths of it.

    Args:
        gap: The gap, explained; None where there is none to speak of.
        customers: How many customers it is about.
        who: Who they are, with the verb: ``The customers at a loss fall``.
    """
    reason = _told(gap)
    if gap is None or reason is None or gap.exact <= 0:
        return ""
    said = f"{who} short of your average through {_named(reason.line)} ({_part_words(reason.part)})"
    return stopped(f"{said}{_figures(gap, reason.line, customers)}")


def reason_names(gap: Gap | None) -> str:
    """Names of the one or two reasons that make most of a shortfall; empty where they make little.

    Args:
        gap: The gap, explained; None where there is none to speak of.
    """
    if gap is None or gap.exact <= 0:
        return ""
    leading = gap.leading(_MOST_NAMED, _LEAST_NAMED)
    told = sum((one.part for one in leading), Fraction(0)) >= _MOST_OF_A_GAP
    return listed([_named(one.line) for one in leading]) if told else ""


def _told(gap: Gap | None) -> GapReason | None:
    reason = None if gap is None else gap.most
    return None if reason is None or reason.part < _MOST_OF_A_GAP else reason


def _named(line: str) -> str:
    return "cost of goods" if line == c.COST_OF_GOODS else line


def _figures(gap: Gap, line: str, customers: int) -> str:
    figures = _compared(gap, line, customers)
    return f": {figures}" if figures else ""


def _part_words(part: Fraction) -> str:
    if abs(part - 1) <= _ALL:
        return "the whole gap"
    if part > 1:
        return "more than the whole gap"
    return f"{percent(float(part))} of the gap"


def _compared(gap: Gap, line: str, customers: int) -> str:
    """The customers' figure against everybody else's; empty where a share of nothing would be needed."""
    figure, they = gap.figures[line], agree(customers, "it", "they")
    if line == UNIT_COST:
        return _more_or_less(figure, gap.figures[MIX], "the same products cost {} {} than on average")
    if line == PRICES:
        verb = agree(customers, "pays", "pay")
        return _more_or_less(Pair(-figure.own, -figure.whole), gap.listed, f"{they} {verb} {{}} {{}} than the average")
    if line == DISCOUNTS:
        verb = agree(customers, "gets", "get")
        given = f" ({money(round_half_up(figure.own), gap.currency, cents='auto')})" if figure.own else ""
        return _beside(figure, gap.listed, f"{they} {verb} {{}} off list prices{given}, everybody else {{}}")
    if line == MIX:
        verb = agree(customers, "buys", "buy")
        words = f"at usual cost, what {they} {verb} takes {{}} of its list price, what everybody else buys {{}}"
        return _beside(figure, gap.listed, words)
    return _beside(figure, gap.net, f"{{}} of {agree(customers, 'its', 'their')} revenue, {{}} of everybody else's")


def _beside(figure: Pair, base: Pair, words: str) -> str:
    if base.own <= 0 or base.others <= 0:
        return ""
    own, others = percent(float(figure.own / base.own)), percent(float(figure.others / base.others))
    return "" if own == others else words.format(own, others)


def _more_or_less(figure: Pair, base: Pair, words: str) -> str:
    if base.own <= 0 or figure.own == 0:
        return ""
    part = float(figure.own / base.own)
    return words.format(percent(abs(part)), "more" if part > 0 else "less")

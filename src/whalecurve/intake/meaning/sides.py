"""Which side of a debit and a credit column is the sale: told by the rows' types, else asked with the revenues."""

from typing import Final

import numpy as np

from whalecurve.intake.meaning.answers import SIDES
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.meaning import Meaning
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.meaning.two_sides import sides_header
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.values.exact import Amounts, Mask

_DEBIT: Final = ("debit less credit", "debit")
_CREDIT: Final = ("credit less debit", "credit")


def settle_sides(meaning: Meaning) -> None:
    """Turn the signed column where credits are the sales, leave the other side out where it holds payments."""
    source = meaning.source
    header = sides_header(source.headers())
    if not header or source.header("amount") != header:
        return
    debit, credit = header.split(" less ")
    amounts = NumberReader(source, [header]).peek(header).where(source.kept())
    held = {_DEBIT: amounts.present & (amounts.values > 0), _CREDIT: amounts.present & (amounts.values < 0)}
    names = {_DEBIT: (debit, credit), _CREDIT: (credit, debit)}
    alternatives = [
        Alternative(_words(names[side], alone=alone), {SIDES: side[alone]}, _sum(amounts, held, side, alone=alone))
        for side in held
        for alone in (False, True)
    ]
    side, proof = _proof(meaning, held, names)
    said = str(source.mapping.answers.get(SIDES, ""))
    took = said or side[0]
    chosen = next(each for each in alternatives if each.answer[SIDES] == took)
    sums = [_sum(amounts, held, each, alone=True) for each in held]
    what = f"{debit} holds {sums[0]} and {credit} {sums[1]}. Which side is the sale?"
    reasons = ("", chosen.reading) if said else (proof, "")
    source.decisions.append(Decision(meaning.file, what, chosen.reading, *reasons, tuple(alternatives), SIDES))
    own = _DEBIT if took in _DEBIT else _CREDIT
    if took == own[1]:
        other = _CREDIT if own is _DEBIT else _DEBIT
        source.ignore(held[other], f"not counted: it stands in {names[other][0]}, which holds no sales")
    if own is _CREDIT:
        source.turn(header)


def _words(names: tuple[str, str], *, alone: bool) -> str:
    return f"{names[0]} alone, what stands in {names[1]} is left out" if alone else f"{names[0]} less {names[1]}"


def _sum(amounts: Amounts, held: dict[tuple[str, str], Mask], side: tuple[str, str], *, alone: bool) -> str:
    sign = 1 if side is _DEBIT else -1
    own = amounts.where(held[side]) if alone else amounts
    return sum_text(Amounts(sign * own.values, own.scale, own.present))


def _proof(
    meaning: Meaning, held: dict[tuple[str, str], Mask], names: dict[tuple[str, str], tuple[str, str]]
) -> tuple[tuple[str, str], str]:
    """The side of the sales and why; no reason where both sides hold rows whose types do not tell them apart."""
    kept = meaning.source.kept()
    refund = meaning.kinds.refund & kept
    for side, other in ((_DEBIT, _CREDIT), (_CREDIT, _DEBIT)):
        if not held[other].any() and held[side].any():
            return side, f"every row that counts stands in {names[side][0]}"
        sold = (held[side] | held[other]) & ~refund
        backs = (held[side] | held[other]) & refund
        if sold.any() and backs.any() and not (held[other] & sold).any() and not (held[side] & backs).any():
            words = ", ".join(dict.fromkeys(meaning.kinds.refund_words))
            return side, f"rows that are {words} stand in {names[other][0]}, all others in {names[side][0]}"
    return (_DEBIT if np.count_nonzero(held[_DEBIT]) >= np.count_nonzero(held[_CREDIT]) else _CREDIT), ""

"""Numbers such as 1.250 that can be 1250 or 1.25: a question with both revenues where nothing tells."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.meaning import Meaning, read_money
from whalecurve.intake.meaning.money_columns import money_headers
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.recognition.mapping import DECIMAL
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.values.exact import Amounts
from whalecurve.intake.values.number_text import COMMA, POINT, Number, parse_number

_NAMES: Final = {POINT: "a point", COMMA: "a comma"}


def settle_decimal_mark(meaning: Meaning, headers: Sequence[str], reader: NumberReader) -> None:
    """Ask which mark is the decimal one where a column of money holds nothing but numbers that fit both.

    Args:
        meaning: The transactions, read under the mark that is likelier.
        headers: Number columns that the mapping names.
        reader: Has decided the marks column by column.
    """
    source = meaning.source
    every = list(dict.fromkeys([*headers, *money_headers(source)]))
    found = {header: example for header in every if (example := reader.undecided(header))}
    if not found:
        return
    readings = {mark: _read(meaning, headers, mark, list(found)) for mark in (POINT, COMMA)}
    if readings[POINT] == readings[COMMA]:
        return
    header, example = next(iter(found.items()))
    took = reader.mark_of(header)
    alternatives = tuple(
        Alternative(
            f"the decimal mark is {_NAMES[mark]}, {example} is {_shown(example, mark)}", {DECIMAL: mark}, sums[0]
        )
        for mark, sums in readings.items()
    )
    names = " and ".join(found)
    what = f"Nothing tells whether numbers such as {example} in {names} are thousands or have decimals. Which is it?"
    chosen = next(each.reading for each in alternatives if each.answer[DECIMAL] == took)
    source.decisions.append(Decision(meaning.file, what, chosen, "", "", alternatives, DECIMAL))


def _read(meaning: Meaning, headers: Sequence[str], mark: str, undecided: list[str]) -> tuple[str, ...]:
    """Revenue under a mark, and the sums of the columns that can be read both ways."""
    source = meaning.source
    twin = source.trial(source.set_aside)
    twin.mapping, twin.exchange = replace(source.mapping, decimal=mark), source.exchange
    reader = NumberReader(twin, headers)
    _, revenue = read_money(Meaning(twin, meaning.kinds, meaning.vendor), reader)
    net = revenue.net if revenue else Amounts.none(source.rows)
    sums = [sum_text(reader.peek(header).where(source.kept())) for header in undecided]
    return (sum_text(net.where(source.kept()), twin.exchange), *sums)


def _shown(example: str, mark: str) -> str:
    """What a number is under a mark.

    >>> _shown("1.250", "."), _shown("1.250", ",")
    ('1.25', '1250')
    """
    number = parse_number(example, mark)
    if not isinstance(number, Number):
        return example
    digits = f"{abs(number.mantissa):0{number.decimals + 1}d}"
    whole, rest = digits[: len(digits) - number.decimals], digits[len(digits) - number.decimals :]
    return ("-" if number.mantissa < 0 else "") + whole + (f".{rest}" if rest else "")

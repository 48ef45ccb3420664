"""Amounts in several currencies: one is chosen and the others stand apart, or all are converted; never added."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from whalecurve.domain.errors import UserChoiceError
from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import them
from whalecurve.intake.currency.currencies import currency_header, row_codes
from whalecurve.intake.currency.exchange import Exchange, rates_of
from whalecurve.intake.meaning.answers import CURRENCY, RATES
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.meaning import Meaning, read_money
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.values.exact import Amounts, Mask

_MOST_SHOWN: Final = 6
_APART: Final = "upload other currencies apart, or convert them first"
_RATE_KEYS: Final = (
    "exchangerate currencyrate conversionrate fxrate wechselkurs umrechnungskurs kurs tauxdechange tauxdeconversion "
    "tipodecambio tipocambio wisselkoers tassodicambio cambio taxadecambio"
).split()


def settle_currency(meaning: Meaning, headers: list[str], money_headers: list[str], wanted: str | None) -> str:
    """Code of the currency of the figures; the empty text when the files do not say.

    Lines of other currencies are set aside with their sum, or converted where rates are given. Where nobody chose,
    the currency with most lines is taken and the choice is an open decision.

    Args:
        meaning: The transactions with what their rows are.
        headers: All number columns of the transactions.
        money_headers: Those of them that are money.
        wanted: The currency asked for beside the map; it wins over the map's.

    Raises:
        UserChoiceError: No line is in the wanted currency.
    """
    source = meaning.source
    codes = row_codes(source, NumberReader(source, headers), money_headers)
    kept = source.kept()
    there = sorted(set(codes[kept].tolist()) - {""})
    counts = {code: int(((codes == code) & kept).sum()) for code in there}
    said = (wanted or str(source.mapping.answers.get(CURRENCY, ""))).strip().upper()
    _refuse_absent(source, said, counts)
    chosen = said or max(counts, key=lambda code: counts[code], default="")
    rates = source.mapping.answers.get(RATES)
    exchange = Exchange(chosen, codes, rates_of(rates), _rate_column(source, rates))
    if len(counts) > 1:
        several = _Several(meaning, headers, exchange, counts)
        source.decisions.append(several.decision(answered=bool(said)))
        several.say_apart()
    if chosen and (exchange.rates or exchange.column is not None):
        source.exchange = exchange
    header = currency_header(source, money_headers)
    _set_apart(source, exchange, header or next(iter(money_headers), ""))
    _say_unnamed(source, exchange, header)
    return chosen


def _refuse_absent(source: Source, said: str, counts: Mapping[str, int]) -> None:
    if said and counts and said not in counts:
        listed = ", ".join(f"{code} ({counted(lines, 'line')})" for code, lines in counts.items())
        raise UserChoiceError(
            f"No line of {source.tables[0].name} is in {said}", found=listed, remedy="choose the currency of the files"
        )


def _set_apart(source: Source, exchange: Exchange, header: str) -> None:
    """Set lines aside that are in a currency without a rate."""
    others = source.kept() & _without_rate(exchange)
    if others.any():
        source.reject(others, header, f"an amount in {exchange.into}", _APART)


def _without_rate(exchange: Exchange) -> Mask:
    if exchange.column is not None:
        return np.asarray((exchange.codes != exchange.into) & (exchange.codes != "") & ~exchange.column.present)
    return np.asarray(~np.isin(exchange.codes, ["", exchange.into, *exchange.rates]))


def _say_unnamed(source: Source, exchange: Exchange, header: str) -> None:
    blank = int((source.kept() & (exchange.codes == "")).sum())
    if header and exchange.into and blank:
        source.notes.append(
            them(blank, "line does not name a currency and is", "lines do not name a currency and are")
            + f" taken as {exchange.into}."
        )


def _rate_column(source: Source, said: object) -> Amounts | None:
    """Rates of the rows where the map names the column that holds them."""
    if not isinstance(said, str) or said not in source.headers():
        return None
    return NumberReader(source, [said]).peek(said)


class _Several:
    """The readings of a file with several currencies, each with the revenue that it gives."""

    def __init__(self, meaning: Meaning, headers: list[str], exchange: Exchange, counts: Mapping[str, int]) -> None:
        self._meaning, self._headers, self._exchange, self._counts = meaning, headers, exchange, counts
        self._codes = exchange.codes
        self._most = sorted(counts, key=lambda code: (-counts[code], code))[:_MOST_SHOWN]
        self._own = {code: sum_text(self._net(self._codes == code)) for code in self._most}

    def decision(self, *, answered: bool) -> Decision:
        """The question which currency counts, or the answer to it."""
        held = " and ".join(f"{code} ({self._held(code)})" for code in self._most)
        what = f"Amounts are in {held}; two currencies are never added. Which one counts?"
        choices = [self._alone(code) for code in self._most]
        took = self._took(choices)
        choices += self._at_own_rates()
        answer = took if answered else ""
        return Decision(self._meaning.file, what, took, "", answer, tuple(choices), CURRENCY, (self._converted(),))

    def _took(self, choices: Sequence[Alternative]) -> str:
        into, apart = self._exchange.into, self._without_rate()
        converted = [code for code in self._counts if code != into and code not in apart]
        if not converted:
            return next((each.reading for each in choices if each.answer == {CURRENCY: into}), f"{into} counts")
        rest = f", {' and '.join(apart)} kept apart" if apart else ""
        return f"{' and '.join(converted)} converted into {into}{rest}"

    def say_apart(self) -> None:
        """Say what is kept apart, currency by currency, with its sum."""
        for code in self._without_rate():
            lines = self._counts[code]
            own = f", {self._own[code]} {code}" if code in self._own else ""
            self._meaning.source.notes.append(
                f"{counted(lines, 'line')} in {code}{own}, {agree(lines, 'is', 'are')} kept apart: the figures are in "
                f"{self._exchange.into}."
            )

    def _without_rate(self) -> list[str]:
        """Currencies whose lines are kept apart."""
        rows = self._meaning.source.kept() & _without_rate(self._exchange)
        return sorted(set(self._codes[rows].tolist()))

    def _held(self, code: str) -> str:
        return f"{counted(self._counts[code], 'line')}, {self._own[code]}"

    def _alone(self, code: str) -> Alternative:
        others = [f"{self._own[other]} {other}" for other in self._most if other != code]
        blank = self._codes == ""
        revenue = sum_text(self._net((self._codes == code) | blank)) if blank.any() else self._own[code]
        return Alternative(f"{code} counts, {' and '.join(others)} kept apart", {CURRENCY: code}, revenue)

    def _converted(self) -> Alternative:
        into = self._exchange.into
        rates = {code: {"rate": "", "source": ""} for code in self._counts if code != into}
        return Alternative(f"all lines count, converted into {into} at rates of yours", {CURRENCY: into, RATES: rates})

    def _at_own_rates(self) -> list[Alternative]:
        """The reading by a column of rates that is 1 in the lines of one currency alone."""
        source, found = self._meaning.source, list[Alternative]()
        for header in source.headers():
            if header_key(header) not in _RATE_KEYS or (rates := _rate_column(source, header)) is None:
                continue
            kept = source.kept() & (self._codes != "")
            is_one = rates.present & (rates.values == 10**rates.scale)
            into = sorted(set(self._codes[kept & is_one].tolist()))
            if len(into) == 1 and not (kept & (is_one != (self._codes == into[0]))).any():
                exchange = Exchange(into[0], self._codes, column=rates)
                everything = np.ones(source.rows, bool)
                words = f"all lines count, converted into {into[0]} at the {header} of each line"
                answer: dict[str, Any] = {CURRENCY: into[0], RATES: header}
                found.append(Alternative(words, answer, sum_text(self._net(everything, exchange), exchange)))
        return found

    def _net(self, rows: Mask, exchange: Exchange | None = None) -> Amounts:
        """Net revenue of some rows alone, as it would be read if there were no others."""
        source = self._meaning.source
        twin = source.trial(~rows)
        twin.exchange = exchange
        meaning = Meaning(twin, self._meaning.kinds, self._meaning.vendor)
        _, revenue = read_money(meaning, NumberReader(twin, self._headers))
        return revenue.net.where(twin.kept()) if revenue else Amounts.none(source.rows)

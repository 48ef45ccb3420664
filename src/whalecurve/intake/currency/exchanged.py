"""Measures of the lines in one currency: prices by the currency of their line, costs by that of their own column."""

from dataclasses import dataclass

import numpy as np

from whalecurve.intake.currency.currencies import Words, column_codes
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.tables.source import Source
from whalecurve.intake.values.exact import Amounts


@dataclass(frozen=True)
class Exchanged:
    """What turns columns into the currency of the figures; without rates every amount stays as it is.

    Attributes:
        source: The transactions; their ``exchange`` holds the rates.
        reader: Knows the signs around the amounts.
        own: Code of the currency of each row.
        products: Currency of the costs on the products' list; empty where it is not known.
    """

    source: Source
    reader: NumberReader
    own: Words
    products: str

    def lines(self, amounts: Amounts) -> Amounts:
        """Amounts in the currency of their rows."""
        exchange = self.source.exchange
        return exchange.lines(amounts.where(self.source.kept())) if exchange else amounts

    def revenue(self, net: Amounts) -> Amounts:
        """Net revenue, with a note on what was converted and how it was rounded."""
        if self.source.exchange:
            said = self.source.exchange.sentences(net.where(self.source.kept()), self.source.kept())
            self.source.notes += [f"{each}." for each in said]
        return self.lines(net)

    def column(self, header: str, amounts: Amounts) -> Amounts:
        """Amounts of a column that may have a currency of its own."""
        if not self.source.exchange or not header:
            return amounts
        codes = column_codes(self.source, self.reader, header, self.own)
        return self.source.exchange.convert(amounts.where(self.source.kept()), codes)

    def listed(self, amounts: Amounts) -> Amounts:
        """Costs by the products' list."""
        exchange = self.source.exchange
        if not exchange or not self.products:
            return amounts
        return exchange.convert(amounts.where(self.source.kept()), np.full(len(amounts), self.products, object))

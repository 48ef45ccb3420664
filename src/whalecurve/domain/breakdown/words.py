"""What a breakdown says, in sentences: who earns most, who loses, and what belongs to customers alone."""

from whalecurve.domain.breakdown.breakdown import Breakdown
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.words.formats import count, money
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import listed


def breakdown_words(found: Breakdown, currency: str, marks: NumberMarks = ENGLISH) -> list[str]:
    """The answer first, then what stands apart.

    Args:
        found: Profit by a dimension.
        currency: Code that decides the number of decimals.
        marks: The reader's marks.
    """
    places = found.present.tolist()
    if not places:
        return ["There is nothing to break down in this period."]

    def amount(minor: int) -> str:
        return money(minor, currency, cents="auto", marks=marks)

    best, worst = places[0], places[-1]
    said = f"{found.name(best)} brings most: {amount(int(found.profit[best]))}"
    if len(places) > 1:
        said += f"; {found.name(worst)} least: {amount(int(found.profit[worst]))}"
    losing = int((found.profit[places] < 0).sum())
    many = count(len(places), marks=marks)
    loss = f"{count(losing, marks=marks)} of {many} {agree(losing, 'is', 'are')} below zero."
    if not losing:
        loss = f"None of {many} is below zero."
    apart = []
    if found.of_customers:
        names = listed(sorted(found.of_customers), marks=marks)
        whole = amount(found.cost_of_customers)
        where = f"Belongs to customers, not to {found.dimension.name}: {whole} ({names})."
        apart.append(f"{where} No value carries any of it.")
    return [f"{said}.", loss, *apart]

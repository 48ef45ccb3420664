"""Parts of costs on single lines, worked out the slow and obvious way from the rows of a made-up company's files.

Figures of customers come from elsewhere (``tests/oracle.py`` proves them); here they are put on the lines one by one.
"""

import csv
import io
from collections import defaultdict
from fractions import Fraction
from math import floor

NOBODY = "nobody"
LINE_HEADERS = {"category": "Category", "product": "Product", "rep": "Sales Rep", "sales rep": "Sales Rep"}
PER_LINE = {"revenue": "Amount", "unit": "Quantity", "units": "Quantity"}


def rows_of(company, months):
    """The rows of the sales of a period; ``owner`` is an id on file or nobody, ``number`` the row in the file."""
    people = {row["customer_id"]: row for row in csv.DictReader(io.StringIO(company.files["customers"]))}
    found = []
    for number, row in enumerate(csv.DictReader(io.StringIO(company.files["transactions"])), start=2):
        if int(row["Date"][:7].replace("-", "")) in months:
            owner = row["Customer"] if row["Customer"] in people else NOBODY
            found.append({**row, "owner": owner, "number": number, "person": people.get(owner, {})})
    return found


def counts(row, only):
    """Whether a row is inside a scope."""
    for column, values in only.items():
        header = LINE_HEADERS.get(column.casefold())
        if (row[header] if header else row["person"].get(column)) not in values:
            return False
    return True


def on_lines(rows, figures, exact):
    """Each owner's figure on its rows: floors, then a unit more for the largest remainders, ties in file order."""
    parts = dict.fromkeys((row["number"] for row in rows), 0)
    for owner, mine in by(rows, "owner").items():
        parts |= rounded({row["number"]: exact(row) for row in mine}, figures[owner])
    return parts


def on_orders(rows, figures, only, rate):
    """Each owner's figure on its orders by the rate of each one's first month, then on the rows of each by revenue."""
    parts = dict.fromkeys((row["number"] for row in rows), 0)
    for owner, mine in by([row for row in rows if counts(row, only)], "owner").items():
        orders = dict(sorted(by(mine, "Order").items()))
        rates = {order: rate(min(row["Date"] for row in lines)) for order, lines in orders.items()}
        whole = sum(rates.values())
        exact = {order: figures[owner] * each / whole if whole else Fraction(0) for order, each in rates.items()}
        shares = rounded(exact, figures[owner] if whole else 0)
        for order, lines in orders.items():
            weights = {row["number"]: max(Fraction(row["Amount"]), Fraction(0)) for row in lines}
            weights = (
                weights if any(weights.values()) else {row["number"]: abs(Fraction(row["Amount"])) for row in lines}
            )
            weights = weights if any(weights.values()) else {row["number"]: Fraction(1) for row in lines}
            whole = sum(weights.values())
            parts |= rounded({n: shares[order] * weight / whole for n, weight in weights.items()}, shares[order])
    return parts


def rounded(exact, total):
    """Whole units that add up to a total within one of the exact sum."""
    first = next((value for value in exact.values() if value), Fraction(0))
    if total < 0 or (total == 0 and first < 0):
        return {one: -units for one, units in rounded({one: -value for one, value in exact.items()}, -total).items()}
    units = {one: floor(value) for one, value in exact.items()}
    missing = total - sum(units.values())
    places = {one: place for place, one in enumerate(exact)}
    able = sorted((one for one in exact if exact[one]), key=lambda one: (units[one] - exact[one], places[one]))
    assert 0 <= missing <= len(able) or not able
    for one in able[:missing]:
        units[one] += 1
    return units


def by(rows, key):
    """Rows by the text of a key, in their order."""
    found = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found

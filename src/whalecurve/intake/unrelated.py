"""Files of two companies in one place: no customer of one in the other."""

from collections.abc import Sequence
from typing import Final

from whalecurve.intake.recognition.aliases import ACTIVITIES, CUSTOMERS, TRANSACTIONS
from whalecurve.intake.recognition.evidence import distinct
from whalecurve.intake.recognition.mapping import Mapping
from whalecurve.intake.text.text_table import TextTable

# A single name proves nothing: a month may have one sale, to somebody new.
_ENOUGH: Final = 2
_NAMING: Final = {
    TRANSACTIONS: ("customer", "customer_name"),
    CUSTOMERS: ("id", "name"),
    ACTIVITIES: ("customer",),
}


def unrelated_sets(tables: Sequence[tuple[str, TextTable]], mapping: Mapping) -> list[list[int]]:
    """Positions of the tables, set by set, where sets share no customer; empty where all belong together.

    Tables that name nobody belong to no set. Only sets of at least two customers count.
    """
    sets: list[tuple[set[str], list[int]]] = []
    for place, (kind, table) in enumerate(tables):
        people = _people(kind, table, mapping)
        if len(people) < _ENOUGH:
            continue
        joined, apart = (people, [place]), []
        for names, places in sets:
            if names & joined[0]:
                joined = (joined[0] | names, places + joined[1])
            else:
                apart.append((names, places))
        sets = [*apart, joined]
    found = sorted(sorted(places) for _, places in sets)
    sold = any(tables[place][0] == TRANSACTIONS for places in found for place in places)
    return found if len(found) > 1 and sold else []


def _people(kind: str, table: TextTable, mapping: Mapping) -> set[str]:
    headers = {mapping.header(kind, name) for name in _NAMING.get(kind, ())} & set(table.headers)
    return {" ".join(text.split()).casefold() for header in headers for text in distinct(table, header)} - {""}

"""Which header of a table is which field: by known names, by values, and by ids that stand in two tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from whalecurve.intake.meaning.two_sides import sides_header
from whalecurve.intake.meaning.words import column_role
from whalecurve.intake.recognition.aliases import COST_COLUMNS, CUSTOMERS, FIELDS, PRODUCTS, TRANSACTIONS, candidates
from whalecurve.intake.recognition.evidence import distinct, fits_field, likely_headers
from whalecurve.intake.recognition.product_costs import cost_headers, nameless_money
from whalecurve.intake.recognition.vendors import vendor_headers, vendor_of
from whalecurve.intake.tables.undated import is_overview
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.text.text_table import TextTable

# Where two headers compete for one of these fields, a person decides; elsewhere the first one will do.
ASKED: Final = frozenset(
    "customer date amount quantity list_price unit_price discount cost unit_cost profit currency id year month minutes "
    "material_cost".split()
)


# Columns of amounts with different names are told apart by what adds up (see ``meaning``), not by a question.
_BY_ARITHMETIC: Final = frozenset({"amount", "discount"})


OTHER_COLUMNS: Final = "table"
"""Field of the question that is about a whole file: another of its kind has other columns."""


@dataclass(frozen=True)
class Question:
    """Something only a person can decide: the headers that may be one field of a table."""

    table: str
    kind: str
    field: str
    candidates: tuple[str, ...]

    def sentence(self) -> str:
        """The question in words.

        >>> Question("a.csv", "transactions", "amount", ("Amount", "Amount (2)")).sentence()
        'a.csv: which column is the amount of transactions, Amount or Amount (2)?'
        """
        if self.field == OTHER_COLUMNS:
            return self.table
        named = self.field.replace("_", " ")
        if not self.candidates:
            return f"{self.table}: no column looks like the {named} of {self.kind}"
        return f"{self.table}: which column is the {named} of {self.kind}, {' or '.join(self.candidates)}?"


@dataclass
class FieldGuess:
    """Fields of one table as far as they are known, with the reasons and the open questions."""

    fields: dict[str, str] = field(default_factory=dict)
    costs: dict[str, str] = field(default_factory=dict)
    evidence: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def guess_fields(table: TextTable, kind: str, partners: Iterable[TextTable] = ()) -> FieldGuess:
    """Fields of a table of a kind; ``partners`` are tables whose ids help to decide between two headers."""
    guess = FieldGuess()
    vendor = vendor_of(table.headers) if kind == TRANSACTIONS else None
    if vendor and vendor.fields:
        guess.evidence.append(f"{table.name} is read as {vendor.name}.")
        guess.fields = vendor_headers(vendor.fields, table.headers)
        guess.costs = vendor_headers(vendor.costs, table.headers)
        if not _are_customers(table, guess.fields.get("customer", "")):
            del guess.fields["customer"]
        return guess
    known = [distinct(partner, header) for partner in partners for header in _id_headers(partner)]
    for name in FIELDS[kind]:
        _guess_field(guess, table, kind, name, known)
    if kind == PRODUCTS:
        _guess_unit_cost(guess, table)
    if kind == TRANSACTIONS and not {"customer", "customer_name", "date"} & set(guess.fields):
        _name_as_customers(guess, table)
    if kind == TRANSACTIONS:
        if "amount" not in guess.fields and (header := sides_header(table.headers)):
            guess.fields["amount"] = header
        taken = guess.fields.values()
        guess.costs = {
            header: header for header in table.headers if header_key(header) in COST_COLUMNS and header not in taken
        }
    return guess


def _guess_unit_cost(guess: FieldGuess, table: TextTable) -> None:
    """A list of products without a known cost: one that names a cost is it, others are asked."""
    if {"unit_cost", "material_cost"} & {*guess.fields, *(question.field for question in guess.questions)}:
        return
    taken = set(guess.fields.values())
    found = cost_headers(table, taken)
    if len(found) == 1:
        guess.fields["unit_cost"] = found[0]
    elif possible := found or nameless_money(table, taken):
        guess.questions.append(Question(table.name, PRODUCTS, "unit_cost", tuple(possible)))


def _name_as_customers(guess: FieldGuess, table: TextTable) -> None:
    """In a list with one row per customer the customer is named as in a list of customers."""
    own = FieldGuess()
    for name in ("id", "name"):
        _guess_field(own, table, CUSTOMERS, name, ())
    if is_overview(table, own.fields.get("id", "") or own.fields.get("name", "")):
        named = {"customer": own.fields.get("id", ""), "customer_name": own.fields.get("name", "")}
        guess.fields |= {name: header for name, header in named.items() if header}


def _are_customers(table: TextTable, header: str) -> bool:
    """Whether a column of accounts holds customers' accounts alone: DATEV gives them one digit more than the others."""
    if header_key(header) != "konto":
        return True
    others = [other for other in table.headers if header_key(other).startswith("gegenkonto")]
    longest = max((len(text) for other in others for text in distinct(table, other)), default=0)
    own = distinct(table, header)
    return bool(own) and all(text.isdecimal() and len(text) > longest and text[:1] in "123456" for text in own)


def _id_headers(table: TextTable) -> list[str]:
    tiers = [*candidates(CUSTOMERS, "id", table.headers), *candidates(CUSTOMERS, "name", table.headers)]
    return [header for tier in tiers for header in tier]


def _guess_field(guess: FieldGuess, table: TextTable, kind: str, name: str, known: Sequence[frozenset[str]]) -> None:
    taken = set(guess.fields.values())
    tiers = [
        [header for header in tier if header not in taken and fits_field(table, name, header)]
        for tier in candidates(kind, name, table.headers)
    ]
    tiers = [tier for tier in tiers if tier]
    if not tiers:
        return
    if name in ("customer", "id") and known:
        joined = _best_joined(tiers, table, known)
        if joined:
            guess.fields[name] = joined
            return
    if kind == TRANSACTIONS and name in _BY_ARITHMETIC and len({header_key(header) for header in tiers[0]}) > 1:
        return
    if len(tiers[0]) > 1 and name in ASKED:
        guess.questions.append(Question(table.name, kind, name, tuple(tiers[0])))
        return
    guess.fields[name] = tiers[0][0]


def _best_joined(tiers: list[list[str]], table: TextTable, known: Sequence[frozenset[str]]) -> str:
    """The header whose ids stand in a partner most often; empty when none does or two do equally."""
    headers = [header for tier in tiers for header in tier]
    shares = {header: max((len(distinct(table, header) & ids) for ids in known), default=0) for header in headers}
    best = max(shares.values())
    found = [header for header in headers if shares[header] == best]
    return found[0] if best and (len(found) == 1 or found[0] not in tiers[0] or len(tiers[0]) == 1) else ""


def missing_questions(table: TextTable, guess: FieldGuess) -> list[Question]:
    """Questions for required fields that no header answers, with the columns whose values would do."""
    asked = {question.field for question in guess.questions}
    fields = guess.fields
    overview = is_overview(table, fields.get("customer", "") or fields.get("customer_name", ""))
    wanted = []
    if "customer" not in fields and "customer_name" not in fields:
        wanted.append("customer")
    if "date" not in fields and not overview:
        wanted.append("date")
    priced = "quantity" in fields and ("unit_price" in fields or "list_price" in fields)
    if "amount" not in fields and not priced and not _has_amounts(table):
        wanted.append("amount")
    taken = set(fields.values())
    return [
        Question(
            table.name,
            TRANSACTIONS,
            name,
            tuple(header for header in likely_headers(table, name) if header not in taken),
        )
        for name in wanted
        if name not in asked
    ]


def _has_amounts(table: TextTable) -> bool:
    """Whether a column is named like an amount and holds numbers: which one it is, is then settled by what adds up."""
    return any(column_role(header) == "amount" and fits_field(table, "amount", header) for header in table.headers)

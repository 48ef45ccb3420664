"""Text tables and a mapping to one dataset."""

import datetime as dt
from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.domain import columns
from whalecurve.domain.errors import UserChoiceError
from whalecurve.domain.quantities.dataset import Dataset
from whalecurve.domain.words.wording import them
from whalecurve.intake.accounting import account, account_unused
from whalecurve.intake.control import control_totals
from whalecurve.intake.intake import Intake, Unassigned
from whalecurve.intake.problems import Problem
from whalecurve.intake.recognition.aliases import ACTIVITIES, COST_LIST, CUSTOMERS, PRODUCTS, PROSPECTS, TRANSACTIONS
from whalecurve.intake.recognition.mapping import Mapping
from whalecurve.intake.tables.activities import Activities, no_activities, read_activities
from whalecurve.intake.tables.cost_list import no_costs, read_cost_list
from whalecurve.intake.tables.customers import Assignment, Customers, assign_customers, read_customers
from whalecurve.intake.tables.flat_customers import flat_customers, named_by_lines
from whalecurve.intake.tables.products import ProductFile, read_products
from whalecurve.intake.tables.source import Source
from whalecurve.intake.tables.standards import standards
from whalecurve.intake.tables.transactions import ParsedLines, coded_lines, line_columns, parse_lines, with_standards
from whalecurve.intake.tables.undated import days_of_period, over_months
from whalecurve.intake.text.text_column import occurring
from whalecurve.intake.text.text_table import TextTable
from whalecurve.intake.values.date_columns import days_of_months

_EXAMPLES = 5


def build(
    tables_by_kind: AbstractMapping[str, Sequence[TextTable]],
    mapping: Mapping,
    *,
    currency: str | None = None,
    today: dt.date | None = None,
) -> Intake:
    """Read all tables of an upload by a mapping.

    Args:
        tables_by_kind: Tables of each kind (see ``aliases.KINDS``); pieces of one table come as several tables of its
            kind.
        mapping: Field -> header for each kind.
        currency: The one currency to count where the lines have several; lines in others are set aside.
        today: Day of the reading; lines dated far from it are asked about. None leaves every date as it is.

    Raises:
        UserChoiceError: No transactions, a required column that is not mapped, dates, columns or currencies that need
            a choice, nothing usable.
    """
    sources = _open(tables_by_kind, _with_flat_customers(tables_by_kind, mapping))
    if TRANSACTIONS not in sources.by_kind:
        raise UserChoiceError(
            "There are no transactions", remedy="upload a file with one row per order or invoice line"
        )
    return _Build(sources, currency, today).run()


@dataclass
class _Sources:
    by_kind: dict[str, Source]
    twins: list[tuple[str, TextTable]]


def _with_flat_customers(tables_by_kind: AbstractMapping[str, Sequence[TextTable]], mapping: Mapping) -> Mapping:
    """Without a customers table its mapping speaks of the transactions' columns."""
    if tables_by_kind.get(CUSTOMERS):
        return mapping
    for field, source_field in (("customer", "id"), ("customer_name", "name")):
        if not mapping.header(TRANSACTIONS, field):
            mapping = mapping.with_header(TRANSACTIONS, field, mapping.header(CUSTOMERS, source_field))
    return mapping


def _open(tables_by_kind: AbstractMapping[str, Sequence[TextTable]], mapping: Mapping) -> _Sources:
    by_kind: dict[str, Source] = {}
    twins: list[tuple[str, TextTable]] = []
    for kind, tables in tables_by_kind.items():
        fresh: dict[tuple[str, str], TextTable] = {}
        first = [fresh.setdefault((table.digest, table.sheet), table) is table for table in tables]
        twins += [(kind, table) for table, is_first in zip(tables, first, strict=True) if not is_first]
        if fresh:
            by_kind[kind] = Source(kind, tuple(fresh.values()), mapping)
    return _Sources(by_kind, twins)


_KEYS: Final = (columns.ORDER, *columns.LINE_SCOPES)


class _Build:
    """One run over all sources; each step leaves its share of notes and problems in its source's ledger."""

    def __init__(self, sources: _Sources, currency: str | None, today: dt.date | None) -> None:
        self._sources = sources
        self._lines = sources.by_kind[TRANSACTIONS]
        self._mapping = self._lines.mapping
        self._currency, self._today = currency, today

    def run(self) -> Intake:
        products = self._products()
        parsed = parse_lines(self._lines, products, self._currency, self._today)
        self._refuse_nothing_usable()
        customers = self._customers(parsed)
        assignment = assign_customers(self._lines, customers)
        frame, labels = coded_lines(self._lines, parsed, assignment.codes, products)
        usual = standards(frame, parsed.has)
        frame, parsed = frame.assign(**usual), with_standards(parsed, usual)
        if parsed.period:
            frame = over_months(frame, [*parsed.values, *usual], parsed.period)
        activities = self._activities(customers)
        costs = self._costs(parsed)
        dataset = self._dataset(parsed, customers, activities, costs, frame, labels)
        return self._intake(dataset, assignment, parsed)

    def _products(self) -> ProductFile | None:
        return read_products(self._sources.by_kind[PRODUCTS]) if PRODUCTS in self._sources.by_kind else None

    def _customers(self, parsed: ParsedLines) -> Customers:
        source = self._sources.by_kind.get(CUSTOMERS)
        if source is None:
            return flat_customers(self._lines, parsed.values[columns.NET_REVENUE])
        customers = read_customers(source, self._mapping.traits)
        if not source.header("name") and source.header("id") and self._lines.header("customer_name"):
            return named_by_lines(self._lines, customers)
        return customers

    def _activities(self, customers: Customers) -> Activities:
        source = self._sources.by_kind.get(ACTIVITIES)
        return read_activities(source, customers) if source else no_activities()

    def _costs(self, parsed: ParsedLines) -> pd.DataFrame:
        source = self._sources.by_kind.get(COST_LIST)
        if source is None:
            return no_costs()
        return read_cost_list(source, self._days(parsed, parsed.days[self._lines.kept()]), parsed.currency)

    def _days(self, parsed: ParsedLines, days: npt.NDArray[np.int32]) -> dict[int, tuple[int, int]]:
        """The first and the last day of each month with a line; whole months where a period stands for dates."""
        return days_of_period(parsed.period) if parsed.period else days_of_months(days)

    def _refuse_nothing_usable(self) -> None:
        if self._lines.kept().any():
            return
        problems = self._all_problems()
        found = "; ".join(
            f"line {problem.line}{f', {problem.column}' if problem.column else ''}: {problem.found}, "
            f"expected {problem.expected}"
            for problem in problems[:3]
        )
        found = found or them(int(self._lines.ignored.sum()), "line that does not count", "lines that do not count")
        name = self._lines.tables[0].name
        error = UserChoiceError(
            f"No line of {name} can be used", found=found, remedy="check which column is which, or correct the file"
        )
        error.problems = tuple(problems)
        raise error

    def _all_problems(self) -> list[Problem]:
        found = [
            problem
            for source in self._sources.by_kind.values()
            for table in source.tables
            for problem in table.problems
        ]
        found += [problem for source in self._sources.by_kind.values() for problem in source.problems]
        return sorted(found, key=lambda problem: (problem.file, problem.line))

    def _dataset(
        self,
        parsed: ParsedLines,
        customers: Customers,
        activities: Activities,
        costs: pd.DataFrame,
        frame: pd.DataFrame,
        labels: dict[str, list[str]],
    ) -> Dataset:
        carried = {name for name, texts in labels.items() if texts}
        return Dataset(
            customers=customers.frame,
            transactions=frame,
            activities=activities.frame.assign(
                **{columns.FILE: activities.frame[columns.FILE] + len(self._lines.tables)}
            ),
            costs=costs,
            labels=labels | {columns.ACTIVITY: activities.labels},
            scales=parsed.scales | {columns.ACTIVITY_QUANTITY: activities.scale},
            cost_names=tuple(parsed.cost_names),
            trait_kinds=customers.trait_kinds,
            control_totals=control_totals(frame),
            has=parsed.has | (carried & set(_KEYS)),
            line_columns=line_columns(self._lines, labels),
            currency=parsed.currency,
            origins=tuple(table.origin for table in self._tables_with_lines()),
            notes=tuple(self._notes()),
        )

    def _tables_with_lines(self) -> list[TextTable]:
        """Tables in the order of their ``file``: transactions first, then activities."""
        done = self._sources.by_kind.get(ACTIVITIES)
        return [*self._lines.tables, *(done.tables if done else ())]

    def _notes(self) -> list[str]:
        sources = self._sources.by_kind.values()
        notes = [f"{table.name}: {note}" for source in sources for table in source.tables for note in table.notes]
        notes += [
            f"{table.name} is the same file as one before and was counted once." for _, table in self._sources.twins
        ]
        return notes + [note for source in sources for note in source.notes]

    def _intake(self, dataset: Dataset, assignment: Assignment, parsed: ParsedLines) -> Intake:
        sources = self._sources.by_kind
        days = dataset.transactions[columns.DATE].to_numpy()
        accounts = [entry for source in sources.values() for entry in account(source)]
        accounts += [account_unused(table, kind) for kind, table in self._sources.twins]
        return Intake(
            dataset=dataset,
            problems=tuple(self._all_problems()),
            ignored=tuple(entry for source in sources.values() for entry in _ignored(source)),
            accounting=tuple(accounts),
            notes=tuple(dataset.notes),
            unassigned=_unassigned(self._lines, assignment),
            first_date=_iso(days.min()),
            last_date=_iso(days.max()),
            days=self._days(parsed, days),
            files=tuple(table.name for table in self._lines.tables),
            prospects=sources[PROSPECTS].tables if PROSPECTS in sources else (),
            decisions=tuple(decision for source in sources.values() for decision in source.decisions),
        )


def _ignored(source: Source) -> list[tuple[str, int, str]]:
    return [(table.name, line, why) for table in source.tables for line, why in table.ignored] + source.ignored_lines


def _iso(day: np.integer[npt.NBitBase]) -> str:
    return str(np.datetime64(int(day), "D"))


def _unassigned(source: Source, assignment: Assignment) -> Unassigned:
    rows = source.kept() & (assignment.codes < 0)
    named = rows & ~assignment.blank
    column = source.column(assignment.header)
    unknown = occurring(column.codes[named])
    examples = sorted(str(column.texts[int(place)].as_py()) for place in unknown.tolist())[:_EXAMPLES]
    return Unassigned(int(rows.sum()), int((rows & assignment.blank).sum()), len(unknown), tuple(examples))

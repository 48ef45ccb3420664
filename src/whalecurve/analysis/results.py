"""A workbook and a scenario to an answer that ties to the files."""

from dataclasses import dataclass

from whalecurve.analysis.ledgers import build_ledger, scenario_period
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain import columns as c
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.costing.reconcile import Reconciliation, reconcile
from whalecurve.domain.costing.scopes import line_scopes, scope_codes
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.dated_rates import last_months
from whalecurve.domain.plan.dated_words import dated_notes
from whalecurve.domain.plan.plan_json import month_text
from whalecurve.domain.plan.scenario import Scenario, Scope
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.quantities.part_months import edge_words
from whalecurve.domain.ranks.results import Results, compute_results
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import ranged, them


@dataclass(frozen=True)
class Analysis:
    """One scenario's answer and its tie to the files.

    Attributes:
        results: Statements, ranks, groups, curve, stability.
        reconciliation: Files against results.
        notes: What the reader should know about this answer, in plain words.
    """

    results: Results
    reconciliation: Reconciliation
    notes: tuple[str, ...] = ()


def open_ledger(workbook: Workbook, period: Period, scopes: tuple[Scope, ...], changes: tuple[int, ...] = ()) -> Ledger:
    """Sum one period; the engine is asked only for line scopes that it has not summed before.

    Args:
        workbook: Dataset and facts.
        period: Months to sum.
        scopes: Line scopes that the plan names, see ``plan_scopes``.
        changes: Months after which a rate of the plan changes, see ``rate_changes``.
    """
    labels = workbook.dataset.labels
    scoped = {scope: workbook.scope_facts(scope_codes(scope, labels)) for scope in scopes}
    return build_ledger(workbook.dataset, workbook.facts, period, scoped, workbook.edges(period), changes)


def rate_changes(scenario: Scenario, period: Period) -> tuple[int, ...]:
    """Months of a period after which a rate of the plan changes."""
    return last_months((cost.later for cost in scenario.variable), period)


def plan_scopes(workbook: Workbook, scenario: Scenario) -> tuple[Scope, ...]:
    """Line scopes (product, category, rep) that a scenario's costs are limited to.

    Raises:
        PlanError: If a cost is limited to a column that the data does not carry.
    """
    return line_scopes(scenario, tuple(workbook.dataset.trait_kinds), workbook.dataset.line_columns)


def analyze(
    workbook: Workbook, scenario: Scenario, ledger: Ledger | None = None, before: Statements | None = None
) -> Analysis:
    """Answer one scenario.

    Args:
        workbook: Dataset and facts.
        scenario: Costs, settings and period.
        ledger: The scenario's ledger when it is at hand, so that a moved rate sums nothing again.
        before: Statements of another plan, so that a moved rate makes one line again and not all.

    Raises:
        PlanError: If the plan names what the data does not carry, or amounts are too large to be exact.
        WhalecurveError: If the workbook is a snapshot whose figures were others when it was shared.
    """
    if ledger is None:
        period = scenario_period(workbook.facts, scenario)
        ledger = open_ledger(workbook, period, plan_scopes(workbook, scenario), rate_changes(scenario, period))
    results = _computed(ledger, scenario, before)
    if workbook.frozen is not None:
        workbook.frozen.check_figures(scenario, results)
    tie = reconcile(results.statements, workbook.dataset.control_totals)
    return Analysis(results, tie, _notes(workbook, scenario, ledger))


def _computed(ledger: Ledger, scenario: Scenario, before: Statements | None) -> Results:
    try:
        return compute_results(ledger, scenario, before)
    except OverflowError as error:
        raise PlanError(
            "The amounts are too large to be exact",
            found=str(error),
            remedy="check the amounts of the files and of the plan for ids or dates read as money",
        ) from error


def _notes(workbook: Workbook, scenario: Scenario, ledger: Ledger) -> tuple[str, ...]:
    """What a period leaves out or counts whole; of a snapshot, what it was when it was made."""
    if workbook.frozen is not None:
        return workbook.frozen.notes
    period = ledger.facts.period
    charged = ledger.charged_months(scenario.settings.part_months)
    part = edge_words(ledger.edges, charged) if scenario.fixed else ""
    dated = dated_notes(scenario.fixed, period)
    return (*([part] if part else []), *dated, *_activity_notes(workbook, period))


def _activity_notes(workbook: Workbook, period: Period) -> list[str]:
    span = workbook.facts.span
    months = workbook.dataset.activities[c.MONTH]
    undated = months == c.UNDATED
    is_part = span is not None and (period.first > span.first or period.last < span.last)
    notes = []
    if is_part and bool(undated.any()):
        notes.append("Activities without a date count in full, whatever the period.")
    outside = int((~undated & ((months < period.first) | (months > period.last))).sum())
    if outside:
        rows = them(outside, "row of activities lies", "rows of activities lie")
        verb = agree(outside, "is", "are")
        words = ranged(month_text(period.first), month_text(period.last))
        notes.append(f"{rows} outside {words} and {verb} not counted.")
    return notes

"""``summary.json``: the figures of an analysis by the contract of the command line."""

from collections.abc import Mapping, Sequence
from typing import Any

from whalecurve.domain.costing.reconcile import Reconciliation
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.costing.unassigned import find_nobodys
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.plan.plan_json import month_text
from whalecurve.domain.ranks.ranking import Group
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.ranks.verdicts import group_verdict
from whalecurve.domain.words.formats import plain_decimal
from whalecurve.reports.context import Context


def summary(
    results: Results,
    reconciliation: Reconciliation,
    lines: Mapping[str, int],
    context: Context,
    decisions: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """The figures as JSON values: money as plain decimal text in major units, shares as numbers or null.

    Args:
        results: The scenario's answer.
        reconciliation: Files against results.
        lines: ``read``, ``used`` and ``set_aside``.
        context: Plan and day.
        decisions: Readings that move money, as ``Decision.to_json`` gives them.
    """
    statements, digits = results.statements, results.statements.digits
    period = statements.ledger.facts.period
    return {
        "currency": statements.scenario.currency,
        "period": {"from": month_text(period.first), "to": month_text(period.last)},
        "customers": statements.ledger.size,
        "net_revenue": plain_decimal(exact_sum(statements.net_revenue.amounts), digits),
        "costs": {name: plain_decimal(exact_sum(line.amounts), digits) for name, line in statements.cost_lines.items()},
        "profit": plain_decimal(statements.profit, digits),
        "company_profit": plain_decimal(statements.company_profit, digits),
        "unassigned": {
            "revenue": plain_decimal(statements.unassigned_revenue, digits),
            "cost": plain_decimal(statements.unassigned_cost, digits),
            "unused_capacity": plain_decimal(statements.unused_capacity_cost, digits),
        },
        "reconciliation": {
            "files": plain_decimal(reconciliation.files, digits),
            "results": plain_decimal(reconciliation.results, digits),
            "difference": plain_decimal(reconciliation.difference, digits),
        },
        "unprofitable_customers": results.unprofitable_customers,
        "whale": {
            "peak_share": results.curve.peak_share,
            "peak_customers": results.curve.peak_customers,
            "top_20_percent_share": results.curve.top_20_percent_share,
        },
        "groups": {group.name: _group(group, results) for group in results.groups},
        "lines": {key: lines[key] for key in ("read", "used", "set_aside")},
        "fixed_costs": _charged(statements),
        "decisions": list(decisions),
        **_told(statements, reconciliation, context),
    }


def _charged(statements: Statements) -> dict[str, Any]:
    """For how many months fixed costs are charged, and what the months at the ends of the data hold."""
    return {
        "months": round(float(statements.charged.total), 4),
        "part_months": statements.scenario.settings.part_months,
        "edges": [
            {"month": month_text(edge.month), "days": edge.days, "of": edge.of} for edge in statements.ledger.edges
        ],
    }


def _told(statements: Statements, reconciliation: Reconciliation, context: Context) -> dict[str, Any]:
    """Lines of no known customer, costs tied to the files, plan and day."""
    nobody, digits = find_nobodys(statements), statements.digits
    return {
        "unassigned_lines": {"lines": nobody.lines, "revenue_share": nobody.share},
        "cost_reconciliation": {
            "files": plain_decimal(reconciliation.cost_files, digits),
            "results": plain_decimal(reconciliation.cost_results, digits),
            "difference": plain_decimal(reconciliation.cost_difference, digits),
        },
        "plan": context.plan,
        "made_on": context.made_on,
    }


def _group(group: Group, results: Results) -> dict[str, Any]:
    return {
        "customers": [str(results.statements.ledger.ids[place]) for place in group.places],
        "revenue_share": group.revenue_share,
        "profit_share": group.profit_share,
        "verdict": group_verdict(group, results.statements),
    }

"""From a workbook and an answer to the traits that predict high profit."""

from dataclasses import dataclass, field, replace
from typing import Final, Literal

from threadpoolctl import threadpool_limits

from whalecurve.analysis.line_traits import MIX_NOTE, mix_of_lines, own_columns, rep_of_lines
from whalecurve.analysis.spend import without_spend
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.segments import (
    Segments,
    Settings,
    Target,
    TraitTable,
    Watch,
    above_zero,
    segments,
    top_margin,
    top_share,
)
from whalecurve.domain.segments.groups.clusters import Grouping, cluster_profits, group_customers
from whalecurve.domain.segments.traits.column_roles import Taken
from whalecurve.domain.segments.traits.trait import share_name

Measure = Literal["profit", "margin", "above zero"]
Basis = Literal["customer profit", "contribution margin"]
Merge = tuple[str, str, str]

CUSTOMER_PROFIT: Final[Basis] = "customer profit"
CONTRIBUTION_MARGIN: Final[Basis] = "contribution margin"
NOT_SHARED: Final = "it could tell who a customer is, and names are not shared"


@dataclass(frozen=True)
class SegmentChoice:
    """What the reader calls a high-profit customer.

    Attributes:
        measure: The best by ``profit``, the best by ``margin``, or everyone ``above zero``.
        share: How many of the customers who bought are the best, 0 to 1.
        basis: Profit after all costs, or before shared ones.
        merges: Spellings to be taken for one: column, spelling, the spelling that stays.
        taken: Columns that the reader took out of the traits, or in.
    """

    measure: Measure = "profit"
    share: float = 0.2
    basis: Basis = CUSTOMER_PROFIT
    merges: tuple[Merge, ...] = ()
    taken: Taken = field(default_factory=Taken)

    def target(self, statements: Statements) -> Target:
        """Profit of the customers on file, and who of those who bought is high-profit; without any cost it is revenue.

        Raises:
            TargetError: The share is not between 0 and 1.
        """
        whole = self.basis == CUSTOMER_PROFIT
        profit = statements.customer_profit if whole else statements.contribution_margin
        target = self._measured(profit, statements.net_revenue.amounts)
        return (
            replace(target, name=target.name.replace(self.basis, "revenue")) if statements.is_revenue_only else target
        )

    def _measured(self, profit: Ints, revenue: Ints) -> Target:
        if self.measure == "above zero":
            return above_zero(profit, revenue, self.basis)
        best = top_share if self.measure == "profit" else top_margin
        return best(profit, revenue, self.share, self.basis)


def trait_table(workbook: Workbook, period: Period, merges: tuple[Merge, ...] = ()) -> TraitTable:
    """What the customers are: their own columns, the rep and the product mix of their lines.

    Args:
        workbook: Dataset and facts.
        period: Months whose lines count for rep and product mix.
        merges: Spellings to be taken for one.
    """
    columns, hidden = own_columns(workbook.dataset), () if workbook.frozen is None else workbook.frozen.hidden
    found = (rep_of_lines(workbook, period), mix_of_lines(workbook, period))
    added = {part.name: part.texts for part in found if part.texts is not None}
    mixes = [part.mix for part in found if part.mix is not None]
    spelled: dict[str, dict[str, str]] = {}
    for column, spelling, kept in merges:
        spelled.setdefault(column, {})[spelling] = kept
    mix = mixes[0] if mixes else None
    table = TraitTable(columns.assign(**added), workbook.dataset.trait_kinds, mix=mix, merges=spelled)
    reasons = {part.name: part.left_out for part in found if part.left_out} | dict.fromkeys(hidden, NOT_SHARED)
    order = None if workbook.frozen is None else workbook.frozen.order
    notes = {part.name: part.note for part in found if part.note}
    notes |= {share_name(label): MIX_NOTE for label in (mix.labels if mix else ())}
    noted = table.noted(notes).learned_in(order)
    return noted.without(reasons) if reasons else noted


def find_segments(
    table: TraitTable,
    statements: Statements,
    choice: SegmentChoice | None = None,
    watch: Watch | None = None,
    grouping: Grouping | None = None,
) -> Segments:
    """Learn which traits predict high profit.

    Args:
        table: What the customers are, see ``trait_table``.
        statements: What they earn.
        choice: What counts as high profit; the best fifth by customer profit when left out.
        watch: Told of progress; may give up.
        grouping: Natural groups of an earlier answer for the same traits and customers; costs do not change them.

    Raises:
        CancelledError: The watch gave up.
    """
    choice = choice or SegmentChoice()
    target = choice.target(statements).in_order(table.order)
    return segments(without_spend(table, statements, choice.taken), target, watch=watch, grouping=grouping)


def regroup(found: Segments, statements: Statements, choice: SegmentChoice, groups: int) -> Segments:
    """The same answer with a number of groups that the reader asked for.

    Args:
        found: An answer with groups.
        statements: What the customers earn.
        choice: What counts as high profit.
        groups: How many groups, 2 or more; fewer come out where customers are too much alike.
    """
    if found.encoded is None or found.clusters is None:
        return found
    settings, watch = Settings(clusters=groups), Watch()
    with threadpool_limits(limits=1):  # for the reason in ``segments``
        grouping = group_customers(found.encoded.traits, settings, watch, found.clusters.grouping.candidates)
        target = choice.target(statements).in_order(found.rows)
        return replace(found, clusters=cluster_profits(grouping, target, settings, watch))

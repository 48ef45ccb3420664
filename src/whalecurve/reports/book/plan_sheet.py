"""Sheet *Plan*: the cells that may be changed, and what one of each quantity costs because of them."""

from typing import Any, Final

from whalecurve.domain.plan.plan_words import SHARES, basis_words, driver_words
from whalecurve.domain.plan.pool_amount import exact_period_amount
from whalecurve.domain.plan.quantity_words import scope_words
from whalecurve.domain.plan.scenario import BASIS_CREDIT_DAY, CostPool, VariableCost
from whalecurve.domain.words.formats import month_name
from whalecurve.domain.words.wording import ranged
from whalecurve.reports.book.contents import Contents
from whalecurve.reports.book.inputs import Input
from whalecurve.reports.book.layout import FIRST_INPUT, PERIOD_COLUMN, PLAN, Layout
from whalecurve.reports.book.sheet import Sheet, Styles, cell, letter, widths

_HEADINGS: Final = (
    "Cost",
    "How it is counted",
    "Rate, or amount of a year",
    "Practical capacity",
    "Rate or amount as exported",
    "Capacity as exported",
    "Months charged",
    "Amount of the period",
    "Cost of one",
    "As exported (1) or changed (0)",
    "Remarks",
)
RATE, CAPACITY, MONTHS, PERIOD, UNIT, SAME = 2, 3, 6, PERIOD_COLUMN, 8, 9


def write_plan(book: Any, sheet: Sheet, styles: Styles, layout: Layout) -> None:  # noqa: ANN401
    """Write the sheet and give the cells their names."""
    contents, inputs = layout.contents, layout.inputs
    sheet.put(0, 0, "Plan", styles.title)
    sheet.put(
        1, 0, "Change a yellow cell: every sheet is worked out again. Settings below are as exported.", styles.note
    )
    sheet.put_row(FIRST_INPUT - 1, _HEADINGS, styles.head)
    widths(sheet, (30, 34, 16, 14, 16, 14, 10, 18, 18, 12, 60))
    for number, each in enumerate(inputs.rows):
        row = FIRST_INPUT + number
        sheet.put(row, 0, "cost of goods" if each.owner is None else each.owner.name)
        sheet.put(row, 1, _how(each))
        if isinstance(each.owner, CostPool):
            _pool(sheet, styles, layout, number)
        else:
            _rate(sheet, styles, each, row)
        sheet.put(row, 10, _remark(contents, each))
        for start, column in (("unit", UNIT), ("same", SAME), ("rate", RATE), ("capacity", CAPACITY)):
            book.define_name(f"{start}_{each.name}", f"={PLAN}!${letter(column)}${row + 1}")
    _settings(sheet, contents, FIRST_INPUT + len(inputs.rows) + 1)


def _how(each: Input) -> str:
    owner = each.owner
    if owner is None:
        return "as the lines of the files say"
    if isinstance(owner, CostPool):
        return f"a year, by {driver_words(owner.driver)}{scope_words(owner.only)}"
    if owner.rate is None:
        return f"the column {owner.column} of the files{scope_words(owner.only)}"
    return basis_words(owner.per) + scope_words(owner.only)


def _rate(sheet: Sheet, styles: Styles, each: Input, row: int) -> None:
    """A rate and what one costs; what the files say costs what it says."""
    term = each.term
    if term is None or term.rate is None or not isinstance(each.owner, VariableCost):
        sheet.put(row, UNIT, 1, styles.number)
        sheet.put(row, SAME, 1)
        return
    rate, per = float(term.rate), each.owner.per
    sheet.put(row, RATE, rate, styles.rate_share if per in SHARES else styles.input)
    sheet.put(row, RATE + 2, rate, styles.number)
    days = "/365" if per == BASIS_CREDIT_DAY else ""
    sheet.formula(row, UNIT, f"{cell(row, RATE)}{days}", float(term.factor), styles.number)
    sheet.formula(row, SAME, f"IF({cell(row, RATE)}={cell(row, RATE + 2)},1,0)", 1)


def _pool(sheet: Sheet, styles: Styles, layout: Layout, number: int) -> None:
    """A fixed cost: the year's amount to the period's, and that over what it is shared by."""
    contents, each, row = layout.contents, layout.inputs.rows[number], FIRST_INPUT + number
    pool = each.owner
    if not isinstance(pool, CostPool):
        raise TypeError("only a fixed cost has an amount of a year")
    charged, digits = contents.statements.charged, contents.digits
    amount = exact_period_amount(pool, charged, digits) / 10**digits
    shown = float(amount) if pool.dated else float(pool.annual_amount)
    sheet.put(row, RATE, shown, styles.input)
    sheet.put(row, RATE + 2, shown, styles.number)
    sheet.put(row, MONTHS, float(charged.total), styles.number)
    period = cell(row, RATE) if pool.dated else f"{cell(row, RATE)}*{cell(row, MONTHS)}/12"
    sheet.formula(row, PERIOD, period, float(amount), styles.number)
    same = f"{cell(row, RATE)}={cell(row, RATE + 2)}"
    factor = 0.0 if each.term is None else float(each.term.factor)
    if pool.practical_capacity is not None:
        capacity = float(pool.practical_capacity)
        sheet.put(row, CAPACITY, capacity, styles.input)
        sheet.put(row, CAPACITY + 2, capacity, styles.number)
        unit = f"{cell(row, PERIOD)}*12/{cell(row, MONTHS)}/{cell(row, CAPACITY)}"
        same = f"AND({same},{cell(row, CAPACITY)}={cell(row, CAPACITY + 2)})"
    else:
        unit = f"{cell(row, PERIOD)}/{layout.whole(each.counted)}" if layout.is_running(each.working) else "0"
    sheet.formula(row, UNIT, unit, factor, styles.number)
    sheet.formula(row, SAME, f"IF({same},1,0)", 1)


def _remark(contents: Contents, each: Input) -> str:
    said = [each.owner.sure] if each.owner is not None and each.owner.sure else []
    if each.term is None:
        said.append("nobody in the period has any of it: the amount stays unassigned")
    elif each.term.span is not None:
        span = each.term.span
        said.append(f"holds in {ranged(month_name(span.first), month_name(span.last))}")
    if isinstance(each.owner, CostPool) and each.owner.dated:
        said.append("the amount is that of the period, from a list with dates")
    if each.term is not None and not contents.is_formula(each.working):
        said.append("more than 15 digits: the amounts of this cost are values, a change here does not reach them")
    return "; ".join(said)


def _settings(sheet: Sheet, contents: Contents, row: int) -> None:
    plan = contents.statements.scenario
    settings = plan.settings
    told = {
        "Currency": plan.currency or "none named",
        "Period": f"{contents.context.first} to {contents.context.last}",
        "Customers in each group": settings.group_size,
        "Fixed costs are shared with": settings.share_with,
        "A month that is not whole is charged": settings.part_months.replace("_", " "),
        "Assumptions move by, for stability": float(settings.swing),
    }
    sheet.put(row, 0, "Settings, as exported: these are values; change them in Whalecurve")
    for number, (name, value) in enumerate(told.items(), start=1):
        sheet.put_row(row + number, (name, value))

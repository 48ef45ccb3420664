"""The workbook: every cell is the app's, a spreadsheet program comes to the same, and a changed rate does too."""

import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.analysis.companies import companies, plans
from tests.domain import test_golden
from tests.domain.build import make_ledger
from tests.reports.office import recalculated, sheets
from whalecurve.analysis.reading import read_files
from whalecurve.analysis.results import analyze
from whalecurve.analysis.workbook import dataset_digest, keep
from whalecurve.domain.costing.reconcile import reconcile
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.plan.scenario import CostPool, Scenario
from whalecurve.domain.ranks.results import compute_results
from whalecurve.domain.sample import sample_company
from whalecurve.reports.book.book import write_book
from whalecurve.reports.book.contents import FIRST, Contents
from whalecurve.reports.book.layout import FIRST_INPUT, Layout
from whalecurve.reports.book.sheet import safe_text
from whalecurve.reports.context import context_of
from whalecurve.reports.totals_csv import total_rows

PARTS = {"all customers": "all customers", "no known customer": "unassigned", "unused capacity": "unused capacity"}


def contents_of(workbook, plan):
    analysis = analyze(workbook, plan)
    context = context_of(analysis.results, "plan", "2026-05-01")
    return Contents(analysis.results, analysis.reconciliation, context, lines=workbook.lines)


def minor(value, digits):
    """A cell as minor units; it must be one to within a millionth."""
    exact = (value or 0) * 10**digits
    assert abs(exact - round(exact)) < 1e-3 * max(1, abs(exact) * 1e-9), value
    return round(exact)


def statement_rows(rows, statements):
    """Money of each customer and of the totals, by column, in minor units."""
    money = list(total_rows(statements)["all customers"])
    found = {}
    for row in rows[3:]:
        who = row[1] if row[0] == "" else str(row[0])
        if len(row) > 2 and who:
            found[who] = {name: minor(row[2 + place], statements.digits) for place, name in enumerate(money)}
    return found


def app_rows(statements):
    """The same as the app has it."""
    frame, parts = statements.frame(), total_rows(statements)
    money = list(parts["all customers"])
    found = {
        safe_text(str(one)): {name: int(frame[name].iloc[place]) for name in money}
        for place, one in enumerate(frame["customer_id"].tolist())
    }
    return found | {
        called: parts.get(part, dict.fromkeys(money, 0)) for called, part in (*PARTS.items(), ("company", "company"))
    }


def check(path, contents):
    """Every figure of the file is the app's."""
    results, statements = contents.results, contents.statements
    book = sheets(path)
    assert statement_rows(book["Statements"], statements) == app_rows(statements)
    columns = list(Layout(contents).statement)
    for place, row in zip(contents.order.tolist(), book["Statements"][FIRST:], strict=False):
        shown = dict(zip(columns, row, strict=False))
        assert shown["profit_rank"] == results.profit_rank[place]
        assert shown["revenue_rank"] == results.revenue_rank[place]
        assert shown["stability"] == results.stability.verdicts[place]
    summary = {row[0]: row for row in book["Summary"] if row[0]}
    curve = results.curve
    assert summary["Customers at a loss"][1] == results.unprofitable_customers
    assert summary["Customers up to the peak"][1] == curve.peak_customers
    assert minor(summary["Profit at the peak"][1], statements.digits) == curve.peak
    assert minor(summary["Profit of the company"][1], statements.digits) == statements.company_profit
    for name, share in (
        ("Peak as a share of all profit", curve.peak_share),
        ("Share of the best fifth of customers", curve.top_20_percent_share),
    ):
        assert summary[name][1] == ("" if share is None else pytest.approx(share, abs=1e-9))
    for group in results.groups:
        if len(group.places):
            row = summary[group.name]
            assert (minor(row[2], statements.digits), minor(row[3], statements.digits)) == (
                group.net_revenue,
                group.customer_profit,
            )
    points = {int(row[0]): minor(row[3], statements.digits) for row in book["Curve"][4:] if row[0] != ""}
    drawn = dict(zip(curve.customers.tolist(), curve.cumulative_profit.tolist(), strict=True))
    assert points == {number: drawn[number] for number in points}


def changed_plan(plan, each, factor):
    """The plan with one cell of the workbook's plan changed by a factor."""
    owner = each.owner
    if isinstance(owner, CostPool):
        if owner.dated:
            new = replace(owner, dated=tuple(replace(one, amount=one.amount * factor) for one in owner.dated))
        else:
            new = replace(owner, annual_amount=owner.annual_amount * factor)
        return replace(plan, fixed=tuple(new if pool == owner else pool for pool in plan.fixed))
    first = each.term.span.first if each.term.span else None
    begun = [rate for rate in owner.later if first and rate.month <= first]
    if each.term.span is None and owner.later:
        new = replace(owner, rate=each.term.rate * factor, later=())
    elif begun:
        later = tuple(replace(rate, rate=rate.rate * factor) if rate == begun[-1] else rate for rate in owner.later)
        new = replace(owner, later=later)
    else:
        new = replace(owner, rate=owner.rate * factor)
    return replace(plan, variable=tuple(new if cost == owner else cost for cost in plan.variable))


def spoiled(path, target, row=None, value=None):
    """A copy of the file whose formulas carry wrong values, with another number in the rate's cell of a row of Plan."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "xl/worksheets/sheet2.xml" and row is not None:
                cell = rf'(<c r="C{row + 1}"[^>]*><v>)[^<]*'.encode()
                data, times = re.subn(cell, rf"\g<1>{value!r}".encode(), data)
                assert times == 1
            new.writestr(item, re.sub(rb"</f><v>[^<]*</v>", b"</f><v>12345</v>", data))
    return target


def with_capacities(plan, data):
    """Some pools with a practical capacity, which may be too small."""
    sizes = st.none() | st.integers(1, 60).map(Decimal)
    return replace(plan, fixed=tuple(replace(pool, practical_capacity=data.draw(sizes)) for pool in plan.fixed))


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    """Companies of every kind with their workbooks: path, contents, and a changed cell with the answer under it."""
    folder, found = tmp_path_factory.mktemp("books"), []

    @settings(max_examples=12, derandomize=True, database=None, deadline=None)
    @given(st.data())
    def collect(data):
        company = data.draw(companies())
        plan = with_capacities(data.draw(plans(company)), data)
        workbook = company.open(folder / f"data{len(found)}")
        contents, path = contents_of(workbook, plan), folder / f"book{len(found)}.xlsx"
        write_book(path, contents)
        change = None
        cells = [
            (FIRST_INPUT + place, each)
            for place, each in enumerate(Layout(contents).inputs.rows)
            if isinstance(each.owner, CostPool) or (each.term and each.term.rate is not None)
        ]
        if cells:
            row, each = data.draw(st.sampled_from(cells))
            factor = data.draw(st.sampled_from([Decimal("0.5"), Decimal("1.37"), Decimal(0), Decimal(3)]))
            value = sheets(path)["Plan"][row][2] * float(factor)
            change = row, value, contents_of(workbook, changed_plan(plan, each, factor))
        found.append((path, contents, change))

    collect()
    return folder, found


def test_every_figure_as_written_is_the_apps(cases):
    for path, contents, _ in cases[1]:
        check(path, contents)


def published():
    """Worked examples that were published, as answers."""
    made = [test_golden.TestAlpha().statements(), test_golden.TestMaltloaf().statements()]
    minutes = make_ledger(["orders", "complaints"], activities={"minutes": [9800 * 40, 280 * 220]})
    pool = CostPool("service", Decimal(560000), "minutes", Decimal(700000))
    return [compute_results(each.ledger, each.scenario) for each in made] + [
        compute_results(minutes, Scenario(fixed=(pool,)))
    ]


def hostile():
    """A company whose names, costs and limits are everything that a spreadsheet could take for something else."""
    texts = ["=1+1", "<r><t>x</t></r>", "_x0041_", "a\x01b", "a\nb&", "  two ", "x" * 40_000, "007", "1e5", "@SUM(A1)"]
    ledger = make_ledger([f"{n}{text}" for n, text in enumerate(texts)], net_revenue=range(-300, 700, 100))
    names = ["=2+2", "]]>&<b>", "share_of_revenue", "Rate 1!", "\u0645\u0635\u0646\u0639", "\ufffe"]
    pools = tuple(CostPool(name, Decimal("100.01"), "revenue") for name in names)
    ledger.customers["customer_name"] = texts
    return compute_results(ledger, Scenario(currency="KWD", fixed=pools))


def contents_alone(results):
    return Contents(results, reconcile(results.statements, {}), context_of(results, "=plan", "2026-05-01"))


def test_hostile_names_are_text_and_nothing_else(tmp_path):
    results = hostile()
    contents = contents_alone(results)
    write_book(tmp_path / "book.xlsx", contents)
    shown = [row[1] for row in sheets(tmp_path / "book.xlsx")["Statements"][FIRST:]]
    names = results.statements.ledger.customers["customer_name"]
    assert shown == [safe_text(names.iloc[place]) for place in contents.order]
    book = load_workbook(tmp_path / "book.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert all(cell.value.startswith("=") for cell in cells)
    assert not {cell.value for cell in cells} & {"=1+1", "=2+2", "=plan"}


def test_a_company_of_nobody_and_one_of_amounts_that_are_too_large(tmp_path):
    pool = CostPool("Rent", Decimal(100))
    huge = make_ledger(["a", "b"], net_revenue=[4 * 10**17, -1], cost_of_goods=[10**15, 7])
    for number, ledger in enumerate([make_ledger([]), make_ledger(["one"], net_revenue=[0, 55]), huge]):
        contents = contents_alone(compute_results(ledger, Scenario(fixed=(pool,))))
        path = tmp_path / f"book{number}.xlsx"
        write_book(path, contents)
        if ledger is not huge:
            check(path, contents)
    assert "value" in sheets(path)["Statements"][1][0]
    assert b"<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet5.xml")


@pytest.mark.parametrize("customers", [20_001])
def test_many_customers_have_values_for_ranks_and_fewer_points(tmp_path, customers):
    revenue = [(number * 7919) % 10_007 for number in range(customers)]
    ledger = make_ledger([f"c{number}" for number in range(customers)], net_revenue=revenue)
    contents = contents_alone(compute_results(ledger, Scenario(fixed=(CostPool("Rent", Decimal(100)),))))
    told = []
    write_book(tmp_path / "book.xlsx", contents, lambda name, share: told.append((name, share)))
    assert [share for _, share in told] == sorted(share for _, share in told)
    rows = sheets(tmp_path / "book.xlsx")
    assert len(rows["Curve"]) < 200
    assert len(rows["Statements"]) == FIRST + customers
    assert [row[-5] for row in rows["Statements"][FIRST : FIRST + 3]] == [1, 2, 3]


def test_a_spreadsheet_program_comes_to_the_apps_answer_also_after_a_change(cases):
    folder, found = cases
    asked = {}
    for number, (path, contents, change) in enumerate(found):
        if change is None or number < 3:
            asked[spoiled(path, folder / f"same{number}.xlsx")] = contents
        if change is not None:
            row, value, after = change
            asked[spoiled(path, folder / f"changed{number}.xlsx", row, value)] = after
    for number, results in enumerate([*published(), hostile()]):
        write_book(folder / f"known{number}.xlsx", contents_alone(results))
        asked[spoiled(folder / f"known{number}.xlsx", folder / f"same_known{number}.xlsx")] = contents_alone(results)
    for new, (path, expected) in zip(recalculated(asked, folder), asked.items(), strict=True):
        if path.stem.startswith("same"):
            check(new, expected)
        else:
            check_changed(new, expected.statements)


def test_the_sample_company_is_worked_out_again_also_after_a_change(tmp_path):
    kinds = {"orders.csv": "transactions"}
    files = {
        kinds.get(name, name.removesuffix(".csv")): [(name, text.encode())]
        for name, text in sample_company().files.items()
        if name != "costs.csv"
    }
    workbook = keep(read_files(files, None), tmp_path, dataset_digest(["sample"]))
    plan = scenario_from_json(sample_company().plan)
    contents, asked = contents_of(workbook, plan), {}
    write_book(tmp_path / "book.xlsx", contents)
    check(tmp_path / "book.xlsx", contents)
    asked[spoiled(tmp_path / "book.xlsx", tmp_path / "same.xlsx")] = contents
    for number, name in enumerate(("Sales commission",)):
        row, each = next(
            (FIRST_INPUT + place, each)
            for place, each in enumerate(Layout(contents).inputs.rows)
            if each.owner is not None and each.owner.name == name
        )
        value = sheets(tmp_path / "book.xlsx")["Plan"][row][2] * 1.37
        after = contents_of(workbook, changed_plan(plan, each, Decimal("1.37")))
        asked[spoiled(tmp_path / "book.xlsx", tmp_path / f"changed{number}.xlsx", row, value)] = after
    for new, (path, expected) in zip(recalculated(asked, tmp_path), asked.items(), strict=True):
        if path.stem == "same":
            check(new, expected)
        else:
            check_changed(new, expected.statements)


def check_changed(path, statements):
    """Every total is the app's, and each customer's cost within one minor unit of it."""
    rows, app = statement_rows(sheets(path)["Statements"], statements), app_rows(statements)
    assert rows.keys() == app.keys()
    for who, amounts in rows.items():
        off = {name: amount - app[who][name] for name, amount in amounts.items() if amount != app[who][name]}
        assert not off or who not in {*PARTS, "company"}, (path, who, off)
        assert all(abs(off[name]) <= 1 for name in off if name in statements.cost_lines), (path, who, off)

"""Small companies of every kind with a plan that uses what they have, and all that a folder says."""

import json
from dataclasses import dataclass, replace
from decimal import Decimal

import hypothesis.strategies as st
import pyarrow.parquet as pq

from whalecurve.analysis.reading import read_files
from whalecurve.analysis.workbook import dataset_digest, keep
from whalecurve.domain.plan.dated_amounts import DatedAmount
from whalecurve.domain.plan.dated_rates import DatedRate
from whalecurve.domain.plan.scenario import CostPool, Scenario, Settings, VariableCost, scope_of
from whalecurve.domain.quantities.facts import Period

MONTHS = (202511, 202512, 202601, 202602, 202603)
CATEGORIES = ("Tea", "Ink", "Pens")
REPS = ("Ann Arber", "Bob Brook")
ACTIVITIES = ("Visit", "Phone call")


@dataclass
class Company:
    """Files as text, with what nobody who holds a link may find."""

    files: dict[str, str]
    ids: list[str]
    names: list[str]
    orders: set[str]
    products: set[str]
    dates: set[str]

    def open(self, folder):
        read = read_files({kind: [(f"secret-{kind}.csv", text.encode())] for kind, text in self.files.items()}, None)
        return keep(read, folder, dataset_digest([json.dumps(self.files)]))

    def under(self, ids):
        """The same company whose customers have other ids."""
        files = dict(self.files)
        for old, new in zip(self.ids, ids, strict=True):
            files = {kind: text.replace(old, new) for kind, text in files.items()}
        return replace(self, files=files, ids=ids)


def make_company(lines, activities, people):
    """A company of plain rows: lines (customer, month, day, order, product, category, rep, amount, cost, freight)."""
    ids = [f"cust-{n * 7919 % 1000:03d}x" for n in range(people)]
    names = [f"Firm Nr{n} Quux" for n in range(people)]
    rows = ["customer_id,customer_name,Region,Miles,days_of_credit,Contact person"]
    rows += [
        f"{ids[n]},{names[n]},{('North', 'South')[n % 2]},{n * 3 % 11 + 1},{n * 13 % 90 + 1},Person {n}"
        for n in range(people)
    ]
    sales = ["Order,Date,Customer,Product,Category,Sales Rep,Quantity,List,Amount,Cost,Freight"]
    dates = []
    for who, month, day, order, product, category, rep, amount, cost, freight in lines:
        dates.append(f"{MONTHS[month] // 100}-{MONTHS[month] % 100:02d}-{day:02d}")
        customer = ids[who] if who < people else "stranger-9"
        sales.append(
            f"ORD-{order:04d},{dates[-1]},{customer},Prod {product}-zz,{CATEGORIES[category]},{REPS[rep]},"
            f"{product + 1},{amount + 5}.50,{amount}.25,{cost},{freight}.10"
        )
    done = ["Customer,Activity,Count,Date"]
    for who, kind, count, month in activities:
        when = f"{MONTHS[month] // 100}-{MONTHS[month] % 100:02d}-28" if month < len(MONTHS) else ""
        done.append(f"{ids[who % people]},{ACTIVITIES[kind]},{count},{when}")
    files = {"transactions": "\n".join(sales) + "\n", "customers": "\n".join(rows) + "\n"}
    if activities:
        files["activities"] = "\n".join(done) + "\n"
    orders, products = {f"ORD-{line[3]:04d}" for line in lines}, {f"Prod {line[4]}-zz" for line in lines}
    return Company(files, ids, names, orders, products, set(dates))


amounts = st.integers(-50, 900)
lines = st.tuples(
    st.integers(0, 12),
    st.integers(0, len(MONTHS) - 1),
    st.integers(1, 28),
    st.integers(0, 15),
    st.integers(0, 3),
    st.integers(0, 2),
    st.integers(0, 1),
    amounts,
    st.integers(0, 400),
    st.integers(0, 20),
)
done = st.tuples(st.integers(0, 12), st.integers(0, 1), st.integers(1, 4), st.integers(0, len(MONTHS)))


def companies():
    """Any small company that sold to somebody: customers without lines, strangers, orders over several months."""
    some = st.lists(lines, min_size=1, max_size=25)
    return st.builds(make_company, some, st.lists(done, max_size=8), st.integers(1, 12))


def limits(company):
    """What costs may be limited by in this company."""
    product = min(company.products)
    found = st.sampled_from(
        [
            (),
            (("category", ("Tea",)),),
            (("Category", ("Ink", "Nothing")), ("Sales Rep", ("Ann Arber",))),
            (("Product", (product,)),),
            (("Region", ("North",)),),
            (("Contact person", ("Person 0", "Person 3")), ("category", ("Tea", "Pens"))),
        ]
    )
    return found.map(dict).map(scope_of)


def plans(company):
    """Plans that use any driver and basis the company has."""
    has_done = ["Visit"] if ",Visit," in company.files.get("activities", "") else []
    drivers = ["customers", "revenue", "orders", "lines", "units", "gross_margin", "Miles", *has_done]
    bases = ["revenue", "order", "line", "unit", "new_customer", "credit_day"]
    dated = (DatedAmount(Period(202512, 202601), Decimal(77)), DatedAmount(Period(202602, 202602), Decimal("3.5")))
    pools = st.lists(st.tuples(st.sampled_from(drivers), limits(company), st.booleans()), max_size=3).map(
        lambda chosen: tuple(
            CostPool(f"Pool {n}", driver=name, only=only, dated=dated)
            if by_month
            else CostPool(f"Pool {n}", Decimal(1200 + 7 * n), name, only=only)
            for n, (name, only, by_month) in enumerate(chosen)
        )
    )
    changes = st.sampled_from([(), (DatedRate(202601, Decimal("0.09")), DatedRate(202603, Decimal(2)))])
    costs = st.lists(st.tuples(st.sampled_from([*bases, "column"]), limits(company), changes), max_size=4).map(
        lambda chosen: tuple(
            VariableCost(f"Cost {n}", column="Freight", only=only)
            if per == "column"
            else VariableCost(f"Cost {n}", ("cost_of_goods", "")[n % 2], Decimal("0.07"), per, only=only, later=later)
            for n, (per, only, later) in enumerate(chosen)
        )
    )
    return st.builds(
        Scenario,
        currency=st.sampled_from(["", "EUR"]),
        fixed=pools,
        variable=costs,
        settings=st.builds(
            Settings,
            st.integers(1, 4),
            st.sampled_from(["all", "active", "months"]),
            part_months=st.sampled_from(["whole", "days", "leave_out"]),
        ),
    )


def periods(workbook):
    """The whole span, or some months that have lines."""
    span = workbook.facts.span
    first = st.sampled_from([month for month in MONTHS if month in span])
    ends = first.flatmap(lambda one: st.tuples(st.just(one), st.sampled_from([m for m in MONTHS if m >= one])))
    return st.none() | ends.map(lambda pair: Period(*pair))


def everything_said(folder):
    """Every text in a folder: headers and cells of the tables, texts and keys of the JSON, and names of files."""
    said = {path.name for path in folder.rglob("*")}
    for path in folder.rglob("*.parquet"):
        with path.open("rb") as file:
            table = pq.ParquetFile(file).read()
        said |= {*table.column_names, *map(str, (table.schema.metadata or {}).values())}
        for column in table.columns:
            said |= {str(cell) for cell in column.to_pylist()}
    for path in folder.rglob("*.json"):
        said |= set(_texts(json.loads(path.read_text())))
    return said


def _texts(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    else:
        yield str(value)

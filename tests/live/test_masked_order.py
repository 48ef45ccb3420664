"""Nothing that reaches a masked visit is in an order that says who is who: every frame, page, table, chart and file."""

import csv
import random
import re
from types import SimpleNamespace

import pytest

from tests.browser import live_server
from tests.live.arrays import FEWEST, places_of, tables_of, tells
from tests.live.company import service_at, share
from tests.wire import Visitor, Waiting, Wire
from whalecurve.domain.names.masking import pseudonyms
from whalecurve.domain.state.kept import LOCAL, RANKING, SEGMENTS, Principal, ShareTerms

pytestmark = pytest.mark.live

ME = Principal(LOCAL, "me")
PEOPLE, IDLE = 140, 30
TERMS = ShareTerms("Figures", parts=(RANKING, SEGMENTS), download=True, masked=True)


def company(seed=7):
    """Files of a company whose ids, names, rows and profits are in orders that have nothing to do with each other.

    Some customers bought nothing: their profits are equal, and what is equal shows what the program sorts by.
    """
    dice = random.Random(seed)
    ids = [f"K{number:04d}" for number in dice.sample(range(10_000), PEOPLE)]
    names = [f"{''.join(dice.choices('abcdefghijklmnopqrstuvwxyz', k=9)).title()} Works" for _ in ids]
    rows = ["Customer ID,Customer Name,Industry,Staff"]
    staff = [dice.randint(3, 60) for _ in ids]
    rows += [
        f"{one},{name},{dice.choice(['Retail', 'Hotels', 'Farms'])},{size}"
        for one, name, size in zip(ids, names, staff, strict=True)
    ]
    buyers = dice.sample(range(PEOPLE), PEOPLE - IDLE)
    lines = [
        f"{number},2026-0{dice.randint(1, 6)}-1{dice.randint(0, 9)},{ids[who]},{dice.choice(['Tea', 'Ink', 'Pens'])},"
        f"{dice.randint(20, 900)}.{dice.randint(10, 99)},{dice.randint(10, 500)}.00,1"
        for number, who in enumerate([*buyers, *dice.choices(buyers, k=900)])
    ]
    orders = ["Order ID,Order Date,Customer ID,Category,Amount,Cost,Quantity", *lines]
    costs = "Cost,Amount,Year,Kind,Driver\nRent,12345.67,2026,fixed,customers\nCare,999.99,2026,fixed,orders\n"
    files = {"customers.csv": "\n".join(rows), "orders.csv": "\n".join(orders), "costs.csv": costs}
    return {name: text.encode() for name, text in files.items()}, ids, names


@pytest.fixture(scope="module")
def visit(tmp_path_factory):
    """A masked visit of every page, each of its lists opened: all frames, the file, and whose pseudonym is whose."""
    data, files = tmp_path_factory.mktemp("masked"), company()
    with live_server(data) as url, Wire() as wire, pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHALECURVE_DATA_DIR", str(data))
        owner = wire.open(wire.visitor(url), "data")
        owner.upload("Upload files", files[0])
        owner.click("use")
        owner.go("ranking")
        assert owner.page.exceptions == [], owner.page.text
        with service_at(data) as service:
            workspace, name, token = share(service, ME, TERMS, tmp_path_factory.mktemp("share"))
            codes = pseudonyms(files[1], service.mask_key(ME, workspace))
        viewer = Waiting(wire, Visitor(url))
        viewer.arrive(viewer.fetch(f"/s/{token}").headers["location"])
        tab = wire.open(viewer, RANKING, query=f"share={name}")
        look_at_everything(tab)
        exported = viewer.fetch(f"/export/{name}/ranking.csv").text
        yield SimpleNamespace(frames=list(tab.frames), exported=exported, lists=lists_of(*files, codes), codes=codes)


def lists_of(files, ids, names, codes):
    """Lists of the customers as somebody outside may have them: pseudonym -> place, by what it is sorted."""
    lines = files["orders.csv"].decode().splitlines()[1:]
    first = list(dict.fromkeys(line.split(",")[2] for line in lines))
    by_code = dict(zip(codes, zip(ids, names, strict=True), strict=True))
    return {
        "ids": {code: sorted(ids).index(one) for code, (one, _) in by_code.items()},
        "names": {code: sorted(names).index(name) for code, (_, name) in by_code.items()},
        "rows of customers": {code: ids.index(one) for code, (one, _) in by_code.items()},
        "rows of orders": {code: first.index(one) for code, (one, _) in by_code.items() if one in first},
    }


def look_at_everything(tab):
    """Open what a viewer can open on the two pages."""
    query = tab.page.query
    for by in ("Profit, worst first", "Revenue", "Cost to serve", "Profit, best first"):
        tab.set("ranking_sort", by)
    tab.open_row("ranking_table_open", 3)
    tab.click("best_0")
    tab.turn_to("Where revenue misleads")
    tab.turn_to("Margin against cost to serve")
    tab.set("ranking_search", "Retail")
    tab.set("ranking_search", "")
    tab.unfold()
    assert tab.page.exceptions == []
    tab.page.query = query
    tab.rerun(page_hash=tab.page.hashes[SEGMENTS])
    tab.until(lambda page: page.finished and not page.running)
    for measure in ("The best by margin", "The best by profit"):
        tab.set("segments_measure", measure)
    number = tab.page.widget("segments_k").proto.options[-1]
    tab.set("segments_k", number)
    groups = next(one for one in tab.page.widgets() if one.key.startswith("segments_open"))
    for name in list(groups.proto.options):
        tab.set(groups.key, name)
    tab.unfold()
    assert tab.page.exceptions == []


def everything_that_left(visit):
    yield from (table for frame in visit.frames for table in tables_of(frame))
    lines = list(csv.reader(visit.exported.splitlines()))
    yield {header: [line[place] for line in lines[1:]] for place, header in enumerate(lines[0])}


def test_the_visit_carries_every_kind_of_list(visit):
    known = visit.lists["ids"]
    named = [
        set(table)
        for table in everything_that_left(visit)
        if any(len(places_of(cells, known)) >= FEWEST for cells in table.values())
    ]
    for column in ("first_direction", "cost_to_serve_share", "Stability", "Rank by revenue", "profit_rank"):
        assert any(column in columns for columns in named), f"no list with {column}: {named}"


@pytest.mark.parametrize("by", ["ids", "names", "rows of customers", "rows of orders"])
def test_no_list_stands_in_an_order_that_says_who_is_who(visit, by):
    found = [(sorted(table)[:6], tells(table, visit.lists[by])) for table in everything_that_left(visit)]
    assert [one for one in found if one[1]] == []


def test_the_same_look_finds_the_order_of_the_pseudonyms(visit):
    """The control: what is sorted by something is found to be, so a list by ids would be, too."""
    places = {code: place for place, code in enumerate(sorted(visit.codes))}
    assert any("first_direction" in table and tells(table, places) for table in everything_that_left(visit))


def test_no_line_leaves_by_a_link_whatever_is_opened(visit):
    """Statements were opened in this visit; none of them offers its lines, and nothing of a line is in any frame."""
    tables = list(everything_that_left(visit))
    assert not [sorted(table) for table in tables if {"Row", "File", "Date", "Order"} & set(table)]
    cells = {str(cell) for table in tables for column in table.values() for cell in column}
    assert not {cell for cell in cells if re.fullmatch(r"2026-0[1-6]-1\d", cell)}
    for secret in (b"orders.csv", b"customers.csv", b"Open the lines behind a figure"):
        assert not [frame for frame in visit.frames if secret in frame], secret

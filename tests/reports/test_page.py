"""The page: it loads and runs nothing, names are text in any script, and its figures are the app's."""

import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.analysis.companies import companies, make_company, plans
from tests.browser import chromium, find_chromium
from whalecurve.analysis.handed_out import hand_out
from whalecurve.analysis.results import analyze
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.domain.words.formats import money
from whalecurve.reports.context import context_of
from whalecurve.service.report_page import drawn_page

VOID = {"meta", "br"}
NAMES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt; ]]> --><!--",
    "http://evil.example/a.png",
    "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER SAD}\N{ARABIC LETTER REH} \N{HEBREW LETTER ALEF}",
    "\u682a\u5f0f\u4f1a\u793e \U0001f40b \u0e44\u0e17\u0e22",
    "\u0395\u03bb\u03bb\u03ac\u03b4\u03b1 \u0420\u0443\u0441\u044c",
    "{{7*7}} ${x} javascript:alert(1)",
]
PLAN = Scenario(
    currency="EUR",
    fixed=(CostPool("Rent <b>", Decimal(1200)), CostPool("Van", Decimal(600), "orders")),
    variable=(VariableCost("Fee </style>", rate=Decimal("0.07")),),
)


class Read(HTMLParser):
    """Elements, attributes and texts of a page; complains when an element is not closed."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.texts, self.open = set(), [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.texts.append(data)


def read(page):
    found = Read()
    found.feed(page)
    found.close()
    assert found.open == []
    return found


def page_of(company, plan, folder):
    workbook = company.open(folder)
    answered = analyze(workbook, plan)
    context = context_of(answered.results, "budget", "2026-05-01")
    return drawn_page(
        hand_out(workbook, answered), context, ["sales.csv: Which amount? Amount: proven."]
    ), answered.results


def shop(names):
    """A small shop whose customers have these names."""
    lines = [
        (n % len(names), n % 5, 1 + n % 28, n % 9, n % 4, n % 3, n % 2, (n * 37) % 300, n % 90, 2) for n in range(60)
    ]
    company = make_company(lines, [(n, 0, n + 1, n % 5) for n in range(len(names))], len(names))
    for old, new in zip(company.names, names, strict=True):
        company.files["customers"] = company.files["customers"].replace(old, new)
    return company


def harmless(page):
    """Nothing of the page is run or fetched."""
    found = read(page)
    assert not found.tags & {"script", "img", "link", "iframe", "object", "a", "form", "image", "use", "foreignobject"}
    names = {name for name, _ in found.attributes}
    assert not [name for name in names if name.startswith("on") or name in {"src", "href", "xlink:href", "srcset"}]
    urls = re.findall(r"url\(([^)]*)\)", page)
    assert all(url.startswith("#") for url in urls)
    return found


def test_names_of_every_kind_are_text(tmp_path):
    page, results = page_of(shop(NAMES), PLAN, tmp_path)
    found = harmless(page)
    for name in (*NAMES, "Rent <b>", "Fee </style>"):
        assert any(name in text for text in found.texts), name
    assert results.curve.count == len(NAMES)
    assert page.count("<style>") == page.count("</style>") == 1


@settings(max_examples=3, deadline=None, derandomize=True, phases=[Phase.generate])
@given(st.data())
def test_its_figures_are_the_apps(tmp_path_factory, data):
    company = data.draw(companies())
    page, results = page_of(company, data.draw(plans(company)), tmp_path_factory.mktemp("page"))
    found, statements = harmless(page), results.statements
    cash, texts = statements.scenario.currency, set(found.texts)
    amounts = [
        int(statements.net_revenue.amounts.sum()),
        *(int(x) for x in statements.net_revenue.amounts[results.profit_order[:5]]),
    ]
    if not statements.is_revenue_only:
        amounts += [
            statements.profit,
            statements.company_profit,
            *statements.customer_profit[results.profit_order[:5]].tolist(),
        ]
        amounts += [int(line.amounts.sum()) for line in statements.cost_lines.values()]
    assert not {money(amount, cash) for amount in amounts} - texts


@pytest.mark.browser
def test_on_paper_of_either_size_nothing_is_cut_and_nothing_is_asked_for(tmp_path):
    if find_chromium() is None:
        pytest.skip("Chromium is not installed")
    path = tmp_path / "report.html"
    path.write_text(
        page_of(shop([f"{'Long name of a customer ' * 3}{n}" for n in range(12)]), PLAN, tmp_path)[0], "utf-8"
    )
    cut = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
      const box = svg.getBoundingClientRect();
      return [...svg.querySelectorAll('text')].filter(text => {
        const one = text.getBoundingClientRect();
        return one.width && (one.left < box.left - 1 || one.right > box.right + 1 || one.top < box.top - 1);
      }).map(text => text.textContent);
    })"""
    with chromium() as browser:
        page = browser.new_page()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.emulate_media(media="print")
        for width in (680, 703):  # what is left of A4 and Letter between the margins
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(path.as_uri())
            assert page.evaluate(cut) == []
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        assert page.evaluate("() => getComputedStyle(document.querySelector('tr')).breakInside") == "avoid"
        assert page.evaluate("() => getComputedStyle(document.querySelector('figure')).breakInside") == "avoid"
        assert set(asked) == {path.as_uri()}
        assert len(page.pdf(format="A4", tagged=True)) > 10_000
        page.close()

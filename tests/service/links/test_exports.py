"""What a link gives out as a file: the frozen ranking, only while it is open, only where that was allowed."""

import csv
import io
from decimal import Decimal

import pytest

from tests.analysis.companies import make_company
from tests.analysis.test_snapshot import DONE, LINES, PLAN
from whalecurve.analysis.results import analyze
from whalecurve.domain.errors import NotAllowedError, NotFoundError, WhalecurveError
from whalecurve.domain.ranks.headlines import headline_words
from whalecurve.domain.state.kept import SEGMENTS, ShareTerms
from whalecurve.domain.words.formats import money
from whalecurve.reports.context import context_of
from whalecurve.reports.statements_csv import export_csv, statements_csv
from whalecurve.service.access.tokens import new_secret
from whalecurve.service.links.exports import share_ranking_csv, share_report_html
from whalecurve.service.links.freezing import Shown, share_answer

PEOPLE = 12


@pytest.fixture
def shown(tmp_path):
    return Shown(make_company(LINES, DONE, PEOPLE).open(tmp_path / "live"), PLAN)


def opened(company, shown, **terms):
    """A link that somebody opened: its entry and the visit's secret."""
    told = ShareTerms(**{"title": "For the board", "download": True, **terms})
    _, token = share_answer(company.place.service, company.owner, company.workspace, told, shown)
    return company.place.visits.open_link(token)


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode())))


def is_alike(text, other):
    """Whether two cells are the same, but for the odd cent of a shared cost, which goes by the pseudonyms."""
    return text == other or ("." in text and abs(Decimal(text) - Decimal(other)) <= Decimal("0.02"))


def test_the_ranking_as_it_was_when_shared(company, shown, tmp_path):
    entry, secret = opened(company, shown)
    name, content = share_ranking_csv(company.place.visits, entry.id, secret, tmp_path / "export")
    day = entry.created_at.date().isoformat()
    assert name == f"whalecurve-ranking-For-the-board-{day}-{entry.snapshot[:8]}.csv"
    results = analyze(shown.workbook, PLAN).results
    assert content.decode() == export_csv(results, context_of(results, "For the board", day), results.ranking())
    told = {"currency": "EUR", "period_from": "2026-01", "period_to": "2026-02", "plan": "For the board"}
    assert all(told.items() <= row.items() for row in rows_of(content))


def test_masked_names_are_masked_in_the_file_too(company, shown, tmp_path):
    entry, secret = opened(company, shown, masked=True)
    _, content = share_ranking_csv(company.place.visits, entry.id, secret, tmp_path / "export")
    own = rows_of(statements_csv(analyze(shown.workbook, PLAN).results).encode())
    masked = [row for row in rows_of(content) if row["customer_id"]]
    assert all(row["customer_name"] == f"Customer {row['customer_id']}" for row in masked)
    names = {
        "customer_id",
        "customer_name",
        "revenue_rank",
        "profit_rank",
        "currency",
        "period_from",
        "period_to",
        "plan",
        "made_on",
    }
    for row, other in zip(masked, own, strict=True):
        assert [name for name in other if name not in names and not is_alike(row[name], other[name])] == []
    customers = shown.workbook.dataset.customers
    said = content.decode()
    assert not [text for text in customers["customer_name"] if text in said]
    assert not {row["customer_id"] for row in masked} & set(customers["customer_id"])


def test_the_same_customer_has_the_same_pseudonym_in_every_link_of_a_workspace(company, shown, tmp_path):
    files = [opened(company, shown, masked=True, days=days) for days in (1, 2)]
    first, second = (
        share_ranking_csv(company.place.visits, entry.id, secret, tmp_path / entry.id)[1] for entry, secret in files
    )
    assert first == second


def test_the_report_holds_what_the_link_shows_and_no_more(company, shown, tmp_path):
    entry, secret = opened(company, shown)
    name, content = share_report_html(company.place.visits, entry.id, secret, tmp_path / "export")
    page, results = content.decode(), analyze(shown.workbook, PLAN).results
    assert name == f"whalecurve-report-For-the-board-{entry.created_at.date().isoformat()}-{entry.snapshot[:8]}.html"
    assert headline_words(results) in page
    assert money(results.statements.profit, "EUR") in page
    assert not [
        word for word in ("What to do", "have in common", "Where the profit comes from", "secret-") if word in page
    ]


def test_masked_names_are_masked_in_the_report_too(company, shown, tmp_path):
    entry, secret = opened(company, shown, masked=True)
    _, content = share_report_html(company.place.visits, entry.id, secret, tmp_path / "export")
    customers, page = shown.workbook.dataset.customers, content.decode()
    assert "Customer " in page
    assert not [text for name in ("customer_name", "customer_id") for text in customers[name] if text in page]


@pytest.mark.parametrize("make", [share_ranking_csv, share_report_html])
@pytest.mark.parametrize("terms", [{"download": False}, {"parts": (SEGMENTS,)}], ids=["not allowed", "no ranking"])
def test_where_it_is_not_allowed_there_is_no_file(company, shown, tmp_path, terms, make):
    entry, secret = opened(company, shown, **terms)
    with pytest.raises(NotFoundError, match="not available"):
        make(company.place.visits, entry.id, secret, tmp_path / "export")
    assert not (tmp_path / "export").exists()


def test_revoked_expired_and_guessed_are_one_and_the_same(company, shown, tmp_path):
    visits, said = company.place.visits, set()
    revoked, expired = opened(company, shown), opened(company, shown, days=1)
    company.place.service.revoke_share(company.owner, company.workspace, revoked[0].id)
    company.place.clock.pass_by(days=2)
    for entry, secret in (revoked, expired, (revoked[0], new_secret()), (expired[0], "")):
        for make in (share_ranking_csv, share_report_html):
            with pytest.raises(NotFoundError) as refused:
                make(visits, entry.id, secret, tmp_path / "export")
            said.add(str(refused.value))
    assert len(said) == 1


class TestSharing:
    def test_only_an_owner_shares(self, company, shown):
        for role in ("editor", "viewer"):
            with pytest.raises(NotAllowedError):
                share_answer(company.place.service, company.person(role), company.workspace, ShareTerms("Ours"), shown)

    def test_another_company_does_not_share_here(self, company, shown):
        with pytest.raises(NotFoundError):
            share_answer(company.place.service, company.person("x"), company.workspace, ShareTerms("Ours"), shown)

    def test_terms_are_looked_at_before_the_work_begins(self, company):
        with pytest.raises(WhalecurveError, match="open for 1 to"):
            share_answer(
                company.place.service, company.owner, company.workspace, ShareTerms("Ours", days=0), Shown(None, None)
            )

    def test_a_title_that_names_a_customer_is_masked_with_them(self, company, shown):
        name = shown.workbook.dataset.customers["customer_name"][0]
        entry, _ = opened(company, shown, title=f"Look at {name}", masked=True)
        assert name not in entry.terms.title

    def test_the_body_opens_the_page(self, company, shown):
        entry, secret = opened(company, shown)
        body = company.place.visits.look(entry.id, secret).body
        assert body["scenario"]["period"] == {"from": "2026-01", "to": "2026-02"}
        assert body["merges"] == []

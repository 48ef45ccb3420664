"""Files for those who hold a link: made from the frozen figures, for as long as the link is open."""

from pathlib import Path

from whalecurve.analysis.handed_out import HandedOut
from whalecurve.analysis.snapshot import Snapshot, open_snapshot
from whalecurve.domain.state.kept import RANKING, ShareEntry
from whalecurve.reports.context import context_of
from whalecurve.reports.file_name import export_name
from whalecurve.reports.statements_csv import export_csv
from whalecurve.service.links.addresses import not_available
from whalecurve.service.links.visits import Visits
from whalecurve.service.report_page import drawn_page
from whalecurve.store.folders.datasets import dataset_folder


def share_ranking_csv(visits: Visits, share_id: str, secret: str, folder: Path) -> tuple[str, bytes]:
    """Every customer's statement of a link, best customer first: name of the file, and CSV in UTF-8.

    Names are pseudonyms where the link masks them: the frozen figures hold no others.

    Args:
        visits: Who may see what.
        share_id: The link.
        secret: The visit's secret, from the browser's cookie.
        folder: An empty folder to open the figures in.

    Raises:
        NotFoundError: There is no such visit, its link is closed, or it lets nobody download.
        WhalecurveError: The figures are damaged, or of a newer program.
    """
    entry, snapshot = _opened(visits, share_id, secret, folder)
    results, made_on = snapshot.answered.results, entry.created_at.date().isoformat()
    content = export_csv(results, context_of(results, entry.terms.title, made_on), results.ranking())
    return export_name("whalecurve-ranking", entry.terms.title, made_on, entry.snapshot), content.encode("utf-8")


def share_report_html(visits: Visits, share_id: str, secret: str, folder: Path) -> tuple[str, bytes]:
    """The report of a link's ranking: name of the file, and one page of HTML in UTF-8.

    What a link does not show is not in it: traits, actions, breakdowns, how the files were read. It is asked for, and
    refused, as ``share_ranking_csv`` is.
    """
    entry, snapshot = _opened(visits, share_id, secret, folder)
    answered, made_on = snapshot.answered, entry.created_at.date().isoformat()
    handed = HandedOut(snapshot.workbook, answered)
    page = drawn_page(handed, context_of(answered.results, entry.terms.title, made_on))
    name = export_name("whalecurve-report", entry.terms.title, made_on, entry.snapshot, "html")
    return name, page.encode("utf-8")


def _opened(visits: Visits, share_id: str, secret: str, folder: Path) -> tuple[ShareEntry, Snapshot]:
    """The link's terms and its figures, where it lets its holder download the ranking."""
    entry = visits.look(share_id, secret).entry
    if not entry.terms.download or RANKING not in entry.terms.parts:
        raise not_available()
    visits.fetch_snapshot(share_id, secret, dataset_folder(entry.snapshot, folder))
    return entry, open_snapshot(entry.snapshot, folder)

"""Files for those who hold a link: made from the frozen figures, for as long as the link is open."""

from pathlib import Path

from whalecurve.analysis.snapshot import open_snapshot
from whalecurve.domain.state.kept import RANKING
from whalecurve.reports.context import context_of
from whalecurve.reports.file_name import export_name
from whalecurve.reports.statements_csv import export_csv
from whalecurve.service.links.addresses import not_available
from whalecurve.service.links.visits import Visits
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
    entry = visits.look(share_id, secret).entry
    if not entry.terms.download or RANKING not in entry.terms.parts:
        raise not_available()
    visits.fetch_snapshot(share_id, secret, dataset_folder(entry.snapshot, folder))
    results = open_snapshot(entry.snapshot, folder).answered.results
    made_on = entry.created_at.date().isoformat()
    content = export_csv(results, context_of(results, entry.terms.title, made_on), results.ranking())
    return export_name("whalecurve-ranking", entry.terms.title, made_on, entry.snapshot), content.encode("utf-8")

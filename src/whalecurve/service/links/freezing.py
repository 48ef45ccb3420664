"""From what is on an owner's desk to a link: frozen, masked where asked for, kept, and told once."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from whalecurve.analysis.frozen import Merge
from whalecurve.analysis.snapshot import make_snapshot, masked_title, open_snapshot
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.segments.traits.column_roles import Taken
from whalecurve.domain.state.kept import Principal, ShareEntry, ShareTerms
from whalecurve.service.links.shares import Snapshot
from whalecurve.service.links.terms import checked_terms
from whalecurve.service.service import Service
from whalecurve.store.folders.datasets import dataset_folder


@dataclass(frozen=True)
class Shown:
    """What is to be frozen.

    Attributes:
        workbook: Dataset and facts.
        scenario: The plan in force.
        merges: Spellings taken for one.
        taken: Columns that were taken out of the traits, or in.
    """

    workbook: Workbook
    scenario: Scenario
    merges: Sequence[Merge] = ()
    taken: Taken = field(default_factory=Taken)


def share_answer(
    service: Service, principal: Principal, workspace: str, terms: ShareTerms, shown: Shown
) -> tuple[ShareEntry, str]:
    """Freeze an answer and make a link to it; the token is told once and kept nowhere.

    Args:
        service: What is kept.
        principal: Who shares.
        workspace: From where.
        terms: What the link shows, to whom, for how long.
        shown: What is frozen.

    Raises:
        NotFoundError: The workspace is not the principal's.
        NotAllowedError: The principal may not share.
        WhalecurveError: The terms say nothing that a link can do, or the plan rests on who the customers are.
    """
    key = service.mask_key(principal, workspace)
    told = masked_title(shown.workbook, checked_terms(terms), key)
    with tempfile.TemporaryDirectory(prefix="whalecurve-share-") as folder:
        root = Path(folder)
        digest = make_snapshot(shown.workbook, shown.scenario, shown.merges, told, key, root, taken=shown.taken)
        body = open_snapshot(digest, root).body()
        return service.create_share(principal, workspace, told, Snapshot(digest, dataset_folder(digest, root), body))

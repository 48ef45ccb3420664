"""What a snapshot knows instead of the lines: sums of its one period, what they led to, and under which plan."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from whalecurve.analysis.line_trait import LineTrait
from whalecurve.domain import columns as c
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.plan.plan_json import scenario_from_json, scenario_to_json
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.quantities.charged_months import EdgeMonth
from whalecurve.domain.quantities.facts import Facts, Period
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.segments import ProductMix
from whalecurve.domain.segments.arrays import Integers
from whalecurve.domain.segments.traits.column_roles import Taken
from whalecurve.store.folders.json_files import damaged
from whalecurve.store.folders.snapshots import SNAPSHOT, SnapshotFiles, load_snapshot

NEW_LINK: Final = "ask whoever sent the link for a new one"
_REP_TEXTS: Final = "main_rep"
_ORDER: Final = "learned_in"
Merge = tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class Frozen:
    """The part of a snapshot that is no dataset.

    Attributes:
        scenario: The plan, its period fixed.
        merges: Spellings taken for one.
        parts: Pages that are shared.
        masked: Whether customers have pseudonyms.
        notes: What the reader should know about the answer, in plain words.
        facts: Scope's name -> its sums of the period.
        rep: Who sells to the customers, as their lines said it.
        mix: What they buy, as their lines said it.
        edges: Months at the ends of the data that are not whole, where the plan charges them by their days.
        taken: Columns that the reader took out of the traits, or in.
        hidden: Columns that are no traits here, whatever is in them.
        order: Positions of the customers in the order in which segments were learned from them, where that is not the
            dataset's own: who they are must not show in it, so it never leaves the server.
        figures: What the answer was, see ``figures_of``; None while it is being made.
        segments: What the segments were, see ``snapshot.segments_of``; None when they are not shared.
    """

    scenario: Scenario
    merges: tuple[Merge, ...]
    parts: tuple[str, ...]
    masked: bool
    notes: tuple[str, ...]
    facts: Mapping[str, Facts]
    rep: LineTrait
    mix: LineTrait
    edges: tuple[EdgeMonth, ...] = ()
    taken: Taken = field(default_factory=Taken)
    hidden: tuple[str, ...] = ()
    order: Integers | None = None
    figures: Mapping[str, Any] | None = None
    segments: Mapping[str, Any] | None = None

    @property
    def period(self) -> Period:
        """The months that are shared.

        Raises:
            WhalecurveError: The plan has no period, which no snapshot of ours is without.
        """
        if self.scenario.period is None:
            raise damaged("a plan without a period")
        return self.scenario.period

    def facts_of(self, scope: str) -> Facts:
        """The sums of a scope.

        Raises:
            WhalecurveError: They are not shared: only what the plan needs is.
        """
        if scope not in self.facts:
            raise WhalecurveError(
                "The shared figures do not say this",
                found="a part of the lines that the plan does not speak of",
                remedy="ask whoever sent the link",
            )
        return self.facts[scope]

    def check_period(self, period: Period) -> None:
        """Refuse another period than the one that is shared.

        Raises:
            WhalecurveError: It is another one.
        """
        if period != self.period:
            raise WhalecurveError(
                "The shared figures are of one period only", found="another one", remedy="ask whoever sent the link"
            )

    def check_figures(self, scenario: Scenario, results: Results) -> None:
        """Refuse an answer that is not the one of the day it was shared.

        Args:
            scenario: The plan that was asked; of any other than the frozen one nothing is known.
            results: What this program answers.

        Raises:
            WhalecurveError: It is another one: this program counts otherwise than the one that shared it.
        """
        if self.figures is not None and scenario == self.scenario and figures_of(results) != self.figures:
            raise WhalecurveError(
                "These figures were shared by another version of Whalecurve, and this one would show others",
                found="figures that are not those of the day they were shared",
                remedy=NEW_LINK,
            )

    def files(self) -> SnapshotFiles:
        """What is written beside the tables of the dataset."""
        terms = {
            "scenario": scenario_to_json(self.scenario),
            "merges": [list(merge) for merge in self.merges],
            "taken": {"out": list(self.taken.out), "into": list(self.taken.into)},
            "parts": list(self.parts),
            "masked": self.masked,
            "notes": list(self.notes),
            c.REP: {"name": self.rep.name, "left_out": self.rep.left_out},
            "mix": {"name": self.mix.name, "left_out": self.mix.left_out, "labels": _labels(self.mix)},
            "edges": [list(astuple(edge)) for edge in self.edges],
            "hidden": list(self.hidden),
            "figures": self.figures,
            "segments": self.segments,
        }
        return SnapshotFiles(terms, self.facts, _line_traits(self.rep, self.mix, self.order))


def figures_of(results: Results) -> dict[str, Any]:
    """What an answer was: the profit of all and one checksum over every customer's profit and ranks.

    Args:
        results: Statements and ranks.
    """
    columns = (results.statements.customer_profit, results.profit_rank, results.revenue_rank)
    bits = b"".join(np.ascontiguousarray(column, dtype="<i8").tobytes() for column in columns)
    return {
        "profit": str(results.statements.profit),
        "company_profit": str(results.statements.company_profit),
        "customers": len(results.profit_rank),
        "sha256": hashlib.sha256(bits).hexdigest(),
    }


def load_frozen(digest: str, root: Path) -> Frozen | None:
    """The part of a stored snapshot that is no dataset; None for a dataset that is no snapshot.

    Raises:
        WhalecurveError: A file is missing, cut or changed, or the snapshot is of a newer program.
    """
    files = load_snapshot(digest, root)
    if files is None:
        return None
    terms, traits = files.terms, files.line_traits
    try:
        scenario = scenario_from_json(terms["scenario"])
        return Frozen(
            scenario=scenario,
            merges=tuple((str(column), str(old), str(new)) for column, old, new in terms["merges"]),
            taken=taken_from(terms.get("taken", {})),
            parts=tuple(terms["parts"]),
            masked=bool(terms["masked"]),
            notes=tuple(terms["notes"]),
            facts={scope: replace(part, covers=scenario.period) for scope, part in files.facts.items()},
            rep=LineTrait(**terms[c.REP], texts=traits[_REP_TEXTS] if _REP_TEXTS in traits.columns else None),
            mix=_mix(traits, **terms["mix"]),
            edges=tuple(EdgeMonth(*edge) for edge in terms.get("edges", ())),
            hidden=tuple(terms["hidden"]),
            order=traits[_ORDER].to_numpy(dtype=np.int64) if _ORDER in traits.columns else None,
            figures=terms["figures"],
            segments=terms["segments"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(f"{SNAPSHOT} is not what was saved") from error


def taken_from(told: Mapping[str, Any]) -> Taken:
    """What a reader took out and in, read back; nothing where a link is older than that."""
    out, into = (tuple(map(str, told.get(key, ()))) for key in ("out", "into"))
    return Taken(out, into)


def _labels(mix: LineTrait) -> list[str] | None:
    return None if mix.mix is None else list(mix.mix.labels)


def _line_traits(rep: LineTrait, mix: LineTrait, order: Integers | None) -> pd.DataFrame:
    columns: dict[str, Any] = {} if rep.texts is None else {_REP_TEXTS: rep.texts}
    columns |= {} if order is None else {_ORDER: order}
    if mix.mix is not None:
        columns |= {_mix_column(number): mix.mix.lines[:, number] for number in range(len(mix.mix.labels))}
    return pd.DataFrame(columns)


def _mix(traits: pd.DataFrame, name: str, left_out: str, labels: Sequence[str] | None) -> LineTrait:
    if labels is None:
        return LineTrait(name, left_out=left_out)
    lines = traits[[_mix_column(number) for number in range(len(labels))]].to_numpy(dtype=np.int64)
    return LineTrait(name, mix=ProductMix(lines, list(labels)), left_out=left_out)


def _mix_column(number: int) -> str:
    return f"mix_{number}"

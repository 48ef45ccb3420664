"""The desk of somebody who holds a link: frozen figures, nothing to change, closed at once when the link ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

import streamlit as st

from whalecurve.analysis.frozen import taken_from
from whalecurve.domain.errors import NotFoundError, WhalecurveError
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.plan.plan_words import plan_sentences
from whalecurve.domain.state.access import Right
from whalecurve.service.links.visits import OpenShare
from whalecurve.service.stores import open_office
from whalecurve.store.folders.datasets import dataset_folder
from whalecurve.store.folders.sealed import remove
from whalecurve.ui import visitor, welcome
from whalecurve.ui.desk import Desk
from whalecurve.ui.frame import assumed
from whalecurve.ui.moments import day_words
from whalecurve.ui.words import plain

_LOOK_SECONDS: Final = 2


def share_desk(share: str) -> Desk:
    """The desk of a link's holder; a link that opens nothing ends here, whatever the reason."""
    with _or_a_word():
        return _desk(open_office().visits.look(share, visitor.visit_secret(share)))


def check(desk: Desk, share: OpenShare) -> None:
    """Is the link still open, and is this the browser that opened it? If not, the figures go and the script stops."""
    if visitor.visit(share.entry.id) != desk.browser:
        welcome.link_ended()
        st.stop()
    with _or_a_word():
        try:
            desk.share = open_office().visits.look(share.entry.id, visitor.visit_secret(share.entry.id))
            _bring_snapshot(desk)
        except NotFoundError:
            remove(desk.folder)
            raise


@contextmanager
def _or_a_word() -> Iterator[None]:
    """What goes wrong with a link becomes a page without a figure on it, and the script stops."""
    try:
        yield
    except NotFoundError:
        welcome.link_ended()
        st.stop()
    except WhalecurveError as problem:
        welcome.stopped(str(problem))
        st.stop()


def _bring_snapshot(desk: Desk) -> None:
    """The frozen figures, from the store where this computer does not have them."""
    folder = dataset_folder(desk.dataset, desk.folder)
    if not folder.is_dir():
        share = desk.workspace
        open_office().visits.fetch_snapshot(share, visitor.visit_secret(share), folder)


def banner(desk: Desk) -> None:
    """What a viewer must know before reading: whose figures, of when, under which assumptions."""
    if desk.share is None:
        return
    _watch(desk)
    terms, made = desk.share.entry.terms, day_words(desk.share.entry.created_at)
    who = " Names are replaced." if terms.masked else ""
    st.caption(
        f":material/visibility: {plain(terms.title)}. Figures as they were on {made}.{who} You can look, not change."
    )
    assumed(plan_sentences(desk.scenario))


def _desk(seen: OpenShare) -> Desk:
    scenario = scenario_from_json(seen.body["scenario"])
    desk = Desk(
        browser=visitor.visit(seen.entry.id),
        workspace=seen.entry.id,
        name=seen.entry.terms.title,
        rights=frozenset({Right.SEE}),
        dataset=seen.entry.snapshot,
        title=seen.entry.terms.title,
        merges=tuple((str(a), str(b), str(c)) for a, b, c in seen.body.get("merges", [])),
        taken=taken_from(seen.body.get("taken", {})),
        share=seen,
    )
    desk.history = replace(desk.history, now=scenario, saved=scenario)
    return desk


@st.fragment(run_every=_LOOK_SECONDS)
def _watch(desk: Desk) -> None:
    """Look every few seconds whether the link is still open; when it is not, the whole page goes."""
    if desk.share is None:
        return
    share = desk.share.entry.id
    try:
        open_office().visits.look(share, visitor.visit_secret(share))
    except WhalecurveError:
        st.rerun()

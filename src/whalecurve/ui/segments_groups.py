"""The Segments page: natural groups of customers, as a map, as cards, and each as a ranking of its own."""

from typing import Final

import numpy as np
import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.analysis.segments import SegmentChoice
from whalecurve.charts.cluster_map import cluster_map, map_sentence
from whalecurve.charts.fields import FIRST_DIRECTION, GROUP, LEVEL, NUMBER, SECOND_DIRECTION, SHARE
from whalecurve.charts.profile import profile_map, profile_sentence
from whalecurve.domain import columns as c
from whalecurve.domain.ranks.verdicts import part_verdict
from whalecurve.domain.segments import Segments
from whalecurve.domain.segments.groups.clusters import Clusters, profile_table
from whalecurve.domain.words.formats import count, counted, money, percent
from whalecurve.domain.words.wording import ranged
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.drawing import draw
from whalecurve.ui.ranking_table import PAGE_ROWS, ranked_rows
from whalecurve.ui.reader import palette, reader_marks
from whalecurve.ui.words import plain

_BEST: Final = "best fit"
_DOTS: Final = 1500
_PROFILE_ROWS: Final = 8
_SURE: Final = 0.05


def groups(desk: Desk, answered: Analysis, choice: SegmentChoice, found: Segments) -> None:
    """Map, cards, profile and table of the groups; a group opens as a ranking."""
    if found.clusters is None:
        return
    st.header("Natural groups", anchor=False)
    st.caption("Made from what your customers are alone; profit had no say, and costs do not change them.")
    tried = [candidate.clusters for candidate in found.clusters.grouping.candidates]
    asked = st.select_slider("How many groups", [_BEST, *tried], value=_BEST, key="segments_k") if tried else _BEST
    shown = found if asked == _BEST else cache.regrouped(desk, answered, choice, int(str(asked)))
    clusters = shown.clusters
    if clusters is None:
        return
    st.markdown(plain(f"{clusters.grouping.sentence} {profit_words(clusters)}", 600))
    drawing, cards = st.columns((3, 2), gap="large")
    with drawing:
        _map(answered, shown, clusters)
    with cards:
        _cards(desk, answered, shown, clusters)
    _details(answered, shown, clusters)
    _open(desk, answered, shown, clusters)


def profit_words(clusters: Clusters) -> str:
    """Whether the groups differ in profit, in words."""
    if len(clusters.clusters) == 1:
        return ""
    if clusters.p_value <= _SURE:
        return "They differ in profit more than chance would have it."
    return "They do not differ in profit more than chance would have it: use them to know people, not to pick winners."


def _map(answered: Analysis, found: Segments, clusters: Clusters) -> None:
    frame = map_frame(answered, found, clusters)
    grouping = clusters.grouping
    sentence = map_sentence(found.customers, len(clusters.clusters), float(grouping.shown.sum()), marks=reader_marks())
    draw(cluster_map(frame, palette=palette(), marks=reader_marks()), alt=sentence)
    st.caption(plain(sentence + (f" {count(_DOTS)} of them are drawn." if len(frame) < found.customers else "")))


def map_frame(answered: Analysis, found: Segments, clusters: Clusters) -> pd.DataFrame:
    """Customers as the map takes them, every n-th where there are too many to draw; in the order of the file.

    They may have been learned from in another one, which says who they are where names are masked.
    """
    grouping = clusters.grouping
    size = grouping.codes.size
    some = np.argsort(found.rows)[np.unique(np.linspace(0, size - 1, min(size, _DOTS)).astype(np.int64))]
    names = answered.results.statements.ledger.customers[c.CUSTOMER_NAME].to_numpy()
    return pd.DataFrame(
        {
            FIRST_DIRECTION: grouping.places[some, 0].astype(np.float64),
            SECOND_DIRECTION: grouping.places[some, 1].astype(np.float64),
            NUMBER: grouping.codes[some] + 1,
            GROUP: [grouping.names[code] for code in grouping.codes[some]],
            c.CUSTOMER_NAME: names[found.rows[some]],
        }
    )


def _cards(desk: Desk, answered: Analysis, found: Segments, clusters: Clusters) -> None:
    cash, marks = desk.scenario.currency, reader_marks()
    for number, cluster in enumerate(clusters.clusters, start=1):
        row = cluster.figures
        median = money(round(row.median), cash, cents="auto", marks=marks)
        with st.container(border=True):
            st.markdown(f"**{number} · {plain(cluster.name)}**")
            who = f"{counted(row.customers, 'customer', marks=marks)}; the middle one earns {median}."
            st.caption(
                plain(f"{who} {percent(row.rate)} are high-profit ({_range(row.rate_low, row.rate_high)}).", 400)
            )
            places = found.rows[clusters.grouping.codes == number - 1]
            if said := part_verdict(places, answered.results.statements):
                st.caption(plain(said, 600))
    if len(clusters.clusters) == 1:
        st.caption(plain(f"All {counted(found.customers, 'customer', marks=marks)} who bought are one group."))


def _range(low: float, high: float) -> str:
    return ranged(percent(low), percent(high))


def _details(answered: Analysis, found: Segments, clusters: Clusters) -> None:
    profile, table = st.tabs(["What sets them apart", "As a table"])
    cells = profile_frame(found, clusters)
    with profile:
        if len(cells):
            picture = profile_map(cells, palette=palette(), marks=reader_marks())
            draw(picture, alt=profile_sentence(cells, marks=reader_marks()))
            st.caption("Share of each group's customers, for the traits in which the groups differ most.")
    with table:
        unit = 10**answered.results.statements.digits
        st.dataframe(group_table(clusters, unit), hide_index=True, alt="The groups with their figures")


def profile_frame(found: Segments, clusters: Clusters) -> pd.DataFrame:
    """The levels in which the groups differ most, a row per level and group."""
    grouping = clusters.grouping
    shares = {} if found.encoded is None else profile_table(found.encoded.traits, grouping.codes)
    rows = [
        (level, number, grouping.names[number - 1], share)
        for level in sorted(shares, key=lambda level: min(shares[level]) - max(shares[level]))[:_PROFILE_ROWS]
        for number, share in enumerate(shares[level], start=1)
    ]
    return pd.DataFrame(rows, columns=[LEVEL, NUMBER, GROUP, SHARE])


def group_table(clusters: Clusters, unit: int) -> pd.DataFrame:
    """The groups with their figures, money in major units."""
    rows = [cluster.figures for cluster in clusters.clusters]
    return pd.DataFrame(
        {
            "Group": [f"{number} · {cluster.name}" for number, cluster in enumerate(clusters.clusters, start=1)],
            "Customers": [row.customers for row in rows],
            "High-profit": [row.high for row in rows],
            "Profit in the middle": [row.median / unit for row in rows],
            "from": [row.median_low / unit for row in rows],
            "to": [row.median_high / unit for row in rows],
            "Profit on average": [row.mean / unit for row in rows],
            "Share of revenue": [percent(row.revenue_share) for row in rows],
            "Share of profit": [percent(row.profit_share) for row in rows],
            "What sets it apart": ["; ".join(mark.sentence for mark in one.marks) for one in clusters.clusters],
        }
    )


def _open(desk: Desk, answered: Analysis, found: Segments, clusters: Clusters) -> None:
    """One group as a ranking; a name opens the customer's statement."""
    names = [f"{number} · {name}" for number, name in enumerate(clusters.grouping.names, start=1)]
    chosen = st.selectbox(
        "Open a group as a ranking",
        range(len(names)),
        index=None,
        format_func=lambda place: names[place] if place < len(names) else "",
        placeholder="choose a group",
        key=f"segments_open_{len(names)}",
    )
    if chosen is None or chosen >= len(names):
        return
    places = found.rows[clusters.grouping.codes == chosen]
    ranked = places[np.argsort(answered.results.profit_rank[places], kind="stable")]
    ranked_rows(desk, answered.results, ranked[:PAGE_ROWS], key=f"segments_rows_{len(names)}_{chosen}")
    if len(ranked) > PAGE_ROWS:
        st.caption(plain(f"The best {count(PAGE_ROWS)} of {count(len(ranked))} are shown."))

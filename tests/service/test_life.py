"""Upload, edit, undo, save, share, open, revoke, delete, reload, with faults: nothing acknowledged is ever lost.

The same life is led on SQLite and on PostgreSQL; every answer is the same on both. At no moment does a revoked or
expired link open, whatever the clock does; what a draft or a revision names is there, and what comes out of the store
gives the figures that went in.
"""

import secrets
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.postgres import shared_server
from tests.service.build import START
from tests.service.sides import Figures, Side
from whalecurve.domain.plan.scenario import CostPool, Scenario
from whalecurve.domain.state.kept import ShareTerms
from whalecurve.domain.state.saved_state import SavedState
from whalecurve.service.links.shares import Snapshot
from whalecurve.store.db.latest_time import now_not_before

PEOPLE = ("owner", "editor")
WHO = st.sampled_from(PEOPLE)
RENT = st.integers(0, 5).map(lambda number: number * 1_200)
FAULT = st.none() | st.integers(0, 12)
STALE = st.integers(0, 4).map(lambda number: number == 4)
NUMBER = st.integers(0, 20)
REFUSED = {"NotSavedError", "StoreUnavailableError"}


def state_of(rent, before=SavedState()):  # noqa: B008 - nobody can change it
    """Another plan for the files of a state before it, by default for none."""
    rooms = (CostPool("Rent", Decimal(rent)),)
    return replace(before, title=f"rent {rent}", scenario=Scenario(currency="EUR", fixed=rooms))


class Life(RuleBasedStateMachine):
    """Its model is what was acknowledged; ``addresses``, ``folder`` and ``figures`` are set by the test."""

    sides = ()

    @initialize()
    def begin(self):
        name = secrets.token_hex(4)
        self.sides = [Side(url, self.folder / f"{name}-{n}", name) for n, url in enumerate(self.addresses)]
        # The stores outlive an example, and so does the time that they have seen.
        seen = [side.place.database.read(lambda conn: now_not_before(conn, START)) for side in self.sides]
        self.latest = max(seen)
        self.set_clock(self.latest.replace(microsecond=0) + timedelta(minutes=1))
        self.forget()
        # Every life has a link and a viewer from the start: what may go wrong with them is most of it.
        self.share(days=2, rent=0, fault=None)
        self.visit(number=0, fault=None)

    def forget(self):
        self.drafts = dict.fromkeys(PEOPLE, (None, 0))
        self.revisions, self.contents = [], {}
        self.open_links = {}  # number: when it ends, what it shows

    def set_clock(self, now):
        self.now = now
        self.latest = max(self.latest, now)
        for side in self.sides:
            side.place.clock.now = now

    def both(self, call, fault=None, answer=lambda value: value):
        """Do the same on both stores, which answer the same; with a fault both have it, or neither."""
        told = []
        for side in self.sides:
            with side.fault(fault):
                kind, value = side.do(call)
            told.append((kind, answer(value) if kind == "ok" else value))
        kinds = {kind for kind, _ in told}
        if fault is not None:
            assert kinds <= {"ok", *REFUSED}, told
            if "ok" not in kinds:
                return "refused", None
            # They need another number of statements: what one acknowledged the other does once more.
            told = [one if one[0] == "ok" else ("ok", answer(call(side))) for one, side in zip(told, self.sides)]  # noqa: B905
        assert told[0] == told[1]
        return told[0]

    def act(self, method, who, *values, fault=None, answer=lambda value: value):
        return self.both(lambda side: side.act(method, who, *values), fault, answer)

    def desk_of(self, who):
        """What somebody goes on from: the own draft, else the newest revision."""
        body, _ = self.drafts[who]
        return SavedState.from_text(body) if body else [SavedState(), *self.revisions][-1]

    @rule(who=WHO, rent=RENT, takes_files_off=st.booleans(), stale=STALE, fault=FAULT)
    def edit(self, who, rent, takes_files_off, stale, fault):
        before = SavedState() if takes_files_off else self.desk_of(who)
        self.save_draft(who, state_of(rent, before), stale, fault)

    def save_draft(self, who, state, stale=False, fault=None):
        body, version = state.to_text(), self.drafts[who][1] + stale
        kind, value = self.act("save_draft", who, body, version, len(self.revisions), fault=None if stale else fault)
        assert (kind == "ConflictError") == stale
        if kind == "ok":
            self.drafts[who] = (body, value)

    @rule(who=WHO, rent=RENT, stale=STALE, as_drafted=st.booleans(), fault=FAULT)
    def save(self, who, rent, stale, as_drafted, fault):
        body, _ = self.drafts[who]
        state = self.desk_of(who) if as_drafted else state_of(rent, self.desk_of(who))
        values = (state, len(self.revisions) + stale, "x")
        fault = None if stale else fault
        kind, number = self.act("save_revision", who, *values, fault=fault, answer=lambda entry: entry.number)
        assert (kind == "ConflictError") == stale
        if kind == "ok":
            self.revisions.append(state)
            assert number == len(self.revisions)
            if body == state.to_text():
                self.drafts[who] = (None, 0)

    @precondition(lambda self: self.revisions)
    @rule(who=WHO, number=NUMBER)
    def undo(self, who, number):
        """Back to a revision, as a draft."""
        number = number % len(self.revisions) + 1
        assert self.act("load_revision", "viewer", number) == ("ok", self.revisions[number - 1])
        self.save_draft(who, self.revisions[number - 1])

    @rule(content=st.binary(max_size=40), fault=FAULT)
    def upload(self, content, fault):
        kind, digest = self.act("add_upload", "editor", content, fault=fault)
        if kind == "ok":
            self.contents[digest] = content
            before = self.desk_of("editor")
            self.save_draft("editor", replace(before, uploads=(*before.uploads[-3:], ("a file", digest))))

    @rule(fault=FAULT)
    def keep_dataset(self, fault):
        if self.act("keep_dataset", "editor", self.figures.digest, self.figures.files, fault=fault)[0] == "ok":
            self.save_draft("editor", replace(self.desk_of("editor"), dataset=self.figures.digest))

    @rule(days=st.integers(1, 2), rent=RENT, fault=FAULT)
    def share(self, days, rent, fault):
        made = {}

        def call(side):
            snapshot = Snapshot(f"{rent:064d}", side.place.sealed(f"{rent}", b"%d" % rent), {"rent": rent})
            made[id(side)] = side.act("create_share", "owner", ShareTerms("x", days=days), snapshot)
            return made[id(side)][0].expires_at

        kind, ends = self.both(call, fault)
        if kind == "ok":
            self.open_links[len(self.sides[0].links)] = (ends, rent)
            for side in self.sides:
                side.links.append(made[id(side)])

    @precondition(lambda self: self.sides[0].links)
    @rule(number=NUMBER, fault=FAULT)
    def visit(self, number, fault):
        number %= len(self.sides[0].links)
        secret = {}

        def call(side):
            secret[id(side)] = side.place.visits.open_link(side.links[number][1])[1]

        opens = self.is_open(number)
        kind, _ = self.both(call, fault if opens else None)
        assert (kind == "NotFoundError") == (not opens)
        if kind == "ok":
            for side in self.sides:
                side.visits.append((number, secret[id(side)]))

    @precondition(lambda self: self.open_links)
    @rule(number=NUMBER, fault=FAULT)
    def revoke(self, number, fault):
        number = sorted(self.open_links)[number % len(self.open_links)]
        kind, _ = self.both(lambda side: side.act("revoke_share", "owner", side.links[number][0].id), fault)
        if kind == "ok":
            del self.open_links[number]

    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours):
        self.set_clock(self.now + timedelta(hours=hours, minutes=17))
        # Somebody is there: a time that nobody lived through is no time that the store has seen.
        assert self.act("open_workspace", "viewer", answer=lambda entry: entry.head)[0] == "ok"

    @rule(hours=st.integers(1, 60))
    def clock_is_set_back(self, hours):
        self.set_clock(self.now - timedelta(hours=hours))

    @rule()
    def restart(self):
        for side in self.sides:
            side.restart()

    @rule(sure=st.integers(0, 3), fault=FAULT)
    def delete(self, sure, fault):
        """One time in four: a life that ends at once shows little."""
        if sure == 0 and self.act("delete_workspace", "owner", fault=fault)[0] == "ok":
            for side in self.sides:
                side.begin()
            self.forget()

    def is_open(self, number):
        return number in self.open_links and self.open_links[number][0] > self.latest

    @invariant()
    def what_was_acknowledged_is_there(self):
        for side in self.sides:
            assert len(side.act("list_revisions", "viewer")) == len(self.revisions)
            for who, (body, version) in self.drafts.items():
                draft = side.act("load_draft", who)
                assert (draft.body, draft.version) == (body, version) if body else draft is None
            if self.revisions:
                assert side.act("load_revision", "viewer", len(self.revisions)) == self.revisions[-1]

    @property
    def named(self):
        """Every state that must still open."""
        return [*self.revisions, *(SavedState.from_text(body) for body, _ in self.drafts.values() if body)]

    @invariant()
    def what_is_named_is_there(self):
        for digest in {digest for state in self.named for _, digest in state.uploads}:
            for side in self.sides:
                assert side.act("read_upload", "owner", digest) == self.contents[digest]

    @invariant()
    def what_is_over_never_opens(self):
        for side in self.sides:
            side.place.clock.ticked += 10.0  # what is remembered for a second is no longer
            for number, secret in side.visits:
                kind, view = side.do(lambda side: side.place.visits.look(side.links[number][0].id, secret))  # noqa: B023
                if kind == "ok":
                    assert self.is_open(number)
                    assert view.body == {"rent": self.open_links[number][1]}
            closed = [link for number, link in enumerate(side.links) if not self.is_open(number)]
            for _, token in closed[-3:]:
                assert side.do(lambda side: side.place.visits.open_link(token))[0] == "NotFoundError"  # noqa: B023

    def teardown(self):
        for side in self.sides:
            states = [side.act("load_revision", "viewer", number + 1) for number in range(len(self.revisions))]
            assert states == self.revisions
            if any(state.dataset for state in self.named):
                self.compute(side, states[-3:])
            side.place.database.close()

    def compute(self, side, states):
        """What comes out of the store gives the figures that went in, and they tie to the files."""
        root, digest = side.folder / "cold", self.figures.digest
        side.act("fetch_dataset", "viewer", digest, root / "datasets" / digest)
        for state in states:
            assert self.figures.of(root, state.scenario) == self.figures.expected(state.scenario)


@pytest.mark.timeout(600)
def test_a_life_with_faults_on_both_stores(tmp_path):
    with shared_server().database() as url:
        Life.addresses = (f"sqlite:///{tmp_path / 'store.sqlite'}", url)
        Life.folder, Life.figures = tmp_path, Figures(tmp_path / "figures")
        run_state_machine_as_test(
            Life,
            settings=settings(
                max_examples=8,
                stateful_step_count=30,
                deadline=None,
                # A failing life is shown as it was: to shorten it would take longer than to read it.
                phases=[Phase.generate],
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
            ),
        )

"""Drafts save themselves, revisions are saved once, and two tabs conflict openly."""

import pytest

from tests.service.build import everything
from whalecurve.domain.errors import ConflictError, NotFoundError, WhalecurveError
from whalecurve.domain.state.saved_state import SavedState


def saves(company):
    service, workspace = company.place.service, company.workspace

    def draft(principal, body, version, base=1):
        return service.save_draft(principal, workspace, body, version, base)

    def revision(principal, state, base, title="x"):
        return service.save_revision(principal, workspace, state, base, title)

    return draft, revision


def test_a_draft_is_its_writers_own(company):
    draft, _ = saves(company)
    service = company.place.service

    assert draft(company.editor, '"theirs"', 1) == 2

    assert service.load_draft(company.owner, company.workspace).body == '"acme draft"'
    assert service.load_draft(company.editor, company.workspace).body == '"theirs"'


def test_two_tabs_conflict_openly(company):
    draft, _ = saves(company)
    draft(company.owner, '"first tab"', 1)

    with pytest.raises(ConflictError, match="elsewhere"):
        draft(company.owner, '"second tab"', 1)

    assert company.place.service.load_draft(company.owner, company.workspace).body == '"first tab"'


def test_two_people_conflict_openly(company):
    _, revision = saves(company)
    revision(company.editor, SavedState(title="theirs"), 1)

    with pytest.raises(ConflictError):
        revision(company.owner, SavedState(title="mine"), 1)

    service = company.place.service
    assert [entry.number for entry in service.list_revisions(company.owner, company.workspace)] == [2, 1]
    assert service.load_revision(company.owner, company.workspace, 2).title == "theirs"


def test_a_saved_draft_is_a_draft_no_more(company):
    draft, revision = saves(company)
    state = SavedState(title="done")
    draft(company.owner, state.to_text(), 1)

    revision(company.owner, state, 1)

    assert company.place.service.load_draft(company.owner, company.workspace) is None
    assert draft(company.owner, "{}", 0, 2) == 1


def test_what_another_tab_was_told_is_saved_outlives_a_revision(company):
    draft, revision = saves(company)
    draft(company.owner, '"went on"', 1)

    revision(company.owner, SavedState(title="done"), 1)

    assert company.place.service.load_draft(company.owner, company.workspace).body == '"went on"'


@pytest.mark.parametrize("number", [0, -1, 2, 10**30, True, "1", None, 1.0])
def test_a_revision_that_is_not_there(town, number):
    company, _ = town
    with pytest.raises(NotFoundError):
        company.place.service.load_revision(company.owner, company.workspace, number)


@pytest.mark.parametrize("body", ["\x00", "\ud800"])
def test_what_is_no_text_is_not_saved(company, body):
    draft, _ = saves(company)
    before = everything(company.place.database)

    with pytest.raises(WhalecurveError, match="no text"):
        draft(company.owner, body, 1)

    assert everything(company.place.database) == before


def test_things_are_kept_by_kind_and_name(company):
    service, owner, workspace = company.place.service, company.owner, company.workspace
    service.keep(owner, workspace, "kpi", "2026-02", "1")
    service.keep(owner, workspace, "kpi", "2026-02", "2")
    service.keep(owner, workspace, "kpi", "2026-03", "3")
    service.drop_kept(owner, workspace, "kpi", "2026-03")
    service.drop_kept(owner, workspace, "kpi", "never")

    assert service.kept(owner, workspace, "kpi") == {"2026-02": "2"}


def test_of_two_people_who_change_one_thing_the_second_is_told(company):
    service, workspace = company.place.service, company.workspace
    service.keep_after(company.owner, workspace, "action", "a1", "open", None)
    service.keep_after(company.editor, workspace, "action", "a1", "done", "open")

    for body, before in (("doing", "open"), ("doing", None), (None, "open")):
        with pytest.raises(ConflictError, match="Somebody else changed this"):
            service.keep_after(company.owner, workspace, "action", "a1", body, before)
    assert service.kept(company.owner, workspace, "action") == {"a1": "done"}

    service.keep_after(company.owner, workspace, "action", "a1", None, "done")
    assert service.kept(company.owner, workspace, "action") == {}


@pytest.mark.parametrize("kind", ["tries", "", "KPI", "kpi ", None])
def test_only_known_kinds_of_things_are_named(town, kind):
    company, _ = town
    service, owner, workspace = company.place.service, company.owner, company.workspace
    for call in (
        lambda: service.kept(owner, workspace, kind),
        lambda: service.keep(owner, workspace, kind, "x", "{}"),
        lambda: service.keep_after(owner, workspace, kind, "x", "{}", None),
        lambda: service.drop_kept(owner, workspace, kind, "x"),
    ):
        with pytest.raises(WhalecurveError, match="no such kind"):
            call()


@pytest.mark.parametrize(
    "digest", ["", "../../etc/cron.d/x", "AB" * 32, "ab" * 31, None, [], "ab" * 32 + "\n", "ef" * 32]
)
def test_a_digest_that_names_nothing_here(town, digest):
    company, _ = town
    service, owner, workspace, place = company.place.service, company.owner, company.workspace, company.place
    with pytest.raises(WhalecurveError):
        service.read_upload(owner, workspace, digest)
    with pytest.raises(WhalecurveError):
        service.fetch_dataset(owner, workspace, digest, place.folder / "nothing")
    assert not (place.folder / "nothing").exists()

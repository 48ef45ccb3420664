"""Every public method x every role x own and other tenant, on both stores."""

from contextlib import contextmanager

import pytest

from tests.service.build import Company, everything, person
from tests.service.methods import ANYBODY, EDITOR, INSIDE, METHODS, OWNER, VIEWER, Call, public_methods, stranger
from whalecurve.domain.errors import NotAllowedError, NotFoundError
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import Principal

ROLES = (OWNER, EDITOR, VIEWER)
UNKNOWN = "0" * 32


def call(name, company, principal, workspace):
    return METHODS[name][1](Call(company, principal, workspace))


def refusal(name, company, principal, workspace):
    with pytest.raises((NotFoundError, NotAllowedError)) as caught:
        call(name, company, principal, workspace)
    assert not Call(company, principal, workspace).out.exists()
    return type(caught.value), str(caught.value)


@contextmanager
def unchanged(company):
    before = everything(company.place.database)
    yield
    assert everything(company.place.database) == before


def test_every_public_method_has_its_row():
    assert public_methods() == set(METHODS)


@pytest.mark.parametrize("name", INSIDE)
def test_a_role_may_do_what_the_table_says(newcomer, name):
    # The weakest first: what the owner does may leave nothing for the others.
    for role in reversed(ROLES):
        if role in METHODS[name][0]:
            call(name, newcomer, newcomer.person(role), newcomer.workspace)
            newcomer = Company(newcomer.place, f"{newcomer.name}-{role}")


@pytest.mark.parametrize("name", INSIDE)
def test_a_role_may_do_nothing_else(town, name):
    company, _ = town
    with unchanged(company):
        for role in set(ROLES) - METHODS[name][0]:
            assert refusal(name, company, company.person(role), company.workspace)[0] is NotAllowedError


@pytest.mark.parametrize("name", INSIDE)
def test_a_workspace_of_others_looks_like_one_that_never_was(town, name):
    company, other = town
    strangers = [stranger(), *(other.person(role) for role in ROLES)]
    # Somebody of the same name at another provider, the owner's address alone, and nobody at all.
    strangers += [
        Principal("https://evil.example.com", company.owner.subject, company.owner.email),
        Principal(company.owner.issuer, "new", company.owner.email),
        Principal("", "", company.owner.email),
        Principal("", "", ""),
    ]

    with unchanged(company):
        answers = {refusal(name, company, principal, company.workspace) for principal in strangers}
        unknown = {refusal(name, company, company.owner, bad) for bad in (UNKNOWN, "", "x" * 10_000, None, [], 7)}

    assert answers == unknown
    assert len(answers) == 1
    assert {kind for kind, _ in answers} == {NotFoundError}


@pytest.mark.parametrize("name", sorted(set(METHODS) - set(INSIDE)))
@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_what_names_no_workspace_touches_no_other_tenant(town, newcomer, name, role):
    _, other = town
    before = rows_of(other)

    assert METHODS[name][0] is ANYBODY
    answer = call(name, newcomer, newcomer.person(role), None)

    assert "rival" not in repr(answer)
    assert other.workspace not in repr(answer)
    assert rows_of(other) == before


def test_an_invitation_opens_nothing_before_its_login(company):
    invited = person("invited", "elsewhere")
    company.place.service.invite(company.owner, company.workspace, invited.email, Role.OWNER)

    # An invitation has no subject yet: nor has somebody whom no provider named.
    people = (invited, Principal("", "", invited.email), Principal("", ""))
    with unchanged(company):
        kinds = {refusal(name, company, one, company.workspace)[0] for name in INSIDE for one in people}
    assert kinds == {NotFoundError}


def rows_of(company):
    """What is kept of one company, in every table."""
    found = everything(company.place.database).items()
    return {table: [row for row in rows if company.workspace in row] for table, rows in found}

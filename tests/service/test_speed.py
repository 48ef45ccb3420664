"""What is asked on each rerun costs one query."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from tests.service.build import Company, person
from whalecurve.domain.errors import NotFoundError
from whalecurve.service.access.tokens import hash_of


@contextmanager
def queries(database):
    """The statements that ran, without those that begin and end a transaction."""
    found = []

    def note(conn, cursor, statement, parameters, context, executemany):
        if statement.startswith("SELECT"):
            found.append((statement, parameters))

    event.listen(database._engine, "before_cursor_execute", note)
    yield found
    event.remove(database._engine, "before_cursor_execute", note)


def plan(database, statement, parameters):
    rows = database.read(lambda conn: conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all())
    return "\n".join(str(row[-1]) for row in rows)


def test_a_role_costs_one_indexed_query(company):
    place = company.place
    place.service.look(company.owner, company.workspace)

    with queries(place.database) as found:
        place.service.look(company.owner, company.workspace)

    assert len(found) == 1
    if place.database.kind == "sqlite":  # PostgreSQL reads a handful of rows whole, index or not
        assert "SEARCH members USING INDEX" in plan(place.database, *found[0])


def test_a_look_costs_one_query_a_second(company):
    place = company.place
    entry, secret = place.visits.open_link(company.token)
    place.visits.look(entry.id, secret)

    with queries(place.database) as found:
        for _ in range(10):
            place.visits.look(entry.id, secret)
        assert len(found) == 0
        place.clock.ticked += 1.0
        for _ in range(10):
            place.visits.look(entry.id, secret)

    assert len(found) == 1


def test_the_time_is_written_down_once_a_minute_and_no_more(company):
    place = company.place
    entry, secret = place.visits.open_link(company.token)
    written = []

    def note(conn):
        written.append(place.clock.now)

    event.listen(place.database._engine, "commit", note)
    for _ in range(300):
        place.clock.pass_by(seconds=1)
        place.visits.look(entry.id, secret)

    assert len(written) == 5


def test_strangers_cost_no_lock_of_everybody(company):
    """A name of no shape is refused before the write that would hold up every other one."""
    begun = []
    event.listen(company.place.database._engine, "begin", begun.append)
    for bad in ("", "x", None, "' OR 1=1 --"):
        with pytest.raises(NotFoundError, match="no such workspace"):
            company.place.service.rename_workspace(person("nobody"), bad, "x")
    assert begun == []


def test_many_visits_are_not_kept_in_memory_for_ever(place):
    company = Company(place)
    entry, secret = place.visits.open_link(company.token)
    share = place.visits._visited(entry.id, hash_of(secret))
    for number in range(2_500):
        place.visits._seen.put((entry.id, number.to_bytes(32)), share)

    assert len(place.visits._seen._answers) <= 1_000

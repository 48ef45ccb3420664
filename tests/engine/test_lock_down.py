"""A session reads the files that it was opened for and nothing else, whatever a query says."""

import duckdb
import pytest

from tests.engine.build import make_lines
from whalecurve.domain.errors import WhalecurveError
from whalecurve.engine.duckdb_session import locked_connection, open_tables
from whalecurve.engine.facts import compute_facts
from whalecurve.engine.settings import EngineSettings

JAN = 202601


@pytest.fixture
def table(tmp_path):
    folder = tmp_path / "stored"
    folder.mkdir()
    make_lines((0, JAN, 0, 5)).to_parquet(folder / "transactions.parquet")
    make_lines((0, JAN, 0, 99)).to_parquet(folder / "neighbour.parquet")
    (tmp_path / "secret.csv").write_text("password\nhunter2\n")
    return folder / "transactions.parquet"


@pytest.fixture
def connection(table, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with locked_connection([table], scratch, EngineSettings()) as opened:
        yield opened


REFUSED = {
    "a system file": "SELECT * FROM read_text('/etc/passwd')",
    "a system file as a table": "SELECT * FROM read_csv('/etc/passwd')",
    "a file next door": "SELECT * FROM read_csv('{base}/secret.csv')",
    "a file in the same folder": "SELECT * FROM read_parquet('{base}/stored/neighbour.parquet')",
    "a file by its bare name": "SELECT * FROM '{base}/stored/neighbour.parquet'",
    "a pattern": "SELECT * FROM glob('{base}/*')",
    "a pattern over tables": "SELECT * FROM read_parquet('{base}/stored/*.parquet')",
    "a way round": "SELECT * FROM read_parquet('{base}/stored/../stored/neighbour.parquet')",
    "the network": "SELECT * FROM read_csv('https://example.org/x.csv')",
    "a bucket": "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
    "another database": "ATTACH '{base}/other.db'",
    "a copy out": "COPY (SELECT 1) TO '{base}/out.csv'",
    "a copy beside the table": "COPY (SELECT 1 AS a) TO '{base}/stored/new.parquet'",
    "a copy over the table": "COPY (SELECT 1 AS a) TO '{base}/stored/transactions.parquet'",
    "an export": "EXPORT DATABASE '{base}/export'",
    "an extension": "INSTALL httpfs",
    "an extension from disk": "LOAD '{base}/evil.duckdb_extension'",
    "access back on": "SET enable_external_access = true",
    "access back by reset": "RESET enable_external_access",
    "access back by pragma": "PRAGMA enable_external_access = true",
    "more paths": "SET allowed_paths = ['/']",
    "more folders": "SET allowed_directories = ['/']",
    "the lock": "SET lock_configuration = false",
    "more memory": "SET memory_limit = '100GB'",
    "another scratch folder": "SET temp_directory = '/tmp'",
    "the stored secrets": "SELECT * FROM duckdb_secrets()",
}


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED)
def test_a_query_is_refused(connection, tmp_path, query):
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(duckdb.Error):
        connection.execute(query.format(base=tmp_path)).fetchall()
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_name_in_a_query_is_no_variable_of_the_program(connection):
    hidden = make_lines((0, JAN, 0, 5))
    with pytest.raises(duckdb.CatalogException):
        connection.execute("SELECT * FROM hidden")
    assert len(hidden) == 1


def test_the_table_it_was_opened_for_is_read(connection, table):
    assert connection.read_parquet(str(table)).count("*").fetchall() == [(1,)]


def test_stars_and_brackets_in_a_path_are_no_pattern(tmp_path):
    for name, amount in (("a*.parquet", 1), ("ab.parquet", 2), ("[ab].parquet", 4), ("a.parquet", 8)):
        make_lines((0, JAN, 0, amount)).to_parquet(tmp_path / name)
    for name, amount in (("a*.parquet", 1), ("[ab].parquet", 4)):
        facts = compute_facts(tmp_path / name, measures=["net_revenue"])
        assert facts.monthly["net_revenue"].tolist() == [amount]


def test_a_pattern_that_is_no_file_is_a_missing_file(tmp_path):
    make_lines((0, JAN, 0, 1)).to_parquet(tmp_path / "ab.parquet")
    with pytest.raises(WhalecurveError, match="missing"), open_tables(tmp_path / "a*.parquet"):
        pass


@pytest.mark.parametrize("content", [b"", b"PAR1", b"customer,month\n0,202601\n"])
def test_a_file_that_is_no_table_has_a_clear_word_without_its_path(tmp_path, content):
    path = tmp_path / "transactions.parquet"
    path.write_bytes(content)
    with pytest.raises(WhalecurveError, match="cannot be read") as refusal:
        compute_facts(path, measures=["net_revenue"])
    assert str(tmp_path) not in str(refusal.value)


def test_a_cut_table_has_a_clear_word(table):
    table.write_bytes(table.read_bytes()[:-40])
    with pytest.raises(WhalecurveError, match="cannot be read"):
        compute_facts(table, measures=["net_revenue"])


def test_too_little_memory_has_a_clear_word_that_names_the_bound(tmp_path):
    path = tmp_path / "transactions.parquet"
    count = 300_000
    rows = {"customer": range(count), "month": JAN, "order": range(count), "net_revenue": 1}
    make_lines(*zip(rows["customer"], [JAN] * count, rows["order"], [1] * count, strict=True)).to_parquet(path)
    small = EngineSettings(memory_mb=8, scratch_mb=1, threads=1)
    with pytest.raises(WhalecurveError, match="does not fit its memory") as refusal:
        compute_facts(path, measures=["net_revenue"], settings=small)
    assert "8 MB" in refusal.value.found


def test_the_scratch_folder_is_gone_afterwards(table, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    settings = EngineSettings(scratch=scratch, threads=1)
    with open_tables(table, settings=settings):
        assert len(list(scratch.iterdir())) == 1
    assert list(scratch.iterdir()) == []
    with pytest.raises(ZeroDivisionError), open_tables(table, settings=settings):
        raise ZeroDivisionError
    assert list(scratch.iterdir()) == []

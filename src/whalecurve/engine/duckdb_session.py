"""DuckDB for one analysis: in this process, over named Parquet files, and locked down before the first query."""

import glob
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb
import narwhals as nw

from whalecurve.domain.errors import WhalecurveError
from whalecurve.engine.heavy import Lines
from whalecurve.engine.settings import DEFAULT, EngineSettings

# Nothing is fetched or loaded on demand, and a name in a query never means a variable of this program.
_CLOSED: Final[dict[str, str | bool]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "preserve_insertion_order": False,
}


@contextmanager
def open_tables(*paths: Path, settings: EngineSettings = DEFAULT) -> Iterator[tuple[Lines, ...]]:
    """Lazy frames over Parquet files, usable until the ``with`` block ends.

    Args:
        paths: The files, each meant literally: stars and brackets in a path are no pattern.
        settings: Memory, scratch room and processors.

    Raises:
        WhalecurveError: A file is missing or damaged, or the work does not fit the settings.

    >>> with open_tables(Path("nowhere.parquet")):
    ...     pass
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: A stored table is missing. Found: no file called nowhere.parquet. To fix
        it: upload the files again.
    """
    for path in paths:
        _check_there(path)
    with tempfile.TemporaryDirectory(prefix="whalecurve-", dir=settings.scratch) as scratch:
        connection = locked_connection(paths, Path(scratch), settings)
        try:
            with _in_our_words(settings):
                yield tuple(nw.from_native(connection.read_parquet(_literal(path))).lazy() for path in paths)
        finally:
            connection.close()


@contextmanager
def open_numbered(path: Path, settings: EngineSettings = DEFAULT) -> Iterator[Lines]:
    """A lazy frame over one Parquet file whose rows know their position in it, ``file_row_number`` from 0 on.

    Raises:
        WhalecurveError: The file is missing or damaged.
    """
    _check_there(path)
    with tempfile.TemporaryDirectory(prefix="whalecurve-", dir=settings.scratch) as scratch:
        connection = locked_connection([path], Path(scratch), settings)
        try:
            with _in_our_words(settings):
                yield nw.from_native(connection.read_parquet(_literal(path), file_row_number=True)).lazy()
        finally:
            connection.close()


def locked_connection(paths: Sequence[Path], scratch: Path, settings: EngineSettings) -> duckdb.DuckDBPyConnection:
    """A connection that reaches these files and the scratch folder, and whose settings cannot be changed any more.

    Single files are allowed rather than their folder: nothing else beside them can be read or written.
    """
    room = {"memory_limit": f"{settings.memory_mb}MB", "max_temp_directory_size": f"{settings.scratch_mb}MB"}
    config: dict[str, str | bool | int | float | list[str]] = {**_CLOSED, **room, "temp_directory": str(scratch)}
    if settings.threads:
        config["threads"] = settings.threads
    connection = duckdb.connect(":memory:", config=config)
    allowed = [name for path in paths for name in (str(path.absolute()), _literal(path))]
    connection.execute("SET allowed_paths = ?", [allowed])
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _literal(path: Path) -> str:
    """A pattern that only this path fits: DuckDB takes every file name for a pattern."""
    return glob.escape(str(path.absolute()))


def _check_there(path: Path) -> None:
    if not path.is_file():
        raise WhalecurveError(
            "A stored table is missing", found=f"no file called {path.name}", remedy="upload the files again"
        )


@contextmanager
def _in_our_words(settings: EngineSettings) -> Iterator[None]:
    """DuckDB's own messages name paths and settings that a reader of a page can do nothing about."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise WhalecurveError(
            "The analysis does not fit its memory",
            found=f"more than {settings.memory_mb} MB of memory and {settings.scratch_mb} MB of scratch room needed",
            remedy="allow the engine more of both, or upload fewer lines",
        ) from error
    except duckdb.Error as error:
        raise WhalecurveError(
            "A stored table cannot be read", found=type(error).__name__, remedy="upload the files again"
        ) from error

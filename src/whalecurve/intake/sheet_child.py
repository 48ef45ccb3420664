"""The process that parses one spreadsheet or Parquet file under limits.

``python -m whalecurve.intake.sheet_child JOB.json``.

A reader that is fed a hostile file may ask for half a terabyte and abort; only a process of its own survives that.
The job names the file to read and the CSV to write (first column: row number); the answer is one line of JSON on
standard output.
"""

import contextlib
import csv
import importlib.util
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from whalecurve.intake.child_terms import Refusal, Row
from whalecurve.intake.limits import Limits


def bound(limits: Limits) -> None:
    """Limit memory and processor time of this process where the platform can."""
    if importlib.util.find_spec("resource") is None:
        # Windows has no such limits; the wall clock still ends the process
        return
    resource = importlib.import_module("resource")
    wanted = (
        (resource.RLIMIT_AS, limits.child_memory_bytes),
        (resource.RLIMIT_DATA, limits.child_memory_bytes),
        (resource.RLIMIT_CPU, limits.child_seconds),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, amount in wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (amount, amount))


def parse(job: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """Read the job's file and write its rows; the answer's keys are ``sheet``, ``rows``, ``last_row`` and ``notes``."""
    if job["kind"] == "parquet":
        from whalecurve.intake.parquet_rows import parquet_rows  # noqa: PLC0415 - each reader loads what it needs

        rows, answer = parquet_rows(job["path"], limits)
    else:
        from whalecurve.intake.sheet_rows import sheet_rows  # noqa: PLC0415 - and only after the limits are set

        rows, answer = sheet_rows(job["path"], job["sheet"], limits)
    return answer | {"rows": _write(rows, job["out"], limits)}


def _write(rows: Iterable[Row], out: str, limits: Limits) -> int:
    count = 0
    with Path(out).open("w", encoding="utf-8", errors="surrogatepass", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        for number, cells in _checked(rows, limits):
            writer.writerow([number, *cells])
            count += 1
    return count


def _checked(rows: Iterable[Row], limits: Limits) -> Iterator[Row]:
    for number, cells in rows:
        if len(cells) > limits.columns:
            raise Refusal(f"{len(cells):,} columns, the limit is {limits.columns:,}")
        if number > limits.lines:
            raise Refusal(f"more than {limits.lines:,} rows, the limit")
        if max(map(len, cells)) > limits.field_characters:
            raise Refusal(f"a cell of more than {limits.field_characters:,} characters in row {number:,}")
        yield number, cells


def main(arguments: Sequence[str]) -> int:
    """Do the job described in the JSON file that is named; always answers with one line."""
    job = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    limits = Limits(**job["limits"])
    bound(limits)
    try:
        answer = parse(job, limits)
    except Refusal as reason:
        answer = {"refused": str(reason)}
    except MemoryError:
        answer = {"refused": f"more memory needed than the limit of {limits.child_memory_bytes:,} bytes"}
    except BaseException as error:  # noqa: BLE001 - a panic of a native reader is one
        answer = {"refused": f"a file that the reader cannot follow ({type(error).__name__})"}
    sys.stdout.write(json.dumps(answer) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

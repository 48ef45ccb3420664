"""What the command line of ``analyze`` asks for: options, plan, map and files, checked before any work is done."""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from whalecurve.cli.usage import UsageError
from whalecurve.domain.errors import RefusedFileError, WhalecurveError
from whalecurve.domain.plan.credits import without_credits
from whalecurve.domain.plan.plan_json import month_from_text, scenario_from_text, scenario_to_json
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.segments.traits.column_roles import Taken
from whalecurve.intake.limits import Limits
from whalecurve.intake.recognition.aliases import COST_LIST
from whalecurve.intake.recognition.mapping import Mapping as ColumnMap

KINDS: Final = ("transactions", "customers", "activities", "products", "costs", "prospects")
_TABLES: Final = {"costs": COST_LIST}
DUCKDB: Final = "duckdb"


@dataclass(frozen=True)
class Options:
    """Options that stand on the command line itself.

    Attributes:
        first: First month of the period, ``year * 100 + month``; None leaves it to the plan or the data.
        last: Last month, likewise.
        currency: The one currency to count; None when the lines have only one.
        part_months: What a month at either end that is not whole is charged; None leaves it to the plan.
    """

    first: int | None
    last: int | None
    currency: str | None
    part_months: str | None = None

    def charging(self, scenario: Scenario) -> Scenario:
        """The scenario with months at the ends of the data charged as the option says."""
        if self.part_months is None:
            return scenario
        return replace(scenario, settings=replace(scenario.settings, part_months=self.part_months))

    def within(self, scenario: Scenario, span: Period | None) -> Scenario:
        """The scenario with the period asked for; an open end is the plan's, else the data's.

        >>> Options(202602, None, None).within(Scenario(), Period(202601, 202612)).period
        Period(first=202602, last=202612)
        """
        own = scenario.period or span
        if own is None or (self.first is None and self.last is None):
            return scenario
        first = min(own.first, self.last or own.first) if self.first is None else self.first
        last = max(own.last, first) if self.last is None else self.last
        return replace(scenario, period=Period(first, last))


def read_options(arguments: argparse.Namespace) -> Options:
    """Check the options.

    Raises:
        UsageError: An engine that is not there, a month that is none, a period that runs backwards.
    """
    if arguments.engine != DUCKDB:
        raise UsageError(f"the engine {arguments.engine} is not available in this version; use --engine {DUCKDB}")
    first, last = _month(arguments.first), _month(arguments.last)
    if first is not None and last is not None and last < first:
        raise UsageError(f"the period ends before it begins: --from {arguments.first} --to {arguments.last}")
    return Options(first, last, arguments.currency, arguments.part_months)


def read_plan(path: Path | None) -> Scenario:
    """The cost plan; without one there are no costs.

    Raises:
        UsageError: The file cannot be read or is no plan.
    """
    if path is None:
        return Scenario()
    try:
        scenario = without_credits(scenario_from_text(_text(path)))
        json.dumps(scenario_to_json(scenario), ensure_ascii=False).encode()
    except WhalecurveError as problem:
        raise UsageError(f"{path.name}: {problem}") from problem
    except UnicodeEncodeError as error:
        half = f"\\u{ord(error.object[error.start]):04x}"
        raise UsageError(f"{path.name} holds half a character, {half}; write the whole one") from error
    return scenario


def read_map(path: Path | None) -> object:
    """The decoded map, or None.

    Raises:
        UsageError: The file cannot be read or is no map.
    """
    if path is None:
        return None
    try:
        decoded: object = json.loads(_text(path))
        ColumnMap.from_json(decoded)
    except WhalecurveError as problem:
        raise UsageError(f"{path.name}: {problem}") from problem
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path.name} is not JSON: {error}; check commas, quotes and brackets") from error
    return decoded


def taken_by_map(decoded: object) -> Taken:
    """What the decoded map takes out of the traits, and in."""
    mapping = ColumnMap() if decoded is None else ColumnMap.from_json(decoded)
    return Taken(mapping.not_traits, mapping.also_traits)


def read_contents(arguments: argparse.Namespace) -> Mapping[str, Sequence[tuple[str, bytes]]]:
    """Name and bytes of every file, by kind.

    Raises:
        UsageError: A file is not there, or is a folder.
        RefusedFileError: A file is larger than any that is read.
    """
    return dict(_contents(arguments))


def input_paths(arguments: argparse.Namespace) -> list[Path]:
    """Every file that the command reads."""
    files = [path for kind in KINDS for path in getattr(arguments, kind)]
    return [*files, *(path for path in (arguments.plan, arguments.map) if path is not None)]


def _contents(arguments: argparse.Namespace) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    for kind in KINDS:
        paths: list[Path] = getattr(arguments, kind)
        if paths:
            yield _TABLES.get(kind, kind), [(shown_name(path), read_bytes(path)) for path in paths]


def _month(text: str | None) -> int | None:
    try:
        return None if text is None else month_from_text(text)
    except WhalecurveError as problem:
        raise UsageError(str(problem)) from problem


def _text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name} is not UTF-8 text; save it as UTF-8") from error


def read_bytes(path: Path) -> bytes:
    """Bytes of a file.

    Raises:
        UsageError: The file is not there, or is a folder.
        RefusedFileError: The file is larger than any that is read.
    """
    most = Limits().file_bytes
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error
    if len(content) > most:
        raise RefusedFileError(
            f"{shown_name(path)} is too large",
            found=f"more than {most:,} bytes",
            remedy=f"split it into files of at most {most:,} bytes (the limit) and name each of them",
        )
    return content


def shown_name(path: Path) -> str:
    """The file's name as text that any report can hold, whatever bytes it has on disk."""
    return path.name.encode("utf-8", "replace").decode()

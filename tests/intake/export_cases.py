"""Exports whose right answer is known, run through ``whalecurve analyze``: right, asked, refused, or wrong in silence.

A case is a folder with the export's files and ``expected.json``: ``transactions`` and ``other`` name the files by
option, ``right`` the figures. A case without a right revenue is right when it is asked about.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from tests.worked_cases import EXPECTED, SHARED, Answer, run_analyze
from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.process.reader import read_table

CASES: Final = SHARED / "exports"


class Verdict(StrEnum):
    """How a case ended; only ``SILENT`` is a fault of ours that nobody would notice."""

    RIGHT = "RIGHT"
    QUESTION = "QUESTION"
    REFUSED = "REFUSED"
    SILENT = "SILENT"


@dataclass(frozen=True)
class Outcome:
    """Verdict of a case, what differs or what was said, and figures that do not decide it."""

    case: str
    verdict: Verdict
    reason: str = ""
    remark: str = ""


def judge(folder: Path, further: Sequence[str] = ()) -> Outcome:
    """Run a case and compare; ``further`` options (such as ``--map``) answer questions."""
    expected = json.loads((folder / EXPECTED).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="whalecurve-case-") as out:
        words = [*_options(folder, expected), *further]
        answer = run_analyze(words, Path(out))
        if answer.status:
            return Outcome(folder.name, _why_stopped(folder, expected), answer.said)
        right = expected["right"]
        if not right["net_revenue"]:
            return Outcome(folder.name, Verdict.SILENT, "an answer where a question was due")
        differences = list(_differences(answer, right, words))
        verdict = Verdict.SILENT if differences else Verdict.RIGHT
        return Outcome(folder.name, verdict, "; ".join(differences), _remark(answer, right))


def _options(folder: Path, expected: Mapping[str, Any]) -> list[str]:
    words = [word for name in expected["transactions"] for word in ("--transactions", str(folder / name))]
    for kind, names in expected.get("other", {}).items():
        for name in [names] if isinstance(names, str) else names:
            words += [f"--{kind}", str(folder / name)]
    return words


def _why_stopped(folder: Path, expected: Mapping[str, Any]) -> Verdict:
    """A file that is not read at all was refused; everything else that stops is a question."""
    for name in expected["transactions"]:
        try:
            read_table(name, (folder / name).read_bytes())
        except RefusedFileError:
            return Verdict.REFUSED
    return Verdict.QUESTION


def _differences(answer: Answer, right: Mapping[str, Any], words: Sequence[str]) -> Iterator[str]:
    summary = answer.json("summary.json")
    yield from _different("revenue", summary["net_revenue"], right["net_revenue"])
    yield from _different("unassigned revenue", summary["unassigned"]["revenue"], right["unassigned_revenue"])
    yield from _different_customers(answer.statements(), right["per_customer"])
    for name in ("profit", "cost_of_goods"):
        if name in right:
            there = summary["profit"] if name == "profit" else summary["costs"].get(name, "0")
            yield from _different(name, there, right[name])
    for name, amount in right.get("costs", {}).items():
        yield from _different(name, summary["costs"].get(name, "0"), amount)
    if "period" in right and summary["period"] != right["period"]:
        yield f"period {summary['period']}, not {right['period']}"
    for month, amount in right.get("months", {}).items():
        yield from _different(month, _month_revenue(month, words), amount)
    forbidden = {trait["trait"] for trait in answer.json("traits.json")["traits"]} & set(
        right.get("traits_must_not_include", ())
    )
    if forbidden:
        yield f"traits that are money: {', '.join(sorted(forbidden))}"


def _different(what: str, there: str, wanted: str) -> Iterator[str]:
    if Decimal(there) != Decimal(wanted):
        yield f"{what} {there}, not {wanted}"


def _different_customers(rows: Sequence[Mapping[str, str]], wanted: Mapping[str, str]) -> Iterator[str]:
    """Customers are named by id or by name in the cases; who has no revenue may be missing."""
    names = {row["customer_id"] if row["customer_id"] in wanted else row["customer_name"]: row for row in rows}
    for name in {**wanted, **names}:
        there = names[name]["net_revenue"] if name in names else "0"
        yield from _different(f"customer {name}", there, wanted.get(name, "0"))


def _month_revenue(month: str, words: Sequence[str]) -> str:
    with tempfile.TemporaryDirectory(prefix="whalecurve-case-") as out:
        answer = run_analyze([*words, "--from", month, "--to", month], Path(out))
        return str(answer.json("summary.json")["net_revenue"]) if answer.status == 0 else "0"


def _remark(answer: Answer, right: Mapping[str, Any]) -> str:
    """Counts that may rightly differ: how many lines were used, how many customers are on file."""
    summary = answer.json("summary.json")
    pairs = (
        ("lines", summary["lines"]["used"], right["lines_used"]),
        ("customers", summary["customers"], right["customers"]),
    )
    told = [f"{there} {what}, not {wanted}" for what, there, wanted in pairs if there != wanted]
    aside = summary["lines"]["set_aside"]
    return ", ".join([*told, *([f"{aside} set aside"] if aside else [])])

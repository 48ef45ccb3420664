"""Worked cases of costing, words and traits, run through ``whalecurve analyze`` and judged: right, asked or wrong.

A case is a folder with files and ``expected.json``: ``runs`` with the ``args`` of the command, its exit status, figures
of ``statements`` (by customer) and of ``summary`` (by dotted name), ``traits_verdict``, and ``must_say`` where figures
without a word would mislead. A run marked ``computed`` is checked against ``tests/oracle.py``.
"""

import contextlib
import csv
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from tests.oracle import analyze
from tests.worked_cases import EXPECTED, SHARED, Answer, run_analyze

CASES: Final = SHARED / "figures"
WITHOUT_RUNS: Final[Mapping[str, Mapping[str, Any]]] = {
    "24-": {"args": ["--transactions", "transactions.csv", "--costs", "costs.csv"], "summary": {"profit": "5400.00"}},
    "24c-": {"args": ["--transactions", "transactions.csv", "--costs", "costs.csv"], "summary": {"profit": "9000.00"}},
    "26-": {"args": ["--transactions", "transactions1.csv"], "traits_verdict": "nothing found"},
}
"""What to run for cases that only describe a page."""


class Verdict(StrEnum):
    """How a case ended."""

    RIGHT = "RIGHT"
    QUESTION = "QUESTION"
    WRONG = "WRONG"


@dataclass(frozen=True)
class Outcome:
    """Verdict of a case, what differs, and what the command said about it."""

    case: str
    verdict: Verdict
    reason: str = ""
    said: str = ""


def judge(folder: Path) -> Outcome:
    """Run all that a case asks for and compare; a question must have an answer that makes the figures right."""
    expected = json.loads((folder / EXPECTED).read_text(encoding="utf-8"))
    runs = expected["runs"] or [run for begin, run in WITHOUT_RUNS.items() if folder.name.startswith(begin)]
    outcomes = [_judge_run(folder, run, run["args"]) for run in runs]
    said = " / ".join(outcome.said for outcome in outcomes if outcome.said)
    worst = max(outcomes, key=lambda outcome: list(Verdict).index(outcome.verdict))
    return Outcome(folder.name, worst.verdict, worst.reason, said)


def _judge_run(folder: Path, run: Mapping[str, Any], words: Sequence[str]) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="whalecurve-case-") as out:
        with contextlib.chdir(folder):
            answer = run_analyze(words, Path(out))
        if answer.status and answer.said:
            return _judge_question(folder, run, answer)
        differences = list(_differences(answer, run, folder))
        verdict = Verdict.WRONG if differences else Verdict.RIGHT
        return Outcome(folder.name, verdict, "; ".join(differences), answer.said)


def _judge_question(folder: Path, run: Mapping[str, Any], asked: Answer) -> Outcome:
    if run.get("exit"):
        return Outcome(folder.name, Verdict.RIGHT, "", asked.said)
    answers = [{**_map_of(folder, run), **answer} for answer in _answers(asked.said)]
    for answer in answers:
        with tempfile.TemporaryDirectory(prefix="whalecurve-map-") as place:
            path = Path(place) / "map.json"
            path.write_text(json.dumps(answer), encoding="utf-8")
            if _judge_run(folder, run, [*run["args"], "--map", str(path)]).verdict is Verdict.RIGHT:
                return Outcome(folder.name, Verdict.QUESTION, f"right with {json.dumps(answer)}", asked.said)
    return Outcome(folder.name, Verdict.WRONG, f"no answer of {len(answers)} makes it right", asked.said)


def _answers(said: str) -> list[dict[str, Any]]:
    """The pieces of a map that a question offers, as the command prints them."""
    starts = [place for place, sign in enumerate(said) if sign == "{"]
    found = [_decoded(said, start) for start in starts]
    return [piece for piece in found if piece]


def _decoded(said: str, start: int) -> dict[str, Any]:
    try:
        return json.JSONDecoder().raw_decode(said, start)[0]
    except ValueError:
        return {}


def _map_of(folder: Path, run: Mapping[str, Any]) -> dict[str, Any]:
    words = list(run["args"])
    return json.loads((folder / words[words.index("--map") + 1]).read_text("utf-8")) if "--map" in words else {}


def _differences(answer: Answer, run: Mapping[str, Any], folder: Path) -> Iterator[str]:
    if run.get("exit", 0) != answer.status:
        yield f"exit {answer.status}, not {run['exit']}"
        return
    told = answer.said or ("traits_verdict" in run and re.search(r"Found: |Nothing found|Too few ", answer.printed))
    if run.get("must_say") and not told:
        yield "nothing said"
    yield from _other_figures(answer, run)
    yield from _other_traits(answer.json("traits.json"), run)
    if "computed" in run:
        yield from _against_oracle(answer, _by_customer(answer), folder)


def _other_figures(answer: Answer, run: Mapping[str, Any]) -> Iterator[str]:
    statements = _by_customer(answer)
    for customer, figures in run.get("statements", {}).items():
        for name, wanted in figures.items():
            there = statements.get(customer, {}).get(name, "missing")
            if not _same(there, wanted):
                yield f"{customer} {name} {there}, not {wanted}"
    for name, wanted in run.get("summary", {}).items():
        there = _within(answer.json("summary.json"), name)
        if not _same(there, wanted):
            yield f"{name} {there}, not {wanted}"


def _by_customer(answer: Answer) -> dict[str, dict[str, str]]:
    """The statements by name and by id."""
    rows = answer.statements()
    return {row["customer_name"]: row for row in rows} | {row["customer_id"]: row for row in rows}


def _other_traits(traits: Mapping[str, Any], run: Mapping[str, Any]) -> Iterator[str]:
    if "traits_verdict" in run and traits["verdict"] != run["traits_verdict"]:
        names = ", ".join(trait["trait"] for trait in traits["traits"])
        yield f"traits: {traits['verdict']} ({names}), not {run['traits_verdict']}"
    if "clusters_split" in run:
        wanted_sizes = [int(size) for size in re.findall(r"\b\d+\b", run["clusters_split"].partition(":")[2])]
        sizes = [cluster["customers"] for cluster in traits["clusters"]]
        if sorted(sizes) != sorted(wanted_sizes):
            yield f"groups of {sizes}, not {wanted_sizes}"


def _within(figures: Any, name: str) -> Any:
    for step in name.split("."):
        figures = figures[step]
    return figures


def _same(there: object, wanted: object) -> bool:
    try:
        return there == wanted or Decimal(str(there)) == Decimal(str(wanted))
    except InvalidOperation:
        return False


def _against_oracle(answer: Answer, statements: Mapping[str, Mapping[str, str]], folder: Path) -> Iterator[str]:
    """The figures beside those of plain rows and fractions, for files with quantity, price and unit cost."""
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    with (folder / "transactions.csv").open(encoding="utf-8", newline="") as stream:
        lines = [_oracle_row(row) for row in csv.DictReader(stream)]
    right = analyze(plan, lines, [{"customer_id": one} for one in sorted({line["customer"] for line in lines})])
    for name, amounts in right.rounded.items():
        for customer, units in amounts.items():
            wanted = str(Decimal(units) / right.minor)
            if not _same(statements[customer].get(name, "missing"), wanted):
                yield f"{customer} {name} {statements[customer].get(name)}, not {wanted}"


def _oracle_row(row: Mapping[str, str]) -> dict[str, str]:
    quantity = Decimal(row["Quantity"])
    return {
        "customer": row["Customer ID"],
        "date": row["Order Date"],
        "order": row["Order ID"],
        "quantity": str(quantity),
        "net_revenue": str(quantity * Decimal(row["Unit Price"])),
        "cost_of_goods": str(quantity * Decimal(row["Unit Cost"])),
    }

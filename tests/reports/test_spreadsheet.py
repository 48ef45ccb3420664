"""Our files in a real spreadsheet program, whatever sign it splits cells at: not one cell is a formula."""

import csv
import io
import itertools
import os
import re
import shutil
import subprocess
from decimal import Decimal

import pytest

from whalecurve.analysis.reading import read_files
from whalecurve.analysis.results import analyze
from whalecurve.analysis.workbook import dataset_digest, keep
from whalecurve.domain.plan.scenario import CostPool, Scenario
from whalecurve.domain.words.formula_mark import mark
from whalecurve.intake.problems import Problem
from whalecurve.intake.recognition.templates import TEMPLATES
from whalecurve.reports.problems_csv import problems_csv
from whalecurve.reports.statements_csv import statements_csv

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
SIGNS = ("=", "+", "-", "@")
RUNS = "1+1"  # a formula behind any of the signs
HOSTILE = [
    f"{name}{separator}{blank}{sign}{RUNS}"
    for name, separator, blank, sign in itertools.product(
        ("", "ACME", 'ACME "x"', "'ACME", '"'), ("", ",", ";", "\t", "\n", "\r\n", "|"), ("", " ", '"'), SIGNS
    )
]


@pytest.fixture(scope="module")
def office():
    """LibreOffice, which the build machine installs."""
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if path is None:
        pytest.skip("LibreOffice is not installed (Debian and Ubuntu: apt install libreoffice-calc)")
    return path


def formulas(office, files, separator, folder):
    """Cells of each file that the spreadsheet program takes for a formula, with the file split at a sign."""
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(text.encode())
    # Separator, quote, UTF-8, first line, formats, language, quoted as text, special numbers, ..., formulas evaluated.
    tokens = f"{ord(separator)},34,76,1,,0,false,true,false,false,false,0,true"
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--nologo"]
    command += [f"--infilter=Text - txt - csv (StarCalc):{tokens}", "--convert-to", "fods", "--outdir", str(folder)]
    command += [str(folder / f"{name}.csv") for name in files]
    subprocess.run(command, check=True, capture_output=True, timeout=240, env={**os.environ, "HOME": str(folder)})
    found = {name: (folder / f"{name}.fods").read_text(encoding="utf-8") for name in files}
    return {name: re.findall(r'table:formula="([^"]*)"', text) for name, text in found.items()}


def company(names):
    """A small company whose customers, categories and costs have these names; what the command line writes of it."""

    def table(header, rows):
        text = io.StringIO(newline="")
        csv.writer(text).writerows([header, *rows])
        return text.getvalue().encode()

    ids = [f"C{number}" for number in range(len(names))]
    lines = [(number, "2026-01-05", one, "10.50", "4.20") for number, one in enumerate(ids)]
    return {
        "transactions": [("sales.csv", table(["Order", "Date", "Customer", "Amount", "Cost"], lines))],
        "customers": [("people.csv", table(["customer_id", "customer_name"], zip(ids, names, strict=True)))],
    }


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """Every kind of file that we write, full of hostile texts."""
    names = [name for name in HOSTILE if "\n" not in name and name.strip(" ")]
    folder = tmp_path_factory.mktemp("office")
    book = keep(read_files(company(names), None), folder, dataset_digest(["office"]))
    pools = tuple(CostPool(f"{number} Rent;={RUNS}, -{RUNS}", Decimal(100)) for number in range(3))
    problems = [Problem(text, 3, text, text, text, "mend it") for text in HOSTILE]
    return {
        "statements": statements_csv(analyze(book, Scenario(currency="EUR", fixed=pools)).results),
        "problems": problems_csv(problems),
        **{f"template_{kind}": text for kind, text in TEMPLATES.items()},
    }


@pytest.mark.parametrize("separator", SEPARATORS.values(), ids=SEPARATORS)
def test_no_cell_of_ours_is_a_formula(office, ours, separator, tmp_path):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["a", name] for name in HOSTILE])
    found = formulas(office, {**ours, "control": text.getvalue()}, separator, tmp_path / "files")
    assert found.pop("control"), "the same texts without marks are formulas"
    assert {name: cells for name, cells in found.items() if cells} == {}


def test_names_come_back_as_they_went(tmp_path):
    names = [name for name in HOSTILE if "\n" not in name and name == name.strip()]
    book = keep(read_files(company(names), None), tmp_path, dataset_digest(["first"]))
    text = statements_csv(analyze(book, Scenario(currency="EUR")).results)
    assert all(mark(name).replace('"', '""') in text for name in names)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    again = company([row["customer_name"] for row in rows])
    came = keep(read_files(again, None), tmp_path, dataset_digest(["second"])).dataset.customers["customer_name"]
    assert sorted(came) == sorted(names)

"""Runs of ``whalecurve analyze`` on small files, and what they left behind."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

SALES = "Customer,Date,Order,Amount,Cost\nA,2026-01-02,1,10.00,4\nB,2026-01-03,2,5.50,6\n"


@dataclass(frozen=True)
class Run:
    """Exit status, what was printed, and the folder of the results."""

    status: int
    out: str
    err: str
    folder: Path

    @property
    def summary(self):
        return json.loads((self.folder / "summary.json").read_text(encoding="utf-8"))

    @property
    def statements(self):
        return rows(self.folder / "statements.csv")

    @property
    def problems(self):
        return rows(self.folder / "problems.csv")

    @property
    def header(self):
        return next(csv.reader(open_text(self.folder / "statements.csv")))

    def column(self, name):
        """One column of the statements by customer id."""
        return {row["customer_id"]: row[name] for row in self.statements}

    def written(self):
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.is_dir() else []


def open_text(path):
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words_for(folder, **files):
    """Write each content (text, bytes, or JSON values) to a file; gives back the options that name them."""
    folder.mkdir(parents=True, exist_ok=True)
    words = []
    for kind, contents in files.items():
        for number, content in enumerate(contents if isinstance(contents, list) else [contents]):
            name = f"{kind}{number or ''}.{'json' if kind in {'plan', 'map'} else 'csv'}"
            data = json.dumps(content) if isinstance(content, dict) else content
            (folder / name).write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
            words += [f"--{kind}", str(folder / name)]
    return words

"""Cases whose right answer is known, as folders: which there are, and what a run of the command leaves behind."""

import contextlib
import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from whalecurve.cli import main

SHARED: Final = Path(__file__).parents[1].parent / "shared" / "cases"
EXPECTED: Final = "expected.json"


@dataclass(frozen=True)
class Answer:
    """What a run of the command left behind."""

    status: int
    printed: str
    said: str
    folder: Path

    def json(self, name: str) -> dict[str, Any]:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def statements(self) -> list[dict[str, str]]:
        with (self.folder / "statements.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))


def run_analyze(words: Sequence[str], out: Path) -> Answer:
    """Run ``whalecurve analyze`` in this process; what it prints and says is one line each."""
    said, shown = io.StringIO(), io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(shown):
        status = main(["analyze", *words, "--out", str(out)])
    return Answer(status, " ".join(shown.getvalue().split()), " ".join(said.getvalue().split()), out)


def case_folders(root: Path, names: Sequence[str] = ()) -> list[Path]:
    """Folders of the cases, all or those whose name begins with one of ``names``; none where the data is not there."""
    folders = sorted(path.parent for path in root.glob(f"*/{EXPECTED}"))
    return [folder for folder in folders if not names or folder.name.startswith(tuple(names))]

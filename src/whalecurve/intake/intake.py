"""What reading all files of an upload gave: the dataset, and an account of everything that is not in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from whalecurve.domain.quantities.dataset import Dataset
from whalecurve.intake.accounting import FileAccount
from whalecurve.intake.meaning.decision import Decision
from whalecurve.intake.problems import Problem
from whalecurve.intake.text.text_table import TextTable


@dataclass(frozen=True)
class Unassigned:
    """Lines of no known customer: how many, how many of them name nobody, and some ids that are not on file."""

    lines: int = 0
    blank: int = 0
    unknown: int = 0
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Intake:
    """One upload, read.

    Attributes:
        dataset: Canonical tables, coded.
        problems: Everything that was set aside, by file and line.
        ignored: Lines that do not count, as (file, line, why).
        accounting: What became of the lines of each file.
        notes: What was decided, in plain words.
        unassigned: Lines of no known customer; they are in the dataset under code -1.
        first_date: First date of the lines that count, ISO.
        last_date: Last date of the lines that count, ISO.
        days: Month -> the first and the last day of it with a line that counts.
        files: Name of each transactions file; the dataset's ``file`` is the position here.
        prospects: Tables of prospects, kept as they came.
        decisions: Readings that move money, each proven, answered or open.
    """

    dataset: Dataset
    problems: tuple[Problem, ...]
    ignored: tuple[tuple[str, int, str], ...]
    accounting: tuple[FileAccount, ...]
    notes: tuple[str, ...]
    unassigned: Unassigned
    first_date: str
    last_date: str
    files: tuple[str, ...]
    days: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    prospects: tuple[TextTable, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def lines_read(self) -> int:
        """Records of the transactions files under their headers."""
        return sum(account.rows_read for account in self.accounting if account.kind == "transactions")

    @property
    def lines_used(self) -> int:
        """Records of the transactions files that are in the dataset."""
        return sum(account.rows_used for account in self.accounting if account.kind == "transactions")

    @property
    def lines_set_aside(self) -> int:
        """Records of the transactions files that have a problem."""
        return sum(account.rows_set_aside for account in self.accounting if account.kind == "transactions")

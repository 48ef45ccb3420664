"""What became of every line of every file."""

from dataclasses import dataclass

from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.text_table import TextTable
from whalecurve.intake.values.exact import Mask


@dataclass(frozen=True)
class FileAccount:
    """Lines of one file, every one in one class.

    ``header_lines + used_lines + set_aside_lines + ignored_lines + blank_lines == physical_lines``. ``*_rows`` count
    records, which may span several lines: ``rows_read == rows_used + rows_set_aside + rows_ignored``.
    """

    file: str
    kind: str
    physical_lines: int
    header_lines: int
    used_lines: int
    set_aside_lines: int
    ignored_lines: int
    blank_lines: int
    rows_used: int
    rows_set_aside: int
    rows_ignored: int

    @property
    def rows_read(self) -> int:
        """Records under the header, blank lines left out."""
        return self.rows_used + self.rows_set_aside + self.rows_ignored


def account(source: Source) -> list[FileAccount]:
    """Accounts of all files of a source, once its ledger is complete."""
    files = source.files()
    return [_account(source, table, files == position) for position, table in enumerate(source.tables)]


def _account(source: Source, table: TextTable, own: Mask) -> FileAccount:
    spans = source.spans()
    ignored = own & source.ignored
    aside = own & source.set_aside & ~ignored
    used = own & source.kept()
    return FileAccount(
        table.name,
        source.kind,
        table.physical_lines,
        table.header_span,
        int(spans[used].sum()),
        int(spans[aside].sum()) + sum(problem.span for problem in table.problems),
        int(spans[ignored].sum()) + len(table.ignored),
        table.blank_lines,
        int(used.sum()),
        int(aside.sum()) + len(table.problems),
        int(ignored.sum()),
    )


def account_unused(table: TextTable, kind: str) -> FileAccount:
    """Account of a file whose rows are all left out: read, not counted."""
    aside = sum(problem.span for problem in table.problems)
    ignored = int(table.spans.sum()) + len(table.ignored)
    return FileAccount(
        table.name,
        kind,
        table.physical_lines,
        table.header_span,
        0,
        aside,
        ignored,
        table.blank_lines,
        0,
        len(table.problems),
        table.rows,
    )

"""``--by``: profit broken down by what was asked for, a file each."""

from collections.abc import Sequence

from whalecurve.analysis.breaking_down import break_down, dimensions_of
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain.breakdown.breakdown import Breakdown
from whalecurve.domain.breakdown.dimension import find_dimension
from whalecurve.domain.costing.statement import Statements


def asked_names(text: str) -> list[str]:
    """Names between commas, each once.

    >>> asked_names("product, rep,product,")
    ['product', 'rep']
    """
    return list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


def asked_breakdowns(workbook: Workbook, statements: Statements, names: Sequence[str]) -> dict[str, Breakdown]:
    """Each breakdown under the name that it was asked for.

    Raises:
        WhalecurveError: The data has no dimension of a name.
    """
    there = dimensions_of(workbook)
    wanted = [find_dimension(name, there, workbook.dataset.line_columns) for name in names]
    return dict(zip(names, break_down(workbook, statements, wanted), strict=True)) if wanted else {}

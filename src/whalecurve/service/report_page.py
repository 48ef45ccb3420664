"""The page of a report with its pictures: what draws and what writes do not know each other."""

from collections.abc import Sequence

from whalecurve.analysis.handed_out import HandedOut
from whalecurve.charts.drawn import Drawn, drawn_groups, drawn_whale
from whalecurve.reports.context import Context
from whalecurve.reports.page.answer_parts import Shown
from whalecurve.reports.page.report import report_page


def drawn_page(handed: HandedOut, context: Context, readings: Sequence[str] = ()) -> str:
    """The answer as one page of HTML.

    Args:
        handed: The answer with what stands beside it.
        context: Currency, period, plan and day.
        readings: How the files were read, in sentences.
    """
    results = handed.answered.results
    whale, groups = _shown(drawn_whale(results)), _shown(drawn_groups(results))
    return report_page(handed, context, whale=whale, groups=groups, readings=readings)


def _shown(drawn: Drawn | None) -> Shown | None:
    return None if drawn is None else Shown(drawn.svg, drawn.sentence)

"""Lines dated far from today: a mistyped year stretches the period by decades, so they are asked about."""

import datetime as dt
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree
from whalecurve.intake.meaning.answers import FAR_DATES
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.tables.source import Source
from whalecurve.intake.values.date_columns import NO_DAY
from whalecurve.intake.values.exact import Amounts, Mask

_EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_FIRST: Final = dt.date(1980, 1, 1).toordinal() - _EPOCH
_AHEAD: Final = 366


def settle_far_dates(source: Source, days: npt.NDArray[np.int32], net: Amounts, today: dt.date) -> None:
    """Say how much is dated after today; ask about what is dated more than a year ahead, or before 1980."""
    now = today.toordinal() - _EPOCH
    dated = source.kept() & (days != NO_DAY)
    ahead = dated & (days > now)
    far = dated & ((days > now + _AHEAD) | (days < _FIRST))
    if (ahead & ~far).any():
        count = int((ahead & ~far).sum())
        source.notes.append(
            f"{counted(count, 'line')}, {sum_text(net.where(ahead & ~far))}, {agree(count, 'is', 'are')} dated after "
            f"today, {today.isoformat()}; {agree(count, 'it counts', 'they count')}."
        )
    if far.any():
        _ask(source, days, net, far, today)


def _ask(source: Source, days: npt.NDArray[np.int32], net: Amounts, far: Mask, today: dt.date) -> None:
    count, kept = int(far.sum()), source.kept()
    there = np.unique(days[far])
    first, last = (dt.date.fromordinal(int(day) + _EPOCH).isoformat() for day in (there[0], there[-1]))
    when = first if first == last else f"{first} to {last}"
    alternatives = (
        Alternative("they count", {FAR_DATES: "count"}, sum_text(net.where(kept))),
        Alternative("they are left out", {FAR_DATES: "leave out"}, sum_text(net.where(kept & ~far))),
    )
    said = source.mapping.answers.get(FAR_DATES)
    chosen = alternatives[1 if said == "leave out" else 0].reading
    what = (
        f"{counted(count, 'line')}, {sum_text(net.where(far))}, {agree(count, 'is', 'are')} dated {when}, far from "
        f"today, {today.isoformat()}. {agree(count, 'Does it count', 'Do they count')}?"
    )
    source.decisions.append(
        Decision(source.tables[0].name, what, chosen, "", chosen if said else "", alternatives, FAR_DATES)
    )
    if said == "leave out":
        source.ignore(far, f"not counted: dated {when}, far from today")

"""Which lines count by their status: what was won in a pipeline; no drafts or cancellations among invoices."""

from typing import Final

import numpy as np

from whalecurve.domain.wording import them
from whalecurve.intake.headers import header_key
from whalecurve.intake.source import Source

WON: Final = frozenset(("won closedwon closewon gewonnen gagne ganado vinto ganho").split())
NOT_COUNTED: Final = frozenset(
    (
        "draft voided void deleted lost closedlost cancelled canceled failed rejected declined quote quotation "
        "entwurf storniert geloscht brouillon annule borrador anulado cancelado concept geannuleerd bozza annullato"
    ).split()
)
COUNTED: Final = frozenset(
    (
        "paid partiallypaid complete completed fulfilled shipped delivered invoiced posted closed open overdue "
        "approved authorised authorized sent refunded partiallyrefunded bezahlt offen paye pagado betaald pago pagato"
    ).split()
)


def ignore_uncounted(source: Source) -> None:
    """Ignore lines whose status does not count, each with its status as the reason.

    Words given in the mapping decide alone. Otherwise, where a deal can be won, only won deals count; elsewhere
    drafts, quotes, cancelled and lost lines do not count, and unknown words count with a note that names them.
    """
    header = source.header("status")
    if not header:
        return
    column = source.column(header)
    texts = column.texts.to_pylist()
    counted = _counted(source, texts)
    for place, text in enumerate(texts):
        if not counted[place]:
            source.ignore(column.codes == place, f"not counted: {header} is {text or 'blank'}")
    _note(source, header, texts, counted)


def _counted(source: Source, texts: list[str]) -> list[bool]:
    if source.mapping.counted:
        wanted = {header_key(word) for word in source.mapping.counted}
        return [header_key(text) in wanted for text in texts]
    if any(header_key(text) in WON for text in texts):
        return [header_key(text) in WON for text in texts]
    return [header_key(text) not in NOT_COUNTED for text in texts]


def _note(source: Source, header: str, texts: list[str], counted: list[bool]) -> None:
    left = [text or "blank" for text, counts in zip(texts, counted, strict=True) if not counts]
    if left:
        total = int(np.count_nonzero(source.ignored))
        source.notes.append(
            f"{them(total, 'line is', 'lines are')} not counted because of {header}: {', '.join(sorted(left))}."
        )
    unknown = [
        text
        for text, counts in zip(texts, counted, strict=True)
        if counts and text and header_key(text) not in WON | COUNTED
    ]
    if unknown and not source.mapping.counted:
        source.notes.append(f"Lines whose {header} is {', '.join(sorted(unknown)[:5])} are counted.")

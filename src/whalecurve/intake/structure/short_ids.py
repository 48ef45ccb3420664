"""Ids that a spreadsheet shortened to a number with an exponent: their last digits are gone."""

from typing import Final

import pyarrow.compute as pc

from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree
from whalecurve.intake.structure.body import Body
from whalecurve.intake.structure.repeats import is_key

_SHORTENED: Final = r"^\s*[0-9](?:[.,][0-9]{1,14})?[Ee]\+[0-9]{1,3}\s*$"


def short_ids(body: Body) -> None:
    """Say where ids of customers or orders were shortened; what they were cannot be told any more."""
    for place, header in enumerate(body.headers):
        if not is_key(header):
            continue
        texts = pc.unique(body.columns[place])
        found = texts.filter(pc.match_substring_regex(texts, _SHORTENED)).to_pylist()
        if found:
            which = f"{counted(len(found), 'id')} such as {found[0]} {agree(len(found), 'was', 'were')}"
            body.notes.append(
                f"{header}: {which} shortened by a spreadsheet; different ids may look the same: "
                f"export the file again with its ids as text."
            )

"""Every list that a server's messages carry, whatever it is packed in, and what the order of its rows gives away."""

import io
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.ipc
from google.protobuf.message import Message
from scipy import stats
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

Table = Mapping[str, Sequence[Any]]
SURE = 1e-6
FEWEST = 9
_LONGEST_CELL = 400


def tables_of(frame: bytes) -> Iterator[Table]:
    """Every table in one message: Arrow tables, lists in JSON, repeated fields, and all of its texts in their order."""
    message = ForwardMsg.FromString(frame)
    texts: list[str] = []
    yield from _tables(message, texts)
    yield {"texts": texts}
    words = [word for text in texts for word in re.findall(r"[^\W_]+", text)]
    yield {"words": words}


def _tables(message: Message, texts: list[str]) -> Iterator[Table]:
    for field, value in message.ListFields():
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            yield {"keys": list(value)}
            values = [one for one in value.values() if isinstance(one, Message)]
        else:
            values = value if field.is_repeated else [value]
        if field.is_repeated and len(values) > 1 and isinstance(values[0], str):
            yield {field.name: list(values)}
        for one in values:
            if isinstance(one, Message):
                yield from _tables(one, texts)
            elif isinstance(one, bytes):
                yield from _arrow(one)
            elif isinstance(one, str):
                texts.append(one)
                yield from _json(one)


def _arrow(content: bytes) -> Iterator[Table]:
    try:
        table = pa.ipc.open_stream(io.BytesIO(content)).read_all()
    except pa.ArrowInvalid:
        return
    yield {str(name): column.to_pylist() for name, column in zip(table.column_names, table.columns, strict=True)}


def _json(text: str) -> Iterator[Table]:
    if text[:1] in "[{":
        try:
            yield from _lists(json.loads(text))
        except ValueError:
            return


def _lists(value: Any) -> Iterator[Table]:
    if isinstance(value, dict):
        yield {"keys": list(value)}
        for inner in value.values():
            yield from _lists(inner)
    elif isinstance(value, list):
        if value and all(isinstance(one, dict) for one in value):
            yield {str(name): [one.get(name) for one in value] for name in value[0]}
        elif value:
            yield {"list": value}
        for inner in value:
            yield from _lists(inner)


def places_of(cells: Sequence[Any], places: Mapping[str, int]) -> list[tuple[int, int]]:
    """Where pseudonyms stand in a list: row, and the customer's place in a list of the attacker's.

    A cell counts where a pseudonym is all or a part of it; a long text may name several, the first one counts.
    """
    found = []
    for row, cell in enumerate(cells):
        words = re.findall(r"[^\W_]+", cell[:_LONGEST_CELL]) if isinstance(cell, str) else []
        place = next((places[word] for word in words if word in places), None)
        if place is not None:
            found.append((row, place))
    return found


def tells(table: Table, places: Mapping[str, int]) -> list[str]:
    """What in a table goes with the places of the customers that it names: the order of its rows, or a column.

    Args:
        table: Columns of the same length.
        places: Pseudonym -> place of the customer in a list that an attacker may have.
    """
    said = []
    for name, cells in table.items():
        found = places_of(cells, places)
        if len({place for _, place in found}) < FEWEST:
            continue
        order = [place for _, place in found]
        if goes_with(order, range(len(order))) or runs_in_pieces(order):
            said.append(f"the order of {name!r}: {order[:12]}")
        for other, values in table.items():
            here = [values[row] for row, _ in found if row < len(values)]
            said += [f"{what} of {other!r}" for what, figures in _figures(here) if goes_with(order, figures)]
    return said


def _figures(cells: Sequence[Any]) -> Iterator[tuple[str, Sequence[float]]]:
    """What can be measured of the cells of a column: numbers, lengths, and which of its texts each is."""
    if all(isinstance(cell, int | float) for cell in cells):
        yield "numbers", [float(cell) for cell in cells]
        return
    texts = [str(cell) for cell in cells]
    yield "lengths", [float(len(text)) for text in texts]
    codes = {text: code for code, text in enumerate(dict.fromkeys(texts))}
    if len(codes) < len(texts):
        yield "first appearances", [float(codes[text]) for text in texts]


def goes_with(places: Sequence[int], figures: Sequence[float]) -> bool:
    """Whether figures rise or fall with the places more than chance would have it, once in a million.

    >>> goes_with(range(30), [place * 2 for place in range(30)]), goes_with(range(4), range(4))
    (True, False)
    """
    if len(places) != len(figures) or len(places) < FEWEST or len(set(figures)) == 1:
        return False
    known = [(place, figure) for place, figure in zip(places, figures, strict=True) if math.isfinite(figure)]
    if len({figure for _, figure in known}) <= 1:
        return False
    return bool(stats.spearmanr(*zip(*known, strict=True)).pvalue < SURE)


def runs_in_pieces(order: Sequence[int]) -> bool:
    """Whether a list is sorted piece by piece, as groups are that each stand in the order of a file.

    The steps down among n places in random order are (n - 1) / 2 on average with a variance of (n + 1) / 12.

    >>> runs_in_pieces([*range(0, 40, 2), *range(1, 40, 2)]), runs_in_pieces([3, 1, 2])
    (True, False)
    """
    steps = np.diff(np.asarray(order))
    away = abs((steps < 0).sum() - (steps != 0).sum() / 2)
    return bool(len(order) > FEWEST and away / math.sqrt((len(order) + 1) / 12) > stats.norm.isf(SURE))

"""A text table on its way from the reading process: its columns as Arrow files, all else as JSON, nothing that runs."""

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, get_args, get_origin, get_type_hints

import numpy as np
import pandas as pd
import pyarrow as pa

from whalecurve.intake.text.text_table import TextTable

TABLE: Final = "table.json"


def save_table(table: TextTable, folder: Path) -> None:
    """Write a table into a folder."""
    (folder / TABLE).write_bytes(json.dumps(_plain(table, folder)).encode())


def load_table(folder: Path) -> TextTable:
    """Read the table of a folder."""
    table: TextTable = _typed(json.loads((folder / TABLE).read_bytes()), TextTable, folder)
    return table


def _plain(value: object, folder: Path) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value as JSON; columns go to a file of their own, whose name stands in their place."""
    if isinstance(value, pd.DataFrame):
        return _stored(pa.Table.from_pandas(value, preserve_index=False), folder)
    if isinstance(value, np.ndarray):
        return _stored(pa.table({"values": value}), folder)
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name), folder) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each, folder) for each in value]
    return str(value) if isinstance(value, Decimal) else value


def _typed(value: Any, kind: Any, folder: Path) -> Any:  # noqa: ANN401 - by the type that the field has
    """The value that JSON stands for, by the type of its place."""
    if kind is pd.DataFrame:
        return _read(value, folder).to_pandas()
    if get_origin(kind) is np.ndarray:
        return _read(value, folder)["values"].to_numpy()
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{name: _typed(each, hints[name], folder) for name, each in value.items()})
    if get_origin(kind) is tuple:
        kinds = get_args(kind)
        each_kind = [kinds[0]] * len(value) if len(kinds) > 1 and kinds[1] is ... else kinds
        return tuple(_typed(each, its, folder) for each, its in zip(value, each_kind, strict=True))
    return Decimal(value) if kind is Decimal else value


def _stored(table: pa.Table, folder: Path) -> str:
    name = f"{len(list(folder.glob('*.arrow')))}.arrow"
    with pa.OSFile(str(folder / name), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return name


def _read(name: str, folder: Path) -> pa.Table:
    # not mapped: the folder goes, and on some systems a file that is mapped cannot
    with pa.OSFile(str(folder / Path(name).name), "rb") as source:
        return pa.ipc.open_file(source).read_all()

"""Polluted files through our reader and four others: right, flagged, refused, or wrong in silence.

    python bench/pollution.py [--files 1000] [--by-family]

The files are made on the spot from clean tables of ours by seed (``tests/intake/pollution.py``). Peers read without
hints, everything as text: DuckDB ``read_csv`` (all columns as text), pandas with ``on_bad_lines="skip"``, and Python's
csv module in the dialect that its own Sniffer and that CleverCSV detect. A peer's answer is right when header and rows
are exact, refused when it raises, otherwise silent: peers have no report that could name a line.
"""

import argparse
import csv
import io
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import clevercsv
import duckdb
import pandas as pd

from tests.intake.pollution import Polluted, Rows, Verdict, judge, pollute

Reader = Callable[[Path], Rows]


def by_duckdb(path: Path) -> Rows:
    with duckdb.connect() as connection:
        found = connection.read_csv(str(path), all_varchar=True)
        return [found.columns, *([cell or "" for cell in row] for row in found.fetchall())]


def by_pandas(path: Path) -> Rows:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, on_bad_lines="skip")
    return [list(frame.columns), *frame.to_numpy().tolist()]


def by_sniffer(path: Path) -> Rows:
    text = path.read_text(encoding="utf-8")
    return [row for row in csv.reader(io.StringIO(text), csv.Sniffer().sniff(text)) if row]


def by_clevercsv(path: Path) -> Rows:
    text = path.read_text(encoding="utf-8")
    dialect = clevercsv.Sniffer().sniff(text)
    if dialect is None:
        message = "no dialect"
        raise ValueError(message)
    return [row for row in clevercsv.reader(io.StringIO(text), dialect) if row]


PEERS: dict[str, Reader] = {
    "DuckDB": by_duckdb,
    "pandas, skip": by_pandas,
    "Sniffer": by_sniffer,
    "CleverCSV": by_clevercsv,
}


def peer_verdict(reader: Reader, path: Path, polluted: Polluted) -> Verdict:
    try:
        found = reader(path)
    except Exception:  # noqa: BLE001 - whatever a peer raises, it has refused
        return Verdict.REFUSED
    return Verdict.RIGHT if found == [list(polluted.header), *polluted.rows] else Verdict.SILENT


def main() -> int:
    """Read every file with every reader and count; the status is 1 while ours is silent anywhere."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--by-family", action="store_true")
    arguments = parser.parse_args()
    counts: defaultdict[str, Counter[Verdict]] = defaultdict(Counter)
    families: defaultdict[str, Counter[Verdict]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        for seed in range(arguments.files):
            polluted = pollute(seed)
            path.write_bytes(polluted.content)
            verdict, why = judge(polluted)
            counts["Whalecurve"][verdict] += 1
            families[polluted.family][verdict] += 1
            if verdict is Verdict.SILENT:
                print(f"SILENT: {polluted.family}, seed {seed}: {why}")
            for name, reader in PEERS.items():
                counts[name][peer_verdict(reader, path, polluted)] += 1
    print(f"{arguments.files} files" + "".join(f"{verdict:>10}" for verdict in Verdict))
    for name, found in counts.items():
        print(f"{name:12}" + "".join(f"{found[verdict]:>10}" for verdict in Verdict))
    for family, found in sorted(families.items()) if arguments.by_family else ():
        print(f"{family:34}" + "".join(f"{found[verdict]:>10}" for verdict in Verdict))
    return 1 if counts["Whalecurve"][Verdict.SILENT] else 0


if __name__ == "__main__":
    sys.exit(main())

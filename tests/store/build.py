"""A small dataset for the store, and what makes two datasets equal."""

import hashlib
from dataclasses import fields, replace

import numpy as np
import pandas as pd
import pandas.testing as pdt

from whalecurve.domain.quantities.dataset import Dataset
from whalecurve.domain.quantities.facts import Facts
from whalecurve.domain.quantities.origin import Origin

DIGEST = hashlib.sha256(b"a file of ours").hexdigest()
OTHER = hashlib.sha256(b"another").hexdigest()
REPORT = {"lines": {"read": 3, "used": 2}, "problems": [{"line": 4, "found": "abc"}]}
AWKWARD = ["007", "=1+1", "NULL", "a\nb", "Ωμέγα 🐋", "x\x00y", ""]


def make_dataset(lines=3, **changes):
    customers = pd.DataFrame({"customer_id": sorted(AWKWARD), "customer_name": AWKWARD, "Size": "10-49"}, dtype="str")
    every = np.arange(lines)
    transactions = pd.DataFrame(
        {
            "customer": (every % 8 - 1).astype(np.int32),
            "month": np.full(lines, 202601, np.int32),
            "date": every.astype(np.int32),
            "order": every.astype(np.int32),
            "net_revenue": every * 10**14,
            "cost_0": -every,
            "file": np.zeros(lines, np.int16),
            "line": every.astype(np.int32),
        }
    )
    activities = pd.DataFrame({"customer": [0], "month": [0], "activity": [0], "quantity": [5]})
    activities["file"], activities["line"] = np.int16(1), np.int32(2)
    costs = pd.DataFrame(
        {"name": ["Rent"], "annual_amount": ["1200.50"], "kind": ["fixed"], "driver": [""]}, dtype="str"
    )
    dataset = Dataset(
        customers=customers,
        transactions=transactions,
        activities=activities,
        costs=costs,
        labels={"order": [f"SO-{n}" for n in range(lines)], "activity": ["visit"], "product": AWKWARD},
        scales={"net_revenue": 2, "activity_quantity": 0},
        cost_names=("Freight",),
        trait_kinds={"Size": "text"},
        control_totals={"net_revenue": {202601: 3 * 10**30}, "lines": {202601: lines}},
        has=frozenset({"order", "product"}),
        currency="EUR",
        notes=("one file",),
        origins=(Origin("sales.xlsx", "May"), Origin("visits.csv")),
    )
    return replace(dataset, **changes)


def make_facts(amount=150):
    monthly = pd.DataFrame(
        {"customer": [-1, 0], "month": [202601, 202601], "lines": [1, 2], "net_revenue": [5, amount]}
    )
    repeats = pd.DataFrame({"customer": [0], "month": [202602], "previous_month": [202601], "orders": [1]})
    return Facts(monthly, repeats)


def assert_same(found, expected):
    for field in fields(Dataset):
        left, right = getattr(found, field.name), getattr(expected, field.name)
        if isinstance(right, pd.DataFrame):
            pdt.assert_frame_equal(left, right)
        else:
            assert left == right, field.name


def files_in(folder):
    """Every file below a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

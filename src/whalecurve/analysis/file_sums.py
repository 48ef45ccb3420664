"""What each file of orders brings: its days and its net revenue."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.money.apportion import round_half_up
from whalecurve.domain.words.formats import minor_digits
from whalecurve.intake.intake import Intake


@dataclass(frozen=True)
class FileSum:
    """One file of orders: first and last day, ISO, and net revenue in minor units of the currency."""

    first_date: str
    last_date: str
    net_revenue: int


def file_sums(intake: Intake) -> dict[str, FileSum]:
    """Name of each file of orders with a line that counts -> what it brings.

    Lines of nobody are in it: the sums of all files are the net revenue of all lines.
    """
    lines = intake.dataset.transactions
    files, days = lines[c.FILE].to_numpy(), lines[c.DATE].to_numpy()
    amounts = lines[c.NET_REVENUE].to_numpy()
    unit = Fraction(10 ** minor_digits(intake.dataset.currency), 10 ** intake.dataset.scales[c.NET_REVENUE])
    found = {}
    for place, name in enumerate(intake.files):
        own = files == place
        if own.any():
            revenue = round_half_up(sum(amounts[own].tolist()) * unit)
            found[name] = FileSum(_iso(days[own].min()), _iso(days[own].max()), revenue)
    return found


def _iso(day: int) -> str:
    return str(np.datetime64(int(day), "D"))

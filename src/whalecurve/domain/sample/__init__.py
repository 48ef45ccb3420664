"""A company to try Whalecurve on: believable exports, a cost plan, and the answer that an honest analysis must give."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from whalecurve.domain.sample.company import draw_customers
from whalecurve.domain.sample.plan import sample_plan
from whalecurve.domain.sample.tables import write_files
from whalecurve.domain.sample.truth import TRUTH, Truth

__all__ = ["SAMPLE_NAME", "SampleCompany", "Truth", "sample_company"]

SAMPLE_NAME: Final = "Northlight Supply"


@dataclass(frozen=True)
class SampleCompany:
    """A supplier of offices, laboratories and kitchens, May 2025 to October 2026.

    Attributes:
        name: What the company is called.
        files: File name -> CSV text, as a user would upload it: ``customers.csv``, ``orders.csv``, ``products.csv``,
            ``activities.csv``, ``costs.csv``. Money in whole cents; ``Amount`` is what was charged, after the discount.
        truth: The planted pattern and the figures that the plan gives.
    """

    name: str
    files: Mapping[str, str]
    truth: Truth

    @property
    def plan(self) -> dict[str, Any]:
        """A new copy of the company's PLAN.json, to change at will."""
        return sample_plan()


@lru_cache(maxsize=1)
def sample_company() -> SampleCompany:
    """The sample company, the same to the byte on every platform; made once per process.

    >>> company = sample_company()
    >>> company.files["customers.csv"].splitlines()[0]
    'Customer ID,Customer Name,Industry,Employees,Region,Sales Rep,Customer Since'
    >>> company.truth.planted_high, company.truth.planted_customers
    (33, 47)
    """
    return SampleCompany(SAMPLE_NAME, MappingProxyType(write_files(draw_customers())), TRUTH)

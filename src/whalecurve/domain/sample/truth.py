"""The known answer: what an honest analysis of the sample company must find, and that there is nothing else to find."""

from dataclasses import dataclass
from typing import Final

from whalecurve.domain.sample.traits import HIGH_CUSTOMERS, PLANTED_ABOVE, PLANTED_INDUSTRY


@dataclass(frozen=True)
class Truth:
    """Figures over the whole period under the sample's plan; money in cents.

    Attributes:
        rule: The planted pattern in words.
        customers: Customers on file.
        lines: Order lines, returns included.
        net_revenue: Of all lines.
        customer_profit: Of all customers, after all shared costs.
        company_profit: Less what nobody used.
        losing_customers: With a profit below zero.
        high_customers: The top fifth by profit.
        planted_customers: Those that the rule describes.
        planted_high: Those of them in the top fifth.
        peak_customers: Customers up to the top of the whale curve.
    """

    rule: str
    customers: int
    lines: int
    net_revenue: int
    customer_profit: int
    company_profit: int
    losing_customers: int
    high_customers: int
    planted_customers: int
    planted_high: int
    peak_customers: int

    @staticmethod
    def fits_rule(industry: str, employees: int) -> bool:
        """Whether the planted pattern describes a customer.

        >>> Truth.fits_rule("Healthcare", 41), Truth.fits_rule("Healthcare", 40), Truth.fits_rule("Retail", 400)
        (True, False, False)
        """
        return industry == PLANTED_INDUSTRY and employees > PLANTED_ABOVE

    @property
    def planted_rate(self) -> float:
        """Share of the planted group that is high-profit."""
        return self.planted_high / self.planted_customers

    @property
    def base_rate(self) -> float:
        """Share of all customers that is high-profit."""
        return self.high_customers / self.customers


TRUTH: Final = Truth(
    rule=f"{PLANTED_INDUSTRY} customers with more than {PLANTED_ABOVE} employees are far more often high-profit",
    customers=480,
    lines=28_301,
    net_revenue=1_556_074_140,
    customer_profit=133_196_510,
    company_profit=129_451_510,
    losing_customers=100,
    high_customers=HIGH_CUSTOMERS,
    planted_customers=47,
    planted_high=33,
    peak_customers=380,
)

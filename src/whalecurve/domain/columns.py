"""The name of every column, spelled once.

Codes are positions: ``customer`` is the row of the customers table, ``category`` the position in its list of labels;
-1 means none. Amounts are int64 at a scale that travels beside the table; shares are 0 to 1.
"""

from typing import Final

# keys
CUSTOMER: Final = "customer"
CUSTOMER_ID: Final = "customer_id"
CUSTOMER_NAME: Final = "customer_name"
MONTH: Final = "month"
PREVIOUS_MONTH: Final = "previous_month"
DATE: Final = "date"
ORDER: Final = "order"
PRODUCT: Final = "product"
CATEGORY: Final = "category"
REP: Final = "rep"
ACTIVITY: Final = "activity"
FILE: Final = "file"
LINE: Final = "line"

# measures of a transaction and of a customer's month
QUANTITY: Final = "quantity"
LIST_REVENUE: Final = "list_revenue"
NET_REVENUE: Final = "net_revenue"
COST_OF_GOODS: Final = "cost_of_goods"
STANDARD_REVENUE: Final = "standard_revenue"
"""List revenue of the same units at everybody's average list price of the product."""
STANDARD_COST: Final = "standard_cost"
"""Cost of goods of the same units at everybody's average cost of the product."""
COSTED_REVENUE: Final = "costed_revenue"
"""Net revenue of the lines that carry a cost of goods."""
LINES: Final = "lines"
ORDERS: Final = "orders"
ACTIVITY_QUANTITY: Final = "activity_quantity"

# statement
GROSS_MARGIN: Final = "gross_margin"
CONTRIBUTION_MARGIN: Final = "contribution_margin"
CUSTOMER_PROFIT: Final = "customer_profit"
PROFIT_RANK: Final = "profit_rank"
REVENUE_RANK: Final = "revenue_rank"
STABILITY: Final = "stability"

# problems: what was set aside, and why
COLUMN: Final = "column"
FOUND: Final = "found"
EXPECTED: Final = "expected"

# the uploaded list of costs
NAME: Final = "name"
AMOUNT: Final = "cost_amount"
SPAN: Final = "span"
ANNUAL_AMOUNT: Final = "annual_amount"
KIND: Final = "kind"
DRIVER: Final = "driver"

NONE_CODE: Final = -1
UNDATED: Final = 0
LINE_SCOPES: Final = (PRODUCT, CATEGORY, REP)
LINE_MEASURES: Final = (QUANTITY, LIST_REVENUE, NET_REVENUE, COST_OF_GOODS)
OPTIONAL_MEASURES: Final = (STANDARD_REVENUE, STANDARD_COST, COSTED_REVENUE)
"""What only some files can say: those with products and quantities, those with costs for a part of the lines."""


def scope_column(position: int) -> str:
    """Name of the transactions column that holds the codes of further line column number ``position``.

    >>> scope_column(0)
    'scope_0'
    """
    return f"scope_{position}"


def cost_column(position: int) -> str:
    """Name of the transactions column that holds further cost number ``position``.

    >>> cost_column(0)
    'cost_0'
    """
    return f"cost_{position}"

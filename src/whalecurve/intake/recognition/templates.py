"""Template files to download, one per kind of table: the header and two example rows."""

from typing import Final

from whalecurve.intake.recognition.aliases import ACTIVITIES, COST_LIST, CUSTOMERS, PRODUCTS, PROSPECTS, TRANSACTIONS

TEMPLATES: Final = {
    TRANSACTIONS: (
        "Order ID,Order Date,Customer ID,Customer Name,Product ID,Category,Quantity,List Price,Sales,Cost,Sales Rep\n"
        "SO-1001,2024-01-05,C-001,Example Ltd,P-10,Chairs,4,120.00,456.00,260.00,Kim\n"
        "SO-1001,2024-01-05,C-001,Example Ltd,P-22,Lamps,1,80.00,80.00,35.50,Kim\n"
    ),
    CUSTOMERS: (
        "Customer ID,Customer Name,Industry,Employees,Region\n"
        "C-001,Example Ltd,Retail,25,North\n"
        "C-002,Sample & Sons,Hotels,140,South\n"
    ),
    ACTIVITIES: "Customer ID,Activity,Quantity,Date\nC-001,visits,2,2024-01-10\nC-002,tickets,5,2024-01-12\n",
    PRODUCTS: "Product ID,Product Name,Category,Unit Cost\nP-10,Chair,Chairs,65.00\nP-22,Lamp,Lamps,35.50\n",
    COST_LIST: (
        "Cost,Amount,Year,Kind,Driver\n"
        "Rent,120000.00,2024,fixed,customers\n"
        "Customer service,84000.00,2024,fixed,tickets\n"
    ),
    PROSPECTS: (
        "Prospect ID,Prospect Name,Industry,Employees,Region\n"
        "L-1,Hopeful Inc,Retail,30,North\n"
        "L-2,Maybe GmbH,Hotels,90,South\n"
    ),
}


def template(kind: str) -> str:
    """CSV text of a kind's template.

    >>> template("customers").splitlines()[0]
    'Customer ID,Customer Name,Industry,Employees,Region'
    """
    return TEMPLATES[kind]

"""Small files read, kept and opened."""

from whalecurve.analysis.reading import read_files
from whalecurve.analysis.workbook import dataset_digest, keep

SALES = b"""\
Order,Date,Customer,Category,Quantity,Amount,Cost
1,2026-01-10,a,Tea,4,100.00,40
1,2026-02-02,a,Ink,1,50.00,10
2,2026-02-11,b,Tea,10,60.00,50
3,2026-03-12,stranger,Tea,2,30.00,5
"""
CUSTOMERS = b"customer_id,customer_name,Region\na,Anvil,North\nb,Bolt,South\nc,Crate,North\n"
ACTIVITIES = b"Customer,Activity,Count,Date\na,Visit,2,2026-01-05\nb,Visit,1,2026-02-05\na,Call,3,\n"


def make_workbook(folder, activities=ACTIVITIES, sales=SALES, customers=CUSTOMERS):
    """Sales of three months, one stranger, one customer who bought nothing, dated and undated activities."""
    files = {"transactions": [("sales.csv", sales)], "customers": [("customers.csv", customers)]}
    if activities:
        files["activities"] = [("activities.csv", activities)]
    return keep(read_files(files, None), folder, dataset_digest(["made"]))

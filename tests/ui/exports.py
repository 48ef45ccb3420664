"""Exports as tools write them, made up here: a month of each, with the net revenue that they hold."""

from tests.intake.build import xlsx
from tests.ui.build import CUSTOMERS, ORDERS

_SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,"
    "Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,"
    "Billing Name,Cancelled at,Payment Method,Refunded Amount,Vendor,Id"
)

_QUICKBOOKS = (
    ",Transaction date,Transaction type,Num,Product/Service full name,Description,Quantity,Sales price,Amount,Balance"
)


def quickbooks(month: int) -> str:
    """Sales by Customer Detail: titles, groups by customer, totals, a footer; 1,000 + 549 - 100 + 40 + month."""
    name = f"{month:02d}"
    rows = [
        "Brightwater Supply Co,,,,,,,,,",
        "Sales by Customer Detail,,,,,,,,,",
        f'"Month {month}, 2026",,,,,,,,,',
        ",,,,,,,,,",
        _QUICKBOOKS,
        "Alder Cafe,,,,,,,,,",
        f',{name}/13/2026,Invoice,{month}01,Beans,House blend,10,100.00,"1,000.00","1,000.00"',
        f",{name}/15/2026,Credit Memo,{month}02,Beans,Returned,-1,100.00,-100.00,900.00",
        "Total for Alder Cafe,,,,,,9,,$900.00,",
        "Birch Hotel,,,,,,,,,",
        f",{name}/20/2026,Invoice,{month}03,Tea,Green,1,549.00,549.00,549.00",
        f",{name}/21/2026,Invoice,{month}04,Tea,Black,{40 + month},1.00,{40 + month}.00,{589 + month}.00",
        f"Total for Birch Hotel,,,,,,{41 + month},,${589 + month}.00,",
        f'TOTAL,,,,,,{50 + month},,"${1489 + month:,}.00",',
        ",,,,,,,,,",
        '"Accrual Basis Tuesday, September 29, 2026 09:30 PM GMT-04:00",,,,,,,,,',
    ]
    return "\r\n".join(rows) + "\r\n"


def shopify(month: int) -> str:
    """Orders with a discount of the order, one of two lines, a partial refund and a voided one."""
    at = f"2026-{month:02d}"
    paid = f"{at}-03 10:00:00 -0400"

    def first(order: str, email: str, status: str, money: str, line: str, refunded: str = "0.00") -> str:
        subtotal, discount = money.split("/")
        return (
            f"#{month}{order},{email},{status},{paid},fulfilled,USD,{subtotal},0.00,0.00,{subtotal},,{discount},"
            f"Standard,{paid},{line},{email.split('@', maxsplit=1)[0].title()},,Card,{refunded},Own,9{month}{order}"
        )

    def further(order: str, email: str, line: str) -> str:
        return f"#{month}{order},{email},,,,,,,,,,,,{paid},{line},,,,,Own,"

    rows = [
        _SHOPIFY,
        first("001", "ann@example.com", "paid", "90.00/10.00", "2,Mug,50.00,MUG"),
        first("002", "bob@example.com", "partially_refunded", "80.00/0.00", "1,Mug,50.00,MUG", "30.00"),
        further("002", "bob@example.com", "1,Bowl,30.00,BOWL"),
        first("003", "cat@example.com", "voided", "70.00/0.00", "1,Vase,70.00,VASE"),
        first("004", "ann@example.com", "paid", f"{20 + month}.00/0.00", f"1,Pot,{20 + month}.00,POT"),
    ]
    return "\n".join(rows) + "\n"


SHOPIFY_REVENUE = 90 + 50 + 20


def hubspot(month: int) -> bytes:
    """Deals as a German account exports them: semicolon, decimal comma, stages; 1,234.50 + 500.00 + month won."""
    rows = [
        "Datensatz-ID;Deal-Name;Deal-Phase;Betrag;Zuständiger Mitarbeiter;Abschlussdatum;Zugeordnetes Unternehmen",
        f"{month}1;Anlage Süd;Gewonnen;1.234,50;Jana Groß;13.{month:02d}.2026;Müller & Söhne GmbH",
        f"{month}2;Wartung;Gewonnen;500,00;Jana Groß;18.{month:02d}.2026;Bäckerei Öztürk",
        f"{month}3;Neubau;Verloren;9.000,00;Lars Weiß;19.{month:02d}.2026;Bäckerei Öztürk",
        f"{month}4;Teile;Gewonnen;{month},00;Lars Weiß;20.{month:02d}.2026;Müller & Söhne GmbH",
    ]
    return ("\r\n".join(rows) + "\r\n").encode("cp1252")


def three_sheets() -> bytes:
    """A workbook of orders, customers and notes."""
    orders, people = ([line.split(",") for line in text.replace('"', "").splitlines()] for text in (ORDERS, CUSTOMERS))
    return xlsx(orders, people, [["Notes"], ["call them"]], names=("Orders", "People", "Notes"))


def two_ways(month: int = 2) -> str:
    """Orders whose dates fit day first and month first alike."""
    text = ORDERS
    for day in ("2026-01-05", "2026-01-20", "2026-02-03", "2026-02-09"):
        year, its_month, number = day.replace("-20", "-06").split("-")
        text = text.replace(day, f"{number}/{int(its_month) + month - 2:02d}/{year}")
    return text


def odd_people() -> str:
    """Customers whose columns nobody knows."""
    return CUSTOMERS.replace("Customer ID,Customer Name,Industry", "Kennung Zwei,Wortlaut,Art")

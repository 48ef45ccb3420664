"""Made-up shops, as files of text: one whose losers lose by discount, one that knows no costs at all."""

import io
import random

import pandas as pd

CATEGORIES = {
    "Furniture": ("Chairs", "Tables"),
    "Office, etc.": ("Paper", "Binders"),
    "Technology": ("Phones", "Copiers"),
}
REGIONS = ("Central", "East", "South", "West")
SEGMENTS = ("Consumer", "Corporate", "Home Office")


def discount_shop(seed=7, customers=120, losers=0.25):
    """A flat retail export: sales after discount and profit on each line; losers get 40 % on average, the others 14 %.

    Every product has one list price and one unit cost, so that nothing but the discount tells customers apart.
    """
    dice = random.Random(seed)
    products = [
        (f"{kind[:3].upper()}-{number:03d}", category, kind, 10 * dice.randint(3, 60))
        for category, kinds in CATEGORIES.items()
        for kind in kinds
        for number in range(12)
    ]
    rows = []
    for customer in range(customers):
        loses = customer < losers * customers
        name, region, segment = f"Shop No. {customer}, Inc.", dice.choice(REGIONS), dice.choice(SEGMENTS)
        for order in range(dice.randint(3, 8)):
            day = f"2025-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
            for product, category, kind, price in dice.sample(products, dice.randint(1, 4)):
                units = dice.randint(1, 9)
                discount = dice.choice((0.2, 0.3, 0.4, 0.5, 0.8) if loses else (0.0, 0.0, 0.1, 0.2, 0.3))
                listed = price * units
                sales, cost = listed * (1 - discount), listed * 0.68
                rows.append(
                    (f"CA-{customer}-{order}", day, f"C{customer:04d}", name, segment, region, product, category, kind,
                     f"{sales:.2f}", units, discount, f"{sales - cost:.2f}")
                )  # fmt: skip
    headers = (
        "Order ID", "Order Date", "Customer ID", "Customer Name", "Segment", "Region", "Product ID", "Category",
        "Sub-Category", "Sales", "Quantity", "Discount", "Profit",
    )  # fmt: skip
    return _csv(rows, headers)


def shop_without_costs(seed=3, customers=90):
    """Invoice lines of an online shop: quantity and unit price, country, no cost."""
    dice = random.Random(seed)
    stock = [(f"{20000 + number}", f"ITEM {number}", dice.randint(40, 1500) / 100) for number in range(80)]
    rows = []
    for customer in range(customers):
        country = dice.choice(("United Kingdom",) * 8 + ("Germany", "France"))
        for invoice in range(dice.randint(1, 6)):
            day = f"2025-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
            for code, words, price in dice.sample(stock, dice.randint(1, 12)):
                rows.append(
                    (f"5{customer:03d}{invoice:02d}", code, words, dice.randint(1, 24), day, f"{price:.2f}",
                     f"{12000 + customer}", country)
                )  # fmt: skip
    headers = (
        "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country",
    )  # fmt: skip
    return _csv(rows, headers)


def _csv(rows, headers):
    text = io.StringIO()
    pd.DataFrame(rows, columns=list(headers)).to_csv(text, index=False, lineterminator="\n")
    return text.getvalue().encode()

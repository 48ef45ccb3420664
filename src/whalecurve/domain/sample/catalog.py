"""What the sample company sells: six categories that earn alike, so that the mix of products says nothing of profit."""

from dataclasses import dataclass
from itertools import chain
from typing import Final

ASSEMBLY_CENTS: Final = 900
FURNITURE: Final = "Furniture"
_USUAL_LINE_CENTS: Final = 60_000
_COST_PERCENTS: Final = (66, 61, 69, 63, 67, 64, 68, 62)

_RANGE: Final = {
    "Paper & Print": (
        ("Copy Paper A4 (5 reams)", 2790),
        ("Recycled Paper A4 (5 reams)", 3140),
        ("Toner Black High Yield", 11850),
        ("Toner Colour Set", 15900),
        ("Label Rolls (12)", 4475),
        ("Envelopes C5 (500)", 3260),
        ("Presentation Binders (20)", 5690),
        ("Thermal Receipt Rolls (50)", 3885),
    ),
    FURNITURE: (
        ("Task Chair", 15900),
        ("Folding Table 180 cm", 12450),
        ("Filing Pedestal", 13900),
        ("Lab Stool", 11900),
        ("Mobile Whiteboard", 14700),
        ("Steel Shelf Unit", 9850),
        ("Monitor Arm", 8990),
        ("Reception Chair", 12800),
    ),
    "Laboratory": (
        ("Nitrile Gloves (10 boxes)", 7450),
        ("Pipette Tips (10 racks)", 8920),
        ("Sample Tubes 50 ml (500)", 9640),
        ("Microscope Slides (10 boxes)", 5230),
        ("Filter Paper (20 packs)", 6410),
        ("pH Buffer Set", 4890),
        ("Borosilicate Beakers (12)", 7980),
        ("Autoclave Bags (200)", 5575),
    ),
    "Cleaning & Hygiene": (
        ("Hand Towels (case)", 3420),
        ("Toilet Tissue (case)", 3890),
        ("Surface Disinfectant (6 x 5 l)", 6250),
        ("Hand Sanitiser (12 x 1 l)", 5980),
        ("Floor Cleaner (4 x 5 l)", 4740),
        ("Waste Sacks (500)", 3175),
        ("Microfibre Cloths (100)", 4460),
        ("Soap Cartridges (12)", 5525),
    ),
    "Breakroom": (
        ("Coffee Beans (6 x 1 kg)", 8640),
        ("Black Tea (1,000 bags)", 4290),
        ("Paper Cups (1,000)", 5150),
        ("Sugar Sticks (2,000)", 2960),
        ("Oat Drink (24 x 1 l)", 4380),
        ("Dishwasher Tablets (300)", 4925),
        ("Water Filters (6)", 7860),
        ("Biscuit Assortment (case)", 3675),
    ),
    "Safety": (
        ("First Aid Refill 50", 5840),
        ("Hi-Vis Vests (25)", 8120),
        ("Safety Glasses (20)", 7260),
        ("Ear Plugs (200 pairs)", 4365),
        ("Spill Kit 50 l", 9480),
        ("Fire Extinguisher 6 kg", 6890),
        ("Lockout Tag Set", 5395),
        ("Respirators FFP2 (50)", 4950),
    ),
}

CATEGORIES: Final = tuple(_RANGE)


@dataclass(frozen=True)
class Product:
    """One article; prices in cents.

    Attributes:
        product_id: Key in the files.
        name: As printed on an invoice.
        category: One of ``CATEGORIES``.
        list_price: Cents a unit, before the price rise of January 2026.
        unit_cost: Cents a unit.
    """

    product_id: str
    name: str
    category: str
    list_price: int
    unit_cost: int

    @property
    def usual_quantity(self) -> int:
        """Units in an ordinary line: lines are worth about the same in every category."""
        return max(1, _USUAL_LINE_CENTS // self.list_price)


def _product(category: str, number: int, name: str, price: int) -> Product:
    """Furniture is bought that much cheaper as its assembly costs later, so that all categories earn alike."""
    cost = price * _COST_PERCENTS[number] // 100 - (ASSEMBLY_CENTS if category == FURNITURE else 0)
    return Product(f"{category[:2].upper()}-{number + 1:03d}", name, category, price, cost)


RANGE: Final = {
    category: tuple(_product(category, n, name, price) for n, (name, price) in enumerate(articles))
    for category, articles in _RANGE.items()
}
PRODUCTS: Final = tuple(chain.from_iterable(RANGE.values()))


def raised(list_price: int) -> int:
    """A list price after the rise of three percent, to the next five cents.

    >>> raised(2790)
    2875
    """
    return -(-list_price * 103 // 500) * 5

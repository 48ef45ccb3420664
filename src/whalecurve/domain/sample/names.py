"""Business names that look like a customer list: surnames and places, accents, apostrophes, ampersands, commas."""

from collections.abc import Sequence
from typing import Final

from whalecurve.domain.sample.dice import Dice

_SURNAMES: Final = (
    "Abernathy", "Ahmadi", "Alvarez", "Barlow", "Beaumont", "Bergström", "Bianchi", "Brandt", "Calloway",
    "Castellano", "Chaudhry", "Coleman", "D'Amico", "Delacroix", "Dietrich", "Drummond", "Eriksen", "Fairbanks",
    "Fitzgerald", "Fontaine", "Gallagher", "García", "Goldberg", "Greenwood", "Hartley", "Hawthorne", "Holloway",
    "Ibrahim", "Iversen", "Jankowski", "Kapoor", "Keller", "Kowalski", "Lambert", "Lindholm", "Lockwood", "MacLeod",
    "Marchetti", "Mendoza", "Müller", "Nakamura", "Nuñez", "O'Brien", "O'Connell", "O'Neil", "Okonkwo", "Osborne",
    "Pacheco", "Patel", "Pemberton", "Peña", "Quigley", "Radcliffe", "Rousseau", "Rutherford", "Sandoval",
    "Schäfer", "Sinclair", "Sørensen", "Tanaka", "Thornton", "Underwood", "Valdez", "Vandermeer", "Vaughn",
    "Wakefield", "Weston", "Whitaker", "Yilmaz", "Zielinski",
)  # fmt: skip
_PLACES: Final = (
    "Alder Creek", "Ashford", "Bayview", "Birchwood", "Blue Ridge", "Brookside", "Cedar Falls", "Clearwater",
    "Copper Hill", "Eastgate", "Elm Street", "Fairhaven", "Foxglove", "Glenmore", "Granite Bay", "Greenfield",
    "Harbor Point", "Hillcrest", "Ironwood", "Juniper", "Kingsbridge", "Lakeshore", "Laurel", "Maple Grove",
    "Meadowlark", "Millbrook", "Northfield", "Oakhurst", "Old Town", "Pine Valley", "Prairie", "Ridgeway",
    "Riverbend", "Rosewood", "Sandstone", "Silver Lake", "St. Clare", "Stonegate", "Summit", "Sycamore",
    "Three Rivers", "Twin Oaks", "Union Square", "Westbrook", "Willow Park", "Windmere",
)  # fmt: skip
_TRADES: Final = {
    "Healthcare": (
        "Medical Center",
        "Dental Group",
        "Family Clinic",
        "Diagnostics",
        "Health Partners",
        "Physiotherapy",
    ),
    "Manufacturing": ("Tooling", "Plastics", "Precision Parts", "Fabrication", "Castings", "& Sons Machining"),
    "Education": ("Academy", "Community College", "Prep School", "Learning Center", "School District", "Music School"),
    "Technology": ("Systems", "Software", "Data Works", "Robotics", "Labs", "Networks"),
    "Retail": ("Outfitters", "Hardware", "Market", "Books & Gifts", "Garden Center", "Home Goods"),
    "Legal": ("& Partners", "Law Group", "Legal Associates", "Title & Escrow", "Notaries", "& Hale LLP"),
    "Hospitality": ("Inn & Suites", "Catering", "Bistro", "Hotel", "Café", "Event Hall"),
    "Logistics": ("Freight", "Couriers", "Storage & Moving", "Transport", "Cold Chain", "Distribution"),
}
_FORMS: Final = ("", "", "", "", " Inc.", ", Inc.", " LLC", " Co.")
_WITHOUT_FORM: Final = frozenset({"Education", "Healthcare", "Legal"})


def draw_names(dice: Dice, industries: Sequence[str]) -> list[str]:
    """One name per customer, all different, fitting its industry.

    >>> names = draw_names(Dice(3, 0), ["Legal"] * 200)
    >>> len(set(names))
    200
    """
    stock = {industry: iter(dice.shuffled(_stems(industry))) for industry in _TRADES}
    return [next(stock[industry]) + _form(dice, industry) for industry in industries]


def _stems(industry: str) -> list[str]:
    owners = (*_SURNAMES, *_PLACES)
    return [f"{owner} {trade}" for owner in owners for trade in _TRADES[industry] if not _odd(owner, trade)]


def _odd(owner: str, trade: str) -> bool:
    """A place has no sons and no partners."""
    return trade.startswith("&") and owner in _PLACES


def _form(dice: Dice, industry: str) -> str:
    """Schools, clinics and law firms go without a company form."""
    return "" if industry in _WITHOUT_FORM else dice.pick(_FORMS)

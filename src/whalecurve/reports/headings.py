"""What a line of the statements is called for people."""

from whalecurve.domain.plan.scenario import RESERVED_NAMES


def heading(name: str) -> str:
    """Our own names without their underscores; a cost's name is the user's own text.

    >>> heading("net_revenue"), heading("van_rent")
    ('net revenue', 'van_rent')
    """
    return name.replace("_", " ") if name in RESERVED_NAMES else name

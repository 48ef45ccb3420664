"""A piece of MAP.json as it is printed in a remedy, whole enough to be copied."""

import json
from collections.abc import Mapping


def map_piece(kind: str, fields: Mapping[str, str]) -> str:
    """The columns of one table as JSON.

    >>> map_piece("products", {"id": "SKU", "unit_cost": "Zeta"})
    '{"products": {"id": "SKU", "unit_cost": "Zeta"}}'
    """
    return json.dumps({kind: dict(fields)}, ensure_ascii=False)

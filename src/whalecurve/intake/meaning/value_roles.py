"""What each value of a column of types, statuses, stages and sides says about its rows, if the column says anything."""

from collections.abc import Mapping
from typing import Final

from whalecurve.intake.meaning.flags import flag_role, is_yes
from whalecurve.intake.meaning.item_words import item_role
from whalecurve.intake.meaning.line_items import is_item_column
from whalecurve.intake.meaning.words import (
    LEAVE_OUT,
    PAYMENT,
    REFUND,
    SALE,
    WON,
    column_role,
    family_of,
    is_actual,
    row_role,
    side_role,
)
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.headers import header_key

_TELLING: Final = frozenset({"superseded", "refund", "void", "draft", "estimate", "lost", "won"})
# Codes of documents (Sage): sales invoice and credit, receipts, purchases. Alone they say nothing: SC is a state, too.
_CODES: Final = {
    "si": SALE,
    "sc": REFUND,
    "sr": PAYMENT,
    "sa": PAYMENT,
    "pi": "purchase",
    "pc": "purchase",
    "pp": "purchase",
    "pa": "purchase",
}
_NOT_SOLD: Final = frozenset({"open", "offen", "abierto", "ouvert", "aberto", "aperto"})
_ORDERS: Final = frozenset("order salesorder auftrag bestellung commande pedido bestelling encomenda ordine".split())


def column_roles(source: Source, header: str, texts: list[str], known: dict[str, str]) -> dict[str, str]:
    """Role of each value of a column; empty roles where the column says nothing about its rows."""
    answered = answered_values(source, header)
    family = "status" if header == source.header("status") or answered else family_of(header)
    roles = _by_words(header, texts, family) | {
        text: known[key] for text in texts if (key := header_key(text)) in known and family
    }
    roles |= dict.fromkeys(_items(source, header, texts), SALE)
    if source.mapping.counted and header == source.header("status"):
        wanted = {header_key(word) for word in source.mapping.counted}
        roles = {text: SALE if header_key(text) in wanted else LEAVE_OUT for text in texts}
    if not _tells(source, header, family, roles, texts):
        return {}
    by_key = {header_key(text): role for text, role in answered.items()}
    roles = {text: by_key.get(header_key(text), role) for text, role in roles.items()}
    return {text: role or ("" if not text else "unknown") for text, role in roles.items()}


def answered_values(source: Source, header: str) -> Mapping[str, str]:
    """What was said about the values of a column; answers about items are settled with the lines that are no goods."""
    return {} if is_item_column(source, header) else source.mapping.rows.get(header, {})


def _items(source: Source, header: str, texts: list[str]) -> list[str]:
    """Values of a column of items that are settled elsewhere, as what they are or as the user says."""
    if not is_item_column(source, header):
        return []
    said = {text.casefold() for text in source.mapping.rows.get(header, {})}
    return [text for text in texts if text.casefold() in said or item_role(text)]


def _by_words(header: str, texts: list[str], family: str) -> dict[str, str]:
    if flag := flag_role(header, texts):
        return {text: flag if is_yes(text) else SALE for text in texts}
    if family == "side":
        return {text: side_role(text) for text in texts}
    if family == "posting":
        return {text: LEAVE_OUT if text and not is_yes(text) else SALE for text in texts}
    keys = {header_key(text) for text in texts if text}
    if family == "type" and "si" in keys and keys <= _CODES.keys():
        return {text: _CODES.get(header_key(text), "") for text in texts}
    beside_actual = family == "scenario" or any(map(is_actual, texts))
    roles = {text: row_role(text, beside_actual=beside_actual) for text in texts}
    return _in_context(roles, family)


def _in_context(roles: dict[str, str], family: str) -> dict[str, str]:
    """Some words mean another thing beside others: a payment beside invoices, an open deal beside won ones."""
    found = set(roles.values())
    if WON in found or family == "stage":
        roles = {text: _in_pipeline(text, role) for text, role in roles.items()}
    sold = [text for text, role in roles.items() if role == SALE and header_key(text) not in _ORDERS]
    for text, role in roles.items():
        if role == PAYMENT and not sold:
            roles[text] = SALE
        if header_key(text) in _ORDERS and family == "type":
            roles[text] = "estimate" if sold else SALE
    return roles


def _in_pipeline(text: str, role: str) -> str:
    if header_key(text) in _NOT_SOLD:
        return "open_deal"
    return LEAVE_OUT if not text else role


def _tells(source: Source, header: str, family: str, roles: dict[str, str], texts: list[str]) -> bool:
    """Whether a column says what its rows are: by its name and one known value, or by all of its values."""
    if answered_values(source, header) or flag_role(header, texts):
        return True
    filled = [role for text, role in roles.items() if text]
    if "plan" in filled and not {SALE, WON} & set(filled) and family in ("", "type"):
        return False
    if family in ("stage", "status") or header == source.header("status"):
        return bool(filled)
    if family:
        return any(filled) and (family != "type" or any(role and role not in ("total", "fee") for role in filled))
    mapped = set(source.mapping.tables.get(source.kind, {}).values())
    telling = bool(set(filled) & _TELLING) or ("plan" in filled and any(map(is_actual, texts)))
    return header not in mapped and not column_role(header) and all(filled) and telling

"""What is wrong with a sentence of the product: plurals, stops, doubled words, equal bounds, percent by the thousand.

A reader of sentences for tests: every test that makes the product speak can let it read what was said.
"""

import re

# Nouns that the product counts, as they stand after a number; the words of users never do (``wording.labelled``).
NOUNS = {
    "account", "activity", "assumption", "cell", "change", "column", "company", "connection", "cost", "customer", "day",
    "dataset", "disagreement", "driver", "file", "group", "header", "hour", "layer", "level", "line", "link", "login",
    "member", "minute", "month", "name", "order", "part", "person", "plan", "pool", "problem", "prospect", "question",
    "rank", "revision", "row", "rule", "second", "segment", "sheet", "spelling", "table", "time", "trait", "unit",
    "upload", "visit", "way", "week", "workspace", "year",
}  # fmt: skip
IRREGULAR = {"activity": "activities", "company": "companies", "person": "people"}
PLURALS = {IRREGULAR.get(noun, f"{noun}s"): noun for noun in NOUNS}
# Verbs behind a counted noun, or behind a bare number: form for one -> form for several.
VERBS = {
    "adds": "add", "brings": "bring", "carries": "carry", "comes": "come", "contributes": "contribute", "costs": "cost",
    "counts": "count", "does": "do", "earns": "earn", "gives": "give", "has": "have", "holds": "hold", "is": "are",
    "lies": "lie", "loses": "lose", "makes": "make", "rises": "rise", "says": "say", "stays": "stay", "takes": "take",
    "tells": "tell", "was": "were",
}  # fmt: skip
SEVERAL = {several: one for one, several in VERBS.items()}
NUMBER = r"(?<![\w.,:/−-])(\d{1,3}(?:,\d{3})+|\d+)"
# "1 of 3 customers lose" is judged by its first number; "2 of 100 companies" by the noun alone.
COUNTED = re.compile(rf"{NUMBER}(?: of (?:the )?{NUMBER})? ((?:\w+ ){{0,2}}?)(\w+)\b")
VERB_BEHIND = re.compile(r"(?: who \w+(?: \w+)* period)? (\w+)\b")
DOUBLED = re.compile(r"\b([^\W\d_]+) \1\b", re.IGNORECASE)
FINE_DOUBLED = {"that that", "had had"}
BOUNDS = re.compile(
    r"\b(?:between (?P<a>\S+(?: %)?) and (?P<b>\S+(?: %)?)|"
    r"(?P<c>[−\d][\d.,]*(?: %)?) to (?P<d>[−\d][\d.,]*(?: %)?))(?=[\s,.;:)]|$)"
)
PERCENT = re.compile(r"([\d,]+(?:\.\d+)?) ?%")
TIGHT_PERCENT = re.compile(r"\d%")
HYPHEN_MINUS = re.compile(r"(?<![\w.−/-])-\d")


def faults(text):
    """Complaints about one text, empty when all is well."""
    return [*_stops(text), *_doubled(text), *_bounds(text), *_percents(text), *_plurals(text)]


def _stops(text):
    found = [f"double stop: {match[0]}" for match in re.finditer(r"(?<!\.)\.\.(?!\.)|[.!?] \.|[,;:]\.|\(\)", text)]
    return found + ([f"two blanks in: {text}"] if "  " in text.strip() else [])


def _doubled(text):
    return [f"doubled word: {m[0]}" for m in DOUBLED.finditer(text) if m[0].casefold() not in FINE_DOUBLED]


def _bounds(text):
    pairs = [(m["a"] or m["c"], (m["b"] or m["d"]).rstrip(".,"), m[0]) for m in BOUNDS.finditer(text)]
    return [f"equal bounds: {said}" for low, high, said in pairs if low.rstrip(".,") == high]


def _percents(text):
    big = [m[0] for m in PERCENT.finditer(text) if float(m[1].replace(",", "")) > 1000]
    found = [f"percent by the thousand: {said}" for said in big]
    found += [f"percent without its blank: {m[0]}" for m in TIGHT_PERCENT.finditer(text)]
    return found + [f"a hyphen for a minus: {m[0]}" for m in HYPHEN_MINUS.finditer(text)]


def _plurals(text):
    found = []
    for match in COUNTED.finditer(text):
        first, second, between, word = match[1], match[2], match[3], match[4]
        if any(part in PLURALS or part in NOUNS or part in VERBS or part in SEVERAL for part in between.split()):
            continue
        number = int((second or first).replace(",", ""))
        one = number == 1
        if (one and word in PLURALS) or (
            not one and word in NOUNS and word not in PLURALS and not _compound(text, match)
        ):
            found.append(f"wrong number: {match[0]}")
        found += _verb(text, match, int(first.replace(",", "")) == 1)
    return found


def _compound(text, match):
    """Whether the noun goes on, as in "3 customer columns" or "the 2 line costs"."""
    behind = re.match(r" (\w+)", text[match.end() :])
    return behind is not None and behind[1] in PLURALS


def _verb(text, match, one):
    word = match[4]
    if re.search(r"\bof (?:the |your )?$", text[: match.start()]):
        return []  # "the most profitable of 2 customers earns", "none of your 3 customers loses"
    if re.search(r"\bCustomer $", text[: match.start()]):
        return []  # a customer whose name is a number
    if word in NOUNS or word in PLURALS:
        behind = VERB_BEHIND.match(text[match.end() :])
        verb = behind[1] if behind else ""
    else:
        verb = word if not match[3] else ""
    wrong = verb in SEVERAL if one else verb in VERBS
    # "2 customers: cost of goods" has no verb; "costs", "counts" and "orders" are nouns as well.
    return (
        [f"verb does not agree: {match[0]} {verb}"]
        if wrong and verb not in {"cost", "costs", "count", "counts"}
        else []
    )

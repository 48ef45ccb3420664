"""The rules of the house: each a function from source text to complaints, empty when all is well."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

MOST_PAGE_LINES = 70
MOST_FUNCTION_LINES = 40
UNSAFE_LOADERS = {"pickle", "cPickle", "_pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve"}
UNSAFE_CALLS = {"read_pickle", "to_pickle"}
CACHES = {"cache_data", "cache_resource"}
CLOCKS = {"now", "today", "utcnow", "perf_counter", "monotonic"}
COUNTED = re.compile(r" (?:rows|lines|orders|customers|ids)\b")
USES = {"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
PAGE_NAME = re.compile(r"[a-z][a-z_]*\.py")
# Put together from halves, so that this file does not contain what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.~}])/" + r"(?:work|root|home|Users)/")
REGISTRY = re.compile(
    "|".join(["pypi" + r"\.org", "python" + r"hosted", "--(?:extra-)?index" + "-url", "--find" + "-links"])
)


def imported(source: str) -> Iterator[tuple[int, str]]:
    """Line and full name of every module that a source imports, at any depth."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module


def forbidden_imports(source: str, names: set[str]) -> list[str]:
    """Imports of any of these packages."""
    return [f"line {line}: imports {name}" for line, name in imported(source) if name.split(".")[0] in names]


def unsafe_html(source: str) -> list[str]:
    """Markup let through to the browser: customer names are hostile text."""
    return named_argument(source, "unsafe_allow_html")


def own_addresses(source: str) -> list[str]:
    """Pages with an address other than their file's name: a cold link to one was not found."""
    return named_argument(source, "url_path")


def own_csv(source: str) -> list[str]:
    """CSV written past the one place that keeps a spreadsheet from running a cell as a formula."""
    writers = {"to_csv", "writer", "DictWriter"}
    return [
        f"line {node.lineno}: {node.attr}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and node.attr in writers
        and (node.attr == "to_csv" or (isinstance(node.value, ast.Name) and node.value.id == "csv"))
    ]


def named_argument(source: str, name: str) -> list[str]:
    """Uses of an argument, also as the key of a dictionary that may be unpacked into a call."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == name:
            found.append(f"line {node.value.lineno}: {name}=")
        elif isinstance(node, ast.Constant) and node.value == name:
            found.append(f"line {node.lineno}: {name!r}")
    return found


def open_downloads(source: str) -> list[str]:
    """Streamlit's own download button: what it prepares is served to whoever knows the address."""
    return [
        f"line {node.lineno}: download_button, use ui/downloads.py"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr == "download_button"
    ]


def unsafe_loading(source: str) -> list[str]:
    """Formats that run what they read."""
    found = forbidden_imports(source, UNSAFE_LOADERS)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in UNSAFE_CALLS:
            found.append(f"line {node.lineno}: {node.attr}")
        elif isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            found.append(f"line {node.value.lineno}: allow_pickle=")
    return found


def page_faults(source: str) -> list[str]:
    """What does not belong on a page that reads as a paragraph."""
    found = forbidden_imports(source, {"pandas", "numpy", "duckdb", "altair"})
    if (lines := len(source.splitlines())) > MOST_PAGE_LINES:
        found.append(f"{lines} lines, at most {MOST_PAGE_LINES}")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.append(f"line {node.lineno}: defines {node.name}")
        elif isinstance(node, ast.Try | ast.TryStar):
            found.append(f"line {node.lineno}: try")
        elif has_number_format(node):
            found.append(f"line {node.lineno}: a number format")
    return found


def has_number_format(node: ast.AST) -> bool:
    """Whether a part of a source formats a value: ``f"{profit:,}"``, or ``"{:,}"`` for a later format()."""
    if isinstance(node, ast.FormattedValue):
        return node.format_spec is not None
    text = node.value if isinstance(node, ast.Constant) else None
    return isinstance(text, str) and re.search(r"\{\w*:[^}]+\}", text) is not None


def page_name_faults(name: str) -> list[str]:
    """File names that would make bad addresses: numbers, emoji, capitals, blanks."""
    return [] if PAGE_NAME.fullmatch(name) else [f"{name}: only small letters and _"]


def caches(source: str) -> list[str]:
    """Streamlit's caches, wherever they are named."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in CACHES:
            found.append(f"line {node.lineno}: {node.attr}")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("streamlit"):
            found += [f"line {node.lineno}: {alias.name}" for alias in node.names if alias.name in CACHES]
    return found


def clocks(source: str) -> list[str]:
    """Questions about the time of day."""
    return [
        f"line {node.lineno}: asks the clock with {node.func.attr}()"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]


def spelled_columns(source: str, columns: set[str]) -> list[str]:
    """Columns subscripted by a name spelled on the spot: ``frame["net_revenue"]``, ``frame[["lines", "orders"]]``."""
    return [
        f'line {text.lineno}: ["{text.value}"], use columns.{text.value.upper()}'
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Subscript)
        for text in subscript_texts(node.slice)
        if text.value in columns
    ]


def subscript_texts(key: ast.expr) -> Iterator[ast.Constant]:
    """The texts in a subscript: alone, in a list, or behind a comma as in ``frame.loc[rows, "lines"]``."""
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        yield key
    elif isinstance(key, ast.List | ast.Tuple):
        for part in key.elts:
            yield from subscript_texts(part)


def long_functions(source: str) -> list[str]:
    """Functions of more lines than a screen holds, docstring not counted."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1 - docstring_lines(node)
            if lines > MOST_FUNCTION_LINES:
                found.append(f"line {node.lineno}: {node.name} has {lines} lines, at most {MOST_FUNCTION_LINES}")
    return found


def docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines the docstring takes."""
    if ast.get_docstring(node) is None:
        return 0
    text = node.body[0]
    return (text.end_lineno or text.lineno) - text.lineno + 1


def hidden_patterns(source: str) -> list[str]:
    """Patterns inside functions, where no walk over the modules finds them to try them on hostile texts."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            uses = (inner for inner in ast.walk(node) if isinstance(inner, ast.Attribute) and inner.attr in USES)
            found += [f"line {use.lineno}: re.{use.attr}" for use in uses if ast.unparse(use.value) == "re"]
    return found


def skipped_examples(source: str) -> list[str]:
    """Examples in docstrings that look like tests and are none."""
    mark = "doctest: +" + "SKIP"
    return [f"line {line}: {mark}" for line, text in enumerate(source.splitlines(), 1) if mark in text]


def local_places(text: str) -> list[str]:
    """Paths of somebody's machine and addresses of package registries."""
    lines = enumerate(text.splitlines(), 1)
    return [f"line {line}: {place[0]}" for line, part in lines for place in places_in(part)]


def places_in(text: str) -> Iterator[re.Match[str]]:
    """Every place named in one line."""
    yield from MACHINE_PATH.finditer(text)
    yield from REGISTRY.finditer(text)


def bent_by_hand(source: str) -> list[str]:
    """Words that choose their form by comparing a number with one on the spot: ``"s" if lines != 1 else ""``."""
    return [
        f"line {node.lineno}: a plural chosen by hand, use plurals.agree or formats.counted"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.IfExp) and compares_with_one(node.test) and is_text(node.body) and is_text(node.orelse)
    ]


def counted_by_hand(source: str) -> list[str]:
    """Counts with a plural behind them that stays where the count is one: ``{count:,} rows``; limits are many."""
    found = []
    for node in ast.walk(ast.parse(source)):
        parts = node.values if isinstance(node, ast.JoinedStr) else []
        for value, text in pairwise(parts):
            grouped = isinstance(value, ast.FormattedValue) and value.format_spec and ast.unparse(value.format_spec)
            behind = text.value if isinstance(text, ast.Constant) else ""
            if grouped == "f','" and COUNTED.match(behind) and "limits." not in ast.unparse(value):
                found.append(f"line {node.lineno}: a count with a fixed plural, use formats.counted or wording.them")
    return found


def compares_with_one(test: ast.expr) -> bool:
    """Whether a condition asks if something is one, or more than one."""
    compared = test.comparators if isinstance(test, ast.Compare) else []
    return any(isinstance(side, ast.Constant) and side.value == 1 for side in compared)


def is_text(node: ast.expr) -> bool:
    """Whether an expression is a text written on the spot."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))

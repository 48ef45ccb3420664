"""The repository keeps the rules of the house."""

from pathlib import Path

import pytest

from tests.house import rules
from tests.house.repository import SOURCE, package_files, page_files, relative, shipped_files, tracked_files
from whalecurve.domain import columns

MOST_BYTES = 1_000_000
# These words are keys of the plan, of a map and of a report as well, where a dictionary is subscripted by right.
ALSO_KEYS = {"annual_amount", "column", "date", "driver", "expected", "file", "found", "kind", "line", "lines", "name"}
# Intake also speaks of the fields of a map, which are what a user's columns are taken for.
MAP_FIELDS = {"activity", "category", "customer", "customer_name", "order", "product", "quantity", "rep"}
COLUMNS = {value for name, value in vars(columns).items() if name.isupper() and isinstance(value, str)} - ALSO_KEYS


def faults(rule, paths):
    """What a rule finds, with the file's name in front."""
    return [f"{relative(path)}: {fault}" for path in paths for fault in rule(path.read_text(encoding="utf-8"))]


def outside(paths, *places):
    """Those of the files that lie in none of these places."""
    return [path for path in paths if not relative(path).startswith(places)]


@pytest.mark.parametrize(
    "rule",
    [
        rules.unsafe_html,
        rules.own_addresses,
        rules.unsafe_loading,
        rules.long_functions,
        rules.skipped_examples,
        rules.hidden_patterns,
    ],
)
def test_shipped_code_keeps_a_rule(rule):
    assert faults(rule, shipped_files()) == []


def test_csv_is_written_in_one_place():
    # What the child process hands over is no file of ours, and the sample's texts are our own.
    paths = outside(shipped_files(), "src/whalecurve/intake/files/sheet_csv.py", "src/whalecurve/domain/sample/")
    assert faults(rules.own_csv, paths) == []


def test_words_agree_with_numbers_in_one_place():
    paths = outside(shipped_files(), "src/whalecurve/domain/words/plurals.py")
    assert faults(rules.bent_by_hand, paths) == []


def test_no_count_has_a_plural_that_stays():
    assert faults(rules.counted_by_hand, shipped_files()) == []
    assert rules.counted_by_hand('f"{count:,} rows"') == [
        "line 1: a count with a fixed plural, use formats.counted or wording.them"
    ]


def test_pages_are_paragraphs():
    assert faults(rules.page_faults, page_files()) == []


def test_page_names_make_good_addresses():
    assert [fault for path in page_files() for fault in rules.page_name_faults(path.name)] == []


def test_streamlit_stays_in_ui_pages_and_the_entry():
    paths = outside(shipped_files(), "src/whalecurve/ui/", "pages/", "app.py")
    assert faults(lambda source: rules.forbidden_imports(source, {"streamlit"}), paths) == []


def test_caches_stay_in_one_module():
    assert faults(rules.caches, outside(shipped_files(), "src/whalecurve/ui/cache.py")) == []


def test_downloads_go_through_one_door():
    assert faults(rules.open_downloads, outside(shipped_files(), "src/whalecurve/ui/downloads.py")) == []


def test_the_domain_asks_no_clock():
    assert faults(rules.clocks, (SOURCE / "domain").rglob("*.py")) == []


def test_columns_are_named_through_their_module():
    paths = outside([*package_files(), *page_files()], "src/whalecurve/domain/columns.py", "src/whalecurve/intake/")
    assert faults(lambda source: rules.spelled_columns(source, COLUMNS), paths) == []


def test_columns_are_named_through_their_module_in_intake():
    paths = (SOURCE / "intake").rglob("*.py")
    assert faults(lambda source: rules.spelled_columns(source, COLUMNS - MAP_FIELDS), paths) == []


def test_no_file_names_somebodys_machine_or_a_registry():
    texts = [path for path in tracked_files() if not path.is_symlink() and is_text(path)]
    assert faults(rules.local_places, texts) == []


def test_no_links_and_no_big_files():
    assert [relative(path) for path in tracked_files() if path.is_symlink() or path.stat().st_size > MOST_BYTES] == []


def test_there_is_something_to_look_at():
    assert {"run.py", "src/whalecurve/domain/columns.py"} <= {relative(path) for path in tracked_files()}
    assert "net_revenue" in COLUMNS


def is_text(path: Path) -> bool:
    """Whether a file can be read as UTF-8."""
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True

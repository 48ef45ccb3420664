"""What the code imports is pinned, and the lists of packages agree."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.house.repository import ROOT, shipped_files
from tests.house.rules import imported

PIN = re.compile(r"([a-z0-9-]+)==([\w.]+)(?:; .+)?")
OWN_MODULES = {"app", "run", "tests", "whalecurve"}


def pins(text):
    """Name and version of each pin; a line that is none is an error."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    matches = {line: PIN.fullmatch(line) for line in lines}
    assert [line for line, match in matches.items() if match is None] == []
    return {match[1]: match[2] for match in matches.values()}


def pinned(name):
    """The pins of a requirements file."""
    return pins((ROOT / name).read_text(encoding="utf-8"))


def directly_pinned():
    """The pins in the first part of requirements.txt, those that the code imports."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return pins(text[: text.index("# Needed by those")])


def foreign_imports(paths):
    """Top-level modules that these files import and that are neither ours nor Python's."""
    modules = {name.split(".")[0] for path in paths for _, name in imported(path.read_text(encoding="utf-8"))}
    return modules - OWN_MODULES - sys.stdlib_module_names


def unpinned(modules, names):
    """Modules that no package of these names brings."""
    brings = packages_distributions()
    return {module for module in modules if not {normal(name) for name in brings.get(module, [module])} & names}


def normal(name):
    """A package's name as indexes spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("line", ["pandas>=3", "pandas", "-e .", "pandas==3.1.1 --hash=x"])
def test_what_is_no_pin_is_refused(line):
    with pytest.raises(AssertionError):
        pins(line)


def test_a_module_without_a_pin_is_found():
    assert unpinned({"streamlit", "nonsense", "sklearn"}, {"scikit-learn"}) == {"streamlit", "nonsense"}


def test_every_import_is_pinned_directly():
    assert unpinned(foreign_imports(shipped_files()), directly_pinned().keys()) == set()


def test_every_import_of_the_tests_and_benchmarks_is_pinned():
    names = pinned("requirements.txt").keys() | pinned("requirements-test.txt").keys()
    paths = [path for folder in ("tests", "bench") for path in (ROOT / folder).rglob("*.py")]
    beside = {path.stem for path in (ROOT / "bench").glob("*.py")}  # a folder of scripts that import one another
    assert unpinned(foreign_imports(paths) - beside, names) == set()


def test_ranges_and_pins_name_the_same_packages():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.match(r"[\w-]+", requirement)[0] for requirement in project["dependencies"]}
    assert names == directly_pinned().keys()


def test_no_package_is_pinned_twice():
    assert pinned("requirements.txt").keys() & pinned("requirements-test.txt").keys() == set()

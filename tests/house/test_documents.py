"""The documents say what is there, and nothing that is not."""

import re
import subprocess
import sys

from tests.house.repository import ROOT, SOURCE, documents, package_files, page_files

SETTING = re.compile(r"WHALECURVE_[A-Z_]+")


def commands():
    """The subcommands that the program itself lists, or none while there is no program."""
    if not (SOURCE / "cli" / "__init__.py").exists():
        return set()
    said = subprocess.run(
        [sys.executable, "-m", "whalecurve", "--help"],
        capture_output=True,
        check=True,
        cwd=SOURCE.parent,
        text=True,
    ).stdout
    names = listed_commands(said)
    assert names, said
    return names


def listed_commands(help_text):
    """The commands of a help text: in braces, or one a line under the word COMMAND."""
    if listed := re.search(r"\{([\w,-]+)\}", help_text):
        return set(listed[1].split(","))
    _, _, below = help_text.partition("\n  COMMAND\n")
    return set(re.findall(r"^    ([a-z-]+) ", below.partition("\n\n")[0], re.MULTILINE))


def documented_commands(text):
    """The words that follow `whalecurve` at the start of a line or of a piece of code."""
    return set(re.findall(r"(?:^|`)whalecurve ([a-z-]+)", text, re.MULTILINE))


def document_links(text):
    """The files that a document links to."""
    return {target for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text) if "://" not in target}


def test_the_helpers_find_what_they_look_for():
    assert listed_commands("usage: whalecurve [-h] {analyze,app} ...\n {x}") == {"analyze", "app"}
    assert listed_commands("usage:\n\n  COMMAND\n    analyze   files in\n    app   start\n\n    no") == {
        "analyze",
        "app",
    }
    assert documented_commands("`whalecurve app` and\nwhalecurve analyze --x\na whalecurve is") == {"app", "analyze"}
    assert document_links("[a](docs/b.md) [c](https://d) [e](f.md#g)") == {"docs/b.md", "f.md"}


def test_every_command_is_documented():
    assert commands() - documented_commands(documents()) == set()


def test_every_documented_command_exists():
    there = commands()
    assert not there or documented_commands(documents()) - there == set()


def test_every_page_is_documented():
    titles = {page.stem.replace("_", " ").capitalize() for page in page_files()}
    assert {title for title in titles if f"**{title}**" not in documents()} == set()


def test_every_setting_is_documented_and_every_documented_one_exists():
    code = "\n".join(path.read_text(encoding="utf-8") for path in package_files())
    there, described = set(SETTING.findall(code)), set(SETTING.findall(documents()))
    assert there - described == set()
    assert not there or described - there == set()


def test_every_link_between_documents_leads_somewhere():
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        targets = document_links(path.read_text(encoding="utf-8"))
        assert {target for target in targets if not (path.parent / target).exists()} == set(), path.name


def test_the_two_commands_come_first():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.index("python run.py ") < readme.index("python run.py test") < readme.index("\n## What")


def test_every_test_named_in_the_page_on_security_is_there():
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", text)
    missing = [f"{file}::{name}" for file, name in named if not _has_test(ROOT / "tests" / file, name)]
    assert len(named) > 50
    assert missing == []


def _has_test(path, name):
    wanted = re.compile(rf"^\s*def {name}\(", re.MULTILINE)
    return path.is_file() and wanted.search(path.read_text(encoding="utf-8")) is not None

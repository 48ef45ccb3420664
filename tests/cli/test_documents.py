"""What the documents say of the command line is run, so that it cannot be wrong."""

import argparse
import json
import re
import shlex

import pytest

from tests.cli.run import Run
from tests.house.repository import ROOT
from whalecurve.cli import main, make_parser
from whalecurve.domain.plan.scenario import BASES
from whalecurve.domain.sample import sample_company
from whalecurve.intake.recognition.aliases import FIELDS

TEXT = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
JSON = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)]
PLANS = [block for block in JSON if "fixed" in block]
MAPS = [block for block in JSON if "transactions" in block]
SUMMARIES = [block for block in JSON if "whale" in block]
FOUND = [block for block in JSON if "verdict" in block]
ANALYSES = re.findall(r"^whalecurve ((?:analyze|report) .+)$", TEXT, re.MULTILINE)


@pytest.fixture
def beside_the_sample(tmp_path, monkeypatch):
    """A folder with the sample's files, its plan and the map of the document; the commands run in it."""
    for name, text in sample_company().files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "plan.json").write_text(json.dumps(sample_company().plan), encoding="utf-8")
    (tmp_path / "map.json").write_text(json.dumps(MAPS[0]), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def all_files(*words):
    kinds = ("customers", "products", "activities")
    files = [word for kind in kinds for word in (f"--{kind}", f"{kind}.csv")]
    return ["analyze", "--transactions", "orders.csv", *files, *words, "--out", "out"]


def keys(value):
    """Every key of nested objects."""
    return {key for entry in value.values() if isinstance(entry, dict) for key in keys(entry)} | set(value)


def test_there_is_something_to_run():
    assert (len(PLANS), len(MAPS), len(SUMMARIES), len(FOUND), len(ANALYSES)) == (1, 1, 1, 1, 4)


@pytest.mark.parametrize("command", ANALYSES)
def test_every_command_that_is_shown_works(beside_the_sample, command):
    assert main(shlex.split(command)) == 0


def test_the_plan_and_the_map_that_are_shown_work_together(beside_the_sample, capsys):
    (beside_the_sample / "plan.json").write_text(json.dumps(PLANS[0]), encoding="utf-8")
    status = main(all_files("--plan", "plan.json", "--map", "map.json"))
    run = Run(status, *capsys.readouterr(), beside_the_sample / "out")
    assert (run.status, run.problems) == (0, [])
    named = [cost["name"] for cost in (*PLANS[0]["variable"], *PLANS[0]["fixed"])]
    assert list(run.summary["costs"]) == ["cost_of_goods", *named]
    assert all(amount not in {"0.00", "0"} for amount in run.summary["costs"].values())
    assert run.summary["unassigned"]["unused_capacity"] != "0.00"


def test_the_summary_that_is_shown_is_the_samples(beside_the_sample):
    main(all_files("--plan", "plan.json"))
    summary = json.loads((beside_the_sample / "out" / "summary.json").read_text(encoding="utf-8"))
    assert SUMMARIES[0] == {**summary, "made_on": SUMMARIES[0]["made_on"]}, "the day is the day of the run"


def test_the_traits_that_are_shown_are_the_samples(beside_the_sample):
    main(all_files("--plan", "plan.json"))
    found = json.loads((beside_the_sample / "out" / "traits.json").read_text(encoding="utf-8"))
    shown = FOUND[0]
    assert list(shown) == list(found)
    for key in ("verdict", "target", "customers", "base_rate"):
        assert shown[key] == found[key]
    assert [rule["conditions"] for rule in shown["rules"]] == [rule["conditions"] for rule in found["rules"]]
    assert shown["traits"][0]["trait"] == found["traits"][0]["trait"]
    for key in ("traits", "rules", "clusters"):
        assert list(shown[key][0]) == list(found[key][0])
        assert {name for name in shown[key][0] if f"`{name}`" not in TEXT} == set()
    assert {key for key in shown if f"`{key}`" not in TEXT} == set()


def test_every_key_of_the_summary_is_explained():
    below_costs = set(SUMMARIES[0]["costs"])
    assert {key for key in keys(SUMMARIES[0]) - below_costs if f"`{key}`" not in TEXT} == set()


def test_every_option_is_explained_and_every_explained_one_exists():
    described = set(re.findall(r"`(--[a-z-]+)[ `]", TEXT))
    commands = next(a for a in make_parser()._actions if isinstance(a, argparse._SubParsersAction))
    asked = [commands.choices[name]._actions for name in ("analyze", "report", "refresh")]
    there = {option for actions in asked for action in actions for option in action.option_strings} - {"-h"}
    assert described == there | {"--version"}


@pytest.mark.parametrize("word", [*BASES, *(name for kind in FIELDS if kind != "cost_list" for name in FIELDS[kind])])
def test_every_basis_and_every_field_is_named(word):
    assert f"`{word}`" in TEXT


@pytest.mark.parametrize("block", [PLANS[0], MAPS[0]])
def test_every_key_of_an_example_is_explained(block):
    entries = [entry for part in block.values() if isinstance(part, list) for entry in part]
    used = set(block) | {key for entry in entries for key in entry} | set(block.get("settings", {}))
    assert {key for key in used if f"`{key}`" not in TEXT} == set()

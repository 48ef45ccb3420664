"""What is kept of a workspace: names of its files and tables, its plans, and the scenario in force."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.plan.plan_json import scenario_from_json, scenario_to_json
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.segments.traits.column_roles import Taken

FORMAT: Final = 1
_PAIR: Final = 2
_TRIPLE: Final = 3


@dataclass(frozen=True)
class SavedState:
    """One state of a workspace, whole; large things are named by their digests.

    Attributes:
        uploads: Files taken so far: the user's name for it, for display alone, and the digest of its bytes.
        dataset: Digest of the dataset in use, empty before there is one.
        title: What the dataset is called on screen.
        scenario: The scenario in force.
        plan: Name of the saved plan that the scenario came from, empty for none.
        plans: Saved plans by name.
        merges: Spellings taken for one: column, spelling, the spelling that stays.
        listed: Digest of the list of costs that the plan was last settled with: taken, or set aside for the plan.
        taken: Columns that were taken out of the traits, or in.
        sample: Whether this is the sample company; own files go elsewhere.
    """

    uploads: tuple[tuple[str, str], ...] = ()
    dataset: str = ""
    title: str = ""
    scenario: Scenario = field(default_factory=Scenario)
    plan: str = ""
    plans: Mapping[str, Scenario] = field(default_factory=dict)
    merges: tuple[tuple[str, str, str], ...] = ()
    listed: str = ""
    taken: Taken = field(default_factory=Taken)
    sample: bool = False

    def to_text(self) -> str:
        """The state as JSON text: sorted keys and plain ASCII, so that the same state is the same text.

        >>> SavedState.from_text(SavedState(title="Zoë").to_text()).title
        'Zoë'
        """
        body = {
            "format": FORMAT,
            "uploads": [list(pair) for pair in self.uploads],
            "dataset": self.dataset,
            "title": self.title,
            "scenario": scenario_to_json(self.scenario),
            "plan": self.plan,
            "plans": {name: scenario_to_json(plan) for name, plan in self.plans.items()},
            "merges": [list(merge) for merge in self.merges],
            **({"listed": self.listed} if self.listed else {}),
            **({"taken_out": list(self.taken.out)} if self.taken.out else {}),
            **({"taken_in": list(self.taken.into)} if self.taken.into else {}),
            **({"sample": True} if self.sample else {}),
        }
        return json.dumps(body, sort_keys=True, allow_nan=False)

    @staticmethod
    def from_text(text: str) -> "SavedState":
        """Read a state back.

        Raises:
            WhalecurveError: If it is of a newer program, or not what was saved.

        >>> SavedState.from_text('{"format": 99}')
        Traceback (most recent call last):
        ...
        whalecurve.domain.errors.WhalecurveError: This was saved by another version of Whalecurve. Found: format 99,
            this program reads 1. To fix it: update Whalecurve.
        """
        try:
            body = json.loads(text)
        except ValueError as error:
            raise _damaged("no JSON") from error
        return SavedState.from_json(body)

    @staticmethod
    def from_json(value: object) -> "SavedState":
        """Read a state back from its decoded JSON.

        Raises:
            WhalecurveError: If it is of a newer program, or not what was saved.
        """
        body = _body(value)
        try:
            return SavedState(
                uploads=tuple((str(pair[0]), str(pair[1])) for pair in _rows(body["uploads"], _PAIR)),
                dataset=str(body["dataset"]),
                title=str(body["title"]),
                scenario=scenario_from_json(body["scenario"]),
                plan=str(body["plan"]),
                plans={str(name): scenario_from_json(plan) for name, plan in body["plans"].items()},
                merges=tuple((str(m[0]), str(m[1]), str(m[2])) for m in _rows(body["merges"], _TRIPLE)),
                listed=str(body.get("listed", "")),
                taken=Taken(_names(body, "taken_out"), _names(body, "taken_in")),
                sample=bool(body.get("sample", False)),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise _damaged(type(error).__name__) from error


def _body(body: object) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise _damaged("no object")
    if body.get("format") != FORMAT:
        raise WhalecurveError(
            "This was saved by another version of Whalecurve",
            found=f"format {body.get('format')!r}, this program reads {FORMAT}",
            remedy="update Whalecurve",
        )
    return body


def _rows(value: object, length: int) -> list[list[object]]:
    if not isinstance(value, list) or any(not isinstance(row, list) or len(row) != length for row in value):
        raise _damaged("rows of another shape")
    return value


def _names(body: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Names under a key that states from before it was known do not have."""
    names = body.get(key, [])
    if not isinstance(names, list):
        raise _damaged("names of another shape")
    return tuple(map(str, names))


def _damaged(found: str) -> WhalecurveError:
    return WhalecurveError("The saved state is damaged", found=found, remedy="open an earlier revision")

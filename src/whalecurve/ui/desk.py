"""What one visitor has in front of them: uploads, the dataset in use, the scenario and its history.

Everything large stays on disk or in the caches and is named here by its digest; the session holds only names.
"""

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import streamlit as st

from whalecurve.domain.edits import History
from whalecurve.domain.scenario import Scenario
from whalecurve.store.folder import data_folder
from whalecurve.store.workspaces import sweep_unused, touch, workspace_folder

_KEY: Final = "whalecurve_desk"


@dataclass(frozen=True)
class Upload:
    """One file as uploaded: the user's name for it, for display alone, and the digest of its bytes."""

    name: str
    digest: str


@dataclass
class Desk:
    """The state of one visit.

    Attributes:
        workspace: Random name of the visit's own folder.
        uploads: Files taken so far.
        dataset: Digest of the dataset in use, empty before there is one.
        title: What the dataset is called on screen.
        history: The scenario with its past.
        merges: Spellings that the visitor takes for one: column, spelling, the spelling that stays.
    """

    workspace: str = field(default_factory=lambda: secrets.token_hex(16))
    uploads: tuple[Upload, ...] = ()
    dataset: str = ""
    title: str = ""
    history: History = field(default_factory=lambda: History(Scenario(), Scenario()))
    merges: tuple[tuple[str, str, str], ...] = ()

    @property
    def scenario(self) -> Scenario:
        """The scenario in force."""
        return self.history.now

    @property
    def folder(self) -> Path:
        """The visit's own folder, which nobody else's session names."""
        return workspace_folder(self.workspace)

    def change(self, scenario: Scenario) -> None:
        """Put another scenario in force, as one step that can be undone."""
        self.history = self.history.change(scenario)


def open_desk() -> Desk:
    """The visitor's desk; made by the entry script, so a page that runs without it has none and stops."""
    if _KEY not in st.session_state:
        st.stop()
    desk: Desk = st.session_state[_KEY]
    return desk


def set_up_desk() -> Desk:
    """The visitor's desk, made on the first run; for the entry script alone."""
    if _KEY not in st.session_state:
        sweep_unused(data_folder())
        st.session_state[_KEY] = Desk()
    desk = open_desk()
    touch(desk.folder)
    return desk


def clear_desk() -> None:
    """Forget everything of the visit but the visitor's next, empty desk."""
    for key in list(st.session_state):
        del st.session_state[key]
    set_up_desk()

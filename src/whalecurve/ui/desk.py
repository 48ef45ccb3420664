"""What one session has in front of it: a workspace, its uploads, the dataset in use, the scenario and its history.

Everything large stays in the store or in the caches and is named here by its digest; the session holds only names. What
changes is saved as a draft at once, so a reload, a dropped connection or a restart loses nothing.
"""

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from whalecurve.domain.errors import ConflictError, NotAllowedError, WhalecurveError
from whalecurve.domain.plan.edits import History
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.segments.traits.column_roles import Taken
from whalecurve.domain.state.access import Right
from whalecurve.domain.state.draft_text import draft_text
from whalecurve.domain.state.kept import Principal
from whalecurve.domain.state.saved_state import SavedState
from whalecurve.service.links.visits import OpenShare
from whalecurve.service.service import Service
from whalecurve.service.stores import open_office
from whalecurve.store.folders.working_copies import workspace_folder
from whalecurve.ui import visitor
from whalecurve.ui.moments import clock_words

FIRST_NAME: Final = "My company"
FIRST_PLAN: Final = "My plan"


@dataclass(frozen=True)
class Upload:
    """One file as uploaded: the user's name for it, for display alone, and the digest of its bytes.

    ``sheet`` is the sheet of a workbook that is read; empty for the best one, and for other files.
    """

    name: str
    digest: str
    sheet: str = ""


@dataclass
class Desk:
    """The state of one session.

    Attributes:
        principal: Who works here; None for somebody who holds a link.
        browser: The browser that the session was made for.
        workspace: Id of the workspace, empty before the first change; of a link, the link's id.
        name: What the workspace is called.
        rights: What the principal may do there, asked anew on each run.
        uploads: Files taken so far.
        dataset: Digest of the dataset in use, empty before there is one.
        title: What the dataset is called on screen.
        history: The scenario with its past and future.
        plan: Name of the saved plan that the scenario came from, empty for none.
        plans: Saved plans by name.
        merges: Spellings taken for one: column, spelling, the spelling that stays.
        listed: Digest of the list of costs that the plan was last settled with.
        taken: Columns that were taken out of the traits, or in.
        sample: Whether this is the sample company, in which nobody's own files may lie.
        share: What a link opened, for somebody who holds one; None for a principal.
        version: Saves of the draft that this session knows of.
        several: Whether the principal has other workspaces too.
        base: Revision that the draft began with.
        head: The newest revision there is.
        saved: When the draft was last saved, ``10:42``; empty before the first time.
        unsaved: Why the last change was not saved, in words; empty when all is well.
        conflict: Whether somebody else, or another tab, saved in between.
        checked_at: When the store was last asked for the rights, on a clock that only goes forward.
    """

    principal: Principal | None = None
    browser: str = ""
    workspace: str = ""
    name: str = FIRST_NAME
    rights: frozenset[Right] = frozenset(Right)
    uploads: tuple[Upload, ...] = ()
    dataset: str = ""
    title: str = ""
    history: History = field(default_factory=lambda: History(Scenario(), Scenario()))
    plan: str = ""
    plans: dict[str, Scenario] = field(default_factory=dict)
    merges: tuple[tuple[str, str, str], ...] = ()
    listed: str = ""
    taken: Taken = field(default_factory=Taken)
    sample: bool = False
    share: OpenShare | None = None
    several: bool = False
    version: int = 0
    base: int = 0
    head: int = 0
    saved: str = ""
    unsaved: str = ""
    conflict: bool = False
    checked_at: float = -math.inf

    @property
    def scenario(self) -> Scenario:
        """The scenario in force."""
        return self.history.now

    @property
    def folder(self) -> Path:
        """The working copy of the workspace on this computer; it can be made anew from the store."""
        return workspace_folder(self.workspace)

    @property
    def service(self) -> Service:
        """The store, by principal."""
        return open_office().service

    @property
    def me(self) -> Principal:
        """Who works here, asked of the connection now.

        Raises:
            NotAllowedError: It is not the one whom the session was made for, or nobody.
        """
        now = visitor.principal()
        if now is None or now != self.principal or visitor.browser() != self.browser:
            raise NotAllowedError("This session belongs to somebody else", remedy="reload the page")
        return now

    def alter(self, **parts: object) -> None:
        """Change parts of the desk and save: the one door for every change, which a foreign hand finds shut.

        A forged message can press a button that was once on the page; whether it may is asked here.
        """
        if not self.may_change():
            return
        for name, value in parts.items():
            setattr(self, name, value)
        self.keep()

    def change(self, scenario: Scenario) -> None:
        """Put another scenario in force, as one step that can be undone, and save it."""
        self.alter(history=self.history.change(scenario))

    def keep(self) -> None:
        """Save the draft; when that cannot be, the session keeps the change and the sidebar says why."""
        try:
            self._keep(self.me)
        except ConflictError:
            self.conflict = True
        except WhalecurveError as problem:
            self.unsaved = str(problem)
        else:
            self.unsaved, self.conflict = "", False

    def may_change(self) -> bool:
        """Whether whoever sends this may change anything here."""
        try:
            return bool(self.me) and Right.EDIT in self.rights
        except NotAllowedError:
            return False

    def _keep(self, me: Principal) -> None:
        if Right.EDIT not in self.rights:
            raise NotAllowedError("You may look at this workspace but not change it", remedy="ask an owner for more")
        self.open_workspace()
        body = draft_text(self.state(), self.history)
        self.version = self.service.save_draft(me, self.workspace, body, self.version, self.base)
        self.saved = clock_words()

    def open_workspace(self) -> None:
        """Make the workspace when this is the first thing to be kept in it."""
        if not self.workspace:
            self.workspace = self.service.create_workspace(self.me, self.name).id

    def state(self) -> SavedState:
        """All that is kept of the workspace, as it is now."""
        return SavedState(
            uploads=tuple((upload.name, upload.digest) for upload in self.uploads),
            dataset=self.dataset,
            title=self.title,
            scenario=self.scenario,
            plan=self.plan,
            plans=dict(self.plans),
            merges=self.merges,
            listed=self.listed,
            taken=self.taken,
            sample=self.sample,
        )

    def put(self, state: SavedState, history: History | None = None) -> None:
        """Put a kept state on the desk."""
        self.uploads = tuple(Upload(name, digest) for name, digest in state.uploads)
        self.dataset, self.title, self.merges = state.dataset, state.title, state.merges
        self.listed = state.listed
        self.taken, self.sample = state.taken, state.sample
        self.plan, self.plans = state.plan, dict(state.plans)
        saved = self.plans.get(state.plan, state.scenario)
        self.history = history or History(saved, state.scenario)

"""Who may do what in a workspace: three roles, three rights."""

from enum import StrEnum


class Right(StrEnum):
    """What somebody may do in a workspace."""

    SEE = "see"
    EDIT = "edit"
    MANAGE = "manage"


class Role(StrEnum):
    """What somebody is in a workspace."""

    OWNER = "owner"
    EDITOR = "editor"
    VIEWER = "viewer"

    @property
    def rights(self) -> frozenset[Right]:
        """What the role may do: a viewer sees, an editor changes too, an owner also shares, invites and deletes.

        >>> sorted(Role.EDITOR.rights)
        [<Right.EDIT: 'edit'>, <Right.SEE: 'see'>]
        """
        rights = {Role.VIEWER: {Right.SEE}, Role.EDITOR: {Right.SEE, Right.EDIT}, Role.OWNER: set(Right)}
        return frozenset(rights[self])

"""What the audit log tells: one word for each thing that was changed or opened."""

from enum import StrEnum


class Event(StrEnum):
    """What was done. Drafts are nobody's business but their owner's, and are not logged."""

    WORKSPACE_CREATED = "workspace created"
    WORKSPACE_OPENED = "workspace opened"
    WORKSPACE_RENAMED = "workspace renamed"
    MEMBER_INVITED = "member invited"
    MEMBER_JOINED = "member joined"
    MEMBER_LEFT = "member left"
    MEMBER_REMOVED = "member removed"
    ROLE_CHANGED = "role changed"
    UPLOAD_ADDED = "upload added"
    DATASET_KEPT = "dataset kept"
    LEFTOVERS_REMOVED = "leftovers removed"
    REVISION_SAVED = "revision saved"
    THING_KEPT = "thing kept"
    THING_DROPPED = "thing dropped"
    SHARE_CREATED = "share created"
    SHARE_OPENED = "share opened"
    SHARE_REFUSED = "wrong passphrase"
    SHARE_REVOKED = "share revoked"

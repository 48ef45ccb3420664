"""What the store keeps as rows: workspaces, members, drafts, revisions, shares, and who did what."""

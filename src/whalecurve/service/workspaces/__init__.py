"""What members do in a workspace: files, drafts, revisions, people."""

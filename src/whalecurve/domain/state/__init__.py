"""What is kept of a workspace, as records and as text, and who may do what."""

"""A cost plan: pools, rates, dated amounts; its JSON, its edits and its words."""

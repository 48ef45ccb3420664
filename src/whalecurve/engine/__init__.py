"""From encoded lines to one row per customer and month: the only step that reads every transaction."""

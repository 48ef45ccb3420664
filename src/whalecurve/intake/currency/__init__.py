"""One currency of the figures: kept apart or converted, never added up with another."""

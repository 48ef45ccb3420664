"""Does a trait hold? Rank tests, intervals, false-discovery control, effects with the others held."""

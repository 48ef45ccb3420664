"""Where the table is in a file: what stands above and below it, its header, groups, totals and repeated cells."""

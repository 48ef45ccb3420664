"""Results as files: plain decimal text, safe to open in a spreadsheet."""

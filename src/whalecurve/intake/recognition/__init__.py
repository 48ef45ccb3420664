"""What a table is and which column is what: names, values, vendors; proposed, or given by hand."""

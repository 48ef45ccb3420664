"""The database of the store: connections, tables, transactions, formats, and faults in words."""

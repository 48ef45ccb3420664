"""Files to canonical tables: bytes, text cells, recognised columns, parsed values, one dataset; no row is lost."""

"""Spreadsheets, Parquet and web pages to rows of cells."""

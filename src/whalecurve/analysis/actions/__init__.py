"""From a workbook and an answer to what to do about each customer."""

"""The answer as one page of HTML: for a screen, for a printer, for a screen reader; it loads nothing."""

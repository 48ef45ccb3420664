"""What a trait is: read from columns, kept apart from money, banded, spelled, encoded."""

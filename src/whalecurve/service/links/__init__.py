"""Links to frozen views: made and revoked by owners, opened by their holders."""

"""Names of customers: searched, hidden behind pseudonyms, taken out of texts."""

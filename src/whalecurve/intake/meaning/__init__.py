"""What an export means: which rows are sales, which amounts are revenue, with the proof; asked where there is none."""

"""The profit month after month: months that add up to their period, what is beside them, and who came when."""

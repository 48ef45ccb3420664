"""The tree: grown, cut back by cross-fitting, tested as a whole, told as rules."""

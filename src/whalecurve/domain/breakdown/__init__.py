"""The same profit cut another way: by product, rep, month, order size or trait, to the minor unit."""

"""The answer as a spreadsheet file whose formulas work it out again from the plan's rates and amounts."""

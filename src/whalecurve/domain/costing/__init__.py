"""A period and a plan to every customer's statement, tied to the files, each figure explained."""

"""What to do about each customer: who, why, what, the money at stake and how likely it is."""

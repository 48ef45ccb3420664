"""What was sold and done: the dataset, facts by customer and month, and which months count."""

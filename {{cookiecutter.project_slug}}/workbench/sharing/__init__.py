"""Share the project: claim its numbers, and let anybody check that the code gives them."""

"""What was tried: each edit with what it did out of fold, kept or dropped."""

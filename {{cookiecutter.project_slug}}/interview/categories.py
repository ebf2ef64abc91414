"""The six parts of an interview: every question belongs to one."""

CATEGORIES = ("theory", "algorithm", "practical", "evaluation", "coding", "behavioral")

"""A table of the author's own: read, understood, written down, and then worked with as written."""

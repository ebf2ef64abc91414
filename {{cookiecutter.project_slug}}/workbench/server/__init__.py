"""Serve the demo: the page, the same answer as JSON, and one sentence for bad input."""

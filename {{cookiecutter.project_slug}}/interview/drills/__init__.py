"""Coding drills: write the algorithms and metrics yourself, tested as you save."""

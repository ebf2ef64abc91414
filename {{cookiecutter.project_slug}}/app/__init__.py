"""The demo: what it asks, what it says, and how the model of the last run answers."""

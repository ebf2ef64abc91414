"""One page over several projects, and what a CV says of them, all from what their runs wrote."""

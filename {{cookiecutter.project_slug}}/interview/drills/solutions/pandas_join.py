"""A lookup instead of a join: it cannot change the rows."""

import pandas as pd


def with_names(entry: pd.DataFrame, team: pd.DataFrame) -> pd.DataFrame:
    """Return the entries with the name of their team."""
    if team["team"].duplicated().any():
        raise ValueError("a team is there more than once")
    names = team.set_index("team")["name"]
    return entry.assign(name=entry["team"].map(names).fillna("unknown"))

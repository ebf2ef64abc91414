"""One screen that shows what was found, and the questions that only a person can answer."""

from .names import counted
from .profile import Profile
from .records import Split

WIDEST = 24
MOST_COLUMNS = 40
TELLING = {"leak", "personal", "group", "date", "id"}  # shown however many columns there are


def column_lines(found: Profile) -> list[str]:
    """Return a line for each column, those in use first."""
    columns = found.own.columns
    wide = min(WIDEST, max(map(len, columns)))
    ordered = sorted(columns, key=lambda name: not columns[name].use)
    telling = [name for name in ordered if columns[name].role in TELLING or name in found.asked]
    plain = [name for name in ordered if name not in telling]
    few = {*plain[: max(MOST_COLUMNS - len(telling), 0)], *telling}
    lines = [
        f"  {name[:wide]:<{wide}}  {'' if columns[name].use else 'not used, '}"
        f"{columns[name].role}: {found.why[name]}"
        for name in ordered
        if name in few
    ]
    if more := len(ordered) - len(few):
        lines.append(f"  and {more} more, all in conf/data/own.yaml")
    return lines


def screen(found: Profile) -> str:
    """Return the decisions as a screen of text."""
    own = found.own
    size = f"{own.source.rows:,} rows"
    if own.source.sampled_from:
        size += f" drawn from {own.source.sampled_from:,}"
    read = f"{own.source.format}, {own.source.encoding}"
    lines = [
        f"{own.source.name}: {size}, {len(own.columns) + 1} columns ({read})",
        *([f"Text      {own.text}: {found.why[own.text]}"] if own.text else []),
        f"{'Label ' if own.text else 'Target'}    {own.target}: {found.reasons['task']}",
        f"Metric    {own.metric}",
        f"Split     {own.split}: {found.reasons['split']}",
        f"Baseline  {own.target} by {own.best_column or 'the best single word'} alone",
        "",
        *column_lines(found),
        "",
        *[f"  {counted(rows, what)}" for what, rows in found.counts.items() if rows],
        *[f"  ? {each}" for each in own.open],
    ]
    return "\n".join(lines)


def said_split(answer: str, suggested: Split) -> Split | None:
    """Return the split that an answer means, None if it means none.

    >>> str(said_split("", Split())), str(said_split("time sold", Split()))
    ('random', 'time by sold')
    """
    how, _, by = answer.strip().partition(" ")
    if how.lower() in ("", "y", "yes"):
        return suggested
    if how == "random" and not by:
        return Split()
    if how in ("time", "group") and by:
        return Split(how=how, by=by.strip())  # type: ignore[arg-type] # one of the two
    return None

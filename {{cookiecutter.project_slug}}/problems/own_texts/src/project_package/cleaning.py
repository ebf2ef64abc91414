"""From the raw table to clean texts with labels, as conf/data/own.yaml says and nothing else.

Drops:  texts that are empty, and texts without a label or what they are split by.
"""

import pandas as pd
import pandera.pandas as pa

from workbench.errors import DataError
from workbench.own.personal import personal
from workbench.own.records import Own
from workbench.own.table import BY, ROW, TARGET, emptied, held_to, outcome, typed
from workbench.own.values import said
from workbench.records import Count
from workbench.schemas import validated

from .data import CUTTING, TEXT

LONGEST = 20_000  # characters of a text that are read


def schema() -> pa.DataFrameSchema:
    """Return what a row has to be: a text, and the number of its class."""
    return pa.DataFrameSchema(
        {
            ROW: pa.Column(int, unique=True),
            TEXT: pa.Column(str, pa.Check.str_length(1, LONGEST)),
            TARGET: pa.Column(float, pa.Check.ge(0)),
        }
    )


def classes(own: Own, labels: pd.Series) -> list[str]:
    """Return the classes in the order of their numbers; of two, the positive is the second.

    Raises:
        DataError: There are not the classes that the metric is for.
    """
    found = sorted(labels.dropna().unique())
    if (own.positive is None) != (len(found) > 2):
        raise DataError(f"{own.target} has {len(found)} classes: set positive only if it has two")
    if own.positive is None:
        return found
    return [*(each for each in found if each != str(own.positive)), str(own.positive)]


def cutting(own: Own, cells: pd.DataFrame) -> list[str]:
    """Return the columns that cut the test set into slices; no model reads them.

    Columns whose levels look personal do not, because slices are named in documents.
    """
    named = [name for name in own.of_role(*CUTTING) if name != own.split.by]
    return [name for name in named if not personal(name, said(cells[name]))]


def clean(raw: pd.DataFrame, own: Own) -> tuple[pd.DataFrame, list[Count]]:
    """Return the texts that can be learned from, in the order of the file, and what was done.

    Args:
        raw: Cells of text, and the number of each row.
        own: The record of the file.

    Raises:
        DataError: A column is missing or new, or the labels are not those of the record.
    """
    cells = held_to(raw, own)
    labels = outcome(own, cells[own.target])
    order = classes(own, labels)
    texts = emptied(cells[str(own.text)], own.columns[str(own.text)].missing_codes)
    numbers = {each: float(number) for number, each in enumerate(order)}
    decimal = own.source.decimal
    columns = {
        name: typed(name, cells[name], own.columns[name], decimal) for name in cutting(own, cells)
    }
    table = pd.DataFrame(
        {ROW: cells[ROW], TEXT: texts.str[:LONGEST], TARGET: labels.map(numbers), **columns}
    )
    known = texts.notna() & labels.notna()
    if by := own.split.by:
        table[BY] = typed(by, cells[by], own.columns[by], decimal)
        known &= table[BY].notna()
    kept = table[known].reset_index(drop=True).astype({TEXT: str, TARGET: float})
    counts = {
        f"dropped without {own.target}": int(labels.isna().sum()),
        "dropped without a text": int((texts.isna() & labels.notna()).sum()),
        f"dropped without {by}": int((~known & texts.notna() & labels.notna()).sum()),
        f"cut after {LONGEST:,} characters": int((texts[known].str.len() > LONGEST).sum()),
    }
    checked = validated(kept, schema(), "conf/data/own.yaml", private_by=ROW)
    checked.attrs = {"metric": own.metric, "classes": order, "hidden": []}
    return checked, [Count(what=what, rows=n) for what, n in counts.items() if n]

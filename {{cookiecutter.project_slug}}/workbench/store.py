"""MLflow's records in this folder: a database, and artifacts that it names by absolute paths.

A folder that was renamed, moved or copied takes both along, and the paths in the database would
still lead to the old place: MLflow would write there without a word. ``settle`` puts the present
place into them. ``python -m workbench.store`` does it before the Makefile starts a server.
"""

import sqlite3
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

DATABASE = Path("mlflow.db")
URI = f"sqlite:///{DATABASE}"
ARTIFACTS = Path("mlartifacts")
TABLES = Path(__file__).with_name("mlflow.sql")  # empty, as the MLflow of its first line has them
PLACES = (
    ("experiments", "artifact_location"),
    ("runs", "artifact_uri"),
    ("logged_models", "artifact_location"),
    ("model_versions", "source"),
    ("model_versions", "storage_location"),
)


def begin() -> None:
    """Make the database with the tables of the pinned MLflow, unless there is one.

    Another version makes its own, by all the migrations that MLflow ever had: a second of work.
    """
    tables = TABLES.read_text(encoding="utf-8")
    if DATABASE.exists() or not tables.startswith(f"-- MLflow {version('mlflow')}\n"):
        return
    part = DATABASE.with_suffix(".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as database:
        database.executescript(tables)
    part.replace(DATABASE)


def settle() -> str | None:
    """Let the database name this folder's artifacts; return the place it named before.

    Raises:
        sqlite3.Error: It is no database of the MLflow that is pinned.
    """
    if not DATABASE.exists():
        return None
    here = ARTIFACTS.resolve().as_uri()
    with closing(sqlite3.connect(DATABASE)) as database, database:
        named = database.execute(
            "SELECT artifact_location FROM experiments WHERE artifact_location LIKE ?",
            (f"file://%/{ARTIFACTS}",),
        )
        others = {place for (place,) in named} - {here}
        for there in others:
            for table, column in PLACES:
                database.execute(
                    f"UPDATE {table} SET {column} = ? || substr({column}, ?) "
                    f"WHERE {column} = ? OR {column} LIKE ? || '/%'",
                    (here, len(there) + 1, there, there),
                )
    return min(others, default=None)


if __name__ == "__main__":
    try:
        settle()
    except sqlite3.Error as error:
        raise SystemExit(
            f"error: {DATABASE} cannot be read ({error}): remove it, then make run"
        ) from None

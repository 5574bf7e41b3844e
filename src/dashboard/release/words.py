"""What a release says about itself: words, code lists, traces, runs, and rounded counts."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dashboard import settings
from dashboard.files import bounded_toml
from dashboard.files.strict_toml import KeyWrong, Text, built
from dashboard.methods import wording
from dashboard.reference.policies import Policies
from dashboard.release.dimensions import area_labels, labels
from dashboard.release.editions import as_of, used
from dashboard.release.errors import ReleaseError
from dashboard.release.indicators import Header
from dashboard.release.indicators.headers import TIME_LEVELS
from dashboard.release.newest import Newest
from dashboard.release.policy_words import in_words
from dashboard.release.workspace import Workspace
from dashboard.settings import ALL, Installation

NOT_FED = settings.REFERENCE / "indicators_not_fed.toml"


def row_count(rows: int, closed: bool) -> str:
    """A number of rows as it may be said: of a closed subject only to the nearest 10."""
    if not closed:
        return f"{rows:,}"
    return "under 10" if rows < 10 else f"about {(rows + 5) // 10 * 10:,}"


#: What the table holds of an indicator's header as it is written there.
AS_WRITTEN = (
    "id", "code", "theme", "title", "question", "kind", "numerator", "denominator", "unit", "direction",
    "place", "caveat", "owner", "review_date", "sql", "page", "section", "drawn", "mix", "rate_of", "grows",
    "leavers_for",
)  # fmt: skip


def indicator_rows(
    headers: Mapping[str, Header],
    policies: Policies,
    cells: pd.DataFrame,
    space: Workspace,
    newest: Newest,
    files: pd.DataFrame,
) -> pd.DataFrame:
    """The ``indicators`` table. ``newest`` knows the edition of each source, and when the next is due."""
    pretended = set(files.loc[files["made_up"], "source"])
    periods = covered(cells)
    ends = last_days(cells)
    rows = []
    for header in headers.values():
        sources = used(header, policies, newest.received)
        until = as_of(header, policies, space, ends, newest.received)
        first, last = periods.loc[header.id] if header.id in periods.index else (None, None)
        rows.append(
            {
                **{name: getattr(header, name) for name in AS_WRITTEN},
                "breakdowns": ", ".join(header.breakdowns),
                "source": "; ".join(policies.title(name) for name in sources),
                "policy": policies.policy(header.policy).name,
                "first_period": first,
                "last_period": last,
                "as_of": until,
                "breaks": "|".join(header.breaks),
                "edition_on": newest.edition(header, sources),
                "next_due": newest.next_due(header, sources, until),
                "made_up": bool(pretended & set(sources)),
            }
        )
    return pd.DataFrame(rows)


def last_days(cells: pd.DataFrame) -> dict[str, datetime.date]:
    """The last day of the last period of each indicator that has a value; ``all`` is no period."""
    dated = cells[cells["value"].notna() & (cells["time"] != ALL)]
    return {
        str(indicator): max(wording.last_day(time) for time in set(times))
        for indicator, times in dated.groupby("indicator")["time"]
    }


def editions(files: pd.DataFrame) -> dict[str, datetime.date]:
    """The day on which the newest file of each source was taken in."""
    newest = files.groupby("source")["loaded"].max()
    return {str(source): pd.Timestamp(loaded).date() for source, loaded in newest.items()}


def covered(cells: pd.DataFrame) -> pd.DataFrame:
    """First and last period by indicator, at its finest time level, of the cells that have a value."""
    order = {level: rank for rank, level in enumerate(TIME_LEVELS)}
    published = cells[cells["value"].notna()]
    rank = published["time_level"].map(order)
    kept = published[rank == rank.groupby(published["indicator"]).transform("min")]
    return kept.groupby("indicator")["time"].agg(["min", "max"])


def code_rows(dimensions: Sequence[str], where: Installation, titles: Mapping[str, str]) -> pd.DataFrame:
    """The ``codes`` table: a list for each dimension, named as its column, and ``area``."""
    lists = {name: labels(name, where.codes, titles) for name in dimensions}
    lists["area"] = area_labels(where)
    return pd.DataFrame(
        [
            {"list": name, "code": code, "label": label, "position": position}
            for name, listed in lists.items()
            for position, (code, label) in enumerate(listed.items())
        ]
    )


def file_rows(con: duckdb.DuckDBPyConnection, policies: Policies) -> pd.DataFrame:
    """One row for each file that rows are held of: source, file, run, rows of its newest records, made_up."""
    files = con.execute("SELECT * FROM store.files WHERE replaced_by IS NULL ORDER BY source, file").df()
    views = "SELECT view_name FROM duckdb_views() WHERE database_name = 'store' AND NOT internal"
    held = {name for (name,) in con.execute(views).fetchall()}
    used: dict[str, int] = {}
    for table in sorted({subject.table for subject in policies.subjects.values()} & held):
        used |= dict(con.execute(f"SELECT file, count(*) FROM store.{table} GROUP BY file").fetchall())
    return files.assign(rows_used=[used.get(file, 0) for file in files["file"]])


def trace_rows(headers: Mapping[str, Header], files: pd.DataFrame, policies: Policies) -> pd.DataFrame:
    """The ``traces`` table: for each indicator, the files its figures rest on and the rule applied."""
    rows = []
    of_source: dict[str, list[dict[Hashable, Any]]] = {}
    for held in files.to_dict("records"):
        of_source.setdefault(held["source"], []).append(held)
    for header in headers.values():
        sha256 = hashlib.sha256(header.sql.encode()).hexdigest()
        rule = f"{header.numerator}"
        rule += f", out of: {header.denominator}" if header.denominator else ""
        for source in header.source:
            for record in of_source.get(source, []):
                rows.append(
                    {
                        "indicator": header.id,
                        "source": source,
                        "source_title": policies.title(source),
                        "file": record["file"],
                        "run": record["run"],
                        "rows_used": row_count(int(record["rows_used"]), policies.of_source(source).closed),
                        "rule": f"{rule} (SQL with SHA-256 {sha256})",
                        "made_up": bool(record["made_up"]),
                    }
                )
    columns = ["indicator", "source", "source_title", "file", "run", "rows_used", "rule", "made_up"]
    return pd.DataFrame(rows, columns=columns)


def run_rows(files: pd.DataFrame, policies: Policies) -> pd.DataFrame:
    """The ``runs`` table: every file taken in, with how many rows were read, stored and set aside."""
    rows = []
    for record in files.to_dict("records"):
        source = str(record["source"])
        closed = policies.of_source(source).closed
        counts = {
            name: row_count(int(record[name]), closed)
            for name in ("rows_read", "rows_stored", "rows_set_aside")
        }
        rows.append(
            {
                "run": record["run"],
                "finished": record["loaded"],
                "source": source,
                "source_title": policies.title(source),
                "file": record["file"],
                **counts,
                "made_up": bool(record["made_up"]),
            }
        )
    return pd.DataFrame(rows)


def quarantine_rows(con: duckdb.DuckDBPyConnection, policies: Policies) -> pd.DataFrame:
    """The ``quarantine`` table: how many rows were set aside for which reason, by source."""
    rows = con.execute(
        """SELECT f.source, q.rule, any_value(q.advice ORDER BY q.advice) AS advice,
               count(DISTINCT (q.file, q.row)) AS rows
        FROM store.quarantine q JOIN store.files f USING (file)
        GROUP BY ALL ORDER BY source, rows DESC, rule"""
    ).df()
    texts = [
        row_count(int(rows), policies.of_source(source).closed)
        for source, rows in zip(rows["source"], rows["rows"], strict=True)
    ]
    titles = [policies.title(source) for source in rows["source"]]
    return rows.assign(rows=texts, source_title=titles)[["source", "source_title", "rule", "advice", "rows"]]


@dataclass(frozen=True)
class _NotFed:
    """An indicator of the field, and what it needs to be fed."""

    code: str
    title: Text
    needs: Text
    fed_by: str = ""


def not_fed_rows(path: Path = NOT_FED) -> pd.DataFrame:
    """The ``not_fed`` table: indicators of the field that nothing sent to us can feed yet.

    One that is ``fed_by`` the published figures of another is not among them.
    """
    try:
        tables = bounded_toml.loads(path.read_text(encoding="utf-8"))
        entries = [built(_NotFed, keys, (code,), code=code) for code, keys in tables.items()]
    except bounded_toml.TomlRefused as broken:
        raise ReleaseError(f"{path.name} is not valid TOML: {broken}") from broken
    except KeyWrong as slip:
        raise ReleaseError(slip.of(path.name)) from slip
    rows = [asdict(entry) for entry in entries if not entry.fed_by]
    return pd.DataFrame(rows, columns=["code", "title", "needs"])


def policy_rows(policies: Policies) -> pd.DataFrame:
    """The ``policies`` table: each rule of the policy file, its limits, and the same in a sentence."""
    return pd.DataFrame(
        [
            {
                "name": policy.name,
                "about": policy.about,
                "treatment": policy.treatment,
                "threshold": policy.threshold,
                "marker": policy.marker,
                "dominance": policy.minimum_without_largest,
                "incidents": policy.incidents,
                "minimum_base": policy.minimum_base,
                "shown_first": ", ".join(policy.order),
                "rule": in_words(policy),
            }
            for policy in policies.policies.values()
        ]
    )

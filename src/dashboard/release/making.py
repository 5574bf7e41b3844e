"""One release from beginning to end."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pandas as pd

from dashboard.disclosure import Policies, Table, protect, read_policies
from dashboard.disclosure.base import too_few
from dashboard.indicators import FOLDER, Grain, Header, indicators
from dashboard.publication import SCHEMA_VERSION, Status
from dashboard.release import words
from dashboard.release.cells import fill, full_cross, measures
from dashboard.release.counting import count, select_rows
from dashboard.release.dimensions import labels
from dashboard.release.people import police_referrals_known, table_of
from dashboard.release.report import ReleaseReport
from dashboard.release.verifying import no_pseudonym, verify
from dashboard.release.workspace import Workspace, workspace
from dashboard.release.writing import (
    append_to_register,
    content_sha256,
    put_in_place,
    table_sha256,
    write_aside,
)
from dashboard.settings import Installation

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class _Counted:
    """One table, counted but not yet decided."""

    header: Header
    grain: Grain
    table: pd.DataFrame
    protected: Table | None


def make_release(
    where: Installation,
    *,
    made: datetime.datetime | None = None,
    progress: Progress | None = None,
    folder: Path = FOLDER,
) -> ReleaseReport:
    """Count, protect, verify and write a release of the installation, and point the display at it.

    ``progress`` is told the indicator, how many are done and how many there are. Raises
    ReleaseError, HeaderError, PolicyError or GuardFailed with a message for the analyst; then
    nothing was written and the earlier release stays.
    """
    began = time.monotonic()
    made = made or datetime.datetime.now(tz=datetime.UTC).replace(tzinfo=None)
    policies = read_policies()
    headers = indicators(folder)
    tell = progress or (lambda name, done, total: None)
    with workspace(where, policies, made) as space:
        lists = _lists(headers, where, policies)
        counted: list[_Counted] = []
        warnings = _overdue(headers, policies, made)
        for done, header in enumerate(headers.values()):
            tell(header.title, done, len(headers))
            counted += _count_indicator(space, header, policies, lists, where, warnings)
        tell("Protecting and writing", len(headers), len(headers))
        cells, grains = _decide(space, counted, policies, list(lists), warnings)
        tables = _tables(space, headers, policies, cells, grains, where, list(lists))
        path, release_id = _write(space, where, cells, tables, made, headers)
        facts = dict(zip(tables["release"]["key"], tables["release"]["value"], strict=True))
    return ReleaseReport(
        id=release_id,
        path=path,
        seconds=round(time.monotonic() - began, 2),
        as_of=facts["as_of"],
        made_up=facts["made_up"] == "yes",
        tables=[{str(key): value for key, value in row.items()} for row in grains.to_dict("records")],
        warnings=tuple(warnings),
    )


def _lists(headers: Mapping[str, Header], where: Installation, policies: Policies) -> dict[str, list[str]]:
    """Codes by dimension, for every breakdown that any indicator declares."""
    titles = {name: policies.title(name) for name in policies.subjects}
    dimensions = sorted({name for header in headers.values() for name in header.breakdowns})
    return {name: list(labels(name, where.codes, titles)) for name in dimensions}


def _overdue(headers: Mapping[str, Header], policies: Policies, made: datetime.datetime) -> list[str]:
    found = [
        f"{header.path.name}: its words were due for review on {header.review_date:%d %B %Y}"
        for header in headers.values()
        if header.review_date < made.date()
    ]
    found += [
        f"{header.path.name}: no policy is called {header.policy!r}, so the strictest one holds"
        for header in headers.values()
        if header.policy not in policies.policies
    ]
    return found


def _count_indicator(
    space: Workspace,
    header: Header,
    policies: Policies,
    lists: Mapping[str, list[str]],
    where: Installation,
    warnings: list[str],
) -> list[_Counted]:
    policy = policies.policy(header.policy)
    if not (_recorded(space, header, policies) and select_rows(space.con, header, policy)):
        warnings.append(f"{header.title}: no record yet, so nothing is published")
        return []
    found = []
    for grain in header.grains:
        parts = count(space.con, header, grain)
        outside = policy.name == "comparators"
        keys = full_cross(grain, parts, lists, space.span, outside, where.codes)
        if keys.empty:
            continue
        protected = table_of(space.con, header, grain, keys) if policy.closed else None
        found.append(_Counted(header, grain, fill(keys, parts), protected))
    return found


def _recorded(space: Workspace, header: Header, policies: Policies) -> bool:
    """Whether a source of the indicator holds a row; a population alone is the base of nothing."""
    tables = {policies.subjects[source].table for source in header.source}
    return any(space.con.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchall() for table in tables)


def _decide(
    space: Workspace,
    counted: list[_Counted],
    policies: Policies,
    dimensions: list[str],
    warnings: list[str],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Protect all tables, each subject's together; gives the cells and one row for each table."""
    statuses: dict[int, pd.DataFrame] = {}
    subjects = sorted({one.header.source[0] for one in counted if one.protected})
    for subject in subjects:
        own = [one for one in counted if one.protected and one.header.source[0] == subject]
        policy = policies.policy(own[0].header.policy)
        known = police_referrals_known(space.con, subject)
        tables = [one.protected for one in own if one.protected]
        decided = protect(policies.title(subject), tables, policy, space.span.numbers, known)
        statuses |= {id(one): decision for one, decision in zip(own, decided, strict=True)}
    cells, grains = [], []
    for one in counted:
        policy = policies.policy(one.header.policy)
        key = ["time", "area", *one.grain.dimensions]
        table = one.table
        if id(one) in statuses:
            table = table.assign(hidden=(statuses[id(one)]["status"] != Status.PUBLISHED).to_numpy())
        elif policy.minimum_base:
            table = table.assign(hidden=too_few(table, key, policy))
        if (
            one.header.kind == "share"
            and table["numerator"].gt(table["denominator"])[table["denominator"] > 0].any()
        ):
            warnings.append(
                f"{one.header.title} by {one.grain.name}: some shares came out above 100 % and are shown "
                "as 100 %; the base (a headcount, places offered) may be out of date"
            )
        cells.append(measures(one.header, one.grain, table, policy, dimensions))
        hidden = int(table["hidden"].sum()) if "hidden" in table.columns else 0
        grains.append(
            {"indicator": one.header.id, "grain": one.grain.name, "cells": len(table), "hidden": hidden}
        )
    return pd.concat(cells, ignore_index=True), pd.DataFrame(grains)


def _tables(
    space: Workspace,
    headers: Mapping[str, Header],
    policies: Policies,
    cells: pd.DataFrame,
    grains: pd.DataFrame,
    where: Installation,
    dimensions: list[str],
) -> dict[str, pd.DataFrame]:
    """Every table of the release but the cells; the facts still lack its id and time."""
    files = words.file_rows(space.con, policies)
    titles = {name: policies.title(name) for name in policies.subjects}
    facts = {
        "as_of": space.span.as_of.isoformat(),
        "made_up": "yes" if files["made_up"].any() else "no",
        "comparators": "home_office" if space.home_office else "cited facts",
        "schema": str(SCHEMA_VERSION),
        "policy_sha256": policies.sha256,
        "sources_sha256": table_sha256(files[["source", "file"]]),
        "software": _software(),
        "first_month": f"{space.span.first:%Y-%m}",
        "last_month": f"{space.span.last:%Y-%m}",
    }
    return {
        "release": pd.DataFrame({"key": list(facts), "value": list(facts.values())}),
        "indicators": words.indicator_rows(headers, policies, words.covered(cells), space.span),
        "codes": words.code_rows(dimensions, where.codes, titles),
        "traces": words.trace_rows(headers, files, policies),
        "runs": words.run_rows(files, policies),
        "quarantine": words.quarantine_rows(space.con, policies),
        "tables": grains,
        "not_fed": words.not_fed_rows(),
    }


def _software() -> str:
    try:
        return version("northamptonshire-dashboard")
    except PackageNotFoundError:
        return "not installed"


def _write(
    space: Workspace,
    where: Installation,
    cells: pd.DataFrame,
    tables: dict[str, pd.DataFrame],
    made: datetime.datetime,
    headers: Mapping[str, Header],
) -> tuple[Path, str]:
    cells_sha256 = table_sha256(cells)
    sha256 = content_sha256(
        {"cells": cells_sha256} | {name: table_sha256(held) for name, held in tables.items()}
    )
    release_id = f"{made:%Y-%m-%d}-{sha256[:8]}"
    stamp = {"id": release_id, "made": made.isoformat(timespec="seconds"), "content_sha256": sha256}
    extra = pd.DataFrame({"key": list(stamp), "value": list(stamp.values())})
    written = tables | {"release": pd.concat([tables["release"], extra], ignore_index=True)}
    where.releases.mkdir(parents=True, exist_ok=True)
    aside = where.releases / f".new-{release_id}.duckdb"
    aside.unlink(missing_ok=True)
    try:
        write_aside(aside, cells, written)
        dimensions = tuple(sorted({name for header in headers.values() for name in header.breakdowns}))
        verify(aside, dimensions, [h.id for h in headers.values() if h.kind in ("count", "sum")])
        no_pseudonym(aside, space.con)
        path = put_in_place(where, aside, release_id, sha256, made)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    append_to_register(
        where,
        {**stamp, "cells_sha256": cells_sha256, "tables": tables["tables"].to_dict("records")},
    )
    return path, release_id

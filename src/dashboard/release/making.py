"""One release from beginning to end."""

from __future__ import annotations

import datetime
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pandas as pd

from dashboard.publication import SCHEMA_VERSION
from dashboard.reference.families import Families, read_families
from dashboard.reference.policies import Policies, Policy, read_policies
from dashboard.reference.schedule import schedules
from dashboard.release import words
from dashboard.release.again import restated_cells, shown_instead
from dashboard.release.applying import apply, cost, shown_share
from dashboard.release.base_cells import Spaces
from dashboard.release.by_table import by_table
from dashboard.release.cells import fill, full_cross, joined, measured
from dashboard.release.closed import ClosedTable, add_denominators, closed_tables, fill_base_cells
from dashboard.release.counting import count, half_missing, select_rows
from dashboard.release.deciding import Decided, decide, spaces_in
from dashboard.release.dimensions import complete, labels
from dashboard.release.errors import ReleaseError
from dashboard.release.facts import fact_tables
from dashboard.release.history import Past, shapes
from dashboard.release.indicators import FOLDER, Grain, Header, HeaderError, indicators
from dashboard.release.inputs import hash_of_inputs, standing
from dashboard.release.medians import bands, medians
from dashboard.release.minimum_base import too_few
from dashboard.release.newest import Newest, published_days
from dashboard.release.notices import (
    beyond,
    completeness,
    kept_back_rows,
    overdue,
    public_already,
    restatement,
    unfed,
    waiting,
)
from dashboard.release.register import Register, definition_of
from dashboard.release.report import ReleaseReport
from dashboard.release.restating import due
from dashboard.release.returns import Awaited, Counted, awaited, nil_months, return_tables
from dashboard.release.trust import trusted
from dashboard.release.workspace import Workspace, made_up, workspace
from dashboard.release.writing import Content, table_sha256, write
from dashboard.settings import Installation
from dashboard.store.swap import StoreUnusable, only_writer

Progress = Callable[[str, int, int], None]
#: The folder in the register that made-up releases have to themselves.
MADE_UP = "made_up"
NOTHING_TO_COUNT = (
    "No indicator counts anything that the store holds, so there is nothing to publish. Take in an extract "
    "that an indicator reads ('dashboard catalogue' names them), or add an indicator for what is there."
)


@dataclass(frozen=True, eq=False)
class _Counted:
    """One table, counted but not yet decided."""

    header: Header
    grain: Grain
    table: pd.DataFrame
    closed: ClosedTable | None


@dataclass(frozen=True)
class _Run:
    """What one release run is made under."""

    where: Installation
    policies: Policies
    families: Families
    headers: Mapping[str, Header]
    made_at: datetime.datetime
    register: Register
    warnings: list[str]

    @property
    def bound(self) -> dict[str, str]:
        """The files that every certificate is bound to, by their hashes."""
        return {"policies.toml": self.policies.sha256, "families.toml": self.families.sha256}


def make_release(
    where: Installation,
    *,
    made_at: datetime.datetime | None = None,
    last: datetime.date | None = None,
    progress: Progress | None = None,
    folder: Path = FOLDER,
    accept_loss: bool = False,
    restate: bool = False,
) -> ReleaseReport:
    """Count, protect, verify and write a release of the installation, and point the display at it.

    Where nothing that it is made from has changed, the release that is there stands. ``accept_loss`` says
    that figures may vanish that the release before showed. ``restate`` takes in late, corrected and withdrawn
    records of published months, as the policy does by itself from time to time.

    ``last`` is the last month to count, else the last complete one. ``progress`` is told the step,
    how many are done and how many there are. Raises ReleaseError, HeaderError, PolicyError, Unproved,
    StoreUnusable or StoreBusy (an intake or another release is at work) with a message for the analyst;
    then nothing was written and the earlier release stays.
    """
    if not where.store.exists():
        raise StoreUnusable(f"There is no store in {where.root}. Run 'dashboard intake FILE' first.")
    with only_writer(where.store, "release"):
        return _make_release(where, made_at, last, progress, folder, accept_loss, restate)


def forget_made_up(where: Installation) -> None:
    """Begin the register of made-up releases anew: nothing that a demonstration said before binds it.

    Raises StoreBusy or StoreUnusable, and ReleaseError where the store's records are not made up.
    """
    with only_writer(where.store, "demonstration"):
        if not made_up(where):
            raise ReleaseError(f"{where.root} holds no made-up records, so no demonstration begins there.")
        held = where.register / MADE_UP
        if held.exists():
            shutil.rmtree(held)


def _make_release(
    where: Installation,
    made_at: datetime.datetime | None,
    last: datetime.date | None,
    progress: Progress | None,
    folder: Path,
    accept_loss: bool,
    restate: bool,
) -> ReleaseReport:
    began = time.monotonic()
    made_at = made_at or datetime.datetime.now(tz=datetime.UTC).replace(tzinfo=None)
    policies, headers = read_policies(), indicators(folder)
    pretended = made_up(where)
    carried = fact_tables(where, pretended)
    register = Register(where.register / MADE_UP if pretended else where.register)
    finished = trusted(where, register, pretended, made_at, accept_loss)
    waited = awaited(where, made_at, pretended)
    inputs = hash_of_inputs(where, folder, made_at, last, waited.text)
    lines = register.releases()
    closed_rules = [policy for policy in policies.policies.values() if policy.closed]
    restate = restate or any(due(lines, policy.restatement_months, made_at) for policy in closed_rules)
    if not restate and (unchanged := standing(where, register, inputs)) is not None:
        seconds = round(time.monotonic() - began, 2)
        return replace(unchanged, seconds=seconds, warnings=(*finished, *unchanged.warnings))
    run = _Run(
        where, policies, read_families(), headers, made_at, register, overdue(headers, policies, made_at)
    )
    tell = progress or (lambda name, done, total: None)
    past, nil = Past(register, shapes(run.families)), nil_months(waited, policies)
    with workspace(where, policies, made_at, past, last, restate, nil) as space:
        lists = _lists(headers, where, policies)
        closed = {h.source[0] for h in headers.values() if policies.policy(h.policy).closed}
        base_cells = spaces_in(space, run.families, sorted(closed), where.codes)
        counted: list[_Counted] = []
        for done, header in enumerate(headers.values()):
            tell(header.title, done, len(headers))
            counted += _count_indicator(run, space, header, lists, base_cells)
        if not counted:
            raise ReleaseError(NOTHING_TO_COUNT)
        run.warnings.extend(unfed(headers, {counted_table.header.id for counted_table in counted}))
        decided = decide(
            space,
            [counted_table.closed for counted_table in counted if counted_table.closed],
            run.families,
            base_cells,
            policies,
            run.bound,
            register,
            lambda name: tell(name, len(headers), len(headers)),
        )
        tell("Writing", len(headers), len(headers))
        run.warnings.extend([*finished, *decided.warnings])
        run.warnings.extend(waiting(space, policies))
        run.warnings.extend(beyond(space, policies))
        run.warnings.extend(completeness(space, policies))
        made_on = _restated_on(run, space)
        cells, grains, costs, again = _cells(run, counted, decided, list(lists), made_on)
        run.warnings.extend(restatement(space, again))
        spans = {table: space.span_of(table) for table in space.carried}
        when = Counted(register.releases(), {table: span.last for table, span in spans.items()}, made_at)
        tables = _tables(run, space, cells, grains, list(lists), waited) | carried | {"restated": again}
        run.warnings.extend(_public_already(run, decided, tables["codes"]))
        tables |= return_tables(waited, when, headers, policies, where)
        tabled = [counted_table.closed for counted_table in counted if counted_table.closed]
        content = Content(cells, tables, tabled, decided, run.bound, made_on)
        path, release_id = write(where, register, content, space, made_at, headers, inputs, accept_loss)
        facts = dict(zip(tables["release"]["key"], tables["release"]["value"], strict=True))
    return ReleaseReport(
        id=release_id,
        path=path,
        seconds=round(time.monotonic() - began, 2),
        as_of=facts["as_of"],
        made_up=facts["made_up"] == "yes",
        tables=costs,
        warnings=tuple(run.warnings),
    )


def _lists(headers: Mapping[str, Header], where: Installation, policies: Policies) -> dict[str, list[str]]:
    """Codes by dimension, for every breakdown that any indicator declares."""
    titles = {name: policies.title(name) for name in policies.subjects}
    dimensions = sorted({name for header in headers.values() for name in header.breakdowns})
    return {name: list(labels(name, where.codes, titles)) for name in dimensions}


def _count_indicator(
    run: _Run,
    space: Workspace,
    header: Header,
    lists: Mapping[str, list[str]],
    base_cells: Mapping[str, Spaces],
) -> list[_Counted]:
    policy = run.policies.policy(header.policy)
    tables_of = {source: run.policies.subjects[source].table for source in header.source}
    # Of a closed subject an indicator that nobody is counted in yet is there all the same: else its
    # absence would tell that the count is 0.
    if (
        # A population alone is the base of nothing.
        space.fed.isdisjoint(tables_of.values())
        or not (select_rows(space.con, header, policy) or policy.closed)
        or half_missing(space.con, header, policy, tables_of[header.source[0]] in space.fed)
    ):
        return []
    own = [spaces for spaces in base_cells.values() if spaces.family.source == header.source[0]]
    others = any(run.policies.of_source(source).closed for source in header.source[1:])
    if policy.closed and (others or not own):
        raise HeaderError(
            f"{header.path.name}: source must name first, and once, an extract format that a family in "
            "families.toml protects; any other may only be one whose policy is open"
        )
    cells = _keyed(run, space, header, lists, policy)
    if not policy.closed:
        return [_Counted(header, grain, fill(keys, parts), None) for grain, keys, parts in cells]
    tables = closed_tables(space.con, header, [(grain, keys) for grain, keys, _ in cells])
    counted = [
        _Counted(header, grain, fill(keys, parts), table)
        for (grain, keys, parts), table in zip(cells, tables, strict=True)
    ]
    add_denominators(space.con, header, policy, tables, own)
    fill_base_cells(space.con, header, policy, tables, own)
    return counted


def _keyed(
    run: _Run, space: Workspace, header: Header, lists: Mapping[str, list[str]], policy: Policy
) -> list[tuple[Grain, pd.DataFrame, list[pd.DataFrame]]]:
    """Each table of an indicator that has a cell: the keys of all its cells, and the counts of its parts."""
    counted_to = space.span_of(run.policies.subjects[header.source[0]].table)
    outside = policy.name == "comparators"
    tables = []
    for grain, parts in zip(header.grains, count(space.con, header, header.grains), strict=True):
        keys = full_cross(header, grain, parts, lists, space.span, outside, run.where.codes, policy.closed)
        if policy.closed:
            # A period that is not over grows with every release, by as little as one person.
            over = [time for time in set(keys["time"]) if complete(grain.time_level, time, counted_to)]
            keys = keys[keys["time"].isin(over)].reset_index(drop=True)
        if not keys.empty:
            tables.append((grain, keys, parts))
    return tables


def _cells(
    run: _Run, counted: list[_Counted], decided: Decided, dimensions: list[str], made_on: Mapping[int, str]
) -> tuple[pd.DataFrame, pd.DataFrame, list[dict[str, object]], pd.DataFrame]:
    """All cells of the release, one row for each table, what hiding costs (for the analyst alone), and what
    is restated."""
    cells, costs, again = [], [], []
    for item in counted:
        policy = run.policies.policy(item.header.policy)
        table = item.table
        if item.closed:
            table = apply(item.closed, table, decided)
        elif policy.minimum_base:
            table = table.assign(hidden=too_few(table, ["time", "area", *item.grain.dimensions], policy))
        if (
            item.header.kind == "share"
            and table["numerator"].gt(table["denominator"])[table["denominator"] > 0].any()
        ):
            run.warnings.append(
                f"{item.header.title} by {item.grain.name}: some shares came out above 100 % and are shown "
                "as 100 %; the base (a headcount, places offered) may be out of date"
            )
        cells.append(measured(item.header, item.grain, table, policy, dimensions))
        if item.closed:
            again.append(restated_cells(item.closed, table, decided, policy, dimensions, made_on))
        costs.append(cost(item.header, item.grain, item.closed, table, decided))
    whole = joined(cells)
    for header in (header for header in run.headers.values() if header.kind == "median"):
        marker = run.policies.policy(header.policy).marker
        own = whole[whole["indicator"] == header.id]
        split = header.breakdowns[-1]
        read_off = medians(own, split, bands(split, run.where.codes), marker)
        whole = pd.concat([whole, read_off], ignore_index=True)
    closed = {item.header.id for item in counted if item.closed}
    published = by_table(whole[whole["indicator"].isin(closed)], dimensions)
    for item, row in zip(counted, costs, strict=True):
        row["shown_share"] = shown_share(published, item.header, item.grain) if item.closed else None
    grains = pd.DataFrame(costs)[["indicator", "grain", "cells", "hidden", "shown_share"]]
    restated_rows = [rows for rows in again if len(rows)]
    whole, restated = shown_instead(
        whole, pd.concat(restated_rows) if restated_rows else pd.DataFrame(), dimensions
    )
    return whole, grains.astype({"shown_share": float}), costs, restated


def _restated_on(run: _Run, space: Workspace) -> dict[int, str]:
    """The day of each restatement by its number, this release's included."""
    days = [str(line["made"])[:10] for line in run.register.restated()]
    if any(carried.restated for carried in space.carried.values()):
        days.append(f"{run.made_at:%Y-%m-%d}")
    return dict(enumerate(days, 1))


def _tables(
    run: _Run,
    space: Workspace,
    cells: pd.DataFrame,
    grains: pd.DataFrame,
    dimensions: list[str],
    waited: Awaited,
) -> dict[str, pd.DataFrame]:
    """Every table of the release but the cells; the facts still lack its id and time."""
    policies, headers = run.policies, run.headers
    files = words.file_rows(space.con, policies)
    newest = Newest(
        published_days(space.con), words.editions(files), waited.standings, schedules(run.where.reference)
    )
    titles = {name: policies.title(name) for name in policies.subjects}
    closed = [h for h in headers.values() if policies.policy(h.policy).closed]
    facts = {
        "as_of": space.span.as_of.isoformat(),
        "made_up": "yes" if files["made_up"].any() else "no",
        "comparators": "home_office" if space.home_office else "cited facts",
        "schema": str(SCHEMA_VERSION),
        "policy_sha256": policies.sha256,
        "families_sha256": run.families.sha256,
        "definitions_sha256": table_sha256(pd.DataFrame({"sha": [definition_of(h).sha256 for h in closed]})),
        "sources_sha256": table_sha256(files[["source", "file"]]),
        "software": _software(),
        "first_month": f"{space.span.first:%Y-%m}",
        "last_month": f"{space.span.last:%Y-%m}",
    }
    return {
        "release": pd.DataFrame({"key": list(facts), "value": list(facts.values())}),
        "indicators": words.indicator_rows(headers, policies, cells, space, newest),
        "codes": words.code_rows(dimensions, run.where, titles),
        "traces": words.trace_rows(headers, files, policies),
        "runs": words.run_rows(files, policies),
        "quarantine": words.quarantine_rows(space.con, policies),
        "tables": grains,
        "kept_back": kept_back_rows(space, policies),
        "not_fed": words.not_fed_rows(),
        "policies": words.policy_rows(policies),
    }


def _public_already(run: _Run, decided: Decided, codes: pd.DataFrame) -> list[str]:
    titles = {name: known.title for name, known in run.families.known.items()}
    titles |= {name: header.title for name, header in run.headers.items()}
    labels = dict(zip(zip(codes["list"], codes["code"], strict=True), codes["label"], strict=True))
    return public_already(decided.exposed, titles, labels)


def _software() -> str:
    try:
        return version("northamptonshire-dashboard")
    except PackageNotFoundError:
        return "not installed"

"""One release from beginning to end."""

from __future__ import annotations

import datetime
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from dashboard.reference.families import read_families
from dashboard.reference.policies import Policies, read_policies
from dashboard.release.accompanying import accompanying_tables, public_counts
from dashboard.release.assembling import assemble, restatement_days
from dashboard.release.content import Content
from dashboard.release.deciding import Decided, decide, domains_in
from dashboard.release.errors import ReleaseError
from dashboard.release.facts import fact_tables
from dashboard.release.history import Past, shapes
from dashboard.release.indicators import FOLDER, indicators
from dashboard.release.inputs import hash_of_inputs, standing
from dashboard.release.judging import verdict_table
from dashboard.release.notices import beyond, completeness, overdue, restatement, unanswered, waiting
from dashboard.release.register import Register
from dashboard.release.report import Costs, ReleaseReport
from dashboard.release.restating import due
from dashboard.release.returns import Awaited, Counted, awaited, nil_months, return_tables
from dashboard.release.run import Run
from dashboard.release.stepping import rollout_changes
from dashboard.release.tabulating import CountedTable, code_lists, tabulate
from dashboard.release.trust import trusted
from dashboard.release.workspace import Workspace, made_up, workspace
from dashboard.release.writing import write
from dashboard.settings import Installation
from dashboard.store.writer import StoreUnusable, only_writer

Progress = Callable[[str, int, int], None]
#: The folder in the register that made-up releases have to themselves.
MADE_UP = "made_up"


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
    restate = restate or _restatement_due(register, policies, made_at)
    if not restate and (unchanged := standing(where, register, inputs)) is not None:
        seconds = round(time.monotonic() - began, 2)
        return replace(unchanged, seconds=seconds, warnings=(*finished, *unchanged.warnings))
    warned = [*overdue(headers, policies, made_at), *unanswered(carried["contacts"])]
    run = Run(where, policies, read_families(), headers, made_at, register, warned)
    past, nil = Past(register, shapes(run.families)), nil_months(waited, policies)
    with workspace(where, policies, made_at, past, last, restate, nil) as space:
        counted, decided = _count_and_decide(run, space, finished, progress)
        content, costs = _content(run, space, counted, decided, waited, carried)
        path, release_id = write(where, register, content, space, made_at, headers, inputs, accept_loss)
    return ReleaseReport(
        id=release_id,
        path=path,
        seconds=round(time.monotonic() - began, 2),
        as_of=content.facts["as_of"],
        made_up=content.made_up,
        tables=costs,
        warnings=tuple(run.warnings),
    )


def _restatement_due(register: Register, policies: Policies, made_at: datetime.datetime) -> bool:
    lines = register.releases()
    closed = [policy for policy in policies.policies.values() if policy.closed]
    return any(due(lines, policy.restatement_months, made_at) for policy in closed)


def _count_and_decide(
    run: Run, space: Workspace, finished: Sequence[str], progress: Progress | None
) -> tuple[list[CountedTable], Decided]:
    """Every table of the release with its counts, and what of it may be shown.

    ``finished`` are warnings of an earlier release that this one has finished first.
    """
    number = len(run.headers)
    tell = progress or (lambda name, done, total: None)
    closed = {h.source[0] for h in run.headers.values() if run.policies.policy(h.policy).closed}
    base_cells = domains_in(space, run.families, sorted(closed), run.where.codes)
    counted = tabulate(run, space, code_lists(run), base_cells, lambda name, done: tell(name, done, number))
    decided = decide(
        space,
        [item.closed for item in counted if item.closed],
        run.families,
        base_cells,
        run.policies,
        run.bound,
        run.register,
        lambda name: tell(name, number, number),
    )
    tell("Writing", number, number)
    run.warnings.extend([*finished, *decided.warnings])
    return counted, decided


def _content(
    run: Run,
    space: Workspace,
    counted: Sequence[CountedTable],
    decided: Decided,
    waited: Awaited,
    carried: Mapping[str, pd.DataFrame],
) -> tuple[Content, Costs]:
    """All that the release says, and what hiding costs by table, which is for the analyst alone.

    ``carried`` are the tables of facts of which nothing is counted.
    """
    policies, dimensions = run.policies, list(code_lists(run))
    for notice in (waiting, beyond, completeness):
        run.warnings.extend(notice(space, policies))
    made_on = restatement_days(run, space)
    cells, grains, costs, again = assemble(run, counted, decided, dimensions, made_on)
    run.warnings.extend(restatement(space, again))
    tables = accompanying_tables(run, space, cells, grains, dimensions, waited)
    run.warnings.extend(public_counts(run, decided, tables["codes"]))
    lasts = {table: space.span_of(table).last for table in space.carried}
    when = Counted(run.register.releases(), lasts, run.made_at)
    returns = return_tables(waited, when, run.headers, policies, run.where)
    everything = {**tables, **carried, "restated": again, **returns}
    everything["rollout_changes"] = rollout_changes(
        run, space, carried["rollout"], returns.get("incomplete", pd.DataFrame())
    )
    everything["verdicts"] = verdict_table(cells, everything, dimensions)
    closed = [item.closed for item in counted if item.closed]
    return Content(cells, everything, closed, decided, run.bound, made_on), costs

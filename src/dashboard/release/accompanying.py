"""What a release holds beside its cells: facts about itself, indicators, codes, traces, policies."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import pandas as pd

from dashboard.publication import SCHEMA_VERSION
from dashboard.reference.schedule import schedules
from dashboard.release import words
from dashboard.release.content import table_sha256
from dashboard.release.deciding import Decided
from dashboard.release.editions import edition_rows
from dashboard.release.newest import Newest, published_days
from dashboard.release.notices import kept_back_rows, public_already
from dashboard.release.register import definition_of
from dashboard.release.returns import Awaited
from dashboard.release.run import Run
from dashboard.release.workspace import Workspace


def accompanying_tables(
    run: Run,
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
    published = {name for name, subject in policies.subjects.items() if subject.rows == "published"}
    real = set(files.loc[~files["made_up"].astype(bool), "source"])
    pretended = set(files.loc[files["made_up"].astype(bool), "source"])
    closed = [h for h in headers.values() if policies.policy(h.policy).closed]
    facts = {
        "as_of": space.span.as_of.isoformat(),
        "made_up": "yes" if files["made_up"].any() else "no",
        "comparators": "home_office" if published & real else "cited facts",
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
        "indicators": words.indicator_rows(headers, policies, cells, space, newest, files),
        "editions": edition_rows(headers, policies, space, words.last_days(cells), newest, pretended),
        "codes": words.code_rows(dimensions, run.where, titles),
        "traces": words.trace_rows(headers, files, policies),
        "runs": words.run_rows(files, policies),
        "quarantine": words.quarantine_rows(space.con, policies),
        "tables": grains,
        "kept_back": kept_back_rows(space, policies),
        "not_fed": words.not_fed_rows(),
        "policies": words.policy_rows(policies),
    }


def public_counts(run: Run, decided: Decided, codes: pd.DataFrame) -> list[str]:
    """Warnings of counts that others have published and that were found small, in words."""
    titles = {name: known.title for name, known in run.families.known.items()}
    titles |= {name: header.title for name, header in run.headers.items()}
    labels = dict(zip(zip(codes["list"], codes["code"], strict=True), codes["label"], strict=True))
    return public_already(decided.exposed, titles, labels)


def _software() -> str:
    try:
        return version("northamptonshire-dashboard")
    except PackageNotFoundError:
        return "not installed"

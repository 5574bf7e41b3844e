"""The parts of About the data: the catalogue, what was taken in, what was set aside, the rules."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

from dashboard import methods, wording
from dashboard.exports import Table
from dashboard.publication import SHORTHAND, Publication
from dashboard.series import MEASURES
from dashboard.ui import notes
from dashboard.ui.words import details, safe, section, table_html, words

POLICIES = {
    "referrals": "Counts of people who may be victims. A figure under 5 is never shown, nor one that rests "
    "on a single incident or mostly on a single referring body, nor any other that would give such a figure "
    "away. In its place stands [c], and where it can be said, the range that fits the published figures.",
    "evaluation": "What people say on evaluation forms. Shown only where at least 10 answered.",
    "workforce": "Shares of a workforce. Shown only where at least 10 staff are counted.",
    "training": "Training attended, sessions and meetings. Shown as counted; 0 is shown as 0.",
    "comparators": "Figures that others, such as the Home Office, have published. Shown as published.",
}
ATTRIBUTIONS = (
    "Home Office: Modern Slavery, National Referral Mechanism and Duty to Notify statistics. Contains "
    "public sector information licensed under the Open Government Licence v3.0.",
    "Office for National Statistics: areas, boundaries and populations. Source: Office for National "
    "Statistics licensed under the Open Government Licence v3.0. Contains OS data "
    "\N{COPYRIGHT SIGN} Crown copyright and database right.",
    "Town names: GeoNames, licensed under Creative Commons Attribution 4.0.",
    "Northamptonshire Police, news release of 30 July 2019: more than 450 professionals trained in a week.",
)


def catalogue(release: Publication) -> None:
    """Every indicator with its words, by theme."""
    section(
        "Catalogue of indicators", "What each figure means. Open one for its definition, caveat and files."
    )
    st.html(_catalogue(release))


@lru_cache(maxsize=4)
def _catalogue(release: Publication) -> str:
    themes: dict[str, list[str]] = {}
    for about in release.indicators.values():
        measure = MEASURES.get(about.kind, "count")
        covered = (
            f"{wording.period(about.first_period)} to {wording.period(about.last_period)}"
            if about.first_period and about.last_period
            else "no figure yet"
        )
        inside = words([("Covers", covered), ("Rule for showing", about.policy)])
        told = details(f"{about.code} {about.title}", notes.about(release, about.id, measure) + inside)
        themes.setdefault(about.theme, []).append(told)
    return "".join(f"<h3>{safe(theme)}</h3>{''.join(told)}" for theme, told in themes.items())


def runs(release: Publication) -> None:
    """What was taken in last: files, rows, when."""
    section("Files taken in", "A file is known by the start of its SHA-256, never by its name.")
    frame = release.table("runs").sort_values(["source_title", "finished"], ascending=[True, False])
    rows = tuple(
        (
            str(row["source_title"]),
            str(row["file"]),
            _when(row["finished"]),
            str(row["rows_read"]),
            str(row["rows_stored"]),
            str(row["rows_set_aside"]),
            "yes" if row["made_up"] else "no",
        )
        for row in frame.to_dict("records")
    )
    head = ("Source", "File", "Taken in", "Rows read", "Rows stored", "Rows set aside", "Made up")
    _table("Files behind this release", head, rows, "No file has been taken in.")


def quarantine(release: Publication) -> None:
    """Why rows were set aside, and what the sender can do."""
    section("Rows set aside", "Rows that could not be used, by reason. No value of a row is kept.")
    rows = tuple(
        (str(row["source_title"]), str(row["rule"]), str(row["advice"]), str(row["rows"]))
        for row in release.table("quarantine").to_dict("records")
    )
    _table(
        "Rows set aside, by source and reason",
        ("Source", "Reason", "What to do", "Rows"),
        rows,
        "No row was set aside.",
    )


def not_fed(release: Publication) -> None:
    """Indicators of the field that nothing sent to us can feed."""
    section("Not shown yet", "Indicators that nothing sent to us can feed so far, and what would be needed.")
    rows = tuple(
        (str(r["code"]), str(r["title"]), str(r["needs"]))
        for r in release.table("not_fed").to_dict("records")
    )
    _table(
        "Indicators that cannot be fed yet",
        ("Code", "Indicator", "What it needs"),
        rows,
        "Every indicator is fed.",
    )


def policy(release: Publication) -> None:
    """How figures are made safe, in plain words, and the marks that stand for missing ones."""
    section("How people are protected", "Names, addresses and dates of birth never reach the dashboard.")
    st.html(words((name.capitalize(), text) for name, text in POLICIES.items()))
    st.html(
        "<p>Marks in tables and charts:</p>"
        + words((t.split("] ")[0] + "]", t.split("] ")[1]) for t in SHORTHAND.values())
    )


def release_facts(release: Publication) -> None:
    """This release: its id, hashes and software."""
    section("This release", "A release never changes; the next one has another id.")
    told = {
        "id": "Release",
        "made": "Made",
        "as_of": "Figures as of",
        "first_month": "First month",
        "last_month": "Last month",
        "software": "Software",
        "schema": "Shape of the release",
        "policy_sha256": "SHA-256 of the rules",
        "sources_sha256": "SHA-256 of the sources",
    }
    st.html(words((name, release.facts[key]) for key, name in told.items() if key in release.facts))


def costs(release: Publication) -> None:
    """What hiding costs: per table the cells, those hidden, and the share of people in those shown."""
    section(
        "What hiding costs",
        "Safety has a price. A table of many small cells hides more of them, but few people may be in those.",
    )
    rows = _costs(release)
    hiding = tuple(row for row in rows if row[3] != "0")
    head = ("Indicator", "Table", "Cells", "Hidden", "Share of people in cells shown")
    if hiding:
        st.html(table_html(Table("Tables that hide cells", head, hiding), words_first=2))
        st.html(
            '<p class="nd-unit">The share is worked out from published figures alone; where those do not '
            "tell, none is given.</p>"
        )
    else:
        st.html("<p>No table of this release hides a cell.</p>")
    open_tables = tuple(row for row in rows if row[3] == "0")
    if open_tables:
        st.html(
            details(
                "Tables that hide nothing",
                table_html(Table("Tables that hide nothing", head, open_tables), words_first=2),
            )
        )


def _costs(release: Publication) -> tuple[tuple[str, ...], ...]:
    """A row for each table, most hidden first; a share is never rounded up to all."""
    held = release.table("tables")
    held = held.assign(part=held["hidden"] / held["cells"].clip(lower=1))
    held = held.sort_values(["part", "indicator", "grain"], ascending=[False, True, True])
    return tuple(
        (
            release.indicators[str(row["indicator"])].title,
            grain_in_words(str(row["grain"])),
            f"{row['cells']:,}",
            f"{row['hidden']:,}",
            _share(row.get("shown_share"), int(row["hidden"])),
        )
        for row in held.to_dict("records")
        if str(row["indicator"]) in release.indicators
    )


def _share(share: Any, hidden: int) -> str:
    if share is None or share != share:
        return "not known"
    percent = methods.round_half_up(100 * float(share))
    if hidden and percent >= 100:
        return "over 99%"
    return f"{percent:.0f}%"


def grain_in_words(grain: str) -> str:
    """ "year x route=nrm|helpline x district" as "by year, route and district"."""
    names = [part.split("=")[0].strip().replace("_", " ") for part in grain.split(" x ")]
    return f"by {wording.listed(names)}"


def licences() -> None:
    """Whose open data this rests on."""
    section("Licences and thanks")
    st.html("<ul>" + "".join(f"<li>{safe(text)}</li>" for text in ATTRIBUTIONS) + "</ul>")


def _table(caption: str, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], empty: str) -> None:
    st.html(table_html(Table(caption, head, rows), numbers=False) if rows else f"<p>{safe(empty)}</p>")


def _when(moment: object) -> str:
    return wording.date(str(moment))

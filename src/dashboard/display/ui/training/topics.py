"""What the training was about, and beside it how often that is reported."""

from __future__ import annotations

import streamlit as st

from dashboard.display import narrative
from dashboard.display.ui.blocks import breakdown, lines
from dashboard.display.ui.blocks.lines import Line
from dashboard.display.ui.choices import Chosen
from dashboard.methods import wording
from dashboard.publication import Publication

PEOPLE, ATTENDANCES = "people_by_topic", "attendances_by_topic"
#: The topics whose course over the years is drawn: as many as one picture holds. Children's exploitation is
#: mostly taught as one, so that two lines of it would lie on one another.
OVER_TIME = ("modern_slavery", "county_lines", "child_criminal_exploitation", "nrm")
_SAFEGUARDING = ("route", "childrens_safeguarding")
#: By topic, what is reported of the same kind.
NEEDS = {
    "county_lines": Line(
        "county_lines", "Children's safeguarding referrals with the county lines flag", (_SAFEGUARDING,)
    ),
    "child_sexual_exploitation": Line(
        "concerns",
        "Children's safeguarding concerns, sexual exploitation",
        (_SAFEGUARDING, ("exploitation_group", "sexual")),
    ),
    "child_criminal_exploitation": Line(
        "concerns",
        "Children's safeguarding concerns, criminal exploitation",
        (_SAFEGUARDING, ("exploitation_group", "criminal")),
    ),
}


def show(release: Publication, chosen: Chosen) -> None:
    """People and attendances by topic, then each topic beside what is reported of its kind."""
    breakdown.show(release, PEOPLE, "topic", "year", chosen)
    over_time = [_line(release, ATTENDANCES, topic) for topic in OVER_TIME]
    lines.show(release, "topics", "Attendances by topic", over_time, "year", chosen)
    known = [topic for topic, need in NEEDS.items() if {PEOPLE, need.indicator} <= release.indicators.keys()]
    columns = st.columns(2, gap="medium") if known else []
    for at, topic in enumerate(known):
        with columns[at % 2]:
            _beside(release, topic, chosen)


def _beside(release: Publication, topic: str, chosen: Chosen) -> None:
    about = wording.lower_first(release.label("topic", topic))
    lines.show(
        release,
        f"taught-and-reported-{topic.replace('_', '-')}",
        "",
        (Line(PEOPLE, f"People taught about {about}", (("topic", topic),)), NEEDS[topic]),
        "year",
        chosen,
        apart=True,
        beneath=f"{narrative.NOT_PROOF}. More reports can mean that more is noticed.",
    )


def _line(release: Publication, indicator: str, topic: str) -> Line:
    return Line(indicator, release.label("topic", topic), (("topic", topic),))

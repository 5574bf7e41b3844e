"""What stands one click away from every figure: what it means, where it comes from, how it can be traced."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from dashboard.display.exports import Table
from dashboard.display.ui.html import on_screen, paragraphs, table_html, words
from dashboard.methods import wording
from dashboard.publication import SHORTHAND, Indicator, Publication, edition, editions
from dashboard.publication.editions import source_line
from dashboard.publication.memo import per_release

INTERVALS = {
    "percent": (
        "The line through a bar or dot is a 95% interval (Wilson): with as few people behind it, "
        "the share could as well lie anywhere along it."
    ),
    "mean": (
        "The line through a dot is a 95% interval (Student's t): the mean could as well lie anywhere "
        "along it."
    ),
    "median": (
        "Read off the published counts of bands of days, so it is good to about a day. Half waited no "
        "longer, half waited at least as long."
    ),
    "rate": "The interval is a 95% one (Byar's method, exact under 10 events).",
    "count": (
        "Whether a change is more than chance could bring is judged from the 95% intervals of both counts "
        "(Byar's method, exact under 10), widened by how much more than chance the figure has varied so far."
    ),
}

#: Said of figures whose records can come from one incident (the rule that asks for several of them).
OF_INCIDENTS = (
    " Several people of one incident are counted one by one, and the interval takes them as independent: one "
    "incident that brings many makes the figure less sure than its interval says. What is called more than "
    "chance is held to how much more than chance the figure has varied so far, incidents among it."
)

_LIMITS = "SELECT low FROM cells WHERE indicator = ? AND measure = 'percent' AND status = 'published'"


@per_release(size=512)
def about(release: Publication, indicator: str, measure: str) -> Markup:
    """The HTML of 'About this figure': its words, its interval and the files it rests on."""
    header = release.indicators[indicator]
    judged = measure != "count" or header.direction == "neutral"
    if measure == "percent":
        # A share of a full list has none.
        judged = bool(release.frame(_LIMITS, [indicator])["low"].notna().any())
    base = [("Out of", header.denominator)] if header.denominator else []
    review = wording.date(str(header.review_date)) if header.review_date is not None else ""
    pairs = [
        ("Indicator", f"{header.code}, {header.title}"),
        ("Question", header.question),
        ("What is counted", header.numerator),
        *base,
        ("Unit", header.unit),
        ("Place", header.place),
        ("Caveat", header.caveat),
        ("Interval", _interval(release, header, measure) if judged else ""),
        ("Source", header.source),
        ("As of", _as_of(header)),
        ("Edition", edition([header]).rstrip(".")),
        ("Owner", header.owner),
        ("To be reviewed", review),
        ("Release", release.id),
    ]
    return words(pairs) + _trace(release, indicator)


def _as_of(header: Indicator) -> str:
    """The day up to which the figures speak; where sources speak up to different days, each by name."""
    dated = [edition for edition in header.sources if edition.day]
    if len({edition.day for edition in dated}) <= 1:
        return wording.date(dated[0].day) if dated else ""
    return "; ".join(f"{wording.date(edition.day)} ({edition.source})" for edition in dated)


def _interval(release: Publication, header: Indicator, measure: str) -> str:
    """How sure a figure is, in words; and for what people of one incident make of it."""
    text = INTERVALS.get(measure, "")
    return text + OF_INCIDENTS if text and header.policy in _by_incidents(release) else text


@per_release(size=1)
def _by_incidents(release: Publication) -> frozenset[str]:
    """The policies under which records are known to come from incidents."""
    rows = release.table("policies").to_dict("records")
    return frozenset(str(row["name"]) for row in rows if row["incidents"] and row["incidents"] > 1)


def source(abouts: Sequence[Indicator], period: str = "", short: bool = False) -> str:
    """Where figures come from, their ``period``, and for each source the day up to which it speaks, its
    edition and when the next is due. ``short`` writes months in three letters, for a tile."""
    return source_line(editions(abouts), period, short)


def kept_back(release: Publication, sources: str = "") -> str:
    """Which months of ``sources`` (titles with semicolons; all where empty) are kept back, and why."""
    held = release.table("kept_back").to_dict("records")
    wanted = sources.split("; ")
    return " ".join(str(row["why"]) for row in held if not sources or row["source_title"] in wanted)


def shorthand(marks: tuple[str, ...]) -> Markup:
    """What the codes in square brackets of a table or chart stand for; empty where there are none."""
    meanings = [text for status, text in SHORTHAND.items() if f"[{status.value}]" in marks]
    return paragraphs([f"{'; '.join(meanings)}."] if meanings else [], "nd-unit")


@per_release(size=1)
def _traces(release: Publication) -> Mapping[str, list[dict[Hashable, Any]]]:
    """The files behind every figure, by its indicator."""
    held: dict[str, list[dict[Hashable, Any]]] = {}
    for row in release.table("traces").to_dict("records"):
        held.setdefault(str(row["indicator"]), []).append(row)
    return held


def _trace(release: Publication, indicator: str) -> Markup:
    rows = _traces(release).get(indicator)
    if not rows:
        return paragraphs(["No file stands behind this figure in this release."])
    table = Table(
        caption="The files behind this figure",
        head=("Source", "File (start of its SHA-256)", "Rows used", "Run", "Made up"),
        rows=tuple(
            (
                str(row["source_title"]),
                str(row["file"]),
                str(row["rows_used"]),
                str(row["run"]),
                "yes" if row["made_up"] else "no",
            )
            for row in rows
        ),
    )
    rules = dict.fromkeys(f"Rule: {row['rule']}" for row in rows)
    return on_screen(table_html(table, numbers=False) + paragraphs(rules))

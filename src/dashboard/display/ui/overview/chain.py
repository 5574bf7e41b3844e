"""The chain at a glance: trained, confident, reports, refers, decided; one published figure for each."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from dashboard.display import narrative
from dashboard.display.analysis import incomplete, published_series
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.ui.html import put
from dashboard.display.ui.overview import tile_words
from dashboard.display.ui.overview.key_figures import breaks_of, figure_id
from dashboard.files.templates import Template
from dashboard.methods import wording
from dashboard.publication import Publication
from dashboard.publication.memo import per_release

_PARTS = Template(__file__, "chain.html")


@dataclass(frozen=True)
class Link:
    """One link: its word, the codes of the indicators that can stand for it (first held wins), its unit.

    ``page`` is where the figure is explained, where this page has no tile of it.
    """

    word: str
    codes: tuple[str, ...]
    unit: str
    sign: str = ""
    page: str = ""


LINKS = (
    Link("Trained", ("T01",), "people"),
    Link("More confident", ("Q03",), "points gained on a scale from 1 to 5", "+"),
    Link("Report to the police", ("I01",), "pieces of intelligence"),
    Link("Refer", ("R02",), "NRM referrals"),
    Link("Decided", ("R13",), "of decisions positive, reasonable grounds", page="Referrals"),
)
LEAD = (
    "Each figure is counted by itself. That one is followed by the next is no proof that one leads to "
    "the other."
)


def show(release: Publication) -> None:
    """The strip: a word, a figure, its unit and period for each link, with arrows between them."""
    put(_strip(release))


@per_release(size=4)
def _strip(release: Publication) -> Markup:
    return _PARTS.chain(links=[_link(release, link) for link in LINKS], lead=LEAD)


def _link(release: Publication, link: Link) -> dict[str, str]:
    """What the template writes of a link; ``leads`` is the address of what explains it, or empty."""
    by_code = {about.code: about for about in release.indicators.values()}
    about = next((by_code[code] for code in link.codes if code in by_code), None)
    year = published_series.read(release, about.id, "time", time_level="year") if about else None
    figure, under = _figure(year, link) if year else ("[x]", _why_not(release, link.codes[0]))
    title = about.title if about else link.word
    leads = (link.page or f"#{figure_id(about.code)}") if about else ""
    return {"word": link.word, "leads": leads, "title": title, "figure": figure, "under": under} | _judged(
        release, year
    )


def _judged(release: Publication, year: PublishedSeries | None) -> dict[str, str]:
    """The figure's interval, how it compares with the year before, and the year that is not over with the
    same months; empty where there is no figure."""
    if year is None or narrative.hidden_since(year) is not None:
        return {"interval": "", "change": ""}
    breaks = breaks_of(release, year)
    texts = narrative.short_change(year, breaks), narrative.so_far(year, breaks)
    return {"interval": tile_words.interval(year), "change": " ".join(text for text in texts if text)}


def _figure(year: PublishedSeries, link: Link) -> tuple[str, str]:
    """The figure of the last whole year that is over, or why there is none."""
    hidden = narrative.hidden_since(year)
    if hidden is not None:
        return "[c]", f"{link.unit}, {hidden.label}: hidden so that nobody can be recognised"
    now = narrative.latest(year)
    if now is None or now.value is None:
        return "[x]", f"{link.unit}: not available"
    texts = [f"{link.unit}, {now.label}", now.revision(year.measure), incomplete.missing_data(now.lacks)]
    return _printed(now, year, link), "; ".join(part for part in texts if part)


def _printed(now: Point, year: PublishedSeries, link: Link) -> str:
    sign = link.sign if (now.value or 0.0) > 0 else ""
    return sign + wording.measured(now.value or 0.0, year.measure)


def _why_not(release: Publication, code: str) -> str:
    """In place of a figure: that it is not published, and where to read why."""
    known = code in set(release.table("not_fed")["code"])
    return "decisions, not published yet" + (": see About the data" if known else "")

"""The day beside every figure, on every page and in every output: never later than its source speaks."""

from __future__ import annotations

import csv
import datetime
import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest

from dashboard.display.analysis.published_series import read
from dashboard.display.exports import comma_separated
from dashboard.display.meeting import Item, Story, View, freeze
from dashboard.display.meeting.pack import files
from dashboard.display.ui.blocks import notes
from dashboard.display.ui.pages import PAGES
from dashboard.methods import wording
from dashboard.publication import Publication, as_of, edition
from dashboard.publication.lineage import lineage
from tests.meeting.outputs import ITEMS
from tests.pages.conftest import OpenPage, texts

#: "Source: these. [Period: this.] As of 31 December 2023."
LINE = re.compile(r"Source: (.+?)\.(?: Period: .+?\.)? As of (\d+ \w+ \d{4})\.")
#: What follows it: "Published on 7 March 2024, next due in May 2024.", or the same of each source by name.
DUE = r"(?:, next due (?:by \d+|in) \w+ \d{4})?"
EDITION = re.compile(
    rf" ?(?:[^.;]+ (?:publish|receiv)ed[^.;]+; )*[^.;]*(?:[Pp]ublish|[Rr]eceiv)ed on \d+ \w+ \d{{4}}{DUE}\."
)
HOME_OFFICE = Item("trend", (View("uk_referrals", "time", "year", geography_level="national", area=""),))


def day(words: str) -> datetime.date:
    number, month, year = words.split()
    months = [name[:3] for name in wording.MONTHS]
    return datetime.date(int(year), months.index(month[:3]) + 1, int(number))


@pytest.fixture
def until(publication: Publication) -> dict[str, datetime.date]:
    """The last day that each source may speak up to: published tables to their last period, records to the
    last month counted and to the day of their newest file."""
    runs = publication.table("runs")
    newest = {str(title): pd.Timestamp(when).date() for title, when in
              runs.groupby("source_title")["finished"].max().items()}  # fmt: skip
    counted = datetime.date.fromisoformat(publication.facts["as_of"])
    days: dict[str, datetime.date] = {}
    for about in publication.indicators.values():
        for source in about.source.split("; "):
            if about.policy != "comparators":
                days[source] = min(counted, newest.get(source, counted))
            elif about.last_period:
                days[source] = wording.last_day(about.last_period)
    return days


def lines(text: str) -> Iterator[tuple[list[str], datetime.date]]:
    """The sources that a text names, and the day beside them."""
    plain = html.unescape(re.sub(r"<[^>]+>", " ", text))
    for sources, when in LINE.findall(re.sub(r"\s+", " ", plain)):
        yield (
            re.split(r"; | and (?=[A-Z])|, (?=Home|Training|Referral|Partner|Evaluation|Workforce)", sources),
            day(when),
        )


def without_edition(text: str) -> list[str]:
    """The lines of sources after which no edition is given, and no day of the next."""
    plain = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))
    return [match[0] for match in LINE.finditer(plain) if not EDITION.match(plain[match.end() :])]


def too_late(text: str, until: dict[str, datetime.date]) -> tuple[int, list[tuple[str, datetime.date]]]:
    """How many days stand in a text, and those later than their source."""
    told = [(source, when) for sources, when in lines(text) for source in sources]
    assert {source for source, _ in told} <= set(until)
    return len(told), [(source, when) for source, when in told if when > until[source]]


@pytest.mark.parametrize("file", [page.file for page in PAGES if page.file != "Meeting"])
def test_no_page_says_a_later_day_than_the_source_of_a_figure(
    look_at: OpenPage, until: dict[str, datetime.date], file: str
) -> None:
    shown = " ".join(texts(look_at(file)))
    count, late = too_late(shown, until)
    assert count > 0
    assert late == []
    assert without_edition(shown) == []
    # "About this figure" says the same.
    pairs = re.findall(r"<dt>Source</dt><dd>(.*?)</dd>(?:<dt>As of</dt><dd>(.*?)</dd>)?", shown)
    # The figures of a profile are explained where they lead.
    assert pairs or file == "Area_profile"
    for sources, when in pairs:
        if when:
            assert all(day(when) <= until[source] for source in html.unescape(sources).split("; "))


def test_published_figures_have_their_own_day_and_records_that_of_the_release(
    publication: Publication, until: dict[str, datetime.date]
) -> None:
    for about in publication.indicators.values():
        sources = about.source.split("; ")
        if about.policy == "comparators" and not about.last_period:
            assert about.as_of is None
        else:
            assert pd.Timestamp(about.as_of).date() == min(until[source] for source in sources)
    assert publication.facts["as_of"] == "2024-06-30"
    assert f"{publication.indicators['uk_referrals'].as_of:%Y-%m-%d}" == "2023-12-31"
    assert lineage(publication, "uk_referrals")["as_of"] == "2023-12-31"


def test_every_output_of_a_meeting_says_the_day_of_the_source(
    publication: Publication, until: dict[str, datetime.date]
) -> None:
    story = Story("Board", "", "OFFICIAL", "partnership", (*ITEMS, HOME_OFFICE))
    deck = freeze(publication, story)
    assert [edition.day for edition in deck.slides[-1].editions] == ["2023-12-31"]
    for slide in deck.slides:
        beside = deck.footer(slide)
        assert too_late(beside, until)[1] == []
        assert without_edition(beside) == []
        # Each source of each line stands there.
        named = {source for series in slide.lines for source in series.indicator.source.split("; ")}
        assert {source for sources, _ in lines(beside) for source in sources} == named
        for question in slide.questions:
            for when in re.findall(r"are as of (\d+ \w+ \d{4})", question):
                assert when in beside
    seen = set()
    for file in files(deck, story):
        kind = file.name.rpartition(".")[2]
        content = file.content
        if kind == "csv":
            rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
            for row in rows:
                if "as_of" in row:
                    assert all(
                        datetime.date.fromisoformat(row["as_of"]) <= until[source]
                        for source in row["source"].split("; ")
                    )
                    seen.add(kind)
            continue
        texts_in = [content]
        if kind in ("pptx", "xlsx", "ods"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                texts_in = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
        if kind in ("html", "svg", "pptx", "xlsx", "ods"):
            for text in texts_in:
                count, late = too_late(re.sub(r"</text>", " ", text.decode("utf-8", "replace")), until)
                assert late == [], file.name
                # A picture breaks its lines, which may hold the mark of a part between two words.
                if kind != "svg":
                    assert without_edition(text.decode("utf-8", "replace")) == [], file.name
                seen |= {kind} if count else set()
    assert {"csv", "html", "pptx", "svg"} <= seen


def test_a_file_of_figures_has_the_day_of_each_series(publication: Publication) -> None:
    ours = read(publication, "people_trained", "time", time_level="year")
    theirs = read(publication, "uk_referrals", "time", time_level="year", geography_level="national")
    written = comma_separated((ours, theirs), publication.id, publication.made_up).decode("utf-8-sig")
    days = {row["code"]: row["as_of"] for row in csv.DictReader(io.StringIO(written))}
    assert days == {ours.indicator.code: "2024-06-30", theirs.indicator.code: "2023-12-31"}


def test_every_indicator_says_its_own_edition_and_when_the_next_is_due(publication: Publication) -> None:
    theirs, ours = publication.indicators["uk_referrals"], publication.indicators["people_trained"]
    assert edition([theirs]) == "Published on 7 March 2024, next due in May 2024."
    assert f"{ours.edition_on:%Y-%m-%d}" == "2024-07-01"
    assert edition([ours]).startswith("Received on 1 July 2024")
    both = edition([theirs, ours])
    assert both.startswith(f"{theirs.source} published on 7 March 2024, next due in May 2024; ")
    assert f"; {ours.source} received on 1 July 2024" in both
    for about in publication.indicators.values():
        if about.last_period:
            assert about.edition_on is not None, about.id
            assert about.next_due is None or about.next_due > f"{about.as_of:%Y-%m}"


def test_an_indicator_of_several_sources_says_the_day_and_the_edition_of_each(
    publication: Publication, until: dict[str, datetime.date]
) -> None:
    for about in publication.indicators.values():
        if about.policy != "comparators":
            assert "; ".join(edition.source for edition in about.sources) == about.source
            assert {edition.source: edition.as_of for edition in about.sources} == {
                source: until[source] for source in about.source.split("; ")
            }
        assert min((edition.day for edition in about.sources if edition.day), default="") == as_of([about])
    coverage = publication.indicators["coverage"]
    register, headcounts = coverage.sources
    later = replace(headcounts, as_of=datetime.date(2024, 3, 31), edition_on=datetime.date(2024, 4, 9))
    line = notes.source([replace(coverage, editions=(register, later))])
    assert [(sources, f"{when}") for sources, when in lines(line)] == [
        ([register.source], "2024-06-30"), ([later.source], "2024-03-31")
    ]  # fmt: skip
    assert line.endswith("As of 31 March 2024. Received on 9 April 2024.")
    # A release of an earlier version knows the earliest day only.
    assert notes.source([replace(coverage, editions=())]).count("As of") == 1


def test_figures_of_two_days_have_each_its_own(
    publication: Publication, until: dict[str, datetime.date]
) -> None:
    """On the line beneath a table of both, whatever their order; one without a figure changes nothing."""
    ours, theirs = publication.indicators["people_trained"], publication.indicators["uk_referrals"]
    none = replace(theirs, as_of=None, source="Nothing yet", editions=())
    for order in ([ours, theirs], [theirs, none, ours], [none, ours, theirs]):
        line = notes.source(order, "2023")
        days = {source: when for sources, when in lines(line) for source in sources}
        assert days[ours.source] == until[ours.source]
        assert days[theirs.source] == until[theirs.source]
        assert line.count("Period: 2023.") == 1
        assert without_edition(line) == []
    assert notes.source([none]) == "Source: Nothing yet."

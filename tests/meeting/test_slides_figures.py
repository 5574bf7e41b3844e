"""Every number in a file of slides is published, and nobody's name is in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree  # what is parsed here, the project has just written

from pptx import Presentation

from dashboard.display.analysis.point import Point
from dashboard.display.meeting import Deck, slides
from dashboard.methods import wording
from dashboard.publication import Status
from tests.meeting.test_slides import deck, file, parts

__all__ = ["deck", "file"]

NUMBER = re.compile("\N{MINUS SIGN}?" + r"\d[\d,]*(?:\.\d+)?")


def texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Every piece of text of a part with where it stands; figures of charts and sheets as ``cell``."""
    if not name.endswith(".xml"):
        return
    root = ElementTree.fromstring(content)  # noqa: S314
    # In a sheet a text is the number of a shared text; those are read where they stand.
    cell_type = {id(value): cell.get("t") for cell in root.iter() for value in cell if cell.get("r")}
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "v" and "sheet" in name and "charts" not in name:
            if root.tag.endswith("worksheet") and cell_type.get(id(element)) != "s":
                yield "cell", element.text or ""
            continue
        if (
            element.text
            and element.text.strip()
            and tag not in ("f", "formatCode", "tableStyleId", "AppVersion")
        ):
            yield ("cell" if tag == "v" else "text"), element.text
        for key in ("descr", "title"):
            if element.get(key):
                yield "text", str(element.get(key))


def own_words(deck: Deck) -> list[str]:
    """What the deck says, and the names of what it shows: numbers in them are the release's."""
    told = [deck.title, deck.subtitle, deck.release_id, deck.as_of, deck.made_on, deck.theme.organisation]
    for slide in deck.slides:
        told += [slide.headline, slide.alt, slide.unit, slide.period, deck.footer(slide), *slide.shorthand]
        told += [line for heading, lines in slide.spoken for line in (heading, *lines)]
        told += [*slide.sentences, *(cell for row in slide.table.rows for cell in row), slide.table.caption]
        told += [f"{mark.label}, {wording.date(mark.day)}" for mark in slide.events]
        for one in slide.lines:
            told += [one.name, one.period, *(point.label for point in one.points)]
            told += [
                wording.period(p.code, short=True).replace(" to ", "\N{EN DASH}")
                for p in one.points
                if one.over == "time"
            ]
            told += [p.code[:4] for p in one.points if one.over == "time"]
            told += [wording.measured(p.value, one.measure) for p in one.shown]
    return sorted(set(told), key=len, reverse=True)


def figures(deck: Deck) -> set[float]:
    """Published cells, and how far the limits of their intervals lie from them."""
    found: set[float] = set()
    for slide in deck.slides:
        for one in slide.lines:
            for point in one.shown:
                value = point.value or 0.0
                found.add(value)
                found |= {abs(limit - value) for limit in (point.low, point.high) if limit is not None}
    return found


def strange(deck: Deck, file: bytes) -> list[str]:
    """Each number in the file that is neither a published figure nor part of the deck's own words."""
    words, known = own_words(deck), figures(deck)
    said = re.compile(
        "|".join(rf"(?<!\w){re.escape(own)}(?!\w)" for own in words if re.search("[A-Za-z]", own))
    )
    plain = [own for own in words if not re.search("[A-Za-z]", own)]
    printed = {number.rstrip(",") for own in plain for number in NUMBER.findall(own)}
    found = []
    for name, content in parts(file):
        if re.search(r"theme|Master|Layout|styles\.xml|workbook\.xml|docProps/core", name):
            continue  # looks, and what a test below reads
        for kind, text in texts(name, content):
            if kind == "cell" and re.fullmatch(r"-?[\d.]+(e-?\d+)?", text):
                if not any(abs(float(text) - each) <= 1e-7 * max(1.0, abs(each)) for each in known):
                    found.append(f"{name}: {text}")
            elif kind == "text" and not re.fullmatch(rf"\d+ of {len(deck.slides)}", text):
                left = [number.rstrip(",") for number in NUMBER.findall(said.sub(" ", text))]
                found += [f"{name}: {number} in {text!r}" for number in left if number not in printed]
    return found


def test_every_number_in_the_file_is_published_or_worked_out(deck: Deck, file: bytes) -> None:
    odd = [one for one in strange(deck, file) if not one.startswith("docProps/app")]
    assert odd == []


def test_every_part_of_the_file_can_be_read(file: bytes) -> None:
    unread = [name for name, _ in parts(file) if not name.endswith((".xml", ".rels"))]
    assert all(re.fullmatch(r"ppt/media/image\d+\.png", name) for name in unread)
    assert len(unread) == 1


def test_the_search_for_strange_numbers_finds_one(deck: Deck, file: bytes) -> None:
    worse = replace(
        deck,
        slides=tuple(
            replace(
                slide,
                lines=(replace(slide.lines[0], points=(Point("x", "X", 7654.0, Status.PUBLISHED),)),),
            )
            if slide.number == 3
            else slide
            for slide in deck.slides
        ),
    )
    assert any("7654" in one for one in strange(deck, slides.pptx(worse)))


def test_nothing_is_left_of_who_made_the_file(deck: Deck, file: bytes) -> None:
    names = [name for name, _ in parts(file)]
    assert not [
        name
        for name in names
        if re.search(r"printer|thumbnail|app\.xml$|comment|custom|vba", name) and "!" not in name
    ]
    whole = b" ".join(content for _, content in parts(file))
    for trace in (b"python-pptx", b"Steve", b"XlsxWriter", b'lang="en-US"', b"10/17/16", b"1/27/13"):
        assert trace not in whole, trace
    about = Presentation(io.BytesIO(file)).core_properties
    assert (about.title, about.author, about.keywords) == (
        "Board",
        deck.theme.organisation,
        f"Release {deck.release_id}",
    )
    assert about.last_modified_by == deck.theme.organisation
    assert wording.date(about.created.date()) == wording.date(about.modified.date()) == deck.made_on

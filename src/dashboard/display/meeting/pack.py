"""Everything that a meeting needs, as files in one folder, all from one deck and so from one release.

Each output is one function in OUTPUTS. Nothing in the files depends on when or where they are made: the
same release and story give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dashboard.display.meeting import browser, paper, pictures, saving, slides, spreadsheet, tables
from dashboard.display.meeting.deck import Deck, freeze
from dashboard.display.meeting.story import Story
from dashboard.publication import Publication

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class File:
    """One file of a pack: its name with ``/`` between folders, what it is, its type and its bytes."""

    name: str
    about: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Output:
    """One way to hand out a deck. ``title`` is what people choose it by.

    ``alone`` is how the name of its one file ends, where it makes just one, whatever the deck.
    """

    title: str
    make: Callable[[Deck], Iterable[File]]
    alone: str = ""


class PackRefused(Exception):
    """The folder cannot be written to as it is. The message says why and what to do."""


def name_of(deck: Deck) -> str:
    """What a deck's files begin with: its title and its release."""
    words = "".join(
        letter if letter.isascii() and letter.isalnum() else " " for letter in deck.title.casefold()
    )
    return "-".join([*words.split()[:8], deck.release_id])


def presentation(deck: Deck) -> Iterator[File]:
    """The slides as one HTML file that presents itself."""
    about = "Slides to present in a browser, without a network"
    yield File(f"{name_of(deck)}.html", about, "text/html", browser.page(deck))


def slide_show(deck: Deck) -> Iterator[File]:
    """The slides with charts that can be edited."""
    kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    yield File(f"{name_of(deck)}.pptx", "Slides with charts that can be edited", kind, slides.pptx(deck))


def vector_pictures(deck: Deck) -> Iterator[File]:
    """Each picture as SVG."""
    for slide in filter(pictures.pictured, deck.slides):
        content = pictures.svg(deck, slide).encode("utf-8")
        yield File(f"pictures/{slide.key}.svg", slide.headline, "image/svg+xml", content)


def pixel_pictures(deck: Deck) -> Iterator[File]:
    """Each picture as PNG, twice as fine as a screen."""
    for slide in filter(pictures.pictured, deck.slides):
        yield File(
            f"pictures/{slide.key}.png", slide.headline, "image/png", pictures.png(deck, slide, scale=2.0)
        )


def paper_to_read(deck: Deck) -> Iterator[File]:
    """The deck as a tagged PDF."""
    yield File(f"{name_of(deck)}.pdf", "The paper, to read or print", "application/pdf", paper.pdf(deck))


def workbooks(deck: Deck) -> Iterator[File]:
    """The tables as a workbook, in both formats."""
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    about = "The tables, one a worksheet"
    yield File(f"{name_of(deck)}.xlsx", about, office, spreadsheet.xlsx(deck))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    yield File(f"{name_of(deck)}.ods", about, kind, spreadsheet.ods(deck))


def figures(deck: Deck) -> Iterator[File]:
    """The figures of each slide as CSV, not rounded, and what is in them."""
    headlines = {f"{slide.key}.csv": slide.headline for slide in deck.slides}
    for name, content in tables.files(deck).items():
        about = headlines.get(name, "What is in the CSV files, for machines (CSV on the Web)")
        yield File(
            f"figures/{name}", about, "text/csv" if name in headlines else "application/csvm+json", content
        )


#: In the order in which the page offers them.
OUTPUTS = (
    Output("Slides for the browser (HTML)", presentation, "html"),
    Output("Slides for PowerPoint or LibreOffice (PPTX)", slide_show, "pptx"),
    Output("Pictures (SVG)", vector_pictures),
    Output("Pictures (PNG)", pixel_pictures),
    Output("Paper (PDF)", paper_to_read, "pdf"),
    Output("Tables (XLSX and ODS)", workbooks),
    Output("Figures (CSV)", figures),
)


def files(deck: Deck, story: Story) -> tuple[File, ...]:
    """Every file of the pack, the story itself and the manifest that lists them all among them."""
    outputs = [file for output in OUTPUTS for file in output.make(deck)]
    outputs.append(
        File(
            "story.toml",
            "The story, to be opened again",
            "application/toml",
            saving.dump(story).encode("utf-8"),
        )
    )
    outputs.sort(key=lambda file: file.name)
    listed = {
        "title": deck.title,
        "release": deck.release_id,
        "release_made": deck.made_on,
        "as_of": deck.as_of,
        "made_up": deck.made_up,
        "marking": deck.marking,
        "theme": deck.theme.name,
        "files": [
            {
                "name": file.name,
                "about": file.about,
                "type": file.mime,
                "bytes": len(file.content),
                "sha256": hashlib.sha256(file.content).hexdigest(),
            }
            for file in outputs
        ],
    }
    content = (json.dumps(listed, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
    return (*outputs, File(MANIFEST, "What is in this folder", "application/json", content))


def pack(publication: Publication, story: Story, folder: Path) -> tuple[File, ...]:
    """Freeze ``story`` and write all outputs to ``folder``; gives what was written.

    An earlier pack there is replaced. Raises PackRefused where the folder holds anything else, Refusal
    where the release does not publish what the story asks for; nothing is written then.
    """
    written = files(freeze(publication, story), story)
    earlier = _earlier(folder)
    for path in earlier:
        path.unlink(missing_ok=True)
    for file in written:
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return written


def _earlier(folder: Path) -> list[Path]:
    """The files of an earlier pack, its manifest first, so that a half-written pack has none."""
    if not folder.exists() or not any(folder.iterdir()):
        return []
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        names = [str(entry["name"]) for entry in manifest["files"]]
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise PackRefused(f"{folder} holds files that are not of a pack. Name an empty folder.") from wrong
    inside = [name for name in names if ".." not in PurePosixPath(name).parts and not name.startswith("/")]
    return [folder / MANIFEST, *(folder / name for name in inside)]

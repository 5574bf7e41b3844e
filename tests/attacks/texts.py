"""The texts and the bare numbers inside what was sent, each with its place."""

from __future__ import annotations

import base64
import csv
import html
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from tests.attacks.messages import Sent

#: The look that Plotly gives every chart; the same for all of them, or it could tell something.
TEMPLATE = "template"
#: Attributes that a reader, a screen reader or a script can read.
_READ = ("alt", "aria-label", "title", "href", "data-value")
_CHUNK = re.compile(r'(?=<div class="nd-tile[ "])|(?=<details>)|(?=<h3>)|(?=<tr role="row" class="nd-row")')


@dataclass(frozen=True)
class Said:
    """A text (``words``) or a bare number (``figure``) in something sent, in its part ``chunk``."""

    sent: Sent
    chunk: int
    place: str
    words: str = ""
    figure: float | None = None


def said(sent: Sent) -> Iterator[Said]:
    """Every text and bare number of ``sent``."""
    kind = sent.kind
    if kind.startswith("html"):
        for chunk, part in enumerate(_CHUNK.split(sent.body)):
            yield from _of_html(sent, chunk, part)
    elif kind.endswith((" spec", " json")):
        yield from _of_json(sent, "", json.loads(sent.body))
    elif kind.startswith("file "):
        yield from _of_file(sent)
    else:
        # The rest of a message: what stands in quotes is text, the rest is how things are laid out.
        for text in re.findall(r'"((?:[^"\\]|\\.)*)"', sent.body):
            yield Said(sent, 0, kind, re.sub(r"\\+(?=[^\w\s\\])", "", text))


def _of_file(sent: Sent) -> Iterator[Said]:
    if sent.kind.endswith(".svg"):
        # What a picture says, as for those inside a page; the rest is where its lines run.
        yield Said(sent, 0, sent.kind, " ".join(re.findall(r">([^<]+)<", sent.body)))
        return
    if not sent.kind.endswith(".csv"):
        yield Said(sent, 0, sent.kind, sent.body)
        return
    for row in csv.DictReader(io.StringIO(sent.body)):
        for column, text in row.items():
            yield Said(sent, 0, column, text)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._inside = [""]
        self._written: list[str] | None = None
        self._place = "text"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.found += [(name, known[name] or "") for name in _READ if name in known]
        width = re.search(r"width:(\d+)%", known.get("style") or "")
        if width and "nd-bar" not in (known.get("class") or ""):
            self.found.append(("width", width[1]))
        for share in re.findall(r"--(?:share|target):([\d.]+)%", known.get("style") or ""):
            self.found.append(("text", f"{share}%"))
        if (known.get("src") or "").startswith("data:image/svg+xml;base64,"):
            drawn = base64.b64decode((known["src"] or "").partition(",")[2]).decode()
            self.found.append(("svg", " ".join(re.findall(r">([^<]+)<", drawn))))
        if tag == "span" and {"nd-tick", "nd-name", "nd-note"} & set((known.get("class") or "").split()):
            # What stands on a picture is one text, however many lines it takes.
            self._written, self._place = [], "tick" if "nd-tick" in (known["class"] or "") else "text"
        if tag == "br":
            self.handle_data(" ")
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._written is not None:
            self.found.append((self._place, "".join(self._written)))
            self._written = None
        if tag in self._inside:
            del self._inside[len(self._inside) - 1 - self._inside[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if self._written is not None:
            self._written.append(data)
        elif "style" not in self._inside:
            self.found.append(("text", data))


def _of_html(sent: Sent, chunk: int, part: str) -> Iterator[Said]:
    reader = _Reader()
    reader.feed(part)
    for place, text in reader.found:
        if text.strip():
            yield Said(sent, chunk, place, html.unescape(text))


def _of_json(sent: Sent, place: str, held: Any) -> Iterator[Said]:
    if isinstance(held, dict):
        if "bdata" in held:
            raise AssertionError(f"{sent}: numbers packed in binary at {place}; unpack them here")
        for key, inside in held.items():
            if key == "template":
                yield Said(sent, 0, TEMPLATE, json.dumps(inside, sort_keys=True))
                continue
            yield from _of_json(sent, f"{place}.{key}", inside)
    elif isinstance(held, list):
        for inside in held:
            yield from _of_json(sent, f"{place}[]", inside)
    elif isinstance(held, str):
        yield Said(sent, 0, place, re.sub(r"<br>", " ", held))
    elif isinstance(held, int | float) and not isinstance(held, bool):
        yield Said(sent, 0, place, figure=float(held))

"""What a page really sends to the browser: every message and every file, as Streamlit hands them over.

Nothing here knows what a page means to show. Whatever a message holds is taken down whole, so that a
number in a tooltip, an axis, an address or a file's metadata counts as emitted like one in a headline.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from unittest import mock

from google.protobuf import text_format  # type: ignore[import-untyped]
from google.protobuf.message import Message  # type: ignore[import-untyped]
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest, element_tree, local_script_runner

from dashboard.display.ui.blocks import drawn
from dashboard.settings import PROJECT, Installation

#: What differs from one run to the next by Streamlit's own making.
_RUN = re.compile(r"\b[0-9a-f]{32}\b")


@dataclass(frozen=True)
class Sent:
    """One thing sent: ``where`` is page and choices, ``block`` the box on the page, ``kind`` what it is."""

    where: str
    block: str
    kind: str
    body: str

    def __str__(self) -> str:
        """Where it was, for a message."""
        return f"{self.where}, {self.block or 'page'}, {self.kind}"


@dataclass
class _Taken:
    messages: list[Any] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    charts: dict[str, str] = field(default_factory=dict)


@contextmanager
def _taking() -> Iterator[_Taken]:
    """Take down the messages of the last run, every file offered for download, and every chart.

    A page sends a picture of a chart, and the chart itself only to who asks for it: both are taken down.
    """
    taken = _Taken()
    parse, load = element_tree.parse_tree_from_messages, MemoryMediaFileStorage.load_and_get_id
    show = drawn.show

    def shown(key: str, chart: drawn.Drawn) -> None:
        taken.charts[key] = json.dumps(chart.picture.figure)
        show(key, chart)

    def parsed(messages: list[Any]) -> Any:
        taken.messages = list(messages)
        return parse(messages)

    def loaded(self: Any, data: str | bytes, mimetype: str, kind: Any, filename: str | None = None) -> str:
        assert isinstance(data, bytes)
        taken.files[filename or mimetype] = data
        return load(self, data, mimetype, kind, filename)

    with (
        mock.patch.object(local_script_runner, "parse_tree_from_messages", parsed),
        mock.patch.object(MemoryMediaFileStorage, "load_and_get_id", loaded),
        mock.patch.object(drawn, "show", shown),
    ):
        yield taken


@dataclass(frozen=True)
class View:
    """A page opened by a link: what it sent, and the labels of each single choice that it offers."""

    sent: tuple[Sent, ...]
    options: dict[str, list[str]]


def open_view(where: Installation, page: str, address: Mapping[str, str | Sequence[str]]) -> View:
    """Open ``page`` of an installation with the choices of ``address`` (labels, as people read them)."""
    test = AppTest.from_file(str(PROJECT / "pages" / f"{page}.py"), default_timeout=600)
    # The map itself; its picture is sent beside it, for print.
    test.session_state[f"map{drawn.LIVE}"] = True
    for key, label in address.items():
        test.query_params[key] = label if isinstance(label, str) else list(label)
    with (
        mock.patch.dict("os.environ", {"DASHBOARD_DATA": str(where.root)}),
        # A test's run looks through every installed package for components, which takes nine tenths of it.
        mock.patch.object(manifest_scanner, "scan_component_manifests", lambda: []),
        _taking() as taken,
    ):
        test.run()
    told = "&".join(
        f"{key}={label if isinstance(label, str) else ', '.join(label)}" for key, label in address.items()
    )
    assert not test.exception, f"{page}?{told}: {test.exception}"
    offered = {choice.key: list(choice.options) for choice in [*test.selectbox, *test.get("button_group")]}
    # A switch stands off by itself: the choice that it offers is to press it. Charts are taken down anyway.
    offered |= {switch.key: ["true"] for switch in test.toggle if not switch.key.endswith(drawn.LIVE)}
    return View(tuple(_told(f"{page}?{told}", taken)), offered)


def _told(where: str, taken: _Taken) -> Iterator[Sent]:
    blocks: dict[tuple[int, ...], str] = {}
    for message in taken.messages:
        path = tuple(message.metadata.delta_path)
        kind = message.WhichOneof("type")
        if kind != "delta":
            if kind not in ("script_finished", "session_status_changed"):
                yield Sent(where, "", kind, _plain(getattr(message, kind)))
            continue
        change = message.delta
        if change.WhichOneof("type") == "add_block":
            blocks[path] = change.add_block.id.partition("nd-")[2]
            yield Sent(where, _block(blocks, path), "block", _plain(change.add_block))
            continue
        element = change.new_element
        kind = element.WhichOneof("type")
        yield from _element(where, _block(blocks, path), kind, element)
    for key, figure in taken.charts.items():
        yield Sent(where, key, "plotly_chart spec", figure)
    for name, held in taken.files.items():
        for part, text in members(name, held):
            yield Sent(where, name.rpartition(".")[0], f"file {part}", text)


def _element(where: str, block: str, kind: str | None, element: Any) -> Iterator[Sent]:
    if kind is None:
        # A place kept free, or left when what was said while waiting is over.
        assert not _plain(element).strip(), element
        return
    inside = getattr(element, kind)
    for name in ("body", "spec", "json"):
        text = getattr(inside, name, "") if kind != "markdown" or name == "body" else ""
        if text:
            yield Sent(where, block, f"{kind} {name}", text)
            inside.ClearField(name)
    yield Sent(where, block, kind, _plain(element))


def _block(blocks: dict[tuple[int, ...], str], path: tuple[int, ...]) -> str:
    """The name of the nearest named box that a thing stands in."""
    return next((blocks[path[:n]] for n in range(len(path), 0, -1) if blocks.get(path[:n])), "")


def _plain(message: Message) -> str:
    return _in_words(type(message), message.SerializeToString(deterministic=True))


@cache
def _in_words(kind: type[Message], packed: bytes) -> str:
    """A message as text, without what changes by the run. Most of a page is the same under every choice."""
    return _RUN.sub("", text_format.MessageToString(kind.FromString(packed), as_utf8=True))


def members(name: str, held: bytes) -> Iterator[tuple[str, str]]:
    """The text of a file; of a packed one (xlsx, pptx, docx, ods), every file within, hidden or not."""
    if held.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(held)) as packed:
            for inner in packed.infolist():
                yield from members(f"{name}/{inner.filename}", packed.read(inner))
            yield f"{name} comment", packed.comment.decode("utf-8")
    else:
        yield name, held.decode("utf-8-sig", errors="replace")

"""Compression of HTTP answers: Brotli or gzip, and bundles that never change compressed once.

Streamlit sends its bundles uncompressed (4.7 MB for Plotly alone; 1.2 MB with Brotli). They carry a hash in
their name and the header ``immutable``, so their compressed bytes are kept for as long as the process lives.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import anyio.to_thread
import brotli  # type: ignore[import-untyped]
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SMALLEST = 500
#: Larger answers than this pass through as they are: holding them costs more than it saves. Bytes.
LARGEST = 32 * 1024 * 1024
TYPES = (
    "text/",
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "application/wasm",
    "application/xml",
    "image/svg+xml",
)
#: Brotli 5 takes 0.15 s for the Plotly bundle, 9 takes 1 s for 6 % fewer bytes.
QUALITY = {"br": 5, "gzip": 6}


def squeeze(body: bytes, encoding: str) -> bytes:
    """``body`` in ``encoding`` (``br`` or ``gzip``)."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=QUALITY["br"]))
    return gzip.compress(body, compresslevel=QUALITY["gzip"], mtime=0)


def chosen_encoding(accept: str) -> str | None:
    """The best of ``br`` and ``gzip`` that an Accept-Encoding header allows, or None."""
    weights: dict[str, float] = {}
    for part in accept.split(","):
        name, _, parameters = part.strip().partition(";")
        weight = parameters.strip().removeprefix("q=")
        try:
            weights[name.strip().casefold()] = float(weight) if weight else 1.0
        except ValueError:
            continue
    for encoding in ("br", "gzip"):
        if weights.get(encoding, weights.get("*", 0.0)) > 0:
            return encoding
    return None


class Compression:
    """Compresses what a browser can read compressed; web sockets and ranges pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[tuple[str, str], tuple[Message, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on and compress its answer where that helps."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        encoding = chosen_encoding(headers.get("accept-encoding", ""))
        if encoding is None or "range" in headers:
            await self.app(scope, receive, send)
            return
        kept = self.kept.get((scope["path"], encoding))
        if kept and "if-none-match" not in headers:
            start, body = kept
            # Later layers add to the headers in place: each answer needs a list of its own.
            await send({**start, "headers": list(start["headers"])})
            await send({"type": "http.response.body", "body": body})
            return
        # Streamlit's own layer would compress the same bytes anew each time, with gzip only.
        inner = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        # The path is read now: a mounted application may change its scope on the way.
        keep = partial(self.kept.__setitem__, (scope["path"], encoding))
        await self.app({**scope, "headers": inner}, receive, _Answer(send, encoding, keep))


@dataclass
class _Answer:
    """One answer on its way out: held until whole, then sent compressed, or let go as it comes."""

    send: Send
    encoding: str
    #: Called with the compressed answer where it never changes.
    keep: Callable[[tuple[Message, bytes]], None]
    start: Message = field(default_factory=dict)
    held: bytearray = field(default_factory=bytearray)
    let_go: bool = False

    async def __call__(self, message: Message) -> None:
        """Take one ASGI message of the answer."""
        if message["type"] == "http.response.start":
            self.start = message
            self.let_go = not _worth_it(message)
            if self.let_go:
                await self.send(message)
        elif self.let_go or message["type"] != "http.response.body":
            await self.send(message)
        else:
            await self._hold(message)

    async def _hold(self, message: Message) -> None:
        self.held += message.get("body", b"")
        more = message.get("more_body", False)
        if len(self.held) > LARGEST or (not more and len(self.held) < SMALLEST):
            self.let_go = True
            await self.send(self.start)
            await self.send({"type": "http.response.body", "body": bytes(self.held), "more_body": more})
        elif not more:
            await self._send_compressed()

    async def _send_compressed(self) -> None:
        # In a thread: other sessions' messages must not wait for a large bundle.
        body = await anyio.to_thread.run_sync(squeeze, bytes(self.held), self.encoding)
        headers = MutableHeaders(scope=self.start)
        headers["Content-Encoding"] = self.encoding
        headers["Content-Length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        etag = headers.get("etag", "")
        if etag.startswith('"'):
            headers["ETag"] = f"W/{etag}"
        if self.start["status"] == 200 and "immutable" in headers.get("cache-control", ""):
            self.keep(({**self.start, "headers": list(self.start["headers"])}, body))
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": body})


def _worth_it(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return (
        start["status"] == 200
        and "content-encoding" not in headers
        and headers.get("content-type", "").startswith(TYPES)
        and int(headers.get("content-length", "0")) <= LARGEST
    )

from __future__ import annotations

import gzip
from collections.abc import Callable

import brotli
import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server.compression import LARGEST, Compression, chosen_encoding
from tests.server.asgi import ask, scope

TEXT = b"the same words again and again, " * 400
READ: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


class Inner:
    """Answers with ``body`` in two pieces and remembers what it was asked."""

    def __init__(self, body: bytes = TEXT, status: int = 200, **headers: str) -> None:
        self.asked: list[Scope] = []
        self.body, self.status = body, status
        given = {"content_type": "application/javascript", "content_length": str(len(body))} | headers
        self.headers = [(k.replace("_", "-").encode(), v.encode()) for k, v in given.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope)
        half = len(self.body) // 2
        await send({"type": "http.response.start", "status": self.status, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": self.body[:half], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[half:]})


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("", None),
        ("br;q=much", None),
    ],
)
def test_the_best_encoding_a_browser_accepts(accept: str, chosen: str | None) -> None:
    assert chosen_encoding(accept) == chosen


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_an_answer_is_smaller_and_reads_the_same(encoding: str) -> None:
    inner = Inner(etag='"abc"')
    answer = ask(Compression(inner), scope({"accept-encoding": encoding}))
    assert READ[encoding](answer.body) == TEXT
    assert len(answer.body) < len(TEXT) / 10
    assert answer.headers["content-encoding"] == encoding
    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["etag"] == 'W/"abc"'
    assert (b"accept-encoding", encoding.encode()) not in inner.asked[0]["headers"]


def test_what_never_changes_is_compressed_once() -> None:
    inner = Inner(cache_control="public, immutable, max-age=31536000")
    app = Compression(inner)
    answers = [ask(app, scope({"accept-encoding": "br"}, path="/static/a.js")) for _ in range(3)]
    assert len(inner.asked) == 1
    assert {answer.body for answer in answers} == {answers[0].body}
    assert answers[0].headers == answers[2].headers
    ask(app, scope({"accept-encoding": "br", "if-none-match": '"abc"'}, path="/static/a.js"))
    assert len(inner.asked) == 2


def test_what_may_change_is_not_kept() -> None:
    inner = Inner(cache_control="no-cache")
    app = Compression(inner)
    for _ in range(2):
        ask(app, scope({"accept-encoding": "br"}))
    assert (len(inner.asked), app.kept) == (2, {})


@pytest.mark.parametrize(
    ("inner", "request_headers"),
    [
        (Inner(body=b"short"), {}),
        (Inner(content_type="image/png"), {}),
        (Inner(content_encoding="gzip"), {}),
        (Inner(status=206), {}),
        (Inner(), {"range": "bytes=0-9"}),
        (Inner(), {"accept-encoding": "identity"}),
        (Inner(content_length=str(LARGEST + 1)), {}),
    ],
    ids=["short", "picture", "compressed", "part", "range", "not accepted", "large"],
)
def test_some_answers_pass_as_they_are(inner: Inner, request_headers: dict[str, str]) -> None:
    answer = ask(Compression(inner), scope({"accept-encoding": "br"} | request_headers))
    assert answer.body == inner.body
    assert answer.headers.raw == inner.headers


def test_other_kinds_of_connection_pass_untouched() -> None:
    seen: list[str] = []

    async def remember(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope["type"])
        await send({"type": "whatever"})

    app: ASGIApp = Compression(remember)
    ask(app, {"type": "lifespan"})
    ask(app, scope(kind="websocket"))
    assert seen == ["lifespan", "websocket"]

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from dashboard.display.ui import style
from dashboard.display.ui.frame import PRODUCT
from dashboard.server.shell import Shell
from tests.server.asgi import Answer, ask, scope

#: What this version of Streamlit begins every page with.
DOCUMENT = Path(streamlit.__file__).parent / "static" / "index.html"
TAG = '"of the file"'


async def streamlits(scope: Scope, receive: Receive, send: Send) -> None:
    kept = dict(scope["headers"]).get(b"if-none-match") == TAG.encode()
    document = Response(status_code=304) if kept else HTMLResponse(DOCUMENT.read_bytes())
    document.headers["etag"] = TAG
    await document(scope, receive, send)


def asked(**headers: str) -> Answer:
    return ask(Shell(streamlits), scope(headers, path="/Overview"))


def test_a_page_has_its_look_language_and_title_before_anything_runs() -> None:
    document = asked().body.decode()
    assert document.count('<html lang="en-GB">') == document.count(f"<title>{PRODUCT}</title>") == 1
    # After Streamlit's own sheets, which stand in the head, and before what they dress.
    assert document.index("</head>") < document.index(style.sheet()) < document.index('<div id="root">')
    assert style.script() in document
    assert "agent" not in document.partition("<noscript>")[2].partition("</noscript>")[0]
    # The masthead that stands there until the page does says the same.
    assert f'"{PRODUCT}"' in style.sheet()


def test_the_length_is_that_of_what_is_sent_and_no_earlier_look_is_kept() -> None:
    first = asked()
    assert int(first.headers["content-length"]) == len(first.body)
    assert "etag" not in first.headers and "last-modified" not in first.headers
    kept = {"if-none-match": TAG, "if-modified-since": "Sun, 29 Nov 2099 12:00:00 GMT"}
    assert ask(streamlits, scope(kept)).status == 304
    again = asked(**kept)
    assert again.status == 200 and again.body == first.body


@pytest.mark.parametrize(
    "answer",
    [PlainTextResponse('<div id="root">'), HTMLResponse("<p>x"), HTMLResponse('<div id="root">', 404)],
    ids=["no document", "another document", "an error"],
)
def test_everything_else_passes_as_it_is(answer: PlainTextResponse) -> None:
    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        await answer(scope, receive, send)

    sent, expected = ask(Shell(inner), scope()), ask(inner, scope())
    assert (sent.status, sent.body, sent.headers) == (expected.status, expected.body, expected.headers)

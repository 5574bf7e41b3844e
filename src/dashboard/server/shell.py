"""The page around Streamlit's pages, which a browser has before anything runs: our look, language and title.

Streamlit sends a style sheet with the first elements of a page at the earliest. All that is drawn until then
jumps once it arrives; here it is in the document from the start, and is not sent again at every choice.
"""

from __future__ import annotations

import re

from markupsafe import Markup
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.display.ui import style
from dashboard.display.ui.frame import PRODUCT
from dashboard.files.templates import Template

_PARTS = Template(__file__, "shell.html")
LANGUAGE = "en-GB"
_SPOKEN = re.compile(r'(?<=<html lang=")en(?=")')
_TITLE = re.compile("<title>.*?</title>")
#: Streamlit's own words are for programs.
_NOSCRIPT = re.compile("<noscript>.*?</noscript>", re.DOTALL)
_ROOT = re.compile('(?=<div id="root">)')
#: A browser that kept a page of an earlier version must not be told that it is still the same.
_CONDITIONS = (b"if-none-match", b"if-modified-since")


def dressed(document: str) -> str:
    """Streamlit's ``document`` with our language, title and style sheet.

    The sheet stands in the body: Streamlit writes its own at the end of the head, and of equals the later
    holds.
    """
    # Both are ours and hold no text of anybody else.
    look = _PARTS.look(style=Markup(style.sheet()), script=Markup(style.script()))  # noqa: S704
    for place, ours in (
        (_SPOKEN, LANGUAGE),
        (_TITLE, _PARTS.title(product=PRODUCT)),
        (_NOSCRIPT, _PARTS.without_scripts(product=PRODUCT)),
        (_ROOT, look),
    ):
        document = place.sub(str(ours).replace("\\", r"\\"), document, count=1)
    return document


class Shell:
    """Dresses the document that all pages begin with; everything else passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, and dress its answer where that is a document."""
        if scope["type"] != "http" or scope["method"] != "GET" or "/static/" in scope["path"]:
            await self.app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
        await self.app({**scope, "headers": headers}, receive, _Document(send))


class _Document:
    """One answer on its way out, held where it is a document."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message | None = None
        self.held = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_document(message):
            self.start = message
        elif self.start is None or message["type"] != "http.response.body":
            await self.send(message)
        else:
            self.held += message.get("body", b"")
            if not message.get("more_body", False):
                await self._let_go(self.start)

    async def _let_go(self, start: Message) -> None:
        body = self.held
        if _ROOT.search(body.decode()):
            body = dressed(body.decode()).encode()
            headers = MutableHeaders(raw=start["headers"])
            headers["Content-Length"] = str(len(body))
            # They are of the file that Streamlit read, and would stay the same where our sheet changes.
            del headers["ETag"], headers["Last-Modified"]
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})


def _is_document(start: Message) -> bool:
    headers = MutableHeaders(raw=start["headers"])
    return start["status"] == 200 and headers.get("content-type", "").startswith("text/html")

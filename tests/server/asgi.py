"""A request to an ASGI application without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message


class Answer:
    """What came back: every message, and from them status, headers and body."""

    def __init__(self, messages: list[Message]) -> None:
        self.messages = messages
        self.status = messages[0].get("status")
        self.headers = Headers(raw=messages[0].get("headers", []))
        self.body = b"".join(m.get("body", b"") for m in messages[1:])


def scope(
    headers: Mapping[str, str] | None = None,
    *,
    kind: str = "http",
    path: str = "/",
    method: str = "GET",
    server: tuple[str, int | None] | None = ("127.0.0.1", 8501),
    client: tuple[str, int] | None = ("127.0.0.1", 50000),
) -> dict[str, Any]:
    """The scope of a request from this machine, unless said otherwise."""
    given = {"host": "127.0.0.1:8501"} | dict(headers or {})
    raw = [(name.lower().encode(), value.encode()) for name, value in given.items()]
    return {
        "type": kind,
        "path": path,
        "method": method,
        "headers": raw,
        "server": server,
        "client": client,
    }


def ask(app: ASGIApp, request: dict[str, Any]) -> Answer:
    """Send ``request`` to ``app`` and gather its answer."""
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    asyncio.run(app(request, receive, send))
    return Answer(messages)

from __future__ import annotations

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from dashboard.server.headers import FIXED, SecurityHeaders
from tests.server.asgi import ask, scope


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("gone", status_code=404)(scope, receive, send)


def policy(host: str) -> str:
    answer = ask(SecurityHeaders(inner), scope({"host": host}))
    assert {name: answer.headers[name] for name in FIXED} == FIXED
    return answer.headers["content-security-policy"]


def test_every_answer_carries_the_policy_and_names_no_other_host() -> None:
    told = policy("127.0.0.1:8501")
    assert "default-src 'self'" in told
    assert "frame-ancestors 'self'" in told
    assert [word for word in told.split() if "://" in word] == ["ws://127.0.0.1:8501"]
    assert "*" not in told


@pytest.mark.parametrize("host", ["evil; script-src *", "a b", "", "x,y"])
def test_a_host_header_cannot_write_policy(host: str) -> None:
    assert "ws://localhost " in policy(host)

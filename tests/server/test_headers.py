from __future__ import annotations

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from dashboard.server.headers import SecurityHeaders
from tests.server.asgi import ask, scope

#: Written out, so that what the code leaves out is missed.
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: What a page may have and ask for; Streamlit needs the scripts and styles.
DIRECTIVES = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' ws://127.0.0.1:8501 blob: data:",
    "worker-src": "'self' blob:",
    "frame-src": "'self'",
    "frame-ancestors": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("gone", status_code=404)(scope, receive, send)


def policy(host: str) -> str:
    answer = ask(SecurityHeaders(inner), scope({"host": host}))
    assert {name: answer.headers.get(name) for name in FIXED} == FIXED
    for device in ("camera", "geolocation", "microphone"):
        assert f"{device}=()" in answer.headers["permissions-policy"]
    return answer.headers["content-security-policy"]


def test_every_answer_carries_the_policy_and_names_no_other_host() -> None:
    parts = [part.strip().partition(" ") for part in policy("127.0.0.1:8501").split(";")]
    assert {name: sources for name, _, sources in parts} == DIRECTIVES


@pytest.mark.parametrize("host", ["evil; script-src *", "a b", "", "x,y"])
def test_a_host_header_cannot_write_policy(host: str) -> None:
    assert "ws://localhost " in policy(host)

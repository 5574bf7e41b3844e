from __future__ import annotations

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from dashboard.server.guard import REFUSED_ADDRESS, REFUSED_NAME, REFUSED_ORIGIN, Guard, is_loopback, refusal
from tests.server.asgi import ask, scope


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("inside")(scope, receive, send)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1", "localhost"], ids=str
)
def test_addresses_of_this_machine(address: str) -> None:
    assert is_loopback(address)


ELSEWHERE = ["0.0.0.0", "::", "192.168.1.4", "::ffff:10.0.0.1", "example.org", "", None]  # noqa: S104


@pytest.mark.parametrize("address", ELSEWHERE)
def test_any_other_address_is_not(address: str | None) -> None:
    assert not is_loopback(address)


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:9", "[::1]:8501", "LOCALHOST:1"])
def test_a_browser_on_this_machine_passes(host: str) -> None:
    assert refusal(scope({"host": host}), None) is None


@pytest.mark.parametrize("end", ["server", "client"])
@pytest.mark.parametrize("address", [("192.168.1.4", 8501), None])
def test_a_connection_from_elsewhere_is_refused(end: str, address: tuple[str, int] | None) -> None:
    assert refusal(scope() | {end: address}, None) == REFUSED_ADDRESS


def test_a_server_told_to_listen_elsewhere_refuses_everybody() -> None:
    assert refusal(scope(), "0.0.0.0") == REFUSED_ADDRESS  # noqa: S104
    assert refusal(scope(), "127.0.0.1") is None


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1:x", "a@localhost", "localhost/x", ""]
)
def test_a_foreign_name_is_refused(host: str) -> None:
    """DNS rebinding: a name of somebody else's that points at this machine."""
    assert refusal(scope({"host": host}), None) == REFUSED_NAME


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://localhost:3000", "null", "http://127.0.0.1"]
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_another_web_site_is_refused(origin: str, kind: str) -> None:
    assert refusal(scope({"origin": origin}, kind=kind), None) == REFUSED_ORIGIN


def test_its_own_origin_passes() -> None:
    assert refusal(scope({"origin": "http://127.0.0.1:8501"}, kind="websocket"), None) is None


def test_a_refusal_is_a_403_in_words() -> None:
    answer = ask(Guard(inner), scope({"host": "evil.example"}))
    assert (answer.status, answer.body.decode()) == (403, REFUSED_NAME)
    assert ask(Guard(inner), scope()).body == b"inside"


def test_a_refused_web_socket_is_closed_before_it_opens() -> None:
    answer = ask(Guard(inner), scope({"origin": "http://evil.example"}, kind="websocket"))
    assert [message["type"] for message in answer.messages] == ["websocket.close"]

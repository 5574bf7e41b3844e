from __future__ import annotations

import asyncio
import socket

import pytest

from dashboard.server.listening import CannotListen, address, open_socket


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", ""])  # noqa: S104
def test_any_other_address_is_refused_in_words(host: str) -> None:
    with pytest.raises(CannotListen, match="no sign-in yet"):
        open_socket(host)


def test_the_protocol_is_named_so_that_connections_get_nodelay() -> None:
    """asyncio sets TCP_NODELAY only where the listening socket names its protocol."""
    with open_socket(port=0) as opened:
        assert opened.proto == socket.IPPROTO_TCP
        assert opened.getsockname()[0] == "127.0.0.1"
        assert address(opened) == f"http://127.0.0.1:{opened.getsockname()[1]}"


def test_small_answers_on_a_kept_connection_are_sent_at_once() -> None:
    """Without TCP_NODELAY every request on a kept connection takes 44 ms."""
    undelayed: list[int] = []

    async def answered(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = writer.get_extra_info("socket")
        undelayed.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    async def asked(opened: socket.socket) -> None:
        async with await asyncio.start_server(answered, sock=opened):
            reader, writer = await asyncio.open_connection(*opened.getsockname())
            await reader.read()
            writer.close()
            await writer.wait_closed()

    with open_socket(port=0) as opened:
        asyncio.run(asked(opened))
    assert undelayed == [1]


def test_a_port_that_is_taken_is_said_to_be() -> None:
    with open_socket(port=0) as first:
        port = first.getsockname()[1]
        with pytest.raises(CannotListen, match=f"Port {port} is taken"):
            open_socket(port=port)


def test_without_a_port_the_next_free_one_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.server.listening.FIRST_PORT", free_port())
    with open_socket() as first, open_socket() as second:
        assert second.getsockname()[1] > first.getsockname()[1]


def test_no_free_port_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_socket(port=0) as taken:
        monkeypatch.setattr("dashboard.server.listening.FIRST_PORT", taken.getsockname()[1])
        monkeypatch.setattr("dashboard.server.listening.PORTS_TRIED", 1)
        with pytest.raises(CannotListen, match="No free port"):
            open_socket()

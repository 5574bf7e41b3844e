"""The sockets the server listens on, and running it on them until somebody stops it."""

from __future__ import annotations

import errno
import importlib.util
import logging
import signal
import socket
from collections.abc import Callable
from typing import Any

import uvicorn

from dashboard.settings import LOOPBACK, PROJECT

FIRST_PORT = 8501
PORTS_TRIED = 100


class CannotListen(Exception):
    """The address or port cannot be had. The message says what to do."""


def open_socket(host: str = "127.0.0.1", port: int | None = None) -> socket.socket:
    """A listening socket on ``host`` and ``port``, or on the first free port from 8501.

    Raises CannotListen where ``host`` is not this machine's own loopback address, or no port is free.

    The protocol is named on purpose: asyncio sets TCP_NODELAY on accepted connections only where the
    listening socket says IPPROTO_TCP. Without it each request on a kept connection waits 44 ms.
    """
    if host not in LOOPBACK:
        raise CannotListen(
            f"The address {host} is refused: the dashboard has no sign-in yet, so it may listen only on "
            f"{', '.join(LOOPBACK)}. Leave --host out."
        )
    family = socket.AF_INET6 if host == "::1" else socket.AF_INET
    wanted = [port] if port is not None else list(range(FIRST_PORT, FIRST_PORT + PORTS_TRIED))
    for candidate in wanted:
        opened = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((host, candidate))
            opened.listen(2048)
        except OSError as taken:
            opened.close()
            if taken.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise CannotListen(f"Cannot listen on {host}: {taken.strerror}.") from taken
            continue
        opened.setblocking(False)
        return opened
    raise CannotListen(
        f"Port {wanted[0]} is taken: choose another with --port, or leave --port out for the next free one."
        if port is not None
        else f"No free port from {wanted[0]} to {wanted[-1]}: stop another server, or choose one with --port."
    )


def address(opened: socket.socket) -> str:
    """What to type into a browser to reach ``opened``."""
    host, port = opened.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def application() -> Any:
    """The application that ``app.py`` builds. FileNotFoundError where the project has no app.py."""
    spec = importlib.util.spec_from_file_location("app", PROJECT / "app.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(PROJECT / "app.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.app


def run(opened: socket.socket, *, ready: Callable[[], None]) -> None:
    """Serve on ``opened`` until Ctrl-C or a terminate signal; ``ready`` is called once it answers."""
    server = _Server(
        uvicorn.Config(
            application(),
            log_level="warning",
            # "on": a warm-up that fails stops the server, instead of being passed over in silence.
            lifespan="on",
            server_header=False,
            ws="websockets-sansio",
            ws_ping_interval=30,
            ws_ping_timeout=30,
            timeout_graceful_shutdown=3,
        ),
        ready,
    )
    # uvicorn raises the signal again once it has stopped; both then arrive here as one exception.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.run(sockets=[opened])
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)
        opened.close()


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # Streamlit gives uvicorn's loggers handlers of its own: a line for every request.
        for name in ("uvicorn.access", "uvicorn.error"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self._ready()

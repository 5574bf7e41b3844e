"""Who may connect: a browser on this machine and nobody else, until sign-in exists."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.settings import LOOPBACK

REFUSED_ADDRESS = (
    "Refused. This dashboard has no sign-in yet, so it answers only on the machine it runs on "
    "(127.0.0.1, localhost or ::1). Start it with 'dashboard serve', and open the address it prints "
    "in a browser on that machine.\n"
)
REFUSED_NAME = (
    "Refused. This dashboard answers only to the names localhost, 127.0.0.1 and [::1]. "
    "Open the address that 'dashboard serve' printed.\n"
)
REFUSED_ORIGIN = (
    "Refused. Another web site asked for this page on your behalf. "
    "Open the dashboard by the address that 'dashboard serve' printed.\n"
)


def is_loopback(address: str | None) -> bool:
    """Whether ``address`` can be reached from this machine only."""
    if address is None:
        return False
    if address == "localhost":
        return True
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    # A socket that takes both families reports IPv4 as ::ffff:127.0.0.1.
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return (mapped or parsed).is_loopback


def configured_address() -> str | None:
    """The address that Streamlit was told to listen on; None where nobody said."""
    from streamlit import config

    chosen = config.get_option("server.address")
    return None if chosen is None else str(chosen)


def refusal(scope: Scope, configured: str | None) -> str | None:
    """The words of a refusal for one request, or None where it may pass.

    The connection's own two ends are checked, not only the configured address: a server started by other
    means on all interfaces still answers this machine alone. The Host header is checked against DNS
    rebinding (a foreign name that points at 127.0.0.1), the Origin against other web sites.
    """
    server, client = scope.get("server"), scope.get("client")
    ends = [server[0] if server else None, client[0] if client else None]
    if configured is not None:
        ends.append(configured)
    if not all(is_loopback(end) for end in ends):
        return REFUSED_ADDRESS
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if _name(host) not in LOOPBACK:
        return REFUSED_NAME
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.casefold() != host.casefold():
        return REFUSED_ORIGIN
    return None


def _name(host: str) -> str | None:
    """The name in a Host header without port and brackets; None where it is malformed."""
    try:
        parsed = urlsplit(f"//{host}")
        _ = parsed.port
    except ValueError:
        return None
    if parsed.netloc != host or "@" in host:
        return None
    return parsed.hostname


class Guard:
    """Answers 403 in words to whatever does not come from this machine."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.configured = configured_address()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        words = refusal(scope, self.configured)
        if words is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": words[:100]})
        else:
            await PlainTextResponse(words, status_code=403)(scope, receive, send)

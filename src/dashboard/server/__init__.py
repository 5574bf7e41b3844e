"""The ASGI application around Streamlit: who may connect, what every answer carries, warm-up, sockets.

``app.py`` gives ``MIDDLEWARE`` and ``lifespan`` to ``st.App``, so ``dashboard serve``,
``streamlit run app.py`` and ``uvicorn app:app`` are guarded alike.
"""

from __future__ import annotations

from starlette.middleware import Middleware

from dashboard.server.compression import Compression
from dashboard.server.guard import Guard
from dashboard.server.headers import SecurityHeaders
from dashboard.server.shell import Shell
from dashboard.server.warm_up import lifespan

#: Outermost first: headers on whatever is sent, refuse before any work, then compress what is dressed.
MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(Guard), Middleware(Compression), Middleware(Shell)]

__all__ = ["MIDDLEWARE", "lifespan"]

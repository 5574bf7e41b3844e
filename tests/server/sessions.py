"""Visitors without a browser: sessions of Streamlit's own runtime, each run in a thread as on a server."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from unittest import mock

from streamlit.components.v2 import manifest_scanner
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from dashboard.settings import PROJECT

#: A release id, wherever it stands in what a page sends.
RELEASE = re.compile(rb"\d{4}-\d\d-\d\d-[0-9a-f]{8}")
#: Seconds after which a page run is given up; it takes one or two.
PATIENCE = 300


@dataclass(frozen=True)
class Run:
    """What a page run sent: the releases it names, the texts of its failures, and how much it was."""

    releases: frozenset[str]
    failures: tuple[str, ...]
    size: int


class Visitor:
    """One session: it opens pages one after the other."""

    client_context = None

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._sent: list[ForwardMsg] = []
        self._finished = asyncio.Event()
        self._session = runtime.connect_session(self, {})

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Called by the runtime, in its event loop, for everything that it sends."""
        self._sent.append(msg)
        if msg.WhichOneof("type") == "script_finished":
            self._finished.set()

    async def open(self, page: str, query: str = "") -> Run:
        """Open ``page`` (its address) and wait until all of it was sent."""
        self._sent.clear()
        self._finished.clear()
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        self._runtime.handle_backmsg(self._session, asked)
        session = self._runtime.get_app_session(self._session)
        async with asyncio.timeout(PATIENCE):
            await self._finished.wait()
            # Its thread ends a little later. A session that is closed before never closes its event loop.
            while session is not None and session._scriptrunner is not None:
                await asyncio.sleep(0.005)
        whole = [message.SerializeToString() for message in self._sent]
        named = {match.decode() for message in whole for match in RELEASE.findall(message)}
        return Run(frozenset(named), tuple(_failures(self._sent)), sum(map(len, whole)))

    def leave(self) -> None:
        """Close the session, as a closed tab does in the end."""
        self._runtime.close_session(self._session)


def _failures(sent: list[ForwardMsg]) -> list[str]:
    found = [
        f"{message.delta.new_element.exception.type}: {message.delta.new_element.exception.message}"
        for message in sent
        if message.WhichOneof("type") == "delta"
        and message.delta.WhichOneof("type") == "new_element"
        and message.delta.new_element.WhichOneof("type") == "exception"
    ]
    ends = [message.script_finished for message in sent if message.WhichOneof("type") == "script_finished"]
    return found + [f"ended with {end}" for end in ends if end != ForwardMsg.FINISHED_SUCCESSFULLY]


@asynccontextmanager
async def running() -> AsyncIterator[Runtime]:
    """Streamlit's runtime with the dashboard's pages, without a port."""
    before = Runtime._instance
    Runtime._instance = None
    # It looks through every installed package for components; there are none.
    with mock.patch.object(manifest_scanner, "scan_component_manifests", return_value=[]):
        runtime = Runtime(
            RuntimeConfig(
                script_path=str(PROJECT / "app.py"),
                media_file_storage=MemoryMediaFileStorage("/media"),
                uploaded_file_manager=MemoryUploadedFileManager("/upload"),
            )
        )
        try:
            await runtime.start()
            yield runtime
        finally:
            runtime.stop()
            await runtime.stopped
            Runtime._instance = before

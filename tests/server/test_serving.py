"""``dashboard serve`` as a process: who it answers, and how it stops."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest

from dashboard import settings
from dashboard.settings import Installation
from tests.serving import Serve


def asked(address: str, path: str, **headers: str) -> tuple[int, str]:
    """Status and words of one request."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_this_machine_only_stops_cleanly_and_says_so(
    stop: signal.Signals, serve: Serve, released: Installation
) -> None:
    served = serve(released)
    assert urlsplit(served.address).hostname == "127.0.0.1"
    assert asked(served.address, "/_stcore/health") == (200, "ok")
    status, words = asked(served.address, "/", Host="evil.example")
    assert (status, words.split(".")[0]) == (403, "Refused")
    status, _ = asked(served.address, "/", Origin="http://evil.example")
    assert status == 403
    served.process.send_signal(stop)
    assert served.process.wait(timeout=20) == 0
    assert served.said().rstrip().endswith("Stopped.")
    assert "Traceback" not in served.said()
    assert "leaked" not in served.said()


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "streamlit", "run", "app.py", "--server.port", "{port}"],
        ["-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", "{port}"],
    ],
    ids=["streamlit", "uvicorn"],
)
def test_other_ways_to_serve_are_guarded_alike(
    command: list[str], released: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setenv("DASHBOARD_DATA", str(released.root))
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, *(word.format(port=port) for word in command)],
        cwd=settings.PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, address)
        assert asked(address, "/")[0] == 200
        assert asked(address, "/", Host="evil.example")[0] == 403
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def test_told_to_listen_elsewhere_streamlit_answers_nobody(released: Installation) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    options = ["--server.port", str(port), "--server.address", "0.0.0.0"]  # noqa: S104
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *options],
        cwd=settings.PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, address)
        status, words = asked(address, "/")
        assert status == 403
        assert "no sign-in yet" in words
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(300):
        try:
            asked(address, "/_stcore/health")
        except OSError:
            assert process.poll() is None, "the server ended"
            time.sleep(0.2)
        else:
            return
    pytest.fail("the server never answered")

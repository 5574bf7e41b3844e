"""A release is all that is shown: no page, download or pack opens a file of facts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from dashboard.settings import PROJECT, REFERENCE, Installation

#: What a presenter chooses, which is no fact.
CHOICES = ("agendas", "themes")


def test_no_file_of_facts_is_opened(released: Installation, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tests.publication.everything", str(released.root), str(tmp_path / "out")]
    done = subprocess.run(
        words, cwd=PROJECT, env=dict(os.environ), capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout.splitlines()[-1])
    assert len(seen["shown"]) > 20
    assert "events.csv" in seen["after"], "what is opened is noticed"
    assert [name for name in seen["opened"] if not name.startswith(CHOICES)] == []
    assert (REFERENCE / "events.csv").is_file()

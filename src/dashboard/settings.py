"""Where things live. The only module that reads the environment."""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
REFERENCE = PROJECT / "data" / "reference"
DEMO_RETURNS = PROJECT / "data" / "demo" / "expected_returns.toml"
DEMO_SCRIPT = PROJECT / "data" / "demo" / "make_extracts.py"

#: The county that the dashboard is of, by the code of the Office for National Statistics.
COUNTY = "E23000022"
#: What a cell has as its period, or as its code in a dimension, where it is of all of them together.
ALL = "all"
#: A file with a larger share of bad rows than this is refused whole.
BAD_ROW_SHARE = 0.2
#: The addresses that the server may listen on until sign-in exists.
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Installation:
    """One installation: a folder of its own, and a key that lives elsewhere.

    The key turns people into pseudonyms. It is kept out of the folder so that a copy or a
    backup of the folder cannot be turned back into people; its name is made from the folder's
    path so that two installations never share a key.
    """

    root: Path
    key_file: Path

    @property
    def store(self) -> Path:
        """Rows without names: the release room reads it, the display never does."""
        return self.root / "store.duckdb"

    @property
    def releases(self) -> Path:
        """Every release ever made, and the pointer to the one served now."""
        return self.root / "releases"

    @property
    def pointer(self) -> Path:
        """The small file that names the release served now; replaced atomically."""
        return self.releases / "current.json"

    @property
    def register(self) -> Path:
        """What has been published, by us and by others; only ever appended to."""
        return self.root / "register"

    @property
    def reports(self) -> Path:
        """Run reports for the analyst; they may name files, never a person."""
        return self.root / "reports"

    @property
    def settings_file(self) -> Path:
        """What the installation has decided for itself: how long rows about people are kept."""
        return self.root / "settings.toml"

    @property
    def expected_returns(self) -> Path:
        """Who sends what, how often and by when; where it is missing, nothing is expected."""
        return self.root / "expected_returns.toml"

    @property
    def inbox(self) -> Path:
        """Where agencies' extracts are put; never committed."""
        return self.root / "inbox"

    @property
    def codes(self) -> Path:
        """Code lists of this installation alone; they add to data/reference/codes."""
        return self.root / "codes"

    @property
    def reference(self) -> Path:
        """Files of facts of this installation alone; each stands in place of ours in data/reference."""
        return self.root / "reference"


def reference_beside(release: Path) -> Path:
    """The ``reference`` folder of the installation in whose ``releases`` the file ``release`` lies."""
    return release.parent.parent / "reference"


def chosen_files(folder: str, own: Path | None) -> dict[str, Path]:
    """By name, the TOML files of what a presenter chooses from (``agendas``, ``themes``).

    ``own`` is an installation's ``reference`` folder; a file of the same name there stands in place of ours.
    """
    places = [REFERENCE, *([own] if own else [])]
    return {path.stem: path for place in places for path in sorted((place / folder).glob("*.toml"))}


def installation(data: str | Path | None = None) -> Installation:
    """The installation in ``data``, else in $DASHBOARD_DATA, else in data/installation.

    The key is $DASHBOARD_KEY if set, else a file in the user's own configuration folder. Raises
    FileNotFoundError where either is in the home (``~name``) of somebody whom this machine does not know.
    """
    chosen = data or os.environ.get("DASHBOARD_DATA") or PROJECT / "data" / "installation"
    root = _place(chosen)
    return Installation(root=root, key_file=_key_file(root))


def cache() -> Path:
    """A folder of the user's for what can be fetched or made again; nothing of an installation lies in it."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "northamptonshire-dashboard"


def _place(named: str | Path) -> Path:
    try:
        return Path(named).expanduser().resolve()
    except RuntimeError as nobody:
        raise FileNotFoundError(errno.ENOENT, "no such home", str(named)) from nobody


def _key_file(root: Path) -> Path:
    named = os.environ.get("DASHBOARD_KEY")
    if named:
        return _place(named)
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    name = hashlib.sha256(str(root).encode()).hexdigest()[:16]
    return config / "northamptonshire-dashboard" / "keys" / f"{name}.key"

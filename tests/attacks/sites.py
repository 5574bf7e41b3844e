"""The installations that are attacked, with their releases: how each is made."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from dashboard.publication.current_release import named_file
from dashboard.release import make_release
from dashboard.release.indicators import FOLDER
from dashboard.settings import Installation
from tests.attacks.awkward_store import (
    add_referrals,
    awkward_installation,
    intelligence_alone,
    late_and_corrected,
    swapped,
)
from tests.attacks.emitted import Release, every_page, read_release
from tests.sharing import Keeper

#: The day of the first release, as of May, and of the next, as of June.
FIRST, NEXT = datetime.datetime(2024, 6, 15, 9, 0), datetime.datetime(2024, 7, 3, 9, 0)
#: The folder of the installation that all pages are sent from.
RELEASE_ALONE = "release-alone"
_OPEN = (
    "attendances", "attendances_by_delivery_place", "attendances_by_venue", "coverage", "no_show_rate",
    "people_trained", "police_referrals", "reach_rate", "sessions_by_delivery_place", "uk_referrals",
)  # fmt: skip


@dataclass(frozen=True)
class Attacked:
    """An installation, the folder of its indicators, and its release as an outsider reads it."""

    where: Installation
    indicators: Path
    release: Release


def site_in(folder: Path) -> Attacked:
    """What one of the makers below put into ``folder``."""
    where = Installation(folder / "installation", folder / "unused.key")
    return Attacked(where, folder / "indicators", read_release(named_file(where)))


def copied(site: Attacked, folder: Path) -> Installation:
    """A copy of an installation that a test may change."""
    shutil.copytree(site.where.root, folder)
    return Installation(folder, folder / "unused.key")


def awkward(folder: Path) -> None:
    """The awkward store with its first release, as of May 2024."""
    where = awkward_installation(folder / "installation")
    make_release(where, made_at=FIRST, folder=_few_indicators(folder))


def twin(folder: Path) -> None:
    """The first installation again, but that two hidden counts, 0 and 4, have traded places."""
    where = awkward_installation(folder / "installation", swapped())
    make_release(where, made_at=FIRST, folder=_few_indicators(folder))


def next_month(folder: Path) -> None:
    """The same installation a month later, with late and corrected records, and its second release."""
    where = copied(site_in(Keeper().keep(awkward)), folder / "installation")
    add_referrals(where, late_and_corrected(), "late")
    make_release(where, made_at=NEXT, folder=_few_indicators(folder))


def intelligence_only(folder: Path) -> None:
    """An installation that holds intelligence alone, in tables without sectors, with its first release."""
    few = folder / "indicators"
    few.mkdir()
    text = (FOLDER / "intelligence_submissions.sql").read_text(encoding="utf-8")
    text, tables = re.subn(r'^  "[^"\n]*sector=[^"\n]*",\n', "", text, flags=re.M)
    text, names = re.subn(r'^breakdowns = \["sector"\]$', "breakdowns = []", text, flags=re.M)
    text, columns = re.subn(r"\bsector,", "", text)
    assert (tables, names, columns) == (1, 1, 1)
    (few / "intelligence_submissions.sql").write_text(text, encoding="utf-8")
    make_release(intelligence_alone(folder / "installation"), made_at=FIRST, folder=few)


def emission(folder: Path) -> None:
    """All that the display room sends of the awkward store's first release, under every choice.

    Sent from an installation that holds the release and nothing else: neither store nor register.
    """
    site, alone = site_in(Keeper().keep(awkward)), folder / RELEASE_ALONE
    shutil.copytree(site.where.releases, Installation(alone, folder / "unused.key").releases)
    pages = every_page(Installation(alone, folder / "unused.key"), site.release)
    sent = [asdict(message) for message in pages]
    (folder / "emission.json").write_text(json.dumps(sent), encoding="utf-8")


def _few_indicators(folder: Path) -> Path:
    """Every indicator about people who may be victims, and a few of the others so that each page has some."""
    few = folder / "indicators"
    few.mkdir()
    for path in FOLDER.glob("*.sql"):
        if 'policy = "referrals"' in path.read_text(encoding="utf-8") or path.stem in _OPEN:
            shutil.copy(path, few)
    return few

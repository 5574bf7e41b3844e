"""Make slides, pictures and figures for a meeting from the current release, without the web page."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.commands._outcome import FINE, CannotGoOn, as_json
from dashboard.commands._publication import current
from dashboard.settings import Installation

if TYPE_CHECKING:
    from dashboard.display.meeting import Story

SUMMARY = "make the slides, pictures and figures of a meeting"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument(
        "--agenda",
        required=True,
        metavar="FILE",
        help="a story saved from the Meeting page, or a ready-made one's name",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write to")
    parser.add_argument("--theme", metavar="NAME", help="another theme than the story's")
    parser.add_argument("--json", action="store_true", help="print the list of files as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where there is no release, no such story, or a figure it asks for is not published; 0 otherwise."""
    from dataclasses import replace

    from dashboard.display.meeting import Refusal, StoryError
    from dashboard.display.meeting.pack import PackRefused, pack

    publication = current(where)
    try:
        story = _story(chosen.agenda, where.reference)
        story = replace(story, theme=chosen.theme) if chosen.theme else story
        files = pack(publication, story, chosen.out)
    except (Refusal, StoryError, PackRefused) as why:
        raise CannotGoOn(str(why)) from why
    except OSError as broken:
        raise CannotGoOn(
            f"The pack cannot be written to {chosen.out} ({broken.strerror}). Name another folder with --out."
        ) from broken
    if chosen.json:
        print(as_json({"release": publication.id, "files": [file.name for file in files]}))
    else:
        print(f"{len(files)} files of release {publication.id} are in {chosen.out}.")
    return FINE


def _story(agenda: str, own: Path) -> Story:
    """The story in a file, else the ready-made one of that name."""
    from dashboard.display.meeting import saving
    from dashboard.files import bounded_toml

    path, ready = Path(agenda), saving.agendas(own)
    if not path.exists():
        if agenda in ready:
            return ready[agenda]
        raise CannotGoOn(f"There is no file {agenda}, and no ready-made agenda but {', '.join(ready)}.")
    try:
        return saving.load(bounded_toml.read_text(path), path.name)
    except UnicodeDecodeError as wrong:
        raise CannotGoOn(f"{path.name} is no story: it is not text in UTF-8.") from wrong
    except bounded_toml.TooMuchToml as refused:
        raise CannotGoOn(f"{path.name} {refused}.") from refused
    except OSError as broken:
        raise CannotGoOn(f"{path} cannot be read ({broken.strerror}).") from broken

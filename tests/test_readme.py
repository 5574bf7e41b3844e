"""README names what the code has, and its commands can be typed."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from dashboard import commands, settings
from dashboard.intake.validation.mapping import beside

README = (settings.PROJECT / "README.md").read_text(encoding="utf-8")
TYPED = sorted(set(re.findall(r"uv run (dashboard [^`\n]+|pytest)", README)))
LISTED = re.findall(r"\| `dashboard ([^`]+)` \|", README)


def section(title: str) -> str:
    """The part of README under one heading."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_the_two_commands_stand_as_they_are_run_in_ci() -> None:
    assert "\n    pip install uv && uv run dashboard demo\n" in README
    assert "\n    pip install uv && uv run pytest\n" in README
    assert "uv run pytest" in (settings.PROJECT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("typed", [one for one in TYPED if one.startswith("dashboard")])
def test_each_command_can_be_typed(typed: str) -> None:
    chosen = commands.parser().parse_args(shlex.split(typed)[1:])
    assert chosen.command in commands.commands()


def test_every_subcommand_and_option_is_listed() -> None:
    assert {one.split()[0] for one in LISTED} == set(commands.commands())
    for one in LISTED:
        name, *_ = one.split()
        own = commands.parser()._subparsers._group_actions[0].choices[name]  # type: ignore[union-attr, index]
        for option in re.findall(r"--[a-z-]+", one):
            assert option in own._option_string_actions, f"{name} has no {option}"


def test_every_setting_is_listed() -> None:
    code = (settings.PROJECT / "src" / "dashboard" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'environ\.get\("([A-Z_]+)"', code))
    assert read
    assert {name for name in read if f"| `{name}` |" not in section("Settings and folders")} == set()


def test_every_page_is_listed() -> None:
    named = {path.stem.replace("_", " ") for path in (settings.PROJECT / "pages").glob("*.py")}
    assert set(re.findall(r"^\| ([A-Z][^|]+?) \|", section("What each page answers"), re.M)) == named


def test_every_folder_of_an_installation_is_listed() -> None:
    where = settings.installation("x")
    named = {where.store.name, where.settings_file.name} | {
        f"{path.name}/" for path in (where.releases, where.register, where.reports, where.inbox, where.codes)
    }
    assert {name for name in named if f"| `{name}` |" not in README} == set()


def test_the_paths_it_names_exist() -> None:
    named = re.findall(r"`((?:src|data/(?:reference|demo)|pages|tests|\.ci)[\w./]*)`", README)
    assert named
    assert [path for path in named if not (settings.PROJECT / path).exists()] == []


def test_the_mapping_example_is_one_that_intake_takes(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", README, re.S)
    assert example
    assert tomllib.loads(example[1])
    extract = tmp_path / "register.csv"
    extract.with_suffix(".toml").write_text(example[1], encoding="utf-8")
    assert beside(extract).extract.source == "training_register"

"""README and docs name what the code has, their links lead somewhere and their commands can be typed."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from pathlib import Path

import pytest

from dashboard import commands, settings
from dashboard.intake.validation.mapping import beside

DOCS = settings.PROJECT / "docs"
README = (settings.PROJECT / "README.md").read_text(encoding="utf-8")
OPERATING = (DOCS / "operating.md").read_text(encoding="utf-8")
PAGES = sorted([settings.PROJECT / "README.md", *DOCS.rglob("*.md")])
ALL = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
TYPED = sorted(set(re.findall(r"uv run (dashboard [^`\n,]+|pytest)", ALL)))
LISTED = re.findall(r"\| `dashboard ([^`]+)` \|", OPERATING)
#: A front door is read in two minutes.
MOST_LINES = 80


def section(title: str) -> str:
    """The part of docs/operating.md under one heading."""
    return OPERATING.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_readme_is_a_front_door() -> None:
    assert len(README.splitlines()) <= MOST_LINES
    assert len(re.findall(r"!\[[^\]]+\]\(docs/pictures/", README)) == 2


def anchor(heading: str) -> str:
    """What a heading is called in a link."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(settings.PROJECT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    lost = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        target, _, part = link.partition("#")
        led_to = page.parent / target if target else page
        if not led_to.exists():
            lost.append(link)
        elif part:
            headings = re.findall(r"(?m)^#+ (.+)$", led_to.read_text(encoding="utf-8"))
            if part not in map(anchor, headings):
                lost.append(link)
    assert lost == []


def test_every_page_of_docs_can_be_reached_from_readme() -> None:
    seen, waiting = set[Path](), [settings.PROJECT / "README.md"]
    while waiting:
        page = waiting.pop()
        seen.add(page)
        links = re.findall(r"\]\(([^)#\s]+\.md)", page.read_text(encoding="utf-8"))
        waiting += {(page.parent / link).resolve() for link in links} - seen
    assert {path.name for path in PAGES if path not in seen} == set()


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
    assert (
        set(re.findall(r"^\| ([A-Z][^|]+?) \|", (DOCS / "pages.md").read_text(encoding="utf-8"), re.M))
        == named
    )


def test_every_folder_of_an_installation_is_listed() -> None:
    where = settings.installation("x")
    named = {where.store.name, where.settings_file.name} | {
        f"{path.name}/" for path in (where.releases, where.register, where.reports, where.inbox, where.codes)
    }
    assert {name for name in named if f"| `{name}` |" not in OPERATING} == set()


def test_the_paths_they_name_exist() -> None:
    named = re.findall(r"`((?:src|data/(?:reference|demo)|pages|tests|docs|\.ci)[\w./]*)`", ALL)
    assert named
    assert [path for path in named if not (settings.PROJECT / path).exists()] == []


def test_the_modules_they_call_exist() -> None:
    named = set(re.findall(r"(?:python -m |`)(tests(?:\.\w+)+)", ALL))
    assert named
    paths = {name: settings.PROJECT / name.replace(".", "/") for name in named}
    assert {
        n for n, path in paths.items() if not (path.with_suffix(".py").exists() or path.is_dir())
    } == set()


def test_the_mapping_example_is_one_that_intake_takes(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", OPERATING, re.S)
    assert example
    assert tomllib.loads(example[1])
    extract = tmp_path / "register.csv"
    extract.with_suffix(".toml").write_text(example[1], encoding="utf-8")
    assert beside(extract).extract.source == "training_register"


def defined_in(module: Path) -> set[str]:
    """The functions, classes and constants of a module."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets += [node.target] if isinstance(node, ast.AnnAssign) else []
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def test_each_word_of_the_glossary_is_where_it_says() -> None:
    rows = [line.split(" | ") for line in (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()[6:]]
    words = [row[0].removeprefix("| ") for row in rows]
    assert len(words) == len(set(words)) and words
    lost = []
    for word, meaning, place, *_ in rows:
        module, _, name = place.strip("`").partition("::")
        path = settings.PROJECT / "src" / "dashboard" / module
        if not meaning.endswith(".") or not path.exists() or name not in defined_in(path):
            lost.append(word)
    assert lost == []

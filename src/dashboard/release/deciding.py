"""Every closed table of a release, decided family by family: nothing is shown that is not proved safe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.disclosure.certificate import CertificateError
from dashboard.disclosure.rules import Rules
from dashboard.disclosure.solver import AuditAborted
from dashboard.disclosure.witnesses import NoWitness
from dashboard.reference.families import Families, Family
from dashboard.reference.policies import Policies
from dashboard.release import solving
from dashboard.release.base_cells import Domain, Domains, domains_of
from dashboard.release.closed import ClosedTable
from dashboard.release.errors import ReleaseError
from dashboard.release.family import Decision, Problem, Public, problem
from dashboard.release.frozen import hidden_then
from dashboard.release.people import people_in
from dashboard.release.public import earlier_cells, known_cells
from dashboard.release.register import Register, definition_of
from dashboard.release.restated import NOTHING_AGAIN, Again, again_of
from dashboard.release.solving import Solved
from dashboard.release.workspace import Workspace


class Unproved(Exception):
    """Nothing proves that the figures are safe to show. The message says which, and why."""


@dataclass(eq=False)
class Decided:
    """All decisions by the names of cells, the proofs, and what the analyst should know.

    ``exposed`` has, by the family's title, the cells that public ones give away whatever is hidden.
    """

    cells: dict[str, Decision] = field(default_factory=dict)
    solved: list[Solved] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    exposed: dict[str, list[str]] = field(default_factory=dict)


def domains_in(space: Workspace, families: Families, sources: Sequence[str], own: Path) -> dict[str, Domains]:
    """The base cells of every family of ``sources``, by family.

    A store made before a format was added has no table of it until the next intake: nothing to protect.
    """
    chosen = [
        family
        for family in families.families.values()
        if family.source in sources and family.table in space.carried
    ]
    return domains_of(space.con, chosen, families.columns, own)


def decide(
    space: Workspace,
    tables: Sequence[ClosedTable],
    families: Families,
    base_cells: Mapping[str, Domains],
    policies: Policies,
    bound: Mapping[str, str],
    register: Register,
    tell: Callable[[str], None],
) -> Decided:
    """Decide all cells of ``tables``. Raises what the engine raises where nothing can be proved."""
    done = Decided()
    strict = policies.strictest
    titles = {table.header.id: table.header.title for table in tables}
    titles |= {name: known_table.title for name, known_table in families.known.items()}
    earlier = earlier_cells(space.con, register, strict, space.span, list(base_cells.values()), tables)
    for name, domains in base_cells.items():
        family = families.families[name]
        policy = policies.of_source(family.source)
        known: dict[str, list[Public]] = {}
        for table in families.known_of(name):
            for schema, cells in known_cells(
                space.con, table, policy, space.span_of(family.table), domains
            ).items():
                known.setdefault(schema, []).extend(cells)
        own: dict[str, Decision] = {}
        rules = Rules(
            threshold=policy.threshold,
            minimum_without_largest=policy.minimum_without_largest,
            incidents=policy.incidents,
        )
        for cross in domains.each:
            forms = _forms(space, cross, tables, register) if cross is domains.each[0] else [NOTHING_AGAIN]
            decisions: dict[str, Decision] = {}
            for form in forms:
                people = people_in(space.con, cross, form.vintages.state_of)
                ours, theirs = earlier.get(cross.name, []), known.get(cross.name, [])
                settled = set(decisions)
                posed = problem(cross, tables, people, ours, theirs, own, policy, form, settled)
                if form is forms[0]:
                    _report(posed, family, titles, done)
                anew = form is forms[-1]
                decisions |= _solved(posed, rules, bound, register, done, tell, settled, anew)
            own |= decisions
            if cross is domains.each[0]:
                taken = {solved.file for solved in done.solved}
                own |= _hidden_before(space, cross, tables, register, taken)
        done.cells |= own
    return done


def _forms(space: Workspace, cross: Domain, tables: Sequence[ClosedTable], register: Register) -> list[Again]:
    """Which figures of ``cross`` are restated, by earlier releases or by this one.

    First, after a restatement, as the release asked that made it: what it decided of a part that is still the
    same stands. Then as of what else is to be decided: only what is public of a restatement counts there.
    """
    table = cross.family.table
    now = space.carried[table].restated if table in space.carried else None
    held = [*register.restatements(table), *([now] if now else [])]
    if not held:
        return [NOTHING_AGAIN]
    mine = {definition_of(table.header).sha256: table.header.id for table in tables}
    public: dict[int, set[str]] = {}
    for entry in register.entries():
        if entry.restated and entry.definition in mine:
            name = f"{mine[entry.definition]}|{entry.grain}|{entry.part}|{entry.key}"
            public.setdefault(entry.restated, set()).add(name)
    names_by_number = {number: frozenset(names) for number, names in public.items()}
    asked = [now.number] if now else [held[-1].number, 0]
    return [again_of(tables, held, names_by_number, space.span, number) for number in asked]


def _hidden_before(
    space: Workspace,
    cross: Domain,
    tables: Sequence[ClosedTable],
    register: Register,
    taken: AbstractSet[str],
) -> dict[str, Decision]:
    """What the latest restatement of ``cross`` hides, where an earlier release made it and ``taken``, the
    proofs of this one, do not tell."""
    table = cross.family.table
    held = register.restatements(table)
    if not held or (table in space.carried and space.carried[table].restated):
        return {}
    definitions = {definition_of(table.header).sha256 for table in tables}
    return hidden_then(register, held[-1].number, cross.name, definitions, taken)


def _solved(
    posed: Problem,
    rules: Rules,
    bound: Mapping[str, str],
    register: Register,
    done: Decided,
    tell: Callable[[str], None],
    settled: AbstractSet[str],
    anew: bool,
) -> dict[str, Decision]:
    """Decide what of ``posed`` is not ``settled``: all of it (``anew``), or where a decision still stands."""
    decisions = {
        name: Decision(False, False, count, 0.0, float("inf")) for name, count in posed.undecidable.items()
    }
    if posed.instance is None:
        return decisions
    title = posed.domain.family.title

    def say(words: str) -> None:
        tell(f"{title}: {words}")

    whose = (posed.instance, rules, bound, posed.domain.name, register.certificates)
    try:
        parts = solving.solve(*whose, say, settled) if anew else solving.stood(*whose)
    except (AuditAborted, NoWitness, CertificateError) as gap:
        raise Unproved(
            f"{title}: nothing proves that the figures are safe together: {gap}. Nothing was written."
        ) from gap
    done.solved.extend(parts)
    values = dict(
        zip(posed.instance.names, posed.instance.values[posed.instance.decision].tolist(), strict=True)
    )
    for solved in parts:
        for name, value, _, low, high in solved.rows:
            decisions[name] = Decision(
                shown=value != "",
                primary=name in solved.primary,
                value=int(values[name]),
                low=float(low or 0),
                high=float(high) if high else float("inf"),
            )
        if solved.unprotectable:
            done.exposed.setdefault(title, []).extend(solved.unprotectable)
    wanted = [name for name in (*posed.listed, *posed.undecidable) if name not in settled]
    return {name: decisions[name] for name in wanted if anew or name in decisions}


def _report(posed: Problem, family: Family, titles: Mapping[str, str], done: Decided) -> None:
    """Public cells that the store disagrees with cannot be held to; the analyst is told which figures.

    ``titles`` are those of our figures and of others' tables; one that is no more is called by its id.
    """
    ours = Counter(cell.figure for cell in posed.contradicting if cell.ours)
    if ours:
        figures = ", ".join(
            f"{titles.get(figure, figure)} ({count} cell{'s' * (count != 1)})"
            for figure, count in sorted(ours.items())
        )
        raise ReleaseError(
            f"{family.title}: the register's base cells do not give what an earlier release has published of "
            f"{figures}. Nothing is released, for the difference would show. Put the register back from a "
            "backup."
        )
    theirs = Counter(cell.figure for cell in posed.contradicting)
    for table, count in sorted(theirs.items()):
        words = (
            f"{family.title}: {count} cells of {titles.get(table, table)!r} differ from what we count "
            "and are not known about our records; the cells that agree are. Compare the two"
        )
        if words not in done.warnings:
            done.warnings.append(words)

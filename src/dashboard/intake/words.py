"""What the report of a run says of a file that was stored. No value of a row, ever."""

from __future__ import annotations

from dashboard.intake.arrival import Arrival
from dashboard.intake.comparing import Claim
from dashboard.intake.plan import Write
from dashboard.reference.periods import in_words


def counted(arrival: Arrival) -> tuple[str, ...]:
    """How many rows were read, stored, set aside and left out, how they were read, and what was found."""
    check = arrival.check
    if check.nil and check.months:
        return (f"It has no row, and is the nil return of {check.agency} for {in_words(check.months)}.",)
    parts = [f"{arrival.good:,} stored", f"{check.rows_set_aside:,} set aside"]
    if check.rows_furniture:
        parts.append(f"{check.rows_furniture:,} without a record (totals, notes, headings again)")
    if arrival.expired:
        parts.append(f"{arrival.expired:,} left out because their months are past the retention")
    if arrival.erased:
        parts.append(f"{arrival.erased:,} left out because they are of somebody who was erased")
    rows = f"Read {check.rows_read:,} rows: {', '.join(parts)}."
    if not check.findings:
        return (rows, *check.read_as)
    rules = ", ".join(f"{rule.replace('_', ' ')} {count:,}" for rule, count in check.counts.items())
    return (
        rows,
        *check.read_as,
        f"Findings: {rules}. 'dashboard check' with this file lists each with its row and column.",
    )


def replacing(write: Write) -> tuple[str, ...]:
    """Which files it takes the place of, how many records are withdrawn, and that it stands beside others."""
    texts = []
    if write.again:
        texts.append(
            "The file is as it was, but is read otherwise now (its mapping, the code lists, the formats or "
            "the date): its rows of before were replaced."
        )
    texts += [sentence for claim in write.claims for sentence in _claimed(claim)]
    if write.beside and not write.again:
        files = "1 other file" if write.beside == 1 else f"{write.beside:,} other files"
        effect = "unchanged" if write.arrival.personal else "and the newest edition of each figure counts"
        texts.append(f"{files} of this kind {_be(write.beside)} held beside it, {effect}.")
    return tuple(texts)


def _claimed(claim: Claim) -> list[str]:
    others = len(claim.files) - 1
    together = f"Together with {others} more file{'s'[: others > 1]} of this run it" if others else "It"
    texts = [
        f"{together} replaces {_records(claim.records)} of an earlier version (file {claim.replaced}): they "
        "stay in the store until they expire and count no more."
    ]
    if claim.withdrawn:
        count = "counts" if claim.withdrawn == 1 else "count"
        texts.append(f"{_records(claim.withdrawn)} of that version no longer in it {count} as withdrawn.")
    return texts


def _records(count: int) -> str:
    return f"{count:,} record{'' if count == 1 else 's'}"


def _be(count: int) -> str:
    return "is" if count == 1 else "are"

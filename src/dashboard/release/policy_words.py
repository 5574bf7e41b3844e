"""A policy in plain words, made from its keys: so the words a page shows cannot differ from the rule."""

from __future__ import annotations

from dashboard.methods import wording
from dashboard.reference.policies import Policy, Treatment


def in_words(policy: Policy) -> str:
    """What is shown under ``policy`` and what is not, in sentences; every limit in them is the policy's."""
    sentences = {
        Treatment.SUPPRESSED: _suppressed,
        Treatment.MINIMUM_BASE: _minimum_base,
        Treatment.UNRESTRICTED: _unrestricted,
    }
    return sentences[Treatment(policy.treatment)](policy)


def _suppressed(policy: Policy) -> str:
    never = []
    if policy.threshold:
        never.append(f"a figure under {policy.threshold}, nothing (0) included")
    if policy.minimum_without_largest:
        never.append(
            f"one that would fall under {policy.minimum_without_largest} without the body that referred most "
            "of it"
        )
    if policy.incidents:
        never.append(f"one that comes from fewer than {policy.incidents} separate incidents")
    never.append("any other that would give such a figure away, by itself or subtracted from others")
    text = (
        f"Never shown: {'; '.join(never)}. In its place stands [{policy.marker}] and, where it can be said, "
        "the range that fits the published figures."
    )
    if policy.minimum_without_largest:
        text += (
            " That holds for everybody who has no records of their own. A body that referred knows its "
            "part of a figure: of one that is shown it sees what all others referred, which is never under "
            f"{policy.minimum_without_largest}; of one that is hidden it may tell more closely than others "
            "can what they referred, though not where nearly all of the figure is its own."
        )
    if policy.order:
        text += (
            f" Where not everything can be shown, {wording.listed(policy.order)} come first, in this order."
        )
    if policy.publication_lag:
        text += f" A month is shown {policy.publication_lag} months after it has ended, not before."
    if policy.completeness:
        text += (
            f" A month is kept back until {policy.completeness:.0%} of a month's records have usually come "
            "in, as far as earlier months tell."
        )
    if policy.restatement_months:
        text += (
            f" Late and corrected records are taken in every {policy.restatement_months} months: a figure "
            "that is revised is marked [r] and has the first one beside it; where that would tell too much, "
            "the first one stands, marked [f]. Decisions, flags, waiting times and who referred are not "
            "revised: they stay as first counted, and what is decided of a referral that came late is not "
            "counted."
        )
    return text


def _minimum_base(policy: Policy) -> str:
    if not policy.minimum_base:
        return _unrestricted(policy)
    return (
        f"A mean or a share is shown only where at least {policy.minimum_base} are counted in what it is "
        f"worked out from; else [{policy.marker}] stands in its place."
    )


def _unrestricted(_: Policy) -> str:
    return "Shown as counted; nothing is shown as 0."

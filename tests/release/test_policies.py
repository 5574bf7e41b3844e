"""The policy file is read strictly, and agrees with the contract."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from dashboard.intake.sources import sources
from dashboard.reference.policies import FILE, PolicyError, read_policies
from dashboard.release.indicators import indicators
from dashboard.release.policy_words import in_words
from dashboard.store.contract import Source


def changed(folder: Path, old: str, new: str) -> Path:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = folder / "policies.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("threshold = 5", "threshhold = 5", "threshhold"),
        ("threshold = 5", "", "threshold"),
        ("threshold = 5", 'threshold = "5"', "threshold"),
        ('treatment = "closed"', 'treatment = "shut"', "treatment"),
        ("[policies.referrals]", "[policy.referrals]", "policy"),
        ("threshold = 5", "threshold = ", "TOML"),
    ],
)
def test_wrong_policy_file_names_file_and_key(tmp_path: Path, old: str, new: str, named: str) -> None:
    with pytest.raises(PolicyError) as told:
        read_policies(changed(tmp_path, old, new))
    assert "policies.toml" in str(told.value)
    assert named in str(told.value)


def test_whatever_names_no_policy_falls_under_the_strictest() -> None:
    policies = read_policies()
    assert policies.strictest.name == "referrals"
    assert policies.policy("nonsense") is policies.strictest
    assert policies.of_source("an_extract_nobody_placed") is policies.strictest


def test_each_source_is_a_subject_whose_policy_exists() -> None:
    """Which policy protects a source stands in policies.toml alone; its title and table stand in both.

    The release room may not import the formats. A policy that is not there would leave the strictest.
    """
    policies = read_policies()
    assert set(policies.subjects) == set(sources())
    for name, source in sources().items():
        subject = policies.subjects[name]
        assert (subject.title, subject.table) == (source.title, source.table)
        assert subject.policy in policies.policies
    assert "policy" not in {field.name for field in fields(Source)}


def test_every_indicator_names_a_policy_no_milder_than_its_sources() -> None:
    policies = read_policies()
    for header in indicators().values():
        assert header.policy in policies.policies, header.path.name
        assert set(header.source) <= set(policies.subjects), header.path.name
        if any(policies.of_source(name).closed for name in header.source):
            assert policies.policy(header.policy).closed, header.path.name


def test_the_words_promise_to_bodies_no_more_than_is_kept() -> None:
    victims = read_policies().policy("referrals")
    told = in_words(victims)
    assert "everybody who has no records of their own" in told
    assert (
        f"never under {victims.minimum_without_largest}; of one that is hidden it may tell more closely"
        in told
    )
    assert "A body" not in in_words(replace(victims, minimum_without_largest=0))


def test_the_rules_are_no_milder_than_was_agreed() -> None:
    """Edited by hand, this file alone decides: a slip of one digit would show a count of four."""
    policies = read_policies()
    victims = policies.policy("referrals")
    assert victims.closed
    assert victims.threshold >= 5
    assert victims.minimum_without_largest >= 3
    assert victims.incidents >= 2
    for name in ("evaluation", "workforce", "audit"):
        assert policies.policy(name).treatment == "base"
        assert policies.policy(name).minimum_base >= 10
    for source in ("referral_log", "intelligence"):
        assert policies.of_source(source) is victims

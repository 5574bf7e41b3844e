"""Our likeness of texts is the one that rapidfuzz gives, to the last digit."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from dashboard.files.likeness import ratio, shared_ratio, sorted_ratio

WORDS = st.lists(st.sampled_from(["police", "polise", "officer", "nhs", "a", "ab", "é", "lead"]), max_size=5)
TEXTS = WORDS.map(" ".join) | st.text("abc é", max_size=12)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS, other=TEXTS)
def test_as_rapidfuzz(text: str, other: str) -> None:
    assert abs(ratio(text, other) - fuzz.ratio(text, other)) < 1e-9
    assert abs(sorted_ratio(text, other) - fuzz.token_sort_ratio(text, other)) < 1e-9
    assert abs(shared_ratio(text, other) - fuzz.token_set_ratio(text, other)) < 1e-9

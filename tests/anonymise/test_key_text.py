"""One person is one person however a key is written, and two people are never one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dashboard.intake.anonymise.key_text import bare_number, former, normalise, other_zeros
from dashboard.intake.anonymise.keys import Key

#: What staff numbers, addresses and names are made of.
LETTERS = "abcdefghijklmnopqrstuvwxyzáéíóúüñçøåß"
KEYS = st.text(LETTERS + "0123456789-'._@/", min_size=1, max_size=16)
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
APOSTROPHES = "\u2018\u2019\u201b\u02bc\u2032\u00b4\uff07"
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202a\u202c\u034f\ufe0f\u180e"
KEY = Key(b"k" * 32)


@st.composite
def variants(draw: st.DrawFn) -> tuple[str, str]:
    """A key, and the same key as another program writes it."""
    key = draw(KEYS)
    other = "".join(
        draw(st.sampled_from(DASHES))
        if sign == "-"
        else draw(st.sampled_from(APOSTROPHES))
        if sign == "'"
        else sign
        for sign in key
    )
    if draw(st.booleans()):
        other = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in other)
    if draw(st.booleans()):
        other = other.upper()
    other = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), other)
    place = draw(st.integers(0, len(other)))
    other = other[:place] + draw(st.sampled_from(["", *UNSEEN])) + other[place:]
    around = draw(st.sampled_from(["", " ", "\u00a0", "\u2009", "\u3000 "]))
    return key, around + other + around


@given(pair=variants())
@example(("sn-20417", "\uff33\uff2e\uff0d\uff12\uff10\uff14\uff11\uff17"))
@example(("o'brien@x.org", "O\u2019Brien@x.org\u200b"))
def test_ways_of_writing_one_key_have_one_pseudonym(pair: tuple[str, str]) -> None:
    key, other = pair
    assert KEY.pseudonym("person", key) == KEY.pseudonym("person", other)


@given(one=KEYS, other=KEYS)
def test_two_people_are_never_one(one: str, other: str) -> None:
    def stripped(key: str) -> str:
        # An apostrophe before figures is a spreadsheet's mark for text.
        return key.lstrip("'") if key.startswith("'") and key.lstrip("'")[:1].isdigit() else key

    assume(stripped(one).casefold() != stripped(other).casefold())
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("00123", "123"),
        ("jose", "josé"),
        ("sn-1", "sn1"),
        ("sn 1", "sn1"),
        ("a.b@x", "ab@x"),
        ("o'b", "ob"),
        ("l1", "ll"),
    ],
)
def test_what_tells_people_apart_stays(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@given(text=st.text(max_size=30))
def test_a_key_without_the_new_signs_keeps_the_pseudonym_of_earlier_versions(text: str) -> None:
    assume(not set(text) & set(DASHES + APOSTROPHES + UNSEEN + "`'=\"") and ":" not in text)
    assume(all(unicodedata.category(sign) != "Cf" for sign in unicodedata.normalize("NFKC", text)))
    if text.isascii() or (unicodedata.normalize("NFKC", text) == text and text.isalnum()):
        assert normalise(text) == former(text)


@given(text=st.text(max_size=30))
def test_nothing_is_left_that_parts_two_parts(text: str) -> None:
    assert "\x1f" not in normalise(text)


@pytest.mark.parametrize("written", ['="00123"', "'00123", "00123", " '00123 "])
def test_what_a_spreadsheet_puts_around_a_number(written: str) -> None:
    assert normalise(written) == "00123"


def test_a_mail_programs_address() -> None:
    assert normalise("mailto:A.Jones@x.org") == "a.jones@x.org"


def test_both_pseudonyms_of_somebody_that_two_versions_name_differently() -> None:
    both = KEY.pseudonyms_of_ever("person", "O\u2019Brien")
    assert KEY.pseudonym("person", "o'brien") in both and len(both) == 2
    assert len(KEY.pseudonyms_of_ever("person", "SN-1")) == 1


@pytest.mark.parametrize(
    ("key", "bare"),
    [("1000", True), ("\uff10\uff10\uff11", True), ("SN-1", False), ("1.5", False), ("", False)],
)
def test_bare_numbers(key: str, bare: bool) -> None:
    assert bare_number(key) is bare


def test_a_number_with_other_zeros() -> None:
    assert other_zeros("004000")[:2] == ["4000", "04000"]
    assert "004000" in other_zeros("4000") and "4000" not in other_zeros("4000")
    assert other_zeros("000") == []
